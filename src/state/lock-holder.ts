import { z } from 'zod';
import type { LockRecord } from '../model/lock-record.ts';
import { readText } from './durable-file.ts';

export const lockRecordSchema = z.strictObject({
  id: z.string().min(1),
  who: z.string(),
  host: z.string(),
  processId: z.int(),
  command: z.string(),
  run: z.string(),
  since: z.string(),
  heartbeat: z.string(),
  ciLink: z.string().optional(),
  startMark: z.string().optional(),
});

/** A holder on another host counts as gone when its heartbeat is older than this. */
const staleAfterMs = 60_000;

/** The holder that nobody knows: there is a lock, and no record of it that can be read. */
export const unknownHolder: LockRecord = { id: 'unknown', who: 'somebody', host: 'unknown', processId: 0, command: 'unknown', run: 'unknown', since: 'unknown', heartbeat: 'unknown' };

/** Whether a process of this host runs; `startMark` as in `LockRecord`. */
export type IsAlive = (processId: number, startMark?: string) => boolean;

/** A lock record's text as it is stored. */
export function printLockRecord(record: LockRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Reads a lock record; a text that is none has a holder nobody knows. */
export function parseLockRecord(text: string): LockRecord {
  try {
    const parsed = lockRecordSchema.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as LockRecord) : unknownHolder;
  } catch {
    return unknownHolder;
  }
}

/** Reads the record of a lock file; undefined when there is none. */
export async function readHolder(path: string): Promise<LockRecord | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : parseLockRecord(text);
}

/**
 * True when the holder cannot come back: its process on this host is gone, or, on another host, its heart has not beaten for a minute.
 * A living process of this host is never stale, however long it slept. A heartbeat from the future (a clock that was set back) is alive.
 */
export function isStale(holder: LockRecord, here: { readonly host: string; readonly now: string; readonly isAlive: IsAlive }): boolean {
  if (holder.host === here.host) {
    return !here.isAlive(holder.processId, holder.startMark);
  }
  const age = Date.parse(here.now) - Date.parse(holder.heartbeat);
  return age > staleAfterMs;
}
