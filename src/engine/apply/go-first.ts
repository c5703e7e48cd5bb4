import type { Address } from '../../model/address.ts';
import type { DeleteWork } from './run-work.ts';

/**
 * Deletions of the plan that have to be done before these can be: of what depended on them at the last apply and goes or is replaced
 * anyway. Azure keeps an app service plan as long as an app is on it. One that waits for a change that is still due stays for later.
 */
export function goFirst(doomed: readonly DeleteWork[], deletes: readonly DeleteWork[], isDone: (address: Address) => boolean): readonly DeleteWork[] {
  const inDoomed = new Set(doomed.map(({ address }) => address));
  const reached = new Set(inDoomed);
  let found: readonly DeleteWork[] = [];
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    found = deletes.filter(({ address, record }) => !inDoomed.has(address) && record.dependsOn.some((needed) => reached.has(needed)));
    for (const { address } of found) reached.add(address);
  }
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    const going = new Set([...inDoomed, ...found.map(({ address }) => address)]);
    found = found.filter(({ waitsFor }) => waitsFor.every((address) => going.has(address) || isDone(address)));
  }
  return found;
}
