import type { Json, JsonObject } from './json.ts';
import { isJsonObject } from './json.ts';

/** The value with object keys sorted by code unit, at every depth; arrays keep their order. */
export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const sorted: Record<string, Json> = {};
  for (const key of Object.keys(value).sort()) {
    sorted[key] = sortKeys(value[key] as Json);
  }
  return sorted;
}

/** One line of JSON with sorted keys: equal values give equal text. Input of every hash. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(sortKeys(value));
}

/** Two-space indented JSON with sorted keys and a final newline: what is written to files. */
export function prettyJson(value: Json | JsonObject): string {
  return `${JSON.stringify(sortKeys(value as Json), null, 2)}\n`;
}
