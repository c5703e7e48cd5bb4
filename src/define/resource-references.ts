import type { Expression } from '../model/value.ts';
import type { OutputOf, ReferableType } from './reference-names.ts';
import { resourceOutputs } from './reference-names.ts';

/**
 * A value that is known only once a resource exists, such as the endpoint of the database. It may stand wherever a text may,
 * alone or inside a template literal.
 */
export type Reference = Extract<Expression, { readonly $: 'ref' }>;

/** References to the outputs of one shared resource. */
export type ResourceReferences<Type extends string> = (Type extends ReferableType ? { readonly [Output in OutputOf<Type>]: Reference } : unknown) & {
  /** A reference to an output that has no property here. */
  output(name: string): Reference;
};

/** References to the shared resources with the key `main`, by type. */
export type BackendResources = { readonly [Type in ReferableType]: ResourceReferences<Type> };

/** Text of a reference inside a template literal: the same form that users write, which is parsed when the backend is loaded. */
const written = {
  toString(this: Reference): string {
    return `\${${this.target}.${this.output}}`;
  },
};

/** A reference to an output of a shared resource (`cosmos`, `cosmos.reports`), of `self.<resource>` or of `backend.<component>.<resource>`. */
export function reference(target: string, output: string): Reference {
  const made: Reference = Object.assign(Object.create(written) as object, { $: 'ref', target, output } as const);
  return Object.freeze(made);
}

/** References to the resource of a type and requirement key. */
export function referencesOf<Type extends string>(type: Type, key = 'main'): ResourceReferences<Type> {
  const target = key === 'main' ? type : `${type}.${key}`;
  const outputs: readonly string[] = Object.hasOwn(resourceOutputs, type) ? resourceOutputs[type as ReferableType] : [];
  const named = Object.fromEntries(outputs.map((output) => [output, reference(target, output)]));
  return Object.freeze({ ...named, output: (name: string) => reference(target, name) }) as unknown as ResourceReferences<Type>;
}

/**
 * Typed references to the resources that components of a backend share: `resources.cosmos.endpoint`.
 * The same as `backend.resources`, for use inside of components that the backend is still to be made of.
 */
export const resources: BackendResources = Object.freeze(
  Object.fromEntries(Object.keys(resourceOutputs).map((type) => [type, referencesOf(type)])),
) as unknown as BackendResources;
