import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { isFingerprint } from '../../model/sensitive-paths.ts';
import { jsonAt } from '../../resources/json-path.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { arrayFormOf } from '../plan/array-form.ts';
import { bodyRoot, elementPoint, propertyPoint, type PropertyPoint } from '../plan/property-point.ts';
import { isAdded, isAlwaysOutput, isAnswered, isKept, isOpaque, isOutput, mayBeMissing } from './live-exceptions.ts';
import { isEmptyValue, isSameLive, liveText } from './live-value.ts';
import { elementKeys, pairElements } from './pair-elements.ts';

/**
 * Why a live value is not the one that was sent: somebody changed it, Azure filled it in, Azure gives it another form (or keeps it
 * to itself), or Azure decides it.
 */
export type FindingOrigin = 'edit' | 'default' | 'normalised' | 'output';

/** One place in which the live body is not what was sent. */
export interface AppliedFinding {
  readonly point: PropertyPoint;
  readonly origin: FindingOrigin;
  readonly applied?: Json;
  readonly live?: Json;
}

/** The three bodies that are compared, and what is known of their type; `kind` is undefined for a type that the catalogue lacks. */
export interface AppliedBodies {
  readonly applied: JsonObject;
  /** What the catalogue expects Azure to answer for `applied`; the same as `applied` without a kind. */
  readonly settled: JsonObject;
  readonly live: JsonObject;
  /** What the catalogue expects Azure to answer when nothing is sent. */
  readonly bare: JsonObject;
  readonly kind: ResourceKind | undefined;
  /** How paths name the elements of arrays: by their place in the live array, or by their key where they have one. */
  readonly elements?: 'place' | 'key';
}

interface Judge {
  readonly byKey: boolean;
  readonly kind: ResourceKind | undefined;
  readonly bare: JsonObject;
  /** The whole live body. */
  readonly body: JsonObject;
  readonly found: AppliedFinding[];
}

/** Keys of a template resource that name it or say how to deploy it. */
const notCompared: ReadonlySet<string> = new Set(['apiVersion', 'condition', 'copy', 'dependsOn', 'scope', 'comments', 'id', 'name', 'type', 'resources']);

/**
 * Every place in which a live body is not what was sent, with the reason that the rules of the type give for it. A value that no rule
 * explains is an edit; so is one that is gone though the type is known to return it.
 */
export function compareApplied({ applied, settled, live, bare, kind, elements }: AppliedBodies): readonly AppliedFinding[] {
  const judge: Judge = { byKey: elements === 'key', kind, bare, body: live, found: [] };
  walkObjects(compared(applied), settled, compared(live), bodyRoot, judge);
  return judge.found;
}

function compared(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !notCompared.has(key)));
}

function walk(applied: Json | undefined, settled: Json | undefined, live: Json | undefined, point: PropertyPoint, judge: Judge): void {
  if (applied === undefined || applied === null) {
    unmanaged(live, point, judge);
  } else if (isOpaque(point.plainPath, judge.kind) && !isEmptyValue(live)) {
    different(applied, settled, live as Json, point, judge);
  } else if (isEmptyValue(live)) {
    absent(applied, settled, live, point, judge);
  } else if (isJsonObject(applied) && isJsonObject(live)) {
    walkObjects(applied, isJsonObject(settled) ? settled : {}, live, point, judge);
  } else if (Array.isArray(applied) && Array.isArray(live)) {
    walkArrays(applied, Array.isArray(settled) ? settled : [], live, point, judge);
  } else {
    different(applied, settled, live as Json, point, judge);
  }
}

function different(applied: Json, settled: Json | undefined, live: Json, point: PropertyPoint, judge: Judge): void {
  if (canonicalJson(applied) === canonicalJson(live)) {
    return;
  }
  const { plainPath } = point;
  const same = isOpaque(plainPath, judge.kind) || isSameLive(applied, live, plainPath) || (settled !== undefined && isSameLive(settled, live, plainPath)) || isAnswered(applied, live, plainPath, judge);
  // Where the catalogue expects what was sent, the service does not decide after all.
  const decided = isAlwaysOutput(plainPath) || (isOutput(plainPath, judge.kind) && (settled === undefined || !isSameLive(applied, settled, plainPath)));
  judge.found.push({ point, origin: same ? 'normalised' : decided ? 'output' : 'edit', applied, live });
}

/** Azure answers with nothing where something was sent. */
function absent(applied: Json, settled: Json | undefined, live: Json | undefined, point: PropertyPoint, judge: Judge): void {
  if (isEmptyValue(applied)) {
    return;
  }
  if (isJsonObject(applied)) {
    for (const [key, value] of Object.entries(applied)) {
      walk(value, isJsonObject(settled) ? ownValue(settled, key) : undefined, undefined, propertyPoint(point, key, applied), judge);
    }
    return;
  }
  judge.found.push({ point, origin: !isFingerprint(applied) && isRemoved(applied, settled, point.plainPath, judge) ? 'edit' : 'normalised', applied, ...(live === undefined ? {} : { live }) });
}

