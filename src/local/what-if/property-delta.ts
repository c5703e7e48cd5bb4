import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';

/**
 * What changes between two payloads, in the form of Azure's what-if.
 * Arrays are one change with a child for each element that differs; objects in them are paired by `name` or `id`.
 * @see https://learn.microsoft.com/rest/api/resources/deployments/what-if#whatifpropertychange
 */
export function propertyDelta(before: JsonObject, after: JsonObject): readonly JsonObject[] {
  return objectDelta(before, after, '');
}

function objectDelta(before: JsonObject, after: JsonObject, prefix: string): readonly JsonObject[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => valueDelta(before[name], after[name], joined(prefix, name)));
}

function valueDelta(before: Json | undefined, after: Json | undefined, path: string): readonly JsonObject[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, propertyChangeType: 'Create', after: after ?? null }];
  if (after === undefined) return [{ path, propertyChangeType: 'Delete', before }];
  if (sameForAzure(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) return objectDelta(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return [{ path, propertyChangeType: 'Array', children: elementDelta(before as readonly Json[], after as readonly Json[]) }];
  return [{ path, propertyChangeType: 'Modify', before, after }];
}

function elementDelta(before: readonly Json[], after: readonly Json[]): Json[] {
  const left = before.map((value, index) => ({ value, index }));
  const created: { readonly value: Json; readonly index: number }[] = [];
  const children: JsonObject[] = [];
  after.forEach((value, index) => {
    const same = left.findIndex((other) => sameForAzure(other.value, value));
    if (same === -1) created.push({ value, index });
    else left.splice(same, 1);
  });
  for (const { value, index } of created) {
    const pair = left.findIndex((other) => keyOf(other.value) !== undefined && keyOf(other.value) === keyOf(value));
    const paired = pair === -1 ? undefined : left.splice(pair, 1)[0]?.value;
    if (isJsonObject(paired) && isJsonObject(value)) children.push({ path: String(index), propertyChangeType: 'Modify', children: [...objectDelta(paired, value, '')] });
    else children.push({ path: String(index), propertyChangeType: 'Create', after: value });
  }
  for (const { value, index } of left) children.push({ path: String(index), propertyChangeType: 'Delete', before: value });
  return children.sort((one, two) => Number(one['path']) - Number(two['path']));
}

function keyOf(value: Json): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const key = value['name'] ?? value['id'];
  return typeof key === 'string' ? key.toLowerCase() : undefined;
}

/** Ids compare without letter case, everything else exactly. */
function sameForAzure(before: Json, after: Json): boolean {
  if (typeof before === 'string' && typeof after === 'string' && /^\/(subscriptions|providers)\//i.test(before)) return before.toLowerCase() === after.toLowerCase();
  return canonicalJson(before) === canonicalJson(after);
}

function joined(prefix: string, name: string): string {
  const part = /[.[\]]/.test(name) ? `['${name}']` : name;
  return prefix === '' || part.startsWith('[') ? `${prefix}${part}` : `${prefix}.${part}`;
}
