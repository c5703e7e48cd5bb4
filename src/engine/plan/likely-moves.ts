import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { diagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { LikelyMove } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { editDistance } from '../../define/nearest.ts';
import { diffValues, exactComparison } from './diff-values.ts';
import { withoutSecrets } from './managed-values.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlannedResource } from './planned-resource.ts';

/** Shares of equal properties below this are chance: every resource has a location and tags. */
const leastLikeness = 0.7;
/** Pairs of one type that are compared at most; beyond, only what is equal is found. */
const mostPairs = 2_500;

/** Tags say which component a resource belongs to, so a rename changes them. */
const ownTags = /^tags\./;

/**
 * Finds deletions and creations that look like one resource under another address: of one type, with the same or nearly the same
 * properties. Each is in one pair at most, the likest first.
 */
export function findLikelyMoves(planned: Iterable<PlannedResource>, context: PlanContext): readonly LikelyMove[] {
  const items = [...planned];
  const made = Map.groupBy(items.filter(({ action, record }) => action.kind === 'create' && record === undefined), typeOf);
  const gone = Map.groupBy(items.filter(({ action, exists }) => action.kind === 'delete' && exists), typeOf);
  const found: LikelyMove[] = [];
  for (const [type, deleted] of gone) {
    found.push(...pairUp(deleted, made.get(type) ?? [], context));
  }
  // What extends a resource is bound to it: beside an owner that stays, it is another role or lock and no other name for the same.
  const bound = ({ from, to, type }: LikelyMove): boolean => context.input.kinds(type)?.scope === 'extension' && ownerOf(from) === ownerOf(to);
  return found.filter((move) => !bound(move)).sort((a, b) => (a.from < b.from ? -1 : 1));
}

function typeOf({ desired, record }: PlannedResource): string {
  return (desired?.type ?? record?.type ?? '').toLowerCase();
}

interface Body {
  readonly address: Address;
  readonly type: string;
  /** Path and value of each leaf. */
  readonly leaves: ReadonlySet<string>;
}

function pairUp(deleted: readonly PlannedResource[], made: readonly PlannedResource[], context: PlanContext): readonly LikelyMove[] {
  const old = deleted.map((item) => bodyOf(item, context));
  const fresh = made.map((item) => bodyOf(item, context));
  const pairs = candidates(old, fresh).filter(({ likeness }) => likeness >= leastLikeness);
  pairs.sort((a, b) => b.likeness - a.likeness || a.distance - b.distance || (a.from < b.from ? -1 : 1));
  const taken = new Set<Address>();
  return pairs.flatMap(({ from, to, type, likeness }) => {
    if (taken.has(from) || taken.has(to)) {
      return [];
    }
    taken.add(from).add(to);
    return [{ from, to, type, likeness: Math.round(likeness * 100) / 100 }];
  });
}

type Candidate = LikelyMove & { readonly distance: number };

function candidates(old: readonly Body[], fresh: readonly Body[]): Candidate[] {
  const pair = (a: Body, b: Body): Candidate => ({ from: a.address, to: b.address, type: b.type, likeness: likenessOf(a, b), distance: editDistance(a.address, b.address) });
  if (old.length * fresh.length <= mostPairs) {
    return old.flatMap((a) => fresh.map((b) => pair(a, b)));
  }
  const equal = Map.groupBy(fresh, textOf);
  return old.flatMap((a) => (equal.get(textOf(a)) ?? []).slice(0, 1).map((b) => pair(a, b)));
}

function textOf({ leaves }: Body): string {
  return [...leaves].sort().join('\n');
}

function bodyOf({ address, desired, record }: PlannedResource, { input }: PlanContext): Body {
  const type = desired?.type ?? record?.type ?? '';
  const rules = { kind: input.kinds(type), fingerprint: input.fingerprint };
  const body = desired === undefined ? (record?.desired ?? {}) : withoutSecrets(desired.desired, rules);
  const leaves = diffValues(undefined, body, exactComparison(rules.kind)).filter(({ point }) => !ownTags.test(point.plainPath));
  return { address, type, leaves: new Set(leaves.map(({ point, after }) => `${point.path} ${canonicalJson(after ?? null)}`)) };
}

/** Shared leaves of all leaves; two empty bodies are the same. */
function likenessOf(a: Body, b: Body): number {
  const shared = [...a.leaves].filter((leaf) => b.leaves.has(leaf)).length;
  const all = a.leaves.size + b.leaves.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** More renames than this are counted and not told one by one. */
const mostFindings = 5;

/** Pairs in which everything of one owner became everything of another are one rename. */
export function likelyMoveFindings(moves: readonly LikelyMove[], planned: ReadonlyMap<Address, PlannedResource>): readonly Diagnostic[] {
  const byOwners = Map.groupBy(moves, ({ from, to }) => `${ownerOf(from)} ${ownerOf(to)}`);
  const findings = [...byOwners.values()].flatMap((group) => {
    const [first] = group;
    const whole = group.length > 1 && group.every(({ from, to }) => nameOf(from) === nameOf(to));
    const said = whole && first !== undefined ? [{ ...first, from: `${ownerOf(first.from)}/*`, to: `${ownerOf(first.to)}/*` }] : group;
    return said.map(({ from, to }) => findingOf(from, to, whole ? group.length : 1, planned.get(first?.to as Address)));
  });
  const more = findings.length - mostFindings;
  if (more <= 0) {
    return findings;
  }
  return [...findings.slice(0, mostFindings), diagnostic('warning', 'ATK1507', `${more} more ${more === 1 ? 'deletion and creation looks like a rename' : 'deletions and creations look like renames'}`, { hint: 'All of them are under `likelyMoves` of the plan in --json.' })];
}

function findingOf(from: string, to: string, count: number, made: PlannedResource | undefined): Diagnostic {
  const what = count === 1 ? `${from} would be deleted and ${to} created` : `${count} resources of ${from} would be deleted and as many of ${to} created`;
  const location = made?.desired?.origin;
  const place = location === undefined ? 'the backend' : formatLocation(location);
  return diagnostic('warning', 'ATK1507', `${what}: this looks like a rename`, {
    hint: `To keep ${count === 1 ? 'it' : 'them'}, write moved({ from: '${from}', to: '${to}' }) in ${place.replace(/:\d+(:\d+)?$/, '')}, or run \`atakora state mv ${from.replace(/\/\*$/, '')} ${to.replace(/\/\*$/, '')}\`.`,
    location,
    ...(count === 1 ? { address: to } : {}),
  });
}

function ownerOf(address: string): string {
  return address.slice(0, address.lastIndexOf('/'));
}

function nameOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
