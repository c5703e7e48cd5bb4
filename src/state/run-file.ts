import { posix } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import { parseRunId, type RunId } from '../model/run-id.ts';
import { openText, sealText, type SealedSubject, type StateCipher } from './state-cipher.ts';
import { damaged } from './damaged.ts';

/** Whose runs an archive keeps, and how its files are written. */
export interface ArchiveForm {
  readonly project: string;
  readonly environment: string;
  readonly cipher?: StateCipher;
}

/**
 * The name of a file of a run, with `/` between folders.
 * @throws AtakoraError `ATK9001` for a name that leads out of the run's folder.
 */
export function insideRun(name: string): string {
  const inside = posix.normalize(name.replaceAll('\\', '/'));
  if (posix.isAbsolute(inside) || /^[A-Za-z]:/.test(inside) || inside === '..' || inside.startsWith('../') || inside === '.') {
    throw new AtakoraError('ATK9001', `"${name}" is no name of a file of a run`);
  }
  return inside;
}

/** Those of the names that are run ids, newest first: they begin with their time, so their order by text is that of time. */
export function runIds(names: readonly string[]): readonly RunId[] {
  return names.flatMap(asRunId).sort().reverse();
}

function asRunId(name: string): readonly RunId[] {
  try {
    return [parseRunId(name)];
  } catch {
    return [];
  }
}

/** What is stored for a file of a run. */
export function sealFile(text: string, form: ArchiveForm, run: RunId, name: string): Promise<string> {
  return sealText(text, form.cipher, subjectOf(form, run, name));
}

/** The text of a stored file. @throws AtakoraError as `openText`. */
export async function openFile(stored: string, form: ArchiveForm, { run, name, place }: { readonly run: RunId; readonly name: string; readonly place: string }): Promise<string> {
  return (await openText(stored, form.cipher, subjectOf(form, run, name), place, (what) => damaged(place, what))).text;
}

function subjectOf({ project, environment }: ArchiveForm, run: RunId, name: string): SealedSubject {
  return { kind: 'run', project, environment, part: `${run}/${insideRun(name)}` };
}
