/** A JSON value as read from or written to a file or the wire; never mutated after it was made. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; key order is the order in which it was read or built. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for objects that are neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
