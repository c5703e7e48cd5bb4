import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { parseRunId, type RunId } from '../model/run-id.ts';
import { readText, replaceFile, systemCode } from './durable-file.ts';
import { type ArchiveForm, insideRun, openFile, runIds, sealFile } from './run-file.ts';

/** Keeps runs as folders of files below `folder`: `<run>/templates/data.json`. Without `form` they are plain. */
export function createLocalRunArchive(folder: string, form: ArchiveForm = { project: '', environment: '' }): RunArchive {
  const pathOf = (run: RunId, name: string): string => join(folder, parseRunId(run), insideRun(name));
  return {
    write: async (run, name, text) => replaceFile(pathOf(run, name), await sealFile(text, form, run, name)),
    read: async (run, name) => {
      const place = pathOf(run, name);
      const stored = await readText(place);
      return stored === undefined ? undefined : openFile(stored, form, { run, name, place });
    },
    names: async (run) => (await namesIn(join(folder, parseRunId(run)), true)).map((name) => name.replaceAll(sep, '/')).sort(),
    list: async () => runIds(await namesIn(folder, false)),
  };
}

/** Names in a folder; with `deep` those of all files below it. Half-written ones are left out. */
async function namesIn(folder: string, deep: boolean): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: deep });
    return entries.filter((entry) => !deep || (entry.isFile() && !entry.name.endsWith('.tmp'))).map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length));
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') {
      return [];
    }
    throw new AtakoraError('ATK1902', `${folder} cannot be read (${systemCode(cause) ?? 'unknown reason'})`, { cause });
  }
}
