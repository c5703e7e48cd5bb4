import { readdir, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clock, StateLock } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { isRemoval } from '../model/journal.ts';
import type { LockRecord } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import { makeFolder, readText, removeFile, replaceFile } from './durable-file.ts';
import type { ExclusiveFile } from './exclusive-file.ts';
import { createJournalAppender, readJournalFile } from './journal-file.ts';
import { assertAdoptable, assertFollows } from './next-state.ts';
import { readDocument, type StateForm, unlessDamaged, writeDocument } from './sealed-state.ts';
import type { StatePaths } from './state-paths.ts';

/** How often the holder says that it is alive; a third of the time after which it counts as gone. */
const heartbeatMs = 20_000;

export interface HeldLock {
  readonly record: LockRecord;
  readonly file: ExclusiveFile;
  readonly paths: StatePaths;
  readonly form: StateForm;
  readonly clock: Clock;
  readonly readState: () => Promise<StateDocument | undefined>;
  /** Serials of the earlier versions. */
  readonly serials: () => Promise<readonly number[]>;
}

/** The right to change the files of a state, as long as the lock file is ours. */
export function createStateLock(held: HeldLock): StateLock {
  const { paths, file, record } = held;
  const lost = new AbortController();
  const over = new AbortController();
  const journal = createJournalAppender({ ...held.form, place: paths.journal }, held.readState);
  const lostError = (): AtakoraError => new AtakoraError('ATK1705', `the lock of ${paths.state} (${record.id}) is no longer held by this command`);
  const assertHeld = async (): Promise<void> => {
    if (!lost.signal.aborted && !over.signal.aborted && !(await file.isMine())) {
      lost.abort(lostError());
    }
    if (lost.signal.aborted || over.signal.aborted) {
      throw lostError();
    }
  };
  void beat(held, over.signal, lost, lostError);

  return {
    record,
    lost: lost.signal,
    append: (entry) => journal.append(entry, assertHeld),
    write: async (next, how = 'follow') => {
      await assertHeld();
      await writeNext(held, next, how, assertHeld);
      await journal.clear();
    },
    recode: async () => {
      await assertHeld();
      return recodeAll(held, assertHeld, () => journal.clear());
    },
    removeVersion: async (serial) => {
      await assertHeld();
      await removeFile(paths.version(serial));
    },
    settleRemovals: async () => {
      await assertHeld();
      if ((await readJournalFile({ ...held.form, place: paths.journal }, await held.readState())).every(isRemoval)) await journal.clear();
    },
    setJournalAside: async () => {
      await assertHeld();
      const text = await readText(paths.journal);
      if (text === undefined || text === '') return undefined;
      const kept = join(paths.history, `damaged-${record.id}.journal.ndjson`);
      await replaceFile(kept, text, assertHeld);
      await journal.clear();
      return kept;
    },
    release: async () => {
      over.abort();
      await journal.close();
      await file.remove();
    },
  };
}

/** Beats until the lock is released; finds out when it is lost. */
async function beat(held: HeldLock, over: AbortSignal, lost: AbortController, lostError: () => AtakoraError): Promise<void> {
  while (!over.aborted && !lost.signal.aborted) {
    try {
      await held.clock.sleep(heartbeatMs, over);
      if (!over.aborted && !(await held.file.isMine())) {
        lost.abort(lostError());
        return;
      }
      await held.file.rewrite({ ...held.record, heartbeat: held.clock.now() });
    } catch {
      // Released meanwhile, or a beat that could not be written: the next one or the next write will tell.
    }
  }
}

/** Keeps the old version, then puts the new one in its place; at every instant one of the two is whole. */
async function writeNext(held: HeldLock, next: StateDocument, how: 'follow' | 'adopt', assertHeld: () => Promise<void>): Promise<void> {
  const { paths, form } = held;
  const stored = await readText(paths.state);
  const reading = stored === undefined ? undefined : readDocument(stored, form, paths.state);
  const current = await (how === 'adopt' && reading !== undefined ? unlessDamaged(reading) : reading);
  (how === 'adopt' ? assertAdoptable : assertFollows)({ project: form.project, environment: form.environment, current }, next);
  const text = await writeDocument(next, form);
  if (stored !== undefined) {
    await replaceFile(current === undefined ? join(paths.history, `damaged-${held.record.id}.json`) : paths.version(current.serial), stored, assertHeld);
  }
  await replaceFile(paths.state, text, assertHeld);
}

/** Writes every document again, the state last: when it has its new form, all have. A damaged version stays as it is. */
async function recodeAll({ paths, form, readState, serials }: HeldLock, assertHeld: () => Promise<void>, clearJournal: () => Promise<void>): Promise<number> {
  const state = await readState();
  if (!(await readJournalFile({ ...form, place: paths.journal }, state)).every(isRemoval)) {
    throw new AtakoraError('ATK1706', `${paths.journal} has entries that the state does not hold yet`, { hint: 'Finish the run with `atakora apply`, then try again.' });
  }
  await clearJournal();
  let written = 0;
  for (const file of [...(await serials()).map(paths.version), ...(state === undefined ? [] : [paths.state])]) {
    const document = await unlessDamaged(readDocument((await readText(file)) ?? '', form, file));
    if (document !== undefined) {
      await replaceFile(file, await writeDocument(document, form), assertHeld);
      written += 1;
    }
  }
  return written;
}

/** Removes files that a holder which died left half written beside the state. Only under the lock. */
export async function removeHalfWritten(paths: StatePaths): Promise<void> {
  await makeFolder(paths.folder);
  const prefix = `${basename(paths.state)}.`;
  for (const name of await readdir(paths.folder)) {
    if (name.startsWith(prefix) && name.endsWith('.tmp')) {
      await unlink(join(paths.folder, name)).catch(() => undefined);
    }
  }
}
