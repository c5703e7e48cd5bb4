import type { SourceLocation } from '../model/source-location.ts';
import type { Value, ValueObject } from '../model/value.ts';
import { readArmTexts } from './arm.ts';
import { callSite } from './call-site.ts';
import { checkFeature, matching } from './check-fields.ts';
import { declaredAt } from './declared-at.ts';
import type { BodyOf, KnownResources } from './known-resources.ts';
import type { Problem } from './problem.ts';
import { refuse, wrong } from './problem.ts';

/** How a resource stands in its component and what may be done with it; the rest of the object is its body. */
export interface ResourcePlacement {
  /** Azure name, the same in every environment; computed from project and environment when absent. Of a child the last segment. */
  readonly name?: string;
  /** Resource of the same component, by its key, that this one is a child of. */
  readonly parent?: string;
  /** What an extension resource extends: a resource of the same component, by its key. */
  readonly scope?: string;
  /** Resources of the same component, by their keys, that must exist before, besides those that it refers to. */
  readonly dependsOn?: readonly string[];
  /** True: deleting and replacing it is refused. */
  readonly protect?: boolean;
  /** Paths that are left to others, such as `properties.siteConfig`. */
  readonly ignoreChanges?: readonly string[];
  /** Feature flag: environments that switch it off leave the resource out. */
  readonly feature?: string;
}

/** A resource that `defineInfrastructure` takes. */
export interface ResourceDeclaration {
  readonly kind: 'resource';
  readonly type: string;
  readonly apiVersion?: string;
  readonly placement: ResourcePlacement;
  readonly body: ValueObject;
  readonly origin?: SourceLocation;
}

const placementFields = ['name', 'parent', 'scope', 'dependsOn', 'protect', 'ignoreChanges', 'feature'] as const;
const armType = /^[A-Za-z][\w.]*(?:\/[A-Za-z]\w*)+$/;

/**
 * A resource of a type that Atakora knows, with the api version that it pins. Texts may hold references such as `${cosmos.endpoint}`.
 * @example resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' } })
 * @throws AtakoraError `ATK1308` when the type or a field cannot be used.
 */
export function resource<Type extends keyof KnownResources | (string & {})>(type: Type, options: BodyOf<Type> & ResourcePlacement): ResourceDeclaration {
  return declare(type, undefined, options, false, callSite(resource));
}

/**
 * A resource of any type and api version, as an ARM template would have it: texts in brackets are ARM expressions, and `[[` starts
 * a text with a bracket.
 * @example armResource({ type: 'Microsoft.SignalRService/signalR', apiVersion: '2024-03-01', sku: { name: 'Free_F1' }, location: '${azure.location}' })
 * @throws AtakoraError `ATK1308` when the type, the api version or a field cannot be used.
 */
export function armResource(options: { readonly type: string; readonly apiVersion: string } & ResourcePlacement & Readonly<Record<string, Value>>): ResourceDeclaration {
  const { apiVersion, type, ...rest } = options;
  return declare(type, apiVersion, rest, true, callSite(armResource));
}

function declare(type: string, apiVersion: string | undefined, options: ResourcePlacement & object, raw: boolean, origin: SourceLocation | undefined): ResourceDeclaration {
  const { dependsOn, feature, ignoreChanges, name, parent, protect, scope, ...body } = options;
  refuse(
    [
      ...matching(type, armType, 'type', 'an ARM type such as "Microsoft.Storage/storageAccounts"'),
      ...(raw ? matching(apiVersion, /^\d{4}-\d{2}-\d{2}(?:-[a-z]+)?$/, 'apiVersion', 'a date such as "2024-03-01"') : []),
      ...checkFeature(feature),
      ...checkPlacement({ dependsOn, ignoreChanges, name, parent, protect, scope }),
      ...('apiVersion' in body && !raw ? [wrong('apiVersion is pinned by Atakora', 'Use armResource({ type, apiVersion, … }) to choose it.')] : []),
    ],
    `the resource of type "${type}"`,
    origin,
  );
  const placement = Object.fromEntries(placementFields.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]]))) as ResourcePlacement;
  const read = (raw ? readArmTexts(body as ValueObject) : body) as ValueObject;
  return declaredAt({ kind: 'resource', type, ...(apiVersion === undefined ? {} : { apiVersion }), placement, body: read }, origin);
}

function checkPlacement(given: Readonly<Record<string, unknown>>): readonly Problem[] {
  const expected: Readonly<Record<string, readonly [fits: (value: unknown) => boolean, form: string]>> = {
    name: [(value) => typeof value === 'string' && !value.includes('${'), 'a text without references'],
    parent: [(value) => typeof value === 'string', 'the key of a resource'],
    scope: [(value) => typeof value === 'string', 'the key of a resource'],
    dependsOn: [isTextList, 'a list of keys of resources'],
    ignoreChanges: [isTextList, 'a list of paths'],
    protect: [(value) => typeof value === 'boolean', 'true or false'],
  };
  return Object.entries(expected).flatMap(([field, [fits, form]]) => (given[field] === undefined || fits(given[field]) ? [] : [wrong(`${field} must be ${form}`)]));
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
