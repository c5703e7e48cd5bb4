import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LivePayload } from './live-payload.ts';
import { normalPayload } from './live-payload.ts';

/** How much what-if says beyond what will really change. */
export interface Noise {
  /** Values that the service filled in and the template does not have count as deleted. */
  readonly filledIn: boolean;
  /** Expressions that only the running deployment can evaluate count as changes. */
  readonly expressions: boolean;
}

/**
 * What a resource will look like: the template's values, and those of the live one that stay. A value that was sent before and is not
 * in the template any more goes, as with a PUT; one that the service filled in stays.
 */
export function afterPayload(live: LivePayload, wanted: JsonObject, noise: Noise): JsonObject {
  const merged = merge(live.payload, normalPayload(wanted), '', live.filledIn, noise);
  const identity = {
    apiVersion: wanted['apiVersion'] ?? null,
    id: live.payload['id'] ?? null,
    name: live.payload['name'] ?? null,
    type: live.payload['type'] ?? null,
  };
  return normalPayload({ ...merged, ...identity });
}

function merge(live: JsonObject, wanted: JsonObject, prefix: string, filledIn: ReadonlySet<string>, noise: Noise): JsonObject {
  const names = [...new Set([...Object.keys(live), ...Object.keys(wanted)])];
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const own = live[name];
      const next = wanted[name];
      if (next === undefined) return kept(name, own, path, filledIn, noise);
      if (own !== undefined && typeof next === 'string' && next.startsWith('[') && next.endsWith(']') && !noise.expressions) return [[name, own]];
      if (isJsonObject(own) && isJsonObject(next)) return [[name, merge(own, next, path, filledIn, noise)]];
      if (Array.isArray(own) && Array.isArray(next)) return [[name, mergeLists(own, next, path, filledIn, noise)]];
      return [[name, next]];
    }),
  );
}

/** Objects of the same name keep what the service filled in, as objects elsewhere do. */
function mergeLists(live: readonly Json[], wanted: readonly Json[], path: string, filledIn: ReadonlySet<string>, noise: Noise): readonly Json[] {
  return wanted.map((item) => {
    const name = isJsonObject(item) ? item['name'] : undefined;
    if (!isJsonObject(item) || typeof name !== 'string') return item;
    const index = live.findIndex((other) => isJsonObject(other) && String(other['name']).toLowerCase() === name.toLowerCase());
    const own = live[index];
    return isJsonObject(own) ? merge(own, item, `${path}.${index}`, filledIn, noise) : item;
  });
}

function kept(name: string, own: Json | undefined, path: string, filledIn: ReadonlySet<string>, noise: Noise): [string, Json][] {
  if (own === undefined) return [];
  // Tags are one value: those that the template leaves out go.
  if (path === 'tags' || path.startsWith('tags.')) return [];
  if (isJsonObject(own)) {
    const inner = merge(own, {}, path, filledIn, noise);
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  }
  return filledIn.has(path) && !noise.filledIn ? [[name, own]] : [];
}
