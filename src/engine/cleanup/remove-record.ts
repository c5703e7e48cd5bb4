import type { Finding } from '../../model/cleanup.ts';
import { parseRunId } from '../../model/run-id.ts';
import type { RunArchive, StateLock } from '../ports.ts';
import type { Outcome } from './removal-ports.ts';
import { identifyingFiles } from './seen-records.ts';

/** Removes a run, a package of a run, or an earlier version of the state. */
export async function removeRecord({ kind, id, run }: Finding, { archive, lock }: { readonly archive: RunArchive; readonly lock: StateLock }, needed: ReadonlySet<string>): Promise<Outcome> {
  switch (kind) {
    case 'state-versions':
      await lock.removeVersion(Number(id));
      return { status: 'removed' };
    case 'packages':
      return removePackage(archive, run ?? '', id.slice(id.lastIndexOf('/') + 1), needed);
    default:
      return removeRun(archive, id, needed);
  }
}

async function removePackage(archive: RunArchive, run: string, hash: string, needed: ReadonlySet<string>): Promise<Outcome> {
  if (needed.has(hash)) return { status: 'skipped', because: 'a run that stays, or a state, names it' };
  await archive.remove(parseRunId(run), fileOf(hash));
  return { status: 'removed' };
}

/** The result goes last: a folder that was half removed still says whose it is, and is found again. */
async function removeRun(archive: RunArchive, id: string, needed: ReadonlySet<string>): Promise<Outcome> {
  const run = parseRunId(id);
  const names = await archive.names(run);
  if (names.length === 0) return { status: 'gone' };
  const stay = new Set([...needed].map(fileOf));
  const kept = names.filter((name) => stay.has(name));
  const going = names.filter((name) => !stay.has(name));
  for (const name of going.filter((file) => !identifyingFiles.has(file))) await archive.remove(run, name);
  if (kept.length === 0) {
    await archive.remove(run);
    return { status: 'removed' };
  }
  return { status: 'removed', because: `${kept.length === 1 ? 'a package in it is' : `${kept.length} packages in it are`} needed by what stays and kept` };
}

function fileOf(hash: string): string {
  return `packages/${hash}.zip.base64`;
}
