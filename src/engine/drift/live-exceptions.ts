import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { holds } from '../../resources/condition.ts';
import type { LocalFacts } from '../../resources/local-facts.ts';
import type { AnsweredValue, ResourceKind } from '../../resources/resource-kind.ts';
import { isAtOrBelow } from '../plan/property-point.ts';
import { isEmptyValue, liveText } from './live-value.ts';

/** Names of values that every service decides by itself. */
const outputNames =
  /(?:^|\.)(?:etag|systemData|provisioningState|resourceGuid|uniqueId|(?:creation|created|changed|modified|updated|lastModified|lastUpdated)(?:At|By|ByType|On|Date|Time|TimeUtc|DateUtc|User)?|dateCreated|time(?:Created|Modified)|lastModified\w*|lastUpdated\w*)(?:\.|$)/i;
/** A rule about a live body speaks of its values, never of who asked for it. */
const noFacts: LocalFacts = { id: '', name: '', location: '', tenantId: '', subscriptionId: '', resourceGroup: '', createdAt: '', guid: () => '' };
/** Objects whose keys are the user's. */
const ownSections = /^tags\.|(?:^|\.)(?:parameters|appSettings)\./;

/** True for a value that every service decides, whatever was sent. */
export function isAlwaysOutput(plainPath: string): boolean {
  return !ownSections.test(plainPath) && outputNames.test(plainPath);
}

/** True for a value that this service decides, or every one. */
export function isOutput(plainPath: string, kind: ResourceKind | undefined): boolean {
  return isAlwaysOutput(plainPath) || Object.hasOwn(kind?.local.rules.outputs ?? {}, plainPath);
}

/** Rules for a path; paths are the user's words, and some of those mean something to JavaScript. */
function listedAt<T>(rules: Readonly<Record<string, readonly T[]>> | undefined, plainPath: string): readonly T[] {
  return rules !== undefined && Object.hasOwn(rules, plainPath) ? (rules[plainPath] ?? []) : [];
}

/** True where a rule of the kind says that this is answered for what was sent. */
export function isAnswered(applied: Json, live: Json, plainPath: string, { kind, body }: { readonly kind: ResourceKind | undefined; readonly body: JsonObject }): boolean {
  const fits = (wanted: Json | undefined, value: Json): boolean => wanted === undefined || liveText(wanted, plainPath) === liveText(value, plainPath);
  return listedAt<AnsweredValue>(kind?.live.answered, plainPath).some((rule) => fits(rule.sent, applied) && fits(rule.live, live) && (rule.where === undefined || holds(rule.where, body, noFacts)));
}

/** True for an element that Azure keeps in the array by itself. */
export function isAdded(element: Json, plainPath: string, kind: ResourceKind | undefined): boolean {
  return listedAt<Json>(kind?.live.added, plainPath).some((pattern) => matches(element, pattern, plainPath));
}

/** True for an element that Azure writes itself even where one was sent. */
export function isKept(element: Json, plainPath: string, kind: ResourceKind | undefined): boolean {
  return listedAt<Json>(kind?.live.added, plainPath).some((pattern) => !isEmptyValue(pattern) && matches(element, pattern, plainPath));
}

function matches(value: Json | undefined, pattern: Json, plainPath: string): boolean {
  if (isJsonObject(pattern)) {
    return isJsonObject(value) && Object.entries(pattern).every(([key, wanted]) => matches(value[key], wanted, `${plainPath}.${key}`));
  }
  return value !== undefined && liveText(value, plainPath) === liveText(pattern, plainPath);
}

/** True where Azure answers in a form of its own that nothing can be said about. */
export function isOpaque(plainPath: string, kind: ResourceKind | undefined): boolean {
  return kind?.live.opaque.includes(plainPath) === true;
}

/** True where Azure may leave a value out of its answer although it has it. */
export function mayBeMissing(plainPath: string, kind: ResourceKind | undefined): boolean {
  return kind === undefined || [...kind.live.writeOnly, ...kind.live.omitted, ...kind.live.opaque].some((path) => isAtOrBelow(plainPath, path));
}
