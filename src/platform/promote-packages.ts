import { findArchivedPackage } from '../engine/apply/archive-packages.ts';
import { isPackageOf } from '../engine/load/package-hash.ts';
import type { RunArchive } from '../engine/ports.ts';
import type { Address } from '../model/address.ts';
import { AtakoraError } from '../model/errors.ts';
import type { PackageChange, Plan } from '../model/plan.ts';
import type { RunId } from '../model/run-id.ts';
import { parseRunId } from '../model/run-id.ts';
import type { StateDocument } from '../model/state.ts';
import type { Synthesis } from '../model/synthesis.ts';
import { publishedBy } from '../ui/plain/package-text.ts';

/** The environment whose packages are brought. */
export interface PackageSource {
  readonly archive: RunArchive;
  readonly state: StateDocument;
  readonly environment: string;
}

/**
 * Hashes of what the apps of the promoted environment run, for those that the settings of the target name a package for. Nothing is read
 * from the folders that the settings name. An app that has no package there gets none.
 */
export function promotedHashes({ state }: PackageSource, { packages = [] }: Synthesis): ReadonlyMap<Address, string> {
  return new Map(packages.flatMap(({ address }) => {
    const hash = Object.hasOwn(state.packages, address) ? state.packages[address] : undefined;
    return hash === undefined ? [] : [[address, hash] as const];
  }));
}

/**
 * What a plan publishes, byte for byte as it was published where it comes from; by hash.
 * @throws AtakoraError `ATK1613` for a package that no archive has, `ATK1607` for one that is not what its hash says.
 */
export async function promotedContents(source: PackageSource, plan: Plan): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const run = parseRunId(source.state.run);
  for (const change of publishedBy(plan)) {
    if (!contents.has(change.after)) contents.set(change.after, await readPromoted(source, run, change));
  }
  return contents;
}

async function readPromoted({ archive, environment }: PackageSource, run: RunId, { address, after: hash }: PackageChange): Promise<Uint8Array> {
  const zip = await findArchivedPackage(archive, run, hash);
  if (zip === undefined) {
    throw new AtakoraError('ATK1613', `package ${hash.slice(0, 8)}, which ${address} runs in ${environment}, is in no archive of its runs`, { address });
  }
  if (!isPackageOf(hash, zip)) {
    throw new AtakoraError('ATK1607', `the archived package ${hash.slice(0, 8)} of ${address} is not what was published in ${environment}`, { address, hint: `Publish it anew by an apply in ${environment}.` });
  }
  return zip;
}
