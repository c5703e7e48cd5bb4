import { z } from 'zod';
import type { LockRecord } from '../model/lock-record.ts';
import { readText } from './durable-file.ts';

const lockRecord = z.strictObject({
  id: z.string().min(1),
  who: z.string(),
  host: z.string(),
  processId: z.int(),
  command: z.string(),
  run: z.string(),
  since: z.string(),
  heartbeat: z.string(),
  ciLink: z.string().optional(),
});

/** A holder on another host counts as gone when its heartbeat is older than this. */
const staleAfterMs = 60_000;

/** Reads the record of a lock file; undefined when there is none. A file that cannot be read as one has a holder nobody knows. */
export async function readHolder(path: string): Promise<LockRecord | undefined> {
  const text = await readText(path);
  if (text === undefined) {
    return undefined;
  }
  const unknown: LockRecord = { id: 'unknown', who: 'somebody', host: 'unknown', processId: 0, command: 'unknown', run: 'unknown', since: 'unknown', heartbeat: 'unknown' };
  try {
    const parsed = lockRecord.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as LockRecord) : unknown;
  } catch {
    return unknown;
  }
}

/**
 * True when the holder cannot come back: its process on this host is gone, or, on another host, its heart has not beaten for a minute.
 * A living process of this host is never stale, however long it slept. A heartbeat from the future (a clock that was set back) is alive.
 */
export function isStale(holder: LockRecord, here: { readonly host: string; readonly now: string; readonly isAlive: (processId: number) => boolean }): boolean {
  if (holder.host === here.host) {
    return !here.isAlive(holder.processId);
  }
  const age = Date.parse(here.now) - Date.parse(holder.heartbeat);
  return age > staleAfterMs;
}
