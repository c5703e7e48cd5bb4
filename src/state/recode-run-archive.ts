import type { RunArchive } from '../engine/ports.ts';

/** Writes every file of an archive again in the form that it writes now; answers how many. Can be repeated when it was cut off. */
export async function recodeRunArchive(archive: RunArchive): Promise<number> {
  let written = 0;
  for (const run of await archive.list()) {
    for (const name of await archive.names(run)) {
      const text = await archive.read(run, name);
      if (text !== undefined) {
        await archive.write(run, name, text);
        written += 1;
      }
    }
  }
  return written;
}
