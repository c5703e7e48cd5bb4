import { canonicalJson } from '../model/canonical-json.ts';
import type { Requirement } from '../model/definition.ts';
import type { Json } from '../model/json.ts';
import type { Value, ValueObject } from '../model/value.ts';
import { isExpression } from '../model/value.ts';
import type { MergeStrategy } from './providers/provider.ts';

/** One component's wish for one field. */
export interface Claim {
  readonly value: Value;
  readonly requirement: Requirement;
}

export interface MergeConflict {
  readonly path: string;
  readonly left: Claim;
  /** The same as `left` when a wish is wrong in itself. */
  readonly right: Claim;
  /** True when a `priority` would decide. */
  readonly decidable: boolean;
  readonly why?: string;
}

export interface MergedField {
  readonly value?: Value;
  readonly conflicts: readonly MergeConflict[];
}

/** Merges all wishes for one field. The outcome depends on the set of wishes, not on their order. */
export function mergeField(path: string, claims: readonly Claim[], strategy: MergeStrategy): MergedField {
  switch (strategy.merge) {
    case 'union':
      return unite(path, claims, strategy.key);
    case 'maximum':
      return greatest(path, claims, strategy.order);
    case 'intersection':
      return intersect(path, claims);
    case 'priority':
      return decide(path, claims, true);
    case 'same':
      return decide(path, claims, false);
  }
}

/** Lists join to a sorted list without doubles, or by `key`; maps join; anything else must agree or be decided by priority. */
function unite(path: string, claims: readonly Claim[], key: string | undefined): MergedField {
  if (claims.every((claim) => Array.isArray(claim.value))) {
    return uniteLists(path, claims, key);
  }
  return claims.every((claim) => isMap(claim.value)) ? uniteObjects(path, claims) : decide(path, claims, true);
}

function uniteLists(path: string, claims: readonly Claim[], key: string | undefined): MergedField {
  const items = claims.flatMap((claim) => (claim.value as readonly Value[]).map((value): Claim => ({ ...claim, value })));
  const nameOf = (value: Value): string => {
    const name = key !== undefined && isMap(value) ? (value as ValueObject)[key] : undefined;
    return canonicalJson((name === undefined ? [value] : name) as Json);
  };
  const groups = [...Map.groupBy(items, (item) => nameOf(item.value))].sort(([left], [right]) => (left < right ? -1 : 1));
  const merged = groups.map(([name, made]) => (made.every((claim) => isMap(claim.value)) ? uniteObjects(`${path}[${name}]`, made) : { value: made[0]?.value, conflicts: [] }));
  return { value: merged.flatMap((field) => (field.value === undefined ? [] : [field.value])), conflicts: merged.flatMap((field) => field.conflicts) };
}

/** Maps, and objects of the same key, complete each other; what both have must agree, lists included. */
function uniteObjects(path: string, claims: readonly Claim[]): MergedField {
  const entries = claims.flatMap((claim) => Object.entries(claim.value as ValueObject).map(([name, value]) => ({ name, claim: { ...claim, value } })));
  const fields = [...Map.groupBy(entries, (entry) => entry.name)].sort(([left], [right]) => (left < right ? -1 : 1));
  const merged = fields.map(([name, made]) => [name, decide(`${path}.${name}`, made.map((entry) => entry.claim), true)] as const);
  return {
    value: Object.fromEntries(merged.flatMap(([name, field]) => (field.value === undefined ? [] : [[name, field.value]]))),
    conflicts: merged.flatMap(([, field]) => field.conflicts),
  };
}

function greatest(path: string, claims: readonly Claim[], order: readonly string[] | undefined): MergedField {
  const sizeOf = (value: Value): number => {
    if (order === undefined) {
      return typeof value === 'number' ? value : Number.NaN;
    }
    const position = order.indexOf(String(value));
    return position < 0 ? Number.NaN : position;
  };
  const odd = claims.find((claim) => Number.isNaN(sizeOf(claim.value)));
  if (odd !== undefined) {
    const why = order === undefined ? 'it must be a number' : `it must be one of ${order.join(', ')}`;
    return { conflicts: [{ path, left: odd, right: odd, decidable: false, why }] };
  }
  const best = claims.reduce((left, right) => (sizeOf(right.value) > sizeOf(left.value) ? right : left));
  return { value: best.value, conflicts: [] };
}

function intersect(path: string, claims: readonly Claim[]): MergedField {
  const lists = claims.map((claim) => ({ claim, items: new Map((Array.isArray(claim.value) ? (claim.value as readonly Value[]) : [claim.value]).map((item) => [canonicalJson(item as Json), item])) }));
  const [first, ...rest] = lists;
  const shared = [...(first?.items ?? [])].filter(([name]) => rest.every((list) => list.items.has(name))).sort(([left], [right]) => (left < right ? -1 : 1));
  if (first !== undefined && shared.length === 0 && lists.every((list) => list.items.size > 0)) {
    const other = rest.find((list) => [...list.items.keys()].every((name) => !first.items.has(name))) ?? rest.at(-1) ?? first;
    return { conflicts: [{ path, left: first.claim, right: other.claim, decidable: false, why: 'they have nothing in common' }] };
  }
  return { value: shared.map(([, item]) => item), conflicts: [] };
}

/** One value for all: the one of the highest priority when `byPriority`, else all must agree. */
function decide(path: string, claims: readonly Claim[], byPriority: boolean): MergedField {
  const top = Math.max(...claims.map((claim) => claim.requirement.priority ?? 0));
  const heard = byPriority ? claims.filter((claim) => (claim.requirement.priority ?? 0) === top) : claims;
  const [first] = heard;
  if (first === undefined) {
    return { conflicts: [] };
  }
  const wanted = canonicalJson(first.value as Json);
  const other = heard.find((claim) => canonicalJson(claim.value as Json) !== wanted);
  return other === undefined ? { value: first.value, conflicts: [] } : { conflicts: [{ path, left: first, right: other, decidable: byPriority }] };
}

function isMap(value: Value): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExpression(value);
}
