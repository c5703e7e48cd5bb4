import { readdir } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { parseRunId, type RunId } from '../model/run-id.ts';
import { readText, replaceFile, systemCode } from './durable-file.ts';

/** Keeps runs as folders of files below `folder`: `<run>/templates/data.json`. */
export function createLocalRunArchive(folder: string): RunArchive {
  return {
    write: async (run, name, text) => replaceFile(pathOf(folder, run, name), text),
    read: async (run, name) => readText(pathOf(folder, run, name)),
    list: () => listRuns(folder),
  };
}

/** @throws AtakoraError `ATK9001` for a name that leads out of the run's folder. */
function pathOf(folder: string, run: RunId, name: string): string {
  const inside = normalize(name);
  if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`) || inside === '.') {
    throw new AtakoraError('ATK9001', `"${name}" is no name of a file of a run`);
  }
  return join(folder, parseRunId(run), inside);
}

/** Run ids begin with their time, so their order by text is that of time. */
async function listRuns(folder: string): Promise<readonly RunId[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap(asRunId).sort().reverse();
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') {
      return [];
    }
    throw new AtakoraError('ATK1902', `${folder} cannot be read (${systemCode(cause) ?? 'unknown reason'})`, { cause });
  }
}

function asRunId(name: string): readonly RunId[] {
  try {
    return [parseRunId(name)];
  } catch {
    return [];
  }
}
