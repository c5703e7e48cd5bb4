import { dirname } from 'node:path';
import type { Clock, Ids } from '../engine/ports.ts';
import { diagnostic, type Diagnostic } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { LockRecord } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import { makeFolder, readText, replaceFile } from './durable-file.ts';
import { type ExclusiveFile, type Surroundings, takeFile } from './exclusive-file.ts';
import { type LockOwner, newLockRecord } from './lock-owner.ts';
import type { IsAlive } from './lock-holder.ts';
import { emptyLockFile, type LockFile, lockFileEntry, parseLockFile, printLockFile } from './lock-file.ts';

export interface LockFileStoreOptions {
  /** Path of `state.lock.json`. */
  readonly path: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly who: LockOwner;
  readonly isAlive: IsAlive;
}

export interface LockFileStore {
  /** The file, empty when there is none. One that cannot be read counts as empty, with warning `ATK1709`; reading changes nothing. */
  read(): Promise<{ readonly file: LockFile; readonly diagnostics: readonly Diagnostic[] }>;
  /**
   * Makes one environment's entry that of its state, the others stay. Several processes at once each land. A file that cannot be read
   * is first kept as `<path>.conflict`. Answers whether anything changed.
   * @throws AtakoraError `ATK1704` when another process keeps the file for ten seconds, `ATK1901` when it cannot be written.
   */
  update(state: StateDocument): Promise<boolean>;
}

/** Longest wait for other processes that are writing the file, in milliseconds; each takes a few. */
const patienceMs = 10_000;

/** Opens the lock file of a project. */
export function createLockFileStore(options: LockFileStoreOptions): LockFileStore {
  const { path } = options;
  return {
    read: async () => {
      const text = await readText(path);
      const parsed = text === undefined ? undefined : parseLockFile(text);
      if (parsed?.kind === 'unreadable') {
        const kept = `Nothing to do: the next apply keeps it as ${path}.conflict and builds it anew from the state.`;
        return { file: emptyLockFile, diagnostics: [diagnostic('warning', 'ATK1709', `${path} cannot be read: ${parsed.why}`, { hint: kept })] };
      }
      return { file: parsed?.file ?? emptyLockFile, diagnostics: [] };
    },
    update: async (state) => {
      if (state.environment.endsWith('@local')) {
        throw new AtakoraError('ATK9001', `${state.environment} is a twin and has no entry in the lock file`);
      }
      await makeFolder(dirname(path));
      const lock = await takeWriter(options);
      try {
        return await rewrite(path, state);
      } finally {
        await lock.remove();
      }
    },
  };
}

async function rewrite(path: string, state: StateDocument): Promise<boolean> {
  const text = await readText(path);
  const parsed = text === undefined ? undefined : parseLockFile(text);
  if (text !== undefined && parsed?.kind === 'unreadable') {
    await replaceFile(`${path}.conflict`, text);
  }
  const before = parsed?.kind === 'read' ? parsed.file : emptyLockFile;
  const next = printLockFile({ version: 1, environments: { ...before.environments, [state.environment]: lockFileEntry(state) } });
  if (next === text) {
    return false;
  }
  await replaceFile(path, next);
  return true;
}

async function takeWriter(options: LockFileStoreOptions): Promise<ExclusiveFile> {
  const { path, clock, ids, who, isAlive } = options;
  const here: Surroundings = { host: who.host, now: () => clock.now(), isAlive };
  const deadline = clock.monotonicMs() + patienceMs;
  for (;;) {
    const record: LockRecord = newLockRecord({ command: 'lock file' }, who, clock, ids);
    const taking = await takeFile(`${path}.writer`, record, here);
    if (taking.kind === 'taken') {
      return taking.file;
    }
    if (clock.monotonicMs() >= deadline) {
      throw new AtakoraError('ATK1704', `${path} is being written by ${taking.by.who} on ${taking.by.host} (process ${taking.by.processId})`);
    }
    await clock.sleep(10 + Number.parseInt(ids.hex(2), 16) / 8, undefined);
  }
}
