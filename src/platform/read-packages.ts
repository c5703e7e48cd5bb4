import type { PackedPackage } from '../engine/load/package-archive.ts';
import { readPackage } from '../engine/load/read-package.ts';
import type { Address } from '../model/address.ts';
import type { Plan } from '../model/plan.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { publishedBy } from '../ui/plain/package-text.ts';

/** The packages of a definition as they are on disk: hashes by app, contents by hash. */
export interface FoundPackages {
  readonly hashes: ReadonlyMap<Address, string>;
  readonly contents: ReadonlyMap<string, Pick<PackedPackage, 'zip'>>;
}

/**
 * Reads what the apps of a synthesis are to run; none of it is loaded as code. A path that several apps name is read once.
 * @throws AtakoraError `ATK1320` for one that is not there or is no package.
 */
export async function readPackages(folder: string, synthesis: Synthesis): Promise<FoundPackages> {
  const hashes = new Map<Address, string>();
  const contents = new Map<string, PackedPackage>();
  const byPath = Map.groupBy(synthesis.packages ?? [], ({ path }) => path);
  for (const [path, named] of byPath) {
    const location = named[0]?.origin;
    const content = await readPackage({ folder, path, ...(location === undefined ? {} : { location }) });
    contents.set(content.hash, content);
    for (const { address } of named) hashes.set(address, content.hash);
  }
  return { hashes, contents };
}

/** Zip archives of what a plan publishes, by hash; others are not even packed. */
export function contentsFor(plan: Plan, { contents }: FoundPackages): ReadonlyMap<string, Uint8Array> {
  return new Map(publishedBy(plan).flatMap(({ after }) => {
    const content = contents.get(after);
    return content === undefined ? [] : [[after, content.zip] as const];
  }));
}
