import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Ids, LockRequest, LockResult, StateStore } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { isRemoval, type JournalEntry, type JournalLine } from '../model/journal.ts';
import type { LockBreak, LockInfo } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import { makeFolder, readText, replaceFile, systemCode } from './durable-file.ts';
import { removeOf, removeRemains, type Surroundings, takeFile } from './exclusive-file.ts';
import { readJournalFile } from './journal-file.ts';
import { createStateLock, removeHalfWritten } from './local-state-lock.ts';
import { namedLock, parseTrace, printTrace, traceName, traceOf } from './lock-break.ts';
import { type IsAlive, isStale, readHolder } from './lock-holder.ts';
import { type LockOwner, newLockRecord } from './lock-owner.ts';
import { waitForLock } from './lock-wait.ts';
import { withoutPresent } from './present-version.ts';
import { readConsistent } from './read-consistent.ts';
import { readDocument, type StateForm } from './sealed-state.ts';
import type { StateCipher } from './state-cipher.ts';
import { statePaths, type StatePaths } from './state-paths.ts';

export interface LocalStateStoreOptions {
  /** Folder of the project's states; made when it is first written to. */
  readonly folder: string;
  /** Manifest id. */
  readonly project: string;
  /** Environment key, such as `dev` or `dev@local`. */
  readonly environment: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly who: LockOwner;
  /** Whether a process of this host runs. */
  readonly isAlive: IsAlive;
  /** Encrypts what is written; absent: plain. */
  readonly cipher?: StateCipher;
}

interface LocalPlace {
  readonly options: LocalStateStoreOptions;
  readonly paths: StatePaths;
  readonly form: StateForm;
  readonly here: Surroundings;
  readonly read: () => Promise<StateDocument | undefined>;
}

/**
 * Keeps a state in files: `<environment>.json`, its journal and lock file, and earlier versions under `history/`. Reading takes no lock.
 * The folder must be on a file system with hard links.
 */
export function createLocalStateStore(options: LocalStateStoreOptions): StateStore {
  const { project, environment, cipher, who, clock, isAlive } = options;
  const paths = statePaths(options.folder, environment);
  const form: StateForm = { project, environment, ...(cipher === undefined ? {} : { cipher }) };
  const readAt = async (path: string): Promise<StateDocument | undefined> => {
    const text = await readText(path);
    return text === undefined ? undefined : readDocument(text, form, path);
  };
  const read = (): Promise<StateDocument | undefined> => readAt(paths.state);
  const readVersion = (serial: number): Promise<StateDocument | undefined> => readAt(paths.version(serial));
  const readLines = (): Promise<readonly JournalLine[]> => readConsistent(read, (state) => readJournalFile({ ...form, place: paths.journal }, state));
  const place: LocalPlace = { options, paths, form, read, here: { host: who.host, now: () => clock.now(), isAlive } };
  return {
    describe: () => paths.state,
    read,
    readJournal: async () => (await readLines()).filter((line): line is JournalEntry => !isRemoval(line)),
    readRemovals: async () => (await readLines()).filter(isRemoval),
    lock: (request, signal) => waitForLock(request, () => tryLock(request, place), { clock, ids: options.ids, pollMs: { first: 25, most: 400 }, signal }),
    history: async () => {
      const versions: { readonly serial: number; readonly run: string; readonly updatedAt: string }[] = [];
      for (const serial of await listSerials(paths.history)) {
        versions.push(await describeVersion(serial, readVersion, paths.version(serial)));
      }
      return withoutPresent(versions, read);
    },
    readVersion,
    lockInfo: () => lockInfo(place),
    breakLock: (id) => breakLock(id, place),
    breaks: () => listBreaks(paths.breaks),
  };
}

async function tryLock(request: LockRequest, { options, paths, form, here, read }: LocalPlace): Promise<LockResult> {
  const { clock, ids, who } = options;
  await makeFolder(paths.folder);
  const record = newLockRecord(request, who, clock, ids);
  const taking = await takeFile(paths.lock, record, here);
  if (taking.kind === 'held') {
    return taking;
  }
  await removeRemains(paths.lock, record, here);
  await removeHalfWritten(paths);
  const serials = (): Promise<readonly number[]> => listSerials(paths.history);
  const lock = createStateLock({ record, file: taking.file, paths, form, clock, readState: read, serials });
  return { kind: 'acquired', lock, ...(taking.takenOver === undefined ? {} : { takenOver: taking.takenOver }) };
}

async function lockInfo({ paths, here }: LocalPlace): Promise<LockInfo | undefined> {
  const record = await readHolder(paths.lock);
  return record === undefined ? undefined : { ...record, held: !isStale(record, { ...here, now: here.now() }) };
}

async function breakLock(id: string, { options, paths }: LocalPlace): Promise<LockBreak> {
  const { who, clock, ids } = options;
  const record = namedLock(id, await readHolder(paths.lock), paths.state);
  const trace = traceOf(record, who, clock.now());
  // First the trace: a lock that was broken and nobody knows by whom is worse than one that was not broken after all.
  await replaceFile(join(paths.breaks, traceName(trace)), printTrace(trace));
  if (!(await removeOf(paths.lock, id, newLockRecord({ command: 'state unlock' }, who, clock, ids)))) {
    throw new AtakoraError('ATK1712', `the lock ${id} of ${paths.state} was given back or taken over at this moment`);
  }
  return trace;
}

async function listBreaks(folder: string): Promise<readonly LockBreak[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.json')).sort().reverse();
  const texts = await Promise.all(names.map((name) => readText(join(folder, name))));
  return texts.flatMap((text) => parseTrace(text ?? '') ?? []);
}

async function listSerials(folder: string): Promise<readonly number[]> {
  return (await namesIn(folder)).flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [])).sort((a, b) => b - a);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') {
      return [];
    }
    throw new AtakoraError('ATK1902', `${folder} cannot be read (${systemCode(cause) ?? 'unknown reason'})`, { cause });
  }
}

/** A damaged version is listed by what its file shows, so that it hides none of the others. */
async function describeVersion(
  serial: number,
  readVersion: (serial: number) => Promise<StateDocument | undefined>,
  path: string,
): Promise<{ readonly serial: number; readonly run: string; readonly updatedAt: string }> {
  try {
    const version = await readVersion(serial);
    return { serial, run: version?.run ?? '', updatedAt: version?.updatedAt ?? '' };
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1713') {
      throw error;
    }
    return { serial, run: 'damaged', updatedAt: (await stat(path)).mtime.toISOString() };
  }
}
