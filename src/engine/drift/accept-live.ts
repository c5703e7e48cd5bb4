import { sha256 } from '../../define/sha256.ts';
import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import type { ValueDifference } from '../plan/diff-values.ts';
import { driftDifferences, isIdentityFact } from '../plan/drift.ts';
import type { CompareRules, Fingerprint, KindLookup } from '../plan/kind-lookup.ts';
import type { LiveSnapshot } from '../plan/live-snapshot.ts';
import { pickManaged, withoutSecrets } from '../plan/managed-values.ts';
import { type ArrayForm, arrayFormOf } from '../plan/array-form.ts';
import { bodyRoot, elementPoint, isAtOrBelow, propertyPoint, type PropertyPoint } from '../plan/property-point.ts';

/** A state that holds what somebody changed in Azure. */
export interface AcceptedDrift {
  readonly resources: StateDocument['resources'];
  readonly changed: readonly Address[];
  readonly removed: readonly Address[];
}

/**
 * Takes drift into the records: what Azure holds counts as applied from then on, so that the next plan shows the definition's own value
 * as a change of yours, unless the code has come to say the same. What is gone leaves the state.
 */
export function acceptDrift(state: StateDocument, live: LiveSnapshot, kinds: KindLookup, fingerprint: Fingerprint | undefined): AcceptedDrift {
  const changed: Address[] = [];
  const removed: Address[] = [];
  const kept = Object.entries(state.resources).flatMap(([key, record]): readonly (readonly [string, ResourceRecord])[] => {
    const address = key as Address;
    const found = live.get(address);
    if (found === 'missing') {
      removed.push(address);
      return [];
    }
    const next = found === undefined ? record : acceptedRecord(record, found, { kind: kinds(record.type), fingerprint });
    if (next !== record) {
      changed.push(address);
    }
    return [[key, found === undefined ? next : recorded(next, found, kinds, fingerprint)]];
  });
  return { resources: Object.fromEntries(kept), changed, removed };
}

/** What Azure holds is kept where nothing was recorded, so that every later look is exact. */
function recorded(record: ResourceRecord, live: JsonObject, kinds: KindLookup, fingerprint: Fingerprint | undefined): ResourceRecord {
  return record.live === undefined ? { ...record, live: pickManaged(record.desired, live, { kind: kinds(record.type), fingerprint }) } : record;
}

function acceptedRecord(record: ResourceRecord, live: JsonObject, rules: CompareRules): ResourceRecord {
  const differences = driftDifferences(record, live, rules);
  if (differences.length === 0) {
    return record;
  }
  const desired = acceptedBody(record.desired, withoutSecrets(live, rules), differences.filter((difference) => !isIdentityFact(difference)), rules);
  const same = canonicalJson(desired) === canonicalJson(record.desired);
  return { ...record, desired, live: pickManaged(desired, live, rules), ...(same ? {} : { desiredHash: sha256(JSON.stringify([record.type, record.apiVersion, record.name, desired])) }) };
}

/** The body that was sent with what Azure holds now at the places that differ. */
function acceptedBody(desired: JsonObject, live: JsonObject, differences: readonly ValueDifference[], rules: CompareRules): JsonObject {
  const changes: Changes = { byPath: new Map(differences.map((difference) => [difference.point.path, difference])), rules };
  return withLive(desired, live, bodyRoot, changes) as JsonObject;
}

interface Changes {
  readonly byPath: ReadonlyMap<string, ValueDifference>;
  readonly rules: CompareRules;
}

function withLive(value: Json, live: Json | undefined, point: PropertyPoint, changes: Changes): Json | undefined {
  const change = changes.byPath.get(point.path);
  if (change !== undefined) {
    return change.before;
  }
  if (Array.isArray(value)) {
    return arrayWithLive(value as readonly Json[], Array.isArray(live) ? (live as readonly Json[]) : [], point, changes);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const own = Object.entries(value).map(([key, item]): readonly [string, Json | undefined] => [key, isExpressionText(key) ? item : withLive(item, isJsonObject(live) ? live[key] : undefined, propertyPoint(point, key, value), changes)]);
  const kept = own.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  // An object that has lost everything is gone itself.
  return kept.length === 0 && own.length > 0 ? undefined : Object.fromEntries(kept);
}

/** The elements that were sent, as they are now; then those that were put there. */
function arrayWithLive(value: readonly Json[], live: readonly Json[], point: PropertyPoint, changes: Changes): readonly Json[] {
  const form = arrayFormOf([value, live], point.plainPath, changes.rules.kind);
  const place = (element: Json, index: number): PropertyPoint => elementPoint(point, markerOf(element, index, form));
  const others = new Map(live.map((element, index) => [place(element, index).path, element]));
  const kept = value.map((element, index) => withLive(element, others.get(place(element, index).path), place(element, index), changes)).filter((item) => item !== undefined);
  const sent = new Set(value.map((element, index) => place(element, index).path));
  const touched = (path: string): boolean => [...changes.byPath.keys()].some((changed) => isAtOrBelow(changed, path));
  return [...kept, ...[...others].filter(([path]) => !sent.has(path) && touched(path)).map(([, element]) => element)];
}

function markerOf(element: Json, index: number, form: ArrayForm): string {
  if (form.kind === 'keyed') {
    return `${form.key}=${String((element as JsonObject)[form.key])}`;
  }
  return form.kind === 'set' && !isJsonObject(element) && !Array.isArray(element) ? canonicalJson(element) : String(index);
}
