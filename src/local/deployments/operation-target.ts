import type { JsonObject } from '../../model/json.ts';

/** What an operation is about, as its row shows it. */
export function targetNamed(id: string, resourceType: string, resourceName: string): JsonObject {
  return { id, resourceType, resourceName };
}
