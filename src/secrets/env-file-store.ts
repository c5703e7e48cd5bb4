import { randomInt, randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AtakoraError } from '../model/errors.ts';
import type { LockRecord } from '../model/lock-record.ts';
import { systemCode } from '../state/durable-file.ts';
import type { ExclusiveFile } from '../state/exclusive-file.ts';
import { takeFile } from '../state/exclusive-file.ts';
import { processIsAlive } from '../state/process-alive.ts';
import { processStartMark } from '../state/process-start.ts';
import type { EnvDocument } from './env-file.ts';
import { parseEnvFile, removeFromEnvFile, setInEnvFile } from './env-file.ts';
import { keepFromGit } from './git-guard.ts';
import { fileBehind, isMissing, removeUnfinished, replacePrivateFile } from './private-file.ts';

/** What changing a file did. */
export interface EnvFileChange {
  /** False when it says already what it should. */
  readonly changed: boolean;
  /** The `.gitignore` that gained a line for the file. */
  readonly ignoredIn?: string;
}

/** A file of environment variables with secrets, such as `.env`. Several processes may change it at once. */
export interface EnvFileStore {
  /** As it was given. */
  readonly path: string;
  /** What is in it now; nothing when there is no file. @throws AtakoraError `ATK1902`, `ATK2206`, `ATK2211`. */
  read(): Promise<EnvDocument>;
  /** True when others than its owner may read it. False on Windows, and without a file. */
  isOpenToOthers(): Promise<boolean>;
  /** Sets variables, all or none. @throws AtakoraError `ATK2206` to `ATK2211`, `ATK1901`; the file is then as it was. */
  set(values: ReadonlyMap<string, string>): Promise<EnvFileChange>;
  /** Removes variables, all or none. */
  remove(names: readonly string[]): Promise<EnvFileChange>;
}

export interface EnvFileOptions {
  /** Longest wait for other processes that are changing the file; ten seconds when absent. */
  readonly patienceMs?: number;
}

/** A file of environment variables is read by every start of a program; larger ones are something else. */
const mostBytes = 1024 * 1024;

/**
 * Opens a file of environment variables; nothing is read or made yet. Every change happens under a lock beside the file, replaces it as a
 * whole with mode 600, and is refused while git tracks the file; one that git would take gets a line in `.gitignore` first.
 */
export function openEnvFile(path: string, options: EnvFileOptions = {}): EnvFileStore {
  const change = (edit: (text: string) => string): Promise<EnvFileChange> => changeFile(path, edit, options.patienceMs ?? 10_000);
  return {
    path,
    read: async () => parseEnvFile(await textOf(await fileBehind(path))),
    isOpenToOthers: async () => {
      const found = process.platform === 'win32' ? undefined : await stat(path).catch(() => undefined);
      return found !== undefined && (found.mode & 0o077) !== 0;
    },
    set: (values) => change((text) => [...values].reduce((done, [name, value]) => setInEnvFile(done, name, value), text)),
    remove: (names) => change((text) => names.reduce(removeFromEnvFile, text)),
  };
}

async function changeFile(path: string, edit: (text: string) => string, patienceMs: number): Promise<EnvFileChange> {
  const file = await fileBehind(path);
  const ignoredIn = await keepFromGit(file);
  const lock = await takeLock(file, patienceMs);
  try {
    await removeUnfinished(file);
    const before = await textOf(file);
    const after = edit(before);
    const changed = after !== before;
    if (changed) {
      await replacePrivateFile(file, after, 'private');
    }
    return { changed, ...(ignoredIn === undefined ? {} : { ignoredIn }) };
  } finally {
    await lock.remove();
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) {
      throw new AtakoraError('ATK2206', `${file} has ${size} bytes, which no file of environment variables has`, { hint: `At most ${mostBytes} bytes are read.` });
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    if (isMissing(error)) {
      return '';
    }
    if (error instanceof AtakoraError) {
      throw error;
    }
    if (error instanceof TypeError) {
      throw new AtakoraError('ATK2206', `${file} is not UTF-8 text`, { hint: 'Save it as UTF-8; some shells write UTF-16.', cause: error });
    }
    throw new AtakoraError('ATK1902', `${file} cannot be read (${systemCode(error) ?? 'unknown reason'})`, { cause: error });
  }
}

/** @throws AtakoraError `ATK2209` when another process keeps the lock too long. */
async function takeLock(file: string, patienceMs: number): Promise<ExclusiveFile> {
  const host = hostname();
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const taking = await takeFile(`${file}.lock`, lockRecord(host), { host, now: () => new Date().toISOString(), isAlive: processIsAlive });
    if (taking.kind === 'taken') {
      return taking.file;
    }
    if (performance.now() >= deadline) {
      throw new AtakoraError('ATK2209', `${file} is being changed by ${taking.by.who} on ${taking.by.host} (process ${taking.by.processId})`);
    }
    await sleep(10 + randomInt(30));
  }
}

function lockRecord(host: string): LockRecord {
  const at = new Date().toISOString();
  const startMark = processStartMark(process.pid);
  return { id: randomUUID(), who: userName(), host, processId: process.pid, command: 'secrets', run: '', since: at, heartbeat: at, ...(startMark === undefined ? {} : { startMark }) };
}

/** Containers run users that have no entry in the list of users. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
