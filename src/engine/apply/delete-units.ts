import type { Address } from '../../model/address.ts';
import { successorOf } from './predecessor-address.ts';
import { ancestorIds, isBeneath, isExtension } from './resource-ancestry.ts';
import type { GraphNode } from './run-graph.ts';
import type { DeleteWork } from './run-work.ts';

/** What one deletion in Azure takes away: the resource, and those of the plan that live in it and go with it. */
export interface DeleteUnit extends GraphNode {
  readonly carrier: DeleteWork;
  readonly passengers: readonly DeleteWork[];
}

/**
 * Groups deletions into units and orders them: dependents first, locks before everything below what they lock. A child goes with its
 * topmost parent or group that is deleted as a whole, because Azure deletes it anyway and refuses some (`default` services) alone.
 * Extensions (role assignments, diagnostic settings, locks) never ride along: they can outlive what they extend, or hinder its deletion.
 */
export function deleteUnits(deletes: readonly DeleteWork[], wholes: ReadonlySet<Address>): readonly DeleteUnit[] {
  const carriers = carriersOf(deletes, wholes);
  const byAddress = new Map(deletes.map((work) => [work.address, work]));
  const passengers = Map.groupBy(deletes.filter((work) => carriers.get(work.address) !== work.address), (work) => carriers.get(work.address));
  const hard = new Map<Address, Set<Address>>(deletes.flatMap((work) => (carriers.get(work.address) === work.address ? [[work.address, new Set<Address>()] as const] : [])));
  const soft: [Address, Address][] = [];
  for (const work of deletes) {
    for (const needed of neededBy(work, byAddress)) {
      const [before, after] = [carriers.get(work.address), carriers.get(needed)];
      if (before === undefined || after === undefined || before === after) continue;
      if (before === work.address) hard.get(after)?.add(before);
      else soft.push([before, after]);
    }
  }
  addPositionEdges(deletes, carriers, hard);
  // What a passenger needed should go after it, unless it has to go before its carrier for another reason.
  for (const [before, after] of soft) if (!waitsFor(before, after, hard)) hard.get(after)?.add(before);
  return deletes.flatMap((work) => {
    const after = hard.get(work.address);
    return after === undefined ? [] : [{ id: work.address, after: [...after], carrier: work, passengers: passengers.get(work.address) ?? [] }];
  });
}

/** For each deletion the one that takes it away: itself, or the topmost one that it goes with. */
function carriersOf(deletes: readonly DeleteWork[], wholes: ReadonlySet<Address>): ReadonlyMap<Address, Address> {
  const whole = new Map(deletes.flatMap((work) => (wholes.has(work.address) ? [[work.record.id.toLowerCase(), work.address] as const] : [])));
  return new Map(
    deletes.map((work) => {
      const above = isExtension(work.record.id) || isLock(work) ? [] : ancestorIds(work.record.id);
      const carrier = above.map((id) => whole.get(id)).find((address) => address !== undefined);
      return [work.address, carrier ?? work.address];
    }),
  );
}

/** Dependencies at the last apply that are deleted too; a predecessor's dependencies may be predecessors themselves. */
function neededBy(work: DeleteWork, byAddress: ReadonlyMap<Address, DeleteWork>): readonly Address[] {
  const direct = work.record.dependsOn.filter((address) => byAddress.has(address) && address !== work.address);
  if (successorOf(work.address) === undefined) return direct;
  const old = [...byAddress.keys()].filter((address) => {
    const successor = successorOf(address);
    return successor !== undefined && work.record.dependsOn.includes(successor);
  });
  return [...direct, ...old];
}

/** What lives in something goes before it, and the lock on something before all that it locks. */
function addPositionEdges(deletes: readonly DeleteWork[], carriers: ReadonlyMap<Address, Address>, hard: ReadonlyMap<Address, Set<Address>>): void {
  const byId = new Map(deletes.map((work) => [work.record.id.toLowerCase(), work.address]));
  const locks = deletes.filter(isLock);
  for (const work of deletes) {
    const own = carriers.get(work.address);
    if (own === undefined) continue;
    for (const id of ancestorIds(work.record.id)) {
      const above = byId.get(id);
      const carrier = above === undefined ? undefined : carriers.get(above);
      if (carrier !== undefined && carrier !== own && own === work.address) hard.get(carrier)?.add(own);
    }
    for (const lock of locks) {
      if (!isLock(work) && isLockedBy(work, lock)) hard.get(own)?.add(lock.address);
    }
  }
}

function isLock({ record }: DeleteWork): boolean {
  return record.type.toLowerCase() === 'microsoft.authorization/locks';
}

function isLockedBy({ record }: DeleteWork, lock: DeleteWork): boolean {
  const locked = lock.record.id.slice(0, lock.record.id.toLowerCase().lastIndexOf('/providers/'));
  return record.id.toLowerCase() === locked.toLowerCase() || isBeneath(record.id, locked);
}

function waitsFor(unit: Address, target: Address, hard: ReadonlyMap<Address, ReadonlySet<Address>>): boolean {
  const open = [unit];
  const met = new Set<Address>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === target) return true;
    if (met.has(at)) continue;
    met.add(at);
    open.push(...(hard.get(at) ?? []));
  }
  return false;
}
