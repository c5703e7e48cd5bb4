import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { isFingerprint } from '../../model/sensitive-paths.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { ValueComparison } from './diff-values.ts';

const locationProperty = /(?:^|\.)(?:location|locations|locationName|region|regions|[a-z]+Location)$/;
const locationText = /^[A-Za-z][A-Za-z0-9 ]*$/;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for ids of resources, whose letter case Azure changes at will. */
function isResourceId(text: string): boolean {
  return /^\/(?:subscriptions|providers)\//i.test(text);
}

/**
 * The value as it counts in a comparison of what Azure holds: display names of locations (`West Europe`) as names (`westeurope`),
 * ids and GUIDs in lower case, enumerations in lower case where the kind says so, numbers and booleans as their text.
 */
export function normalText(value: Json, plainPath: string, kind: ResourceKind | undefined): string {
  if (Array.isArray(value) || isJsonObject(value)) {
    return canonicalJson(value);
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  if (locationProperty.test(plainPath) && locationText.test(value)) {
    return value.replaceAll(' ', '').toLowerCase();
  }
  const ignoresCase = kind?.live.ignoreCase.includes(plainPath) === true || isResourceId(value) || guid.test(value);
  return ignoresCase ? value.toLowerCase().replace(/\/$/, '') : value;
}

/** True when two values that Azure returned, or that we sent and Azure returned, mean the same. */
function isSameLive(before: Json, after: Json, plainPath: string, kind: ResourceKind | undefined): boolean {
  if (isFingerprint(before) && isFingerprint(after)) {
    return before === after || keyOf(before) !== keyOf(after);
  }
  return normalText(before, plainPath, kind) === normalText(after, plainPath, kind);
}

/** Fingerprints under different keys say nothing about each other. */
function keyOf(fingerprint: string): string {
  return fingerprint.split(':')[1] ?? '';
}

/** Compares two managed parts (`pickManaged`) of live bodies. */
export function liveComparison(kind: ResourceKind | undefined): ValueComparison {
  return {
    kind,
    same: (before, after, plainPath) => isSameLive(before, after, plainPath, kind),
    keyText: (value, plainPath) => normalText(value, plainPath, kind),
  };
}
