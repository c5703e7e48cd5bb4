import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { holds } from './condition.ts';
import { changeAt, jsonAt, stepsOf } from './json-path.ts';
import { normalise } from './normalise.ts';
import { renderForm } from './output-form.ts';
import { displayRegion, plainRegion } from './region-names.ts';
import type { LocalFacts } from './local-facts.ts';
import type { LocalBehaviour } from './resource-kind.ts';
import { settledIdentity } from './settled-identity.ts';
import type { RulePart, SettleRules } from './settle-rules.ts';

/** Keys of a template resource that say how to deploy it and are no part of it. */
const deploymentKeys: ReadonlySet<string> = new Set(['apiVersion', 'condition', 'copy', 'dependsOn', 'scope', 'comments']);

/** Makes the `settle` function of a kind from its rules. */
export function settleWith(type: string, rules: SettleRules): LocalBehaviour['settle'] {
  return (sent, facts) => {
    const body = Object.fromEntries(Object.entries(sent).filter(([key]) => !deploymentKeys.has(key)));
    const kept = rules.nulls === 'kept' ? body : withoutNulls(body, nullsKept(rules));
    const normalised = withIdentity(normaliseBody(kept, rules), facts);
    const whole = fillDefaults(normalised, rules.defaults ?? {});
    const special = (rules.conditional ?? []).filter((rule) => holds(rule.when, whole, facts));
    const parts: readonly RulePart[] = [...special, rules];
    const filled = parts.reduce((value, part) => fillPart(value, part), normalised);
    const cut = parts.reduce((value, part) => cutPart(value, part), filled);
    const decided = [...parts].reverse().reduce((value, part) => decidePart(value, part, facts), cut);
    const computed = mergeJson(decided, rules.computed?.(decided, facts) ?? {});
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

function fillPart(value: JsonObject, part: RulePart): JsonObject {
  const filled = fillDefaults(value, part.defaults ?? {});
  return Object.entries(part.within ?? {}).reduce((all, [path, defaults]) => edit(all, path, (found) => (isJsonObject(found) ? fillDefaults(found, defaults) : found)), filled);
}

function cutPart(value: JsonObject, part: RulePart): JsonObject {
  const without = (part.dropped ?? []).reduce((all, path) => edit(all, path, () => undefined), value);
  return (part.nulled ?? []).reduce((all, path) => edit(all, path, () => null), without);
}

function decidePart(value: JsonObject, part: RulePart, facts: LocalFacts): JsonObject {
  return Object.entries(part.outputs ?? {}).reduce((all, [path, form]) => {
    const decided = changeAt(all, stepsOf(path), (_found, item) => renderForm(form, { facts, body: value, item, label: path }), !path.includes('[]') && !path.includes('{*}'));
    return isJsonObject(decided) ? decided : all;
  }, value);
}

function edit(value: JsonObject, path: string, change: (found: Json | undefined) => Json | undefined): JsonObject {
  const changed = changeAt(value, stepsOf(path), change);
  return isJsonObject(changed) ? changed : value;
}

function normaliseBody(value: JsonObject, rules: SettleRules): JsonObject {
  return Object.entries(rules.normalised ?? {}).reduce((all, [path, form]) => edit(all, path, (found) => (found === undefined ? undefined : normalise(found, form))), value);
}

function withIdentity(body: JsonObject, facts: LocalFacts): JsonObject {
  const identity = body['identity'];
  return isJsonObject(identity) ? { ...body, identity: settledIdentity(identity, facts) } : body;
}

/** Paths at which null is a value of its own: a rule names them. */
function nullsKept(rules: SettleRules): ReadonlySet<string> {
  return new Set(Object.entries(rules.normalised ?? {}).flatMap(([path, form]) => (form === 'keep-null' || form === 'null-empty' ? [path] : [])));
}

function withoutNulls(value: JsonObject, kept: ReadonlySet<string>, path = ''): JsonObject {
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    const at = path === '' ? key : `${path}.${key}`;
    if (item === null) return kept.has(at) ? [[key, item]] : [];
    return [[key, withoutNullsInside(item, kept, at)]];
  });
  return Object.fromEntries(entries);
}

function withoutNullsInside(value: Json, kept: ReadonlySet<string>, path: string): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withoutNullsInside(item, kept, `${path}[]`));
  return isJsonObject(value) ? withoutNulls(value, kept, path) : value;
}

function settledLocation(body: JsonObject, facts: LocalFacts, rules: SettleRules): JsonObject {
  if (body['location'] === undefined && rules.tags !== true) {
    return {};
  }
  const location = typeof body['location'] === 'string' ? body['location'] : facts.location;
  if (rules.location === 'sent') {
    return { location };
  }
  return { location: rules.location === 'display' ? displayRegion(location) : plainRegion(location) };
}

/** The object with defaults where it has nothing, or no object where one belongs; null is a value. Objects are filled key by key, arrays are whole. */
export function fillDefaults(value: JsonObject, defaults: JsonObject): JsonObject {
  const filled: Record<string, Json> = { ...value };
  for (const [key, fallback] of Object.entries(defaults)) {
    const own = value[key];
    if (own === undefined) {
      filled[key] = fallback;
    } else if (isJsonObject(fallback) && own !== null) {
      filled[key] = isJsonObject(own) ? fillDefaults(own, fallback) : fallback;
    }
  }
  return filled;
}

/** A body that keeps, at the paths given, what an earlier one had and it omits. */
export function keepOmitted(body: JsonObject, before: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce((all, path) => {
    const old = jsonAt(before, path);
    const kept = changeAt(all, stepsOf(path), (found) => found ?? old, true);
    return old !== undefined && isJsonObject(kept) ? kept : all;
  }, body);
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
