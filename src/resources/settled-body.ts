import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { displayRegion, plainRegion } from './region-names.ts';
import type { LocalBehaviour, LocalFacts } from './resource-kind.ts';

/** How the body of a GET follows from the body of the PUT. Applied in the order of the fields. */
export interface SettleRules {
  /** Values that stand where nothing, or null, was sent. */
  readonly defaults?: JsonObject;
  /** Dotted paths that are never returned. */
  readonly dropped?: readonly string[];
  /** Values that Azure computes, whatever was sent. Must give the same for a body that is settled already. */
  readonly computed?: (sent: JsonObject, facts: LocalFacts) => JsonObject;
  /** Form in which the region is returned: `plain` by default. */
  readonly location?: 'plain' | 'display';
  /** True when an empty object of tags is returned where none were sent. */
  readonly tags?: boolean;
  /** False for types whose GET has no `properties.provisioningState`. True by default. */
  readonly provisioning?: boolean;
}

/** Keys of a template resource that say how to deploy it and are no part of it. */
const deploymentKeys: ReadonlySet<string> = new Set(['apiVersion', 'condition', 'copy', 'dependsOn', 'scope', 'comments']);

/** Makes the `settle` function of a kind from its rules. */
export function settleWith(type: string, rules: SettleRules): LocalBehaviour['settle'] {
  return (sent, facts) => {
    const body = Object.fromEntries(Object.entries(sent).filter(([key]) => !deploymentKeys.has(key)));
    const filled = fillDefaults(body, rules.defaults ?? {});
    const kept = (rules.dropped ?? []).reduce((value, path) => withoutPath(value, path.split('.')), filled);
    const computed = mergeJson(kept, rules.computed?.(kept, facts) ?? {});
    const state = rules.provisioning === false ? computed : mergeJson(computed, { properties: { provisioningState: 'Succeeded' } });
    return {
      ...state,
      id: facts.id,
      name: facts.name.split('/').at(-1) ?? facts.name,
      type,
      ...settledLocation(state, facts, rules),
      ...(rules.tags === true && !isJsonObject(state['tags']) ? { tags: {} } : {}),
    };
  };
}

function settledLocation(body: JsonObject, facts: LocalFacts, rules: SettleRules): JsonObject {
  if (body['location'] === undefined && rules.tags !== true) {
    return {};
  }
  const location = typeof body['location'] === 'string' ? body['location'] : facts.location;
  return { location: rules.location === 'display' ? displayRegion(location) : plainRegion(location) };
}

/** The object with defaults where it has nothing, null, or no object where one belongs; objects are filled key by key, arrays are whole. */
export function fillDefaults(value: JsonObject, defaults: JsonObject): JsonObject {
  const filled: Record<string, Json> = { ...value };
  for (const [key, fallback] of Object.entries(defaults)) {
    const own = value[key];
    if (own === undefined || own === null) {
      filled[key] = fallback;
    } else if (isJsonObject(fallback)) {
      filled[key] = isJsonObject(own) ? fillDefaults(own, fallback) : fallback;
    }
  }
  return filled;
}

/** The object with another laid over it; objects merge key by key, everything else is replaced. */
function mergeJson(value: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...value };
  for (const [key, next] of Object.entries(over)) {
    const own = value[key];
    merged[key] = isJsonObject(own) && isJsonObject(next) ? mergeJson(own, next) : next;
  }
  return merged;
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

function withoutPath(value: JsonObject, [key = '', ...rest]: readonly string[]): JsonObject {
  const own = value[key];
  if (own === undefined) {
    return value;
  }
  if (rest.length > 0) {
    return isJsonObject(own) ? { ...value, [key]: withoutPath(own, rest) } : value;
  }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
