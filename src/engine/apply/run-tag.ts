import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { TagSupport } from '../../resources/resource-kind.ts';

/** The run tag's name on types that take `:` in tag names. */
export const runTag = 'atakora:run';

/**
 * A resource that carries tags, with the run that writes it. Types whose tags are not known, untagged resources, computed tags and
 * resources with all their tags in use stay as they are.
 */
export function stampRunTag(resource: JsonObject, support: TagSupport | undefined, run: string): JsonObject {
  const { tags } = resource;
  if (!isJsonObject(tags) || support === undefined || !support.supported) return resource;
  const name = support.colon ? runTag : runTag.replace(':', '-');
  if (!(name in tags) && Object.keys(tags).length >= support.max) return resource;
  return { ...resource, tags: { ...tags, [name]: run } };
}
