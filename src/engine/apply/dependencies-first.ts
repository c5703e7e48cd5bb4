import type { Address } from '../../model/address.ts';

/** The same entries, each after those of them that it depends on; a circle is cut anywhere. Without recursion, so that a long chain is no problem. */
export function dependenciesFirst<T extends { readonly dependsOn: readonly Address[] }>(entries: ReadonlyMap<Address, T>): ReadonlyMap<Address, T> {
  const ordered = new Map<Address, T>();
  const entered = new Set<Address>();
  const open = [...entries.keys()].reverse();
  for (let address = open.at(-1); address !== undefined; address = open.at(-1)) {
    const entry = entries.get(address);
    if (entry !== undefined && !entered.has(address)) {
      entered.add(address);
      open.push(...entry.dependsOn.filter((dependency) => entries.has(dependency) && !entered.has(dependency)).reverse());
      continue;
    }
    open.pop();
    if (entry !== undefined) ordered.set(address, ordered.get(address) ?? entry);
  }
  return ordered;
}
