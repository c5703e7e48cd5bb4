import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { RunId } from '../model/run-id.ts';

/** The run with that beginning. @throws AtakoraError `ATK1007` when there is none, or more than one. */
export async function findRun(archive: RunArchive, wanted: string): Promise<RunId> {
  const found = (await archive.list()).filter((run) => run.startsWith(wanted));
  const [only, second] = found;
  if (only === undefined || second !== undefined) {
    throw new AtakoraError('ATK1007', only === undefined ? `there is no run ${wanted}` : `${found.length} runs begin with ${wanted}`, { hint: 'See `atakora history`.' });
  }
  return only;
}
