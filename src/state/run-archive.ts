import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { parseRunId, type RunId } from '../model/run-id.ts';
import { cannotWrite, readText, removeFile, replaceFile, systemCode } from './durable-file.ts';
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
    remove: (run, name) => (name === undefined ? removeRun(join(folder, parseRunId(run))) : removeOne(join(folder, parseRunId(run)), pathOf(run, name))),
  };
}

async function removeRun(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

/** Removes a file, and the folders up to that of its run that are empty without it. */
async function removeOne(runFolder: string, path: string): Promise<void> {
  await removeFile(path);
  for (let folder = dirname(path); folder.startsWith(runFolder); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch (cause) {
      if (systemCode(cause) !== 'ENOENT' && systemCode(cause) !== 'ENOTEMPTY' && systemCode(cause) !== 'EEXIST') throw cannotWrite(folder, cause);
      if (systemCode(cause) !== 'ENOENT') return;
    }
  }
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
