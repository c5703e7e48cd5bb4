import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/** Makes another value of one that was found; undefined takes it out. */
export type Change = (found: Json) => Json | undefined;

/**
 * The body with every value at a path changed. Segments are joined by dots; `[]` behind a name opens an array, `{*}` stands for
 * every key: `properties.subnets[].properties.delegations[]`. What is not there, or has another shape, stays as it is.
 */
export function mapAt(body: JsonObject, path: string, change: Change): JsonObject {
  return mapObject(body, path.split('.'), change);
}

function mapObject(value: JsonObject, [segment = '', ...rest]: readonly string[], change: Change): JsonObject {
  const opened = segment.endsWith('[]');
  const name = opened ? segment.slice(0, -2) : segment;
  const deeper = (found: Json): Json | undefined => (rest.length === 0 ? change(found) : isJsonObject(found) ? mapObject(found, rest, change) : found);
  const mapped = Object.entries(value).map(([key, own]): [string, Json | undefined] => {
    if (key !== name && name !== '{*}') {
      return [key, own];
    }
    return [
      key,
      opened ? (Array.isArray(own) ? (own as readonly Json[]).map(deeper).filter((item) => item !== undefined) : own) : deeper(own),
    ];
  });
  return Object.fromEntries(mapped.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** A change for objects only; other values stay. */
export function ofObjects(change: (found: JsonObject) => Json | undefined): Change {
  return (found) => (isJsonObject(found) ? change(found) : found);
}

/** Writes one of the known words as the service does, whatever letter case it was sent in: `allow` → `Allow`. */
export function inCaseOf(...words: readonly string[]): Change {
  return (found) => (typeof found === 'string' ? (words.find((word) => word.toLowerCase() === found.toLowerCase()) ?? found) : found);
}

/** Takes the keys out of an object that have null for a value. */
export function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, own]) => own !== null));
}

/** A number where the text of one was sent. */
export const asNumber: Change = (found) => (typeof found === 'string' && /^-?\d+(?:\.\d+)?$/.test(found) ? Number(found) : found);
