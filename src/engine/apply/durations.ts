import { z } from 'zod';
import type { RunArchive } from '../ports.ts';
import { resultFile } from './archive-run.ts';

/** Runs that are looked at, newest first. */
const runsRead = 20;

const archived = z.object({
  items: z.array(z.object({ resourceType: z.string(), action: z.string(), result: z.string(), elapsedMs: z.number().nonnegative().optional() })),
});

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
      if (result !== 'done' || elapsedMs === undefined) continue;
      const key = keyOf(resourceType, action);
      const list = measured.get(key);
      if (list === undefined) measured.set(key, [elapsedMs]);
      else list.push(elapsedMs);
    }
  }
  const medians = new Map([...measured].map(([key, values]) => [key, medianOf(values)]));
  return (type, action) => medians.get(keyOf(type, action));
}

function itemsOf(text: string | undefined): z.infer<typeof archived>['items'] {
  if (text === undefined) return [];
  try {
    return archived.safeParse(JSON.parse(text)).data?.items ?? [];
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
