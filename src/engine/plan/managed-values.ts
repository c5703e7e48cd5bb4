import { isExpressionText } from '../../model/arm-expression-text.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { fingerprintPrefix, isFingerprint, isSensitiveValue, replaceSensitive } from '../../model/sensitive-paths.ts';
import { arrayFormOf } from './array-form.ts';
import { liveComparison } from './compare-live.ts';
import { type CompareRules, sensitivePaths } from './kind-lookup.ts';
import { bodyRoot, elementPoint, propertyPoint, type PropertyPoint } from './property-point.ts';

/** Stands for a secret when the environment has no key yet: comparable with nothing. */
const withheld = `${fingerprintPrefix}${'0'.repeat(8)}:${'0'.repeat(64)}`;

/** Facts that Azure makes up and other resources refer to; recorded beside what we manage. */
export const identityFacts = [
  ['identity', 'principalId'],
  ['identity', 'tenantId'],
  ['properties', 'principalId'],
  ['properties', 'clientId'],
] as const;

/** The fingerprint that stands for a sensitive value; fingerprints stay as they are. */
export function fingerprintOf(value: Json, rules: CompareRules): string {
  if (isFingerprint(value)) {
    return value;
  }
  return rules.fingerprint?.(typeof value === 'string' ? value : canonicalJson(value)) ?? withheld;
}

/** A body as the state keeps it (`ResourceRecord.desired`): every sensitive value is its keyed fingerprint. */
export function withoutSecrets(body: JsonObject, rules: CompareRules): JsonObject {
  return replaceSensitive(body, sensitivePaths(rules), (value) => fingerprintOf(value, rules));
}

/**
 * The part of a live body that the state records (`ResourceRecord.live`) and that drift is looked for in: the paths that `desired`
 * sets, whole arrays where it sets an array (extra elements by their key), and the identity facts. Write-only values are left out,
 * opaque ones are `true`, sensitive ones fingerprints. Values that Azure returns as null are taken as absent.
 */
export function pickManaged(desired: JsonObject, live: JsonObject, rules: CompareRules): JsonObject {
  const picked = pickObject(desired, live, bodyRoot, rules);
  for (const [section, name] of identityFacts) {
    const value = isJsonObject(live[section]) ? live[section][name] : undefined;
    if (typeof value === 'string') {
      picked[section] = { ...(picked[section] as JsonObject | undefined), [name]: value };
    }
  }
  return picked;
}

/** Tags that differ from run to run are no part of what we manage. */
const runTag = /^tags\.atakora[:-]run$/;

function pick(desired: Json, live: Json | undefined, point: PropertyPoint, rules: CompareRules): Json | undefined {
  const live0 = rules.kind?.live;
  if (live === undefined || live === null || runTag.test(point.plainPath) || live0?.writeOnly.includes(point.plainPath) === true) {
    return undefined;
  }
  if (live0?.opaque.includes(point.plainPath) === true) {
    return true;
  }
  if (isJsonObject(desired) && isJsonObject(live)) {
    return pickObject(desired, live, point, rules);
  }
  if (Array.isArray(desired) && Array.isArray(live)) {
    return pickArray(desired, live, point, rules);
  }
  return concealed(live, point, rules);
}

function concealed(value: Json, point: PropertyPoint, rules: CompareRules): Json {
  const hide = (item: Json, at: PropertyPoint): Json => {
    if (Array.isArray(item)) {
      return item.map((element: Json, index) => hide(element, elementPoint(at, String(index))));
    }
    if (isJsonObject(item)) {
      return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, hide(inner, propertyPoint(at, key, item))]));
    }
    return isSensitiveValue(item, at, sensitivePaths(rules)) ? fingerprintOf(item, rules) : item;
  };
  return hide(value, point);
}

function pickObject(desired: JsonObject, live: JsonObject, point: PropertyPoint, rules: CompareRules): Record<string, Json> {
  const picked: Record<string, Json> = {};
  const keys = new Map(Object.keys(live).map((key) => [key.toLowerCase(), key]));
  let computed: Json | undefined;
  for (const [key, value] of Object.entries(desired)) {
    if (isExpressionText(key)) {
      computed = value;
      continue;
    }
    const liveKey = live[key] === undefined ? (keys.get(key.toLowerCase()) ?? key) : key;
    keys.delete(liveKey.toLowerCase());
    const found = pick(value, live[liveKey], propertyPoint(point, key, live), rules);
    if (found !== undefined) {
      picked[key] = found;
    }
  }
  if (computed !== undefined) {
    // A key that is an expression (an identity's id) is known only in the live body, where Azure chooses its letter case.
    for (const [lower, liveKey] of keys) {
      const found = pick(computed, live[liveKey], propertyPoint(point, lower, live), rules);
      picked[lower] = found ?? {};
    }
  }
  return picked;
}

function pickArray(desired: readonly Json[], live: readonly Json[], point: PropertyPoint, rules: CompareRules): readonly Json[] {
  const form = arrayFormOf([desired, live], point.plainPath, rules.kind);
  if (form.kind !== 'keyed') {
    const objects = desired.some(isJsonObject);
    return live.map((element, index) => {
      const place = elementPoint(point, String(index));
      return objects && form.kind === 'list' ? (pick(desired[index] ?? {}, element, place, rules) ?? {}) : concealed(element, place, rules);
    });
  }
  const keyPath = `${point.plainPath}.${form.key}`;
  const { keyText } = liveComparison(rules.kind);
  const wanted = new Map(desired.map((element) => [keyText((element as JsonObject)[form.key] ?? null, keyPath), element as JsonObject]));
  return live.map((element) => {
    const key = (element as JsonObject)[form.key] ?? null;
    const match = wanted.get(keyText(key, keyPath));
    const place = elementPoint(point, `${form.key}=${String(key)}`);
    return match === undefined ? { [form.key]: key } : pickObject(match, element as JsonObject, place, rules);
  });
}
