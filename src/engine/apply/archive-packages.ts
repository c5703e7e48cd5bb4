import { AtakoraError } from '../../model/errors.ts';
import type { RunId } from '../../model/run-id.ts';
import type { RunArchive } from '../ports.ts';
import type { Run } from './apply-run.ts';

/** More than this is not kept: text of it would break limits of the runtime. */
const mostBytes = 256 * 1024 * 1024;

/** A package in the archive of the run that sent it first. As text: archives may be encrypted, and keep text. */
function fileOf(hash: string): string {
  return `packages/${hash}.zip.base64`;
}

/** Keeps what a run sends, so that a later one can go back to it. What came from an archive is there already. An archive that cannot be written is told and stops nothing. */
export async function archivePackage({ input, context: { ports } }: Run, hash: string, zip: Uint8Array): Promise<void> {
  const tell = (text: string): void => ports.host.emit({ type: 'log', level: 'warning', text });
  if (ports.archive === undefined || input.returnsTo !== undefined) return;
  if (zip.byteLength > mostBytes) return tell(`package ${hash} has more than 256 MB and is not kept: no run can go back to it`);
  try {
    await ports.archive.write(input.run, fileOf(hash), Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength).toString('base64'));
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    tell(`the archive of run ${input.run} is not complete: ${error.message}`);
  }
}

/** The package of that hash as it was sent by `run` or the nearest run before it; undefined when no archive has it. */
export async function findArchivedPackage(archive: RunArchive, run: RunId, hash: string): Promise<Uint8Array | undefined> {
  const runs = (await archive.list()).filter((other) => other <= run);
  for (const candidate of [...runs].sort().reverse()) {
    const text = await archive.read(candidate, fileOf(hash));
    if (text !== undefined) return new Uint8Array(Buffer.from(text, 'base64'));
  }
  return undefined;
}
