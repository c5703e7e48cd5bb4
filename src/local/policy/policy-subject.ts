import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';

/** A resource as policies see it. */
export interface PolicySubject {
  readonly id: string;
  /** Last segment of the name. */
  readonly name: string;
  /** Names of all levels joined by slashes. */
  readonly fullName: string;
  /** In its written case; resource groups are `Microsoft.Resources/subscriptions/resourceGroups`. */
  readonly type: string;
  readonly body: JsonObject;
}

/** Elements of arrays that a `count` around a condition stands at, by the field that it counts, in lower case. */
export type CurrentElements = ReadonlyMap<string, Json>;

/** What a field gives: one value, or one for each element of the arrays that `[*]` walks. */
export type FieldValue = { readonly kind: 'one'; readonly value: Json | undefined } | { readonly kind: 'many'; readonly values: readonly (Json | undefined)[] };

/** Segments of a body: a property, or every element of an array (`*`). */
type Step = string;

/**
 * Reads a field or alias. Aliases are read as paths: the type in front must be the resource's, what follows lies in `properties`
 * except for the fields that stand at the top of a resource.
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-alias
 */
export function fieldValue(subject: PolicySubject, field: string, current: CurrentElements = new Map()): FieldValue {
  const bound = boundElement(field, current);
  if (bound !== undefined) return walk(bound.element, stepsOf(bound.rest));
  const own = ownField(subject, field);
  if (own !== undefined) return { kind: 'one', value: own.value };
  const steps = fieldSteps(subject.type, field);
  return steps === undefined ? { kind: 'one', value: undefined } : walk(subject.body, steps);
}

/** The tag that a field such as `tags['env']`, `tags[env]` or `tags.env` names; undefined for other fields. */
export function tagOf(field: string): string | undefined {
  return /^tags\[\s*'?(.+?)'?\s*\]$/i.exec(field)?.[1] ?? /^tags\.(.+)$/i.exec(field)?.[1];
}

/** The way to a field inside a body; undefined when the alias belongs to another type. */
export function fieldSteps(type: string, field: string): readonly Step[] | undefined {
  if (!field.includes('/')) return stepsOf(field);
  const prefix = `${type}/`;
  if (!field.toLowerCase().startsWith(prefix.toLowerCase())) return undefined;
  const alias = field.slice(prefix.length);
  const known = oddAliases[field.toLowerCase()];
  if (known !== undefined) return stepsOf(known);
  const steps = stepsOf(alias);
  return topFields.has((steps[0] ?? '').toLowerCase()) ? steps : ['properties', ...steps];
}

const topFields = new Set(['sku', 'kind', 'location', 'identity', 'zones', 'plan', 'managedby', 'tags', 'extendedlocation']);

/** Aliases of Azure Policy whose path is not their name. */
const oddAliases: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines/sku.name': 'properties.hardwareProfile.vmSize',
  'microsoft.compute/virtualmachines/imagepublisher': 'properties.storageProfile.imageReference.publisher',
  'microsoft.compute/virtualmachines/imageoffer': 'properties.storageProfile.imageReference.offer',
  'microsoft.compute/virtualmachines/imagesku': 'properties.storageProfile.imageReference.sku',
  'microsoft.compute/virtualmachines/imageversion': 'properties.storageProfile.imageReference.version',
  'microsoft.storage/storageaccounts/accounttype': 'sku.name',
  'microsoft.storage/storageaccounts/accesstier': 'properties.accessTier',
};

function stepsOf(path: string): readonly Step[] {
  return path.replaceAll('[*]', '.*').split(/[./]/).filter((step) => step !== '');
}

function ownField(subject: PolicySubject, field: string): { readonly value: Json | undefined } | undefined {
  switch (field.toLowerCase()) {
    case 'id':
      return { value: subject.id };
    case 'name':
      return { value: subject.name };
    case 'fullname':
      return { value: subject.fullName };
    case 'type':
      return { value: subject.type };
    case 'location': {
      const location = subject.body['location'];
      return { value: typeof location === 'string' ? plainRegion(location) : location };
    }
    default: {
      const tag = tagOf(field);
      return tag === undefined ? undefined : { value: child(subject.body['tags'], tag) };
    }
  }
}

/** The element that an enclosing `count` stands at, when the field starts with what it counts. */
function boundElement(field: string, current: CurrentElements): { readonly element: Json; readonly rest: string } | undefined {
  const low = field.toLowerCase();
  let best: string | undefined;
  for (const counted of current.keys()) if ((low === counted || low.startsWith(`${counted}.`) || low.startsWith(`${counted}[`)) && counted.length > (best?.length ?? -1)) best = counted;
  return best === undefined ? undefined : { element: current.get(best) ?? null, rest: field.slice(best.length) };
}

function walk(start: Json | undefined, steps: readonly Step[]): FieldValue {
  let values: readonly (Json | undefined)[] = [start];
  let many = false;
  for (const step of steps) {
    if (step === '*') {
      many = true;
      values = values.flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : []));
    } else {
      values = values.map((value) => child(value, step));
    }
  }
  return many ? { kind: 'many', values } : { kind: 'one', value: values[0] };
}

/** A property, ignoring case; elements of arrays of resources have theirs inside `properties`, which aliases leave out. */
function child(value: Json | undefined, name: string): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  const key = keyOf(value, name);
  if (key !== undefined) return value[key];
  const inner = value['properties'];
  if (!isJsonObject(inner)) return undefined;
  const innerKey = keyOf(inner, name);
  return innerKey === undefined ? undefined : inner[innerKey];
}

/** The spelling that an object has of a key. */
export function keyOf(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}
