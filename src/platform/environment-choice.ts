import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import { systemCode } from '../state/durable-file.ts';

/** What `env use` chose in a checkout. Below a folder that git ignores: it is one person's choice. */
const choiceFile = '.atakora/local/environment';

/** The environment that `env use` chose, as typed; undefined when none is. @throws AtakoraError `ATK1902` for a file that cannot be read. */
export function readChoice(folder: string): string | undefined {
  try {
    const name = readFileSync(join(folder, choiceFile), 'utf8').trim();
    return name === '' ? undefined : name;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR') {
      return undefined;
    }
    throw new AtakoraError('ATK1902', `${choiceFile} cannot be read`, { hint: 'Forget the choice with `atakora env use --clear`, or delete the file.', cause });
  }
}

/**
 * Keeps a choice, in a folder that ignores itself in projects whose `.gitignore` does not.
 * @throws AtakoraError `ATK1901` when it cannot be written.
 */
export function writeChoice(folder: string, name: string): void {
  const path = join(folder, choiceFile);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeIfMissing(join(dirname(path), '.gitignore'), '*\n');
    writeFileSync(path, `${name}\n`);
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${choiceFile} cannot be written (${systemCode(cause) ?? 'unknown reason'})`, { cause });
  }
}

/** Forgets the choice; answers what it was. @throws AtakoraError `ATK1901` when the file cannot be removed. */
export function clearChoice(folder: string): string | undefined {
  let before: string | undefined;
  try {
    before = readChoice(folder);
  } catch {
    // What cannot be read can still be removed.
  }
  try {
    rmSync(join(folder, choiceFile), { force: true, recursive: true });
  } catch (cause) {
    throw new AtakoraError('ATK1901', `${choiceFile} cannot be removed (${systemCode(cause) ?? 'unknown reason'})`, { cause });
  }
  return before;
}

function writeIfMissing(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') {
      throw cause;
    }
  }
}
