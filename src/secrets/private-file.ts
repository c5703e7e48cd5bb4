import { chmod, lstat, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import { cannotWrite, syncFolder, systemCode, writeBeside } from '../state/durable-file.ts';

/** True for the error of a file that does not exist. */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

/**
 * The file behind a path: links are followed, so that a link stays one when the file is replaced.
 * @throws AtakoraError `ATK2211` for a folder, a device and a link to nothing.
 */
export async function fileBehind(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if (!(await stat(real)).isFile()) {
      throw new AtakoraError('ATK2211', `${path} is not a file`);
    }
    return real;
  } catch (error) {
    if (error instanceof AtakoraError) {
      throw error;
    }
    if (!isMissing(error)) {
      throw new AtakoraError('ATK1902', `${path} cannot be read (${systemCode(error) ?? 'unknown reason'})`, { cause: error });
    }
  }
  if (await isLink(path)) {
    throw new AtakoraError('ATK2211', `${path} is a link to a file that does not exist`, { hint: 'Remove the link, or make the file that it leads to.' });
  }
  return join(await folderBehind(path), basename(path));
}

async function folderBehind(path: string): Promise<string> {
  try {
    return await realpath(dirname(path));
  } catch (cause) {
    throw new AtakoraError('ATK2211', `the folder of ${path} does not exist`, { cause, hint: 'Make the folder first.' });
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

/**
 * Replaces a file as a whole, durably. `private`: whatever its mode was, only its owner may read and write it afterwards.
 * @throws AtakoraError `ATK1901` when it cannot be written; the old file is then untouched.
 */
export async function replacePrivateFile(path: string, text: string, mode: 'private' | 'as it was'): Promise<void> {
  const before = mode === 'private' ? undefined : await stat(path).catch(() => undefined);
  const temporary = await writeBeside(path, text, mode === 'private' ? 0o600 : 0o666);
  try {
    if (mode === 'private') {
      // An odd umask could have taken rights of the owner's away.
      await chmod(temporary, 0o600);
    } else if (before !== undefined) {
      await chmod(temporary, before.mode & 0o777);
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw cannotWrite(path, cause);
  }
}

/** Removes what writers of the file that died left beside it; they hold values. Called by who has the lock, so nobody is writing. */
export async function removeUnfinished(path: string): Promise<void> {
  const start = `${basename(path)}.`;
  const names = await readdir(dirname(path)).catch((): string[] => []);
  for (const name of names) {
    if (name.startsWith(start) && /^[0-9a-f-]{36}\.tmp$/.test(name.slice(start.length))) {
      await unlink(join(dirname(path), name)).catch(() => undefined);
    }
  }
}
