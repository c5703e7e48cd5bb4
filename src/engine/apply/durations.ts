import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { RunArchive } from '../ports.ts';
import { resultFile } from './archive-run.ts';

/** Runs that are looked at, newest first. */
const runsRead = 20;

/**
 * Usual durations in milliseconds by type and action: medians of this project's own last runs. A result that cannot be read is left
 * out: durations only inform.
 */
export async function usualDurations(archive: RunArchive): Promise<(type: string, action: string) => number | undefined> {
  const measured = new Map<string, number[]>();
  const runs = await archive.list();
  for (const run of runs.slice(0, runsRead)) {
    const text = await archive.read(run, resultFile);
    for (const { resourceType, action, result, elapsedMs } of itemsOf(text)) {
      if (result !== 'done' || typeof resourceType !== 'string' || typeof action !== 'string' || typeof elapsedMs !== 'number') continue;
      const key = keyOf(resourceType, action);
      const list = measured.get(key);
      if (list === undefined) measured.set(key, [elapsedMs]);
      else list.push(elapsedMs);
    }
  }
  const medians = new Map([...measured].map(([key, values]) => [key, medianOf(values)]));
  return (type, action) => medians.get(keyOf(type, action));
}

function itemsOf(text: string | undefined): readonly JsonObject[] {
  if (text === undefined) return [];
  try {
    const archived = JSON.parse(text) as Json;
    const items = isJsonObject(archived) ? archived['items'] : undefined;
    return Array.isArray(items) ? items.filter(isJsonObject) : [];
  } catch {
    return [];
  }
}

function keyOf(type: string, action: string): string {
  return `${type.toLowerCase()} ${action}`;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}
