import type { Address } from '../../model/address.ts';
import { isChange, putsResource, takesAway, type PlannedResource } from './planned-resource.ts';

export type Planned = ReadonlyMap<Address, PlannedResource>;
export type Edges = ReadonlyMap<Address, readonly Address[]>;

/**
 * For each change the others without which it may not be made. It needs those that it waits for. What is made anew also needs the
 * changes that follow from it, for afterwards nobody would know that they are due; and what goes in Azure needs the plan's word on
 * whatever lives in it and goes with it.
 * @param wholeStacks Stacks that are deployed whole or not at all: each change of theirs needs the others.
 */
export function changeNeeds(planned: Planned, edges: Edges, wholeStacks: ReadonlySet<string>): Edges {
  const needs = new Map<Address, Address[]>();
  for (const [address, before] of edges) {
    const item = planned.get(address);
    for (const other of before) {
      const first = planned.get(other);
      if (item === undefined || first === undefined || !isChange(item) || !isChange(first)) {
        continue;
      }
      push(needs, address, other);
      if (first.madeAnew && putsResource(item.action)) {
        push(needs, other, address);
      }
    }
  }
  for (const [above, below] of [...takenAlong(planned), ...deployedTogether(planned, wholeStacks)]) {
    push(needs, above, below);
  }
  return needs;
}

/** Pairs of something that is taken away and something that is taken away and lives in it. */
function takenAlong(planned: Planned): readonly (readonly [Address, Address])[] {
  const gone = new Map([...planned.values()].flatMap((item) => (takesAway(item.action) && item.exists && item.record !== undefined ? [[item.record.id.toLowerCase(), item.address] as const] : [])));
  return [...gone].flatMap(([id, address]) => ancestors(id).flatMap((above) => gone.get(above) ?? []).map((above) => [above, address] as const));
}

/** Each put of a stack with the next one, and the last with the first. */
function deployedTogether(planned: Planned, wholeStacks: ReadonlySet<string>): readonly (readonly [Address, Address])[] {
  const puts = [...planned.values()].filter(({ action, desired }) => putsResource(action) && wholeStacks.has(desired?.stack ?? ''));
  return [...Map.groupBy(puts, ({ desired }) => desired?.stack).values()].flatMap((group) => group.map((item, index) => [item.address, (group[(index + 1) % group.length] ?? item).address] as const));
}

/** Everything that the id begins with, up to a slash. */
function ancestors(id: string): readonly string[] {
  const found: string[] = [];
  for (let at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1)) {
    found.push(id.slice(0, at));
  }
  return found;
}

/** The same edges, seen from the other end. */
export function reverseEdges(edges: Edges): Edges {
  const back = new Map<Address, Address[]>();
  for (const [address, others] of edges) {
    for (const other of others) {
      push(back, other, address);
    }
  }
  return back;
}

function push(edges: Map<Address, Address[]>, address: Address, other: Address): void {
  const list = edges.get(address);
  if (list === undefined) {
    edges.set(address, [other]);
  } else {
    list.push(other);
  }
}
