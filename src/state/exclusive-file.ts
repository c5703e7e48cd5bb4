import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LockRecord } from '../model/lock-record.ts';
import { cannotWrite, systemCode, writeBeside } from './durable-file.ts';
import { type IsAlive, isStale, printLockRecord, readHolder } from './lock-holder.ts';

/**
 * A file that one process at a time can have. All steps are atomic on one file system: a complete file appears under the name by a
 * hard link, which fails when the name is taken. Whoever wants to take the file from a holder that is gone, or to remove its own,
 * first makes the claim file `<path>.<holder's id>` the same way, so that only one of them does it; a claim whose maker died is
 * itself taken over so. Changes of the holder's own facts are written into its open file, never by name, and so cannot hit a successor.
 */
export interface ExclusiveFile {
  /** Writes the record (the same number of bytes) into the file that this process made, whoever has the name now. */
  rewrite(record: LockRecord): Promise<void>;
  /** True while the name leads to the file that this process made. */
  isMine(): Promise<boolean>;
  /** Removes the file if it is still this process's. */
  remove(): Promise<void>;
}

export type Taking =
  | { readonly kind: 'taken'; readonly file: ExclusiveFile; readonly takenOver?: LockRecord }
  | { readonly kind: 'held'; readonly by: LockRecord };

/** What is needed to judge holders. */
export interface Surroundings {
  readonly host: string;
  readonly now: () => string;
  readonly isAlive: IsAlive;
}

/** A name is taken over at most this often in a row while we look; then the holder of the moment is reported. */
const maximumRounds = 8;

/**
 * Tries once to have the file with `record` in it; its folder exists.
 * @throws AtakoraError `ATK1901` when the folder cannot be written.
 */
export async function takeFile(path: string, record: LockRecord, here: Surroundings): Promise<Taking> {
  const own = `${path}.${randomUUID()}.tmp`;
  let handle: FileHandle | undefined;
  let taken = false;
  try {
    handle = await open(own, 'wx+');
    await handle.writeFile(printLockRecord(record), 'utf8');
    // After a power cut an empty file under the name would be a holder that nobody knows and nobody can judge.
    await handle.sync();
    for (let round = 0; ; round += 1) {
      if (await tryLink(own, path)) {
        taken = true;
        return { kind: 'taken', file: ownFile(path, handle, record) };
      }
      const holder = await readHolder(path);
      if (holder === undefined) {
        continue;
      }
      if (!isStale(holder, { host: here.host, now: here.now(), isAlive: here.isAlive }) || round >= maximumRounds) {
        return { kind: 'held', by: holder };
      }
      if (await takeFrom(path, own, holder, here)) {
        taken = true;
        return { kind: 'taken', file: ownFile(path, handle, record), takenOver: holder };
      }
      if (round > 0) {
        return { kind: 'held', by: (await readHolder(path)) ?? holder };
      }
    }
  } catch (cause) {
    throw cannotWrite(path, cause);
  } finally {
    await unlink(own).catch(() => undefined);
    if (!taken) {
      await handle?.close();
    }
  }
}

/** Links `own` to the name; false when the name is taken. */
async function tryLink(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** Puts `own` in the place of a holder that is gone; false when another process is doing so. */
async function takeFrom(path: string, own: string, holder: LockRecord, here: Surroundings): Promise<boolean> {
  const claims = await claim(path, own, holder.id, here);
  if (claims === undefined) {
    return false;
  }
  try {
    // Only who has the claim renames or removes, so what is read now stays until the claim is given back.
    if ((await readHolder(path))?.id !== holder.id) {
      return false;
    }
    const replacement = `${own}.new`;
    await link(own, replacement);
    await rename(replacement, path);
    return true;
  } finally {
    for (const file of claims) {
      await unlink(file).catch(() => undefined);
    }
  }
}

/** The right to remove or replace the file of the holder with that id: the claim files that were made for it; undefined when another has it. */
async function claim(path: string, own: string, id: string, here: Surroundings): Promise<readonly string[] | undefined> {
  const files: string[] = [];
  for (let next = id; ; ) {
    const file = `${path}.${next}.claim`;
    if (await tryLink(own, file)) {
      // The innermost claim decides; those of dead makers before it go away with it.
      return [...files, file];
    }
    const maker = await readHolder(file);
    if (maker === undefined || !isStale(maker, { host: here.host, now: here.now(), isAlive: here.isAlive })) {
      return undefined;
    }
    files.push(file);
    next = maker.id;
  }
}

function ownFile(path: string, handle: FileHandle, first: LockRecord): ExclusiveFile {
  let removed = false;
  const length = Buffer.byteLength(printLockRecord(first), 'utf8');
  const isMine = async (): Promise<boolean> => {
    if (removed) {
      return false;
    }
    try {
      const [mine, named] = await Promise.all([handle.stat({ bigint: true }), stat(path, { bigint: true })]);
      return mine.ino === named.ino && mine.dev === named.dev;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') {
        return false;
      }
      throw error;
    }
  };
  return {
    isMine,
    rewrite: async (record) => {
      const bytes = Buffer.from(printLockRecord(record), 'utf8');
      if (!removed && bytes.length === length) {
        await handle.write(bytes, 0, bytes.length, 0);
      }
    },
    remove: async () => {
      if (removed) {
        return;
      }
      const mine = await isMine();
      removed = true;
      await handle.close();
      if (mine) {
        await removeOwn(path, first);
      }
    },
  };
}

/** Removes the holder's own file under its claim; when another process has the claim, it is taking the file over and nothing is left to do. */
async function removeOwn(path: string, record: LockRecord): Promise<void> {
  await removeOf(path, record.id, record);
}

/**
 * Removes the file of the holder with that id, whoever that is, under its claim. False when it is not that holder's any more, or another
 * process is taking it over. `remover` describes this process.
 * @throws AtakoraError `ATK1901` when the folder cannot be written.
 */
export async function removeOf(path: string, id: string, remover: LockRecord): Promise<boolean> {
  // The claim has an id of its own: should we die here, it is taken over like any other.
  const maker = { ...remover, id: randomUUID() };
  const own = await writeBeside(path, printLockRecord(maker));
  const file = `${path}.${id}.claim`;
  try {
    if (!(await tryLink(own, file))) {
      return false;
    }
    try {
      const isTheirs = (await readHolder(path))?.id === id;
      if (isTheirs) {
        await unlink(path);
      }
      return isTheirs;
    } finally {
      await unlink(file).catch(() => undefined);
    }
  } catch (cause) {
    throw cannotWrite(path, cause);
  } finally {
    await unlink(own).catch(() => undefined);
  }
}

/**
 * Removes what processes that died while they tried left behind. Claims on the present holder stay: they may be at work.
 * Called by the holder.
 */
export async function removeRemains(path: string, own: LockRecord, here: Surroundings): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    const file = join(dirname(path), name);
    const isRemain = name.startsWith(prefix) && (name.endsWith('.tmp') || name.endsWith('.new') || (name.endsWith('.claim') && !name.includes(own.id)));
    const maker = isRemain ? await readHolder(file) : undefined;
    if (maker !== undefined && isStale(maker, { host: here.host, now: here.now(), isAlive: here.isAlive })) {
      await unlink(file).catch(() => undefined);
    }
  }
}
