import type { Address } from '../../model/address.ts';
import { formatAddress, parseAddress } from '../../model/address.ts';

/** An address holds at most 128 characters in each part. */
const longestName = 120;

const suffix = /~\d+$/;

/**
 * What a replacement leaves behind until it is deleted gets an address of its own: that of its successor with the generation,
 * `main/storage.main/account~1`. So it is in the state at every instant, and a run killed in between leaves a plain deletion to the next plan.
 */
export function predecessorAddress(address: Address, generation: number, taken: (candidate: Address) => boolean): Address {
  const { backend, owner, name } = parseAddress(address);
  for (let number = generation; ; number += 1) {
    const candidate = formatAddress({ backend, owner, name: `${name.slice(0, longestName)}~${number}` });
    if (!taken(candidate)) return candidate;
  }
}

/** The successor's address of a predecessor; undefined for other addresses. */
export function successorOf(address: Address): Address | undefined {
  return suffix.test(address) ? (address.replace(suffix, '') as Address) : undefined;
}
