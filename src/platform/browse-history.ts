import { mapBounded } from '../engine/apply/bounded.ts';
import type { RunArchive } from '../engine/ports.ts';
import type { Json } from '../model/json.ts';
import type { RunId } from '../model/run-id.ts';
import { historyBrowser, olderRunsHint } from '../ui/browsers/history/history-browser.ts';
import type { PastRun } from '../ui/browsers/history/past-run.ts';
import { pastRun } from '../ui/browsers/history/past-run.ts';
import { browse } from './browse.ts';
import type { CommandContext } from './command-context.ts';

/** Results that are read for a screen and for each further part. */
const partSize = 100;

/** Results that are read at a time. */
const atOnce = 8;

/** Runs that may have ended since they were looked at. */
const mayEnd = 20;

/** Lets a person walk through the runs of an environment. Returns the exit code. */
export async function browseHistory(context: CommandContext, archive: RunArchive, environment: string): Promise<number> {
  const reader = runReader(archive, environment);
  return browse(context, {
    browser: historyBrowser(environment),
    load: () => reader.newest(),
    older: { isMore: reader.isMore, read: reader.older, hint: olderRunsHint(partSize) },
  });
}

/** Runs in parts, newest first: the archive lists ids, and each result is a file or a blob of its own. */
export interface RunReader {
  /** Those that were read before, and what has been run since; at first the newest part. */
  newest(): Promise<readonly PastRun[]>;
  /** Those, and a part of the older ones. */
  older(): Promise<readonly PastRun[]>;
  isMore(): boolean;
}

/** Reads no result twice that will not change, and none before it is wanted. */
export function runReader(archive: RunArchive, environment: string): RunReader {
  const known = new Map<RunId, PastRun | undefined>();
  let ids: readonly RunId[] = [];
  let reached = partSize;
  const readTo = async (count: number): Promise<readonly PastRun[]> => {
    const wanted = ids.slice(0, count);
    await mapBounded(wanted.filter((run) => !known.has(run)), atOnce, async (run) => known.set(run, await readRun(archive, run)));
    return wanted.flatMap((run) => {
      const past = known.get(run);
      return past?.environment === environment ? [past] : [];
    });
  };
  return {
    newest: async () => {
      const before = ids.length;
      ids = await archive.list();
      if (before > 0) reached += Math.max(0, ids.length - before);
      for (const run of ids.slice(0, mayEnd)) if (known.get(run) === undefined) known.delete(run);
      return readTo(reached);
    },
    older: () => {
      reached += partSize;
      return readTo(reached);
    },
    isMore: () => reached < ids.length,
  };
}

/** Undefined for a run without a result: it only synthesized, or was cut off. A damaged one is as good as none. */
async function readRun(archive: RunArchive, run: RunId): Promise<PastRun | undefined> {
  const text = await archive.read(run, 'result.json');
  try {
    return text === undefined ? undefined : pastRun(run, JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
