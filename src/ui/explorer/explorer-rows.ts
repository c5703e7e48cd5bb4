import type { Change, Risk } from '../../model/plan.ts';
import type { IdenticalChange, SharedProperties } from '../plain/identical-changes.ts';
import { identicalAmong } from '../plain/identical-changes.ts';
import type { ExplorerEntry } from './explorer-filter.ts';

/** A heading that can be folded. */
export interface GroupRow {
  readonly kind: 'group';
  /** Stable while the plan is looked at. */
  readonly id: string;
  readonly depth: 0 | 1;
  readonly label: string;
  /** Changes under it, folded or not. */
  readonly count: number;
  readonly open: boolean;
  /** What the worst of its changes does; told while it is folded. */
  readonly risk: Risk;
  /** Present for a heading of updates that change the same. */
  readonly identical?: IdenticalChange;
}

/** One change. */
export interface ChangeRow {
  readonly kind: 'change';
  /** Its address; under a heading of identical changes with that heading's id before it. */
  readonly id: string;
  readonly depth: 1 | 2;
  readonly change: Change;
}

export type ExplorerRow = GroupRow | ChangeRow;

export interface RowOptions {
  /** Ids of headings that were turned from how they begin: stacks and owners open, identical changes and what does not change folded. */
  readonly turned: ReadonlySet<string>;
  /** Words are searched for: all headings begin open, or nobody would see what was found. */
  readonly searches: boolean;
  readonly groupsIdentical: boolean;
  /** Of all changes of the plan: found once, because it looks at every property. */
  readonly shared: SharedProperties;
}

/** Id of the heading of what does not change. */
export const unchangedId = 'unchanged';

/** The rows of the list: identical changes first, then stack, owner, change; at the end, folded, what does not change. Linear in the number of changes. */
export function explorerRows(entries: readonly ExplorerEntry[], options: RowOptions): readonly ExplorerRow[] {
  const all = entries.map(({ change }) => change);
  const changes = all.filter(({ action }) => action.kind !== 'no-op');
  const { groups, told } = options.groupsIdentical ? identicalAmong(changes, options.shared) : { groups: [], told: new Set() };
  const rest = told.size === 0 ? changes : changes.filter((change) => !told.has(change));
  return [
    ...groups.flatMap((group, index) => identicalRows(group, `same:${index}`, options)),
    ...[...Map.groupBy(rest, ({ stack }) => stack)].flatMap(([stack, members]) => stackRows(stack, members, options)),
    ...unchangedRows(all.filter(({ action }) => action.kind === 'no-op'), options),
  ];
}

/** Rows of changes under a heading that begins folded. */
function foldedRows(heading: Omit<GroupRow, 'kind' | 'depth' | 'open' | 'count' | 'risk'>, changes: readonly Change[], { turned, searches }: RowOptions): readonly ExplorerRow[] {
  const open = turned.has(heading.id) !== searches;
  return [{ kind: 'group', depth: 0, ...heading, open, count: changes.length, risk: 'safe' }, ...(open ? changes.map((change): ChangeRow => ({ kind: 'change', id: `${heading.id}/${change.address}`, depth: 1, change })) : [])];
}

function identicalRows(identical: IdenticalChange, id: string, options: RowOptions): readonly ExplorerRow[] {
  return foldedRows({ id, label: identical.property.path, identical }, identical.changes, options);
}

function unchangedRows(changes: readonly Change[], options: RowOptions): readonly ExplorerRow[] {
  return changes.length === 0 ? [] : foldedRows({ id: unchangedId, label: 'unchanged' }, changes, options);
}

function stackRows(stack: string, changes: readonly Change[], { turned }: RowOptions): readonly ExplorerRow[] {
  const id = `stack:${stack}`;
  const open = !turned.has(id);
  const heading: GroupRow = { kind: 'group', id, depth: 0, label: stack, count: changes.length, open, risk: worstRisk(changes) };
  if (!open) return [heading];
  return [
    heading,
    ...[...Map.groupBy(changes, ({ owner }) => owner)].flatMap(([owner, members]): readonly ExplorerRow[] => {
      const ownerId = `${id}/${owner}`;
      const ownerOpen = !turned.has(ownerId);
      const ownerRow: GroupRow = { kind: 'group', id: ownerId, depth: 1, label: owner, count: members.length, open: ownerOpen, risk: worstRisk(members) };
      return [ownerRow, ...(ownerOpen ? members.map((change): ChangeRow => ({ kind: 'change', id: change.address, depth: 2, change })) : [])];
    }),
  ];
}

function worstRisk(changes: readonly Change[]): Risk {
  if (changes.some(({ risk }) => risk === 'loses-data')) return 'loses-data';
  return changes.some(({ risk }) => risk === 'interrupts-service') ? 'interrupts-service' : 'safe';
}
