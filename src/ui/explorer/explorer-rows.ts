import type { Change } from '../../model/plan.ts';
import type { IdenticalChange } from '../plain/identical-changes.ts';
import { groupIdentical } from '../plain/identical-changes.ts';
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
  /** Ids of headings that were turned from how they begin: stacks and owners open, identical changes folded. */
  readonly turned: ReadonlySet<string>;
  readonly groupsIdentical: boolean;
}

/** The rows of the list: identical changes first, then stack, owner, change. Linear in the number of changes. */
export function explorerRows(entries: readonly ExplorerEntry[], options: RowOptions): readonly ExplorerRow[] {
  const changes = entries.map(({ change }) => change);
  const { groups, rest } = options.groupsIdentical ? groupIdentical(changes) : { groups: [], rest: changes };
  // What is shown of a change is all of it, also where a part of it stands under a heading of its own.
  const whole = new Map(changes.map((change) => [change.address, change]));
  return [
    ...groups.flatMap((group, index) => identicalRows(group, `same:${index}`, options)),
    ...[...Map.groupBy(rest, ({ stack }) => stack)].flatMap(([stack, members]) => stackRows(stack, members.map((member) => whole.get(member.address) ?? member), options)),
  ];
}

function identicalRows(group: IdenticalChange, id: string, { turned }: RowOptions): readonly ExplorerRow[] {
  const open = turned.has(id);
  const heading: GroupRow = { kind: 'group', id, depth: 0, label: group.property.path, count: group.changes.length, open, identical: group };
  return [heading, ...(open ? group.changes.map((change): ChangeRow => ({ kind: 'change', id: `${id}/${change.address}`, depth: 1, change })) : [])];
}

function stackRows(stack: string, changes: readonly Change[], { turned }: RowOptions): readonly ExplorerRow[] {
  const id = `stack:${stack}`;
  const open = !turned.has(id);
  const heading: GroupRow = { kind: 'group', id, depth: 0, label: stack, count: changes.length, open };
  if (!open) return [heading];
  return [
    heading,
    ...[...Map.groupBy(changes, ({ owner }) => owner)].flatMap(([owner, members]): readonly ExplorerRow[] => {
      const ownerId = `${id}/${owner}`;
      const ownerOpen = !turned.has(ownerId);
      const ownerRow: GroupRow = { kind: 'group', id: ownerId, depth: 1, label: owner, count: members.length, open: ownerOpen };
      return [ownerRow, ...(ownerOpen ? members.map((change): ChangeRow => ({ kind: 'change', id: change.address, depth: 2, change })) : [])];
    }),
  ];
}
