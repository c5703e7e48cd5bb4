import type { Address } from './address.ts';

/**
 * A property value of a resource before synthesis: JSON in which typed expressions may stand anywhere.
 * Expressions are plain data marked by the key `$`; they become ARM expressions at synthesis and give the graph its edges.
 */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject | Expression;

export interface ValueObject {
  readonly [key: string]: Value;
}

/**
 * `ref`: an output of a resource, named by `<target>.<output>`; before composing, `target` is what the user wrote
 *   (`cosmos`, `self.queue`, `backend.userPool`), afterwards an address. Output `id` is the resource id, `name` its Azure name.
 * `context`: a fact of the environment.
 * `concat`: the parts joined as one string.
 * `secret`: a declared secret; stands only where a Key Vault reference can (application settings).
 * `arm`: an ARM expression (without brackets) that the user or a provider wrote, passed on as it is; `refs` are its edges.
 */
export type Expression =
  | { readonly $: 'ref'; readonly target: string; readonly output: string }
  | { readonly $: 'context'; readonly key: ContextKey }
  | { readonly $: 'concat'; readonly parts: readonly Value[] }
  | { readonly $: 'secret'; readonly name: string }
  | { readonly $: 'arm'; readonly expression: string; readonly refs?: readonly string[] };

/** Facts of the environment that a definition may refer to without knowing them. */
export const contextKeys = ['subscriptionId', 'tenantId', 'location', 'resourceGroup', 'environment', 'project'] as const;
export type ContextKey = (typeof contextKeys)[number];

/** True for `{ $: … }` values; a user's own property may not be named `$`. */
export function isExpression(value: Value): value is Expression {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as ValueObject)['$'] === 'string';
}

/** A reference to an output of the resource at `target`. */
export function refTo(target: Address | string, output: string): Expression {
  return { $: 'ref', target, output };
}
