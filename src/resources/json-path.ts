import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/** Makes a new value of the one found (undefined when there is none); undefined takes it away. `item`: the nearest item of an array around it. */
export type Change = (found: Json | undefined, item: Json | undefined) => Json | undefined;

/** Steps of a path: keys, `[]` for each item, `{*}` for each value. */
export function stepsOf(path: string): readonly string[] {
  return path.replaceAll('[]', '.[]').split('.');
}

/**
 * The value with a change made wherever the steps lead. Untouched parts are shared with the value given.
 * @param make True when objects that are missing on the way are made; otherwise the change is asked for where its owner is there.
 */
export function changeAt(value: Json | undefined, steps: readonly string[], change: Change, make = false, item?: Json): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value, item);
  if (step === '[]') {
    return Array.isArray(value) ? (value as readonly Json[]).map((entry) => changeAt(entry, rest, change, make, entry)).filter((entry) => entry !== undefined) : value;
  }
  if (step === '{*}') {
    return isJsonObject(value) ? Object.keys(value).reduce<JsonObject>((all, key) => withKey(all, key, changeAt(all[key], rest, change, make, item)), value) : value;
  }
  if (!isJsonObject(value)) {
    return make && !rest.includes('[]') ? withKey({}, step, changeAt(undefined, rest, change, make, item)) : value;
  }
  return withKey(value, step, changeAt(value[step], rest, change, make, item));
}

function withKey(value: JsonObject, key: string, next: Json | undefined): JsonObject {
  if (next === undefined) {
    return key in value ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) : value;
  }
  return value[key] === next ? value : { ...value, [key]: next };
}

/** The value at a dotted path; undefined when there is none. */
export function jsonAt(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);
}

/** Text at a dotted path, or the fallback. */
export function textAt(value: Json | undefined, path: string, fallback: string): string {
  const found = jsonAt(value, path);
  return typeof found === 'string' ? found : fallback;
}
