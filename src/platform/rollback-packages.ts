import { findArchivedPackage } from '../engine/apply/archive-packages.ts';
import { archivedPackageHashes } from '../engine/apply/archive-run.ts';
import type { RunArchive } from '../engine/ports.ts';
import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { RunId } from '../model/run-id.ts';
import type { StateDocument } from '../model/state.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { FoundPackages } from './read-packages.ts';

/** What the apps ran after an earlier run, as the archives keep it. A package that none of them has stays as it is now, with a warning. */
export async function rollbackPackages(archive: RunArchive, run: RunId, synthesis: Synthesis, state: StateDocument | undefined): Promise<FoundPackages & { readonly diagnostics: readonly Diagnostic[] }> {
  const known = await archivedPackageHashes(archive, run);
  const hashes = new Map<Address, string>();
  const contents = new Map<string, { readonly zip: Uint8Array }>();
  const diagnostics: Diagnostic[] = [];
  for (const { address } of synthesis.packages ?? []) {
    const hash = known[address];
    if (hash === undefined) continue;
    const zip = await findArchivedPackage(archive, run, hash);
    if (zip !== undefined) {
      hashes.set(address, hash);
      contents.set(hash, { zip });
    } else if (state?.packages[address] !== hash) {
      diagnostics.push(diagnostic('warning', 'ATK1608', `the code that ${address} ran after run ${run} was not kept: it keeps what it has`, { address, hint: 'Publish it by an apply of the code of that time.' }));
    }
  }
  return { hashes, contents, diagnostics };
}
