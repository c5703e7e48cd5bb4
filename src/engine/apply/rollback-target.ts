import { AtakoraError } from '../../model/errors.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { RunId } from '../../model/run-id.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { RunArchive } from '../ports.ts';
import { resultFile } from './archive-run.ts';
import { readArchivedSynthesis } from './archived-synthesis.ts';

/** A run that can be gone back to, with what it applied. */
export interface RollbackTarget {
  readonly run: RunId;
  readonly synthesis: Synthesis;
}

/** Which run is meant. */
export interface RollbackWish {
  /** Environment key. */
  readonly environment: string;
  /** A run by its id; absent: the newest that fits. */
  readonly run?: RunId;
  /** Only runs that began before this one. */
  readonly before?: string;
}

/**
 * The run to go back to: the one that is named, else the newest apply of the environment that succeeded and whose synthesis was kept.
 * @throws AtakoraError `ATK1606` when there is none, or the named one is none; `ATK1607` for a damaged archive.
 */
export async function rollbackTarget(archive: RunArchive, wish: RollbackWish): Promise<RollbackTarget> {
  const runs = wish.run === undefined ? (await archive.list()).filter((run) => wish.before === undefined || run < wish.before) : [wish.run];
  for (const run of runs) {
    if (!(await isApplied(archive, run, wish.environment))) continue;
    const synthesis = await readArchivedSynthesis(archive, run);
    if (synthesis !== undefined && synthesis.target.key === wish.environment) return { run, synthesis };
  }
  throw new AtakoraError('ATK1606', wish.run === undefined ? `${wish.environment} has no earlier run to go back to` : `${wish.run} is no run of ${wish.environment} that succeeded and whose templates were kept`);
}

async function isApplied(archive: RunArchive, run: RunId, environment: string): Promise<boolean> {
  const result = parse(await archive.read(run, resultFile));
  return result?.['kind'] === 'apply' && result['result'] === 'succeeded' && result['environment'] === environment;
}

function parse(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