/** True when a value can only be absent because somebody took it away. */
function isRemoved(applied: Json, settled: Json | undefined, plainPath: string, judge: Judge): boolean {
  if (plainPath.startsWith('tags.')) {
    return true;
  }
  const saysNothing = applied === false || applied === 0 || applied === 'None' || isEmptyValue(settled) || isSameLive(applied, jsonAt(judge.bare, plainPath) ?? null, plainPath);
  return !saysNothing && !mayBeMissing(plainPath, judge.kind) && !isOutput(plainPath, judge.kind);
}

/** Azure has something where nothing was sent: never an edit of what we manage. */
function unmanaged(live: Json | undefined, point: PropertyPoint, judge: Judge): void {
  if (!isEmptyValue(live)) {
    judge.found.push({ point, origin: isOutput(point.plainPath, judge.kind) ? 'output' : 'default', live: live as Json });
  }
}

function walkObjects(applied: JsonObject, settled: JsonObject, live: JsonObject, point: PropertyPoint, judge: Judge): void {
  const liveKeyOf = keyFinder(live);
  const settledKeyOf = keyFinder(settled);
  const seen = new Set<string>();
  for (const [key, value] of Object.entries(applied)) {
    const liveKey = liveKeyOf(key);
    seen.add(liveKey);
    walk(value, ownValue(settled, settledKeyOf(key)), ownValue(live, liveKey), propertyPoint(point, liveKey, live), judge);
  }
  for (const [key, value] of Object.entries(live)) {
    if (!seen.has(key)) {
      unmanaged(value, propertyPoint(point, key, live), judge);
    }
  }
}

function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Finds keys in whatever letter case; ids are keys too. */
function keyFinder(object: JsonObject): (key: string) => string {
  let others: ReadonlyMap<string, string> | undefined;
  return (key) => {
    if (Object.hasOwn(object, key)) {
      return key;
    }
    others ??= new Map(Object.keys(object).map((own) => [liveText(own, ''), own]));
    return others.get(liveText(key, '')) ?? key;
  };
}

function walkArrays(applied: readonly Json[], settled: readonly Json[], live: readonly Json[], point: PropertyPoint, judge: Judge): void {
  const edits = (left: Json, right: Json): number => {
    const tried: Judge = { ...judge, found: [] };
    walk(left, left, right, point, tried);
    return tried.found.filter(({ origin }) => origin === 'edit').length;
  };
  const keys = elementKeys(point.plainPath, judge.kind);
  const expected = pairElements(applied, settled, keys, edits);
  const own = (index: number): Json | undefined => settled[expected.partners[index] ?? -1];
  const pairs = pairElements(applied, live, keys, (left, right, index) => {
    const other = own(index);
    return Math.min(edits(left, right), other === undefined ? Infinity : edits(other, right));
  });
  const marker = elementMarker(applied, live, point, judge);
  applied.forEach((element, index) => {
    const partner = pairs.partners[index];
    const found = partner === undefined ? undefined : live[partner];
    if (found !== undefined && isKept(element, point.plainPath, judge.kind) && isKept(found, point.plainPath, judge.kind)) {
      return;
    }
    if (partner === undefined) {
      absentElement(element, elementPoint(point, marker(element, index)), judge);
    } else {
      walk(element, own(index), found, elementPoint(point, marker(found as Json, partner)), judge);
    }
  });
  const rest = pairs.rest.map((index) => ({ element: live[index] as Json, place: elementPoint(point, marker(live[index] as Json, index)) }));
  addedElements(rest, expected.rest.map((index) => settled[index] as Json), point, judge);
}

/** How the elements of an array are told apart in a path. */
function elementMarker(applied: readonly Json[], live: readonly Json[], { plainPath }: PropertyPoint, { byKey, kind }: Judge): (element: Json, index: number) => string {
  const form = byKey ? arrayFormOf([applied, live], plainPath, kind) : undefined;
  return form?.kind === 'keyed' ? (element) => `${form.key}=${String((element as JsonObject)[form.key])}` : (_element, index) => String(index);
}

function absentElement(element: Json, point: PropertyPoint, judge: Judge): void {
  const ours = !isEmptyValue(element) && !isAdded(element, point.plainPath, judge.kind) && !(judge.kind !== undefined && mayBeMissing(point.plainPath, judge.kind));
  judge.found.push({ point, origin: ours ? 'edit' : 'normalised', applied: element });
}

/** What Azure holds besides what was sent: as the catalogue expects it, as its rules allow, or put there by somebody. */
function addedElements(rest: readonly { readonly element: Json; readonly place: PropertyPoint }[], expected: readonly Json[], point: PropertyPoint, judge: Judge): void {
  const own = pairElements(expected, rest.map(({ element }) => element), elementKeys(point.plainPath, judge.kind), () => Infinity);
  rest.forEach(({ element, place }, at) => {
    const known = expected[own.partners.indexOf(at)];
    if (known !== undefined) {
      walk(known, known, element, place, judge);
    } else if (!isEmptyValue(element)) {
      judge.found.push({ point: place, origin: isAdded(element, point.plainPath, judge.kind) ? 'default' : 'edit', live: element });
    }
  });
}
