import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AtakoraError } from '../model/errors.ts';

/** Error code of a failed system call, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Errors of a file system that refuses to be written: no rights, no space, something in the way. */
export function cannotWrite(path: string, cause: unknown): AtakoraError {
  return cause instanceof AtakoraError ? cause : new AtakoraError('ATK1901', `${path} cannot be written (${systemCode(cause) ?? 'unknown reason'})`, { cause });
}

/**
 * The text of a file; undefined when it does not exist.
 * @throws AtakoraError `ATK1902` when it exists and cannot be read.
 */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') {
      return undefined;
    }
    throw new AtakoraError('ATK1902', `${path} cannot be read (${systemCode(cause) ?? 'unknown reason'})`, { cause });
  }
}

/** Makes what was renamed, created or removed in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EACCES'].includes(systemCode(error) ?? '')) {
      throw error;
    }
  } finally {
    await handle?.close();
  }
}

/** Makes a folder and its parents, durable. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined) {
      await syncFolder(dirname(first));
    }
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

/** Writes a new file beside `path` and makes its content durable; answers its path. `mode` as in `chmod`. */
export async function writeBeside(path: string, text: string, mode = 0o666): Promise<string> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  let handle: FileHandle | undefined;
  try {
    handle = await open(temporary, 'wx', mode);
    await handle.writeFile(text, 'utf8');
    await handle.sync();
    return temporary;
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw cannotWrite(path, cause);
  } finally {
    await handle?.close();
  }
}

/**
 * Replaces a file as a whole: readers see the old text or the new, also after a crash at any point.
 * `beforeRename` may still refuse.
 * @throws AtakoraError `ATK1901` when it cannot be written; the old file is then untouched.
 */
export async function replaceFile(path: string, text: string, beforeRename?: () => Promise<void>): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = await writeBeside(path, text);
  try {
    await beforeRename?.();
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw cannotWrite(path, cause);
  }
}

/** Removes a file if it is there; durable. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
    await syncFolder(dirname(path));
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') {
      throw cannotWrite(path, cause);
    }
  }
}
