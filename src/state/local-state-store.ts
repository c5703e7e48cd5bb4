import { readdir, stat } from 'node:fs/promises';
import type { Clock, Ids, LockRequest, LockResult, StateStore } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JournalEntry } from '../model/journal.ts';
import type { LockRecord } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import { makeFolder, readText, systemCode } from './durable-file.ts';
import { removeRemains, type Surroundings, takeFile } from './exclusive-file.ts';
import { readJournalFile } from './journal-file.ts';
import { createStateLock, removeHalfWritten } from './local-state-lock.ts';
import { type ExpectedState, parseState } from './state-codec.ts';
import { statePaths } from './state-paths.ts';

/** Who holds a lock, for others to read. */
export interface LockOwner {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** Link to the CI job, when there is one. */
  readonly ciLink?: string;
}

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
  readonly isAlive: (processId: number) => boolean;
}

/** Bounds of the wait between two looks at a lock that is held, in milliseconds. */
const pollMs = { first: 25, most: 400 } as const;

/**
 * Keeps a state in files: `<environment>.json`, its journal and lock file, and earlier versions under `history/`. Reading takes no lock.
 * The folder must be on a file system with hard links.
 */
export function createLocalStateStore(options: LocalStateStoreOptions): StateStore {
  const paths = statePaths(options.folder, options.environment);
  const expected: ExpectedState = { project: options.project, environment: options.environment, place: paths.state };
  const read = async (): Promise<StateDocument | undefined> => {
    const text = await readText(paths.state);
    return text === undefined ? undefined : parseState(text, expected);
  };
  const readVersion = async (serial: number): Promise<StateDocument | undefined> => {
    const place = paths.version(serial);
    const text = await readText(place);
    return text === undefined ? undefined : parseState(text, { ...expected, place });
  };
  return {
    read,
    readJournal: () => readJournalOf(paths.journal, read),
    lock: (request, signal) => waitForLock(request, signal, { options, paths, expected, read }),
    history: async () => {
      const serials = await listSerials(paths.history);
      const versions: { readonly serial: number; readonly run: string; readonly updatedAt: string }[] = [];
      for (const serial of serials) {
        versions.push(await describeVersion(serial, readVersion, paths.version(serial)));
      }
      return versions;
    },
    readVersion,
  };
}

/** Reads the journal together with the state that it grows from, although another process may be replacing both. */
async function readJournalOf(path: string, read: () => Promise<StateDocument | undefined>): Promise<readonly JournalEntry[]> {
  for (let state = await read(); ; ) {
    try {
      return await readJournalFile(path, state);
    } catch (error) {
      const again = await read();
      if (again?.serial === state?.serial) {
        throw error;
      }
      state = again;
    }
  }
}

interface LockPlace {
  readonly options: LocalStateStoreOptions;
  readonly paths: ReturnType<typeof statePaths>;
  readonly expected: ExpectedState;
  readonly read: () => Promise<StateDocument | undefined>;
}

async function waitForLock(request: LockRequest, signal: AbortSignal | undefined, place: LockPlace): Promise<LockResult> {
  const { options, paths } = place;
  const { clock, ids } = options;
  const deadline = clock.monotonicMs() + request.timeoutMs;
  await makeFolder(paths.folder);
  for (let pause: number = pollMs.first; ; pause = Math.min(pause * 2, pollMs.most)) {
    signal?.throwIfAborted();
    const result = await tryLock(request, place);
    const left = deadline - clock.monotonicMs();
    if (result.kind === 'acquired' || left <= 0) {
      return result;
    }
    // Twenty waiters that woke together would collide again.
    const jitter = (Number.parseInt(ids.hex(2), 16) / 255) * pause;
    await clock.sleep(Math.min(left, pause / 2 + jitter), signal);
  }
}

async function tryLock(request: LockRequest, { options, paths, expected, read }: LockPlace): Promise<LockResult> {
  const { clock, ids, who, isAlive } = options;
  const at = clock.now();
  const record: LockRecord = {
    id: ids.uuid(),
    who: who.user,
    host: who.host,
    processId: who.pid,
    command: request.command,
    run: request.run,
    since: at,
    heartbeat: at,
    ...(who.ciLink === undefined ? {} : { ciLink: who.ciLink }),
  };
  const here: Surroundings = { host: who.host, now: () => clock.now(), isAlive };
  const taking = await takeFile(paths.lock, record, here);
  if (taking.kind === 'held') {
    return taking;
  }
  await removeRemains(paths.lock, record, here);
  await removeHalfWritten(paths);
  const lock = createStateLock({ record, file: taking.file, paths, expected, clock, readState: read });
  return { kind: 'acquired', lock, ...(taking.takenOver === undefined ? {} : { takenOver: taking.takenOver }) };
}

async function listSerials(folder: string): Promise<readonly number[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [])).sort((a, b) => b - a);
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
  } catch {
    return { serial, run: 'damaged', updatedAt: (await stat(path)).mtime.toISOString() };
  }
}
