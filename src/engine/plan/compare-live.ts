import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { isEqualLive, liveText } from '../drift/live-value.ts';
import type { ValueComparison } from './diff-values.ts';

const locationProperty = /(?:^|\.)(?:location|locations|locationName|region|regions|[a-z]+Location)$/;
const locationText = /^[A-Za-z][A-Za-z0-9 ]*$/;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for ids of resources, whose letter case Azure changes at will. */
function isResourceId(text: string): boolean {
  return /^\/(?:subscriptions|providers)\//i.test(text);
}

/**
 * The value as it counts in a comparison of what is sent: display names of locations (`West Europe`) as names (`westeurope`),
 * ids and GUIDs in lower case, enumerations in lower case where the kind says so, numbers and booleans as their text. Narrower than
 * `liveText`: another spelling of the same is a change that its author may want to be made.
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

/** Compares two managed parts (`pickManaged`) of live bodies. */
export function liveComparison(kind: ResourceKind | undefined): ValueComparison {
  const ignoresCase = (plainPath: string): boolean => kind?.live.ignoreCase.includes(plainPath) === true;
  const inCase = (value: Json, plainPath: string): Json => (typeof value === 'string' && ignoresCase(plainPath) ? value.toLowerCase() : value);
  return {
    kind,
    same: (before, after, plainPath) => isEqualLive(inCase(before, plainPath), inCase(after, plainPath), plainPath),
    keyText: (value, plainPath) => liveText(inCase(value, plainPath), plainPath),
  };
}
