import { z } from 'zod';
import { AtakoraError } from '../model/errors.ts';
import type { LockBreak, LockRecord } from '../model/lock-record.ts';
import { lockRecordSchema } from './lock-holder.ts';
import type { LockOwner } from './lock-owner.ts';

const lockBreak = z.strictObject({ at: z.string(), by: z.string(), host: z.string(), ciLink: z.string().optional(), record: lockRecordSchema });

/** The trace of a lock that `who` breaks now. */
export function traceOf(record: LockRecord, who: LockOwner, at: string): LockBreak {
  return { at, by: who.user, host: who.host, ...(who.ciLink === undefined ? {} : { ciLink: who.ciLink }), record };
}

/** Name of a trace among those of its environment: they sort by time. */
export function traceName({ at, record }: LockBreak): string {
  return `${at.replace(/[-:]/g, '')}-${record.id.replace(/[^\w-]/g, '_')}.json`;
}

export function printTrace(trace: LockBreak): string {
  return `${JSON.stringify(trace, null, 2)}\n`;
}

/** Undefined for a text that is no trace: one that cannot be read hides none of the others. */
export function parseTrace(text: string): LockBreak | undefined {
  try {
    return lockBreak.safeParse(JSON.parse(text)).data as LockBreak | undefined;
  } catch {
    return undefined;
  }
}

/**
 * The lock that `id` names.
 * @throws AtakoraError `ATK1712` when there is none, or another.
 */
export function namedLock(id: string, present: LockRecord | undefined, place: string): LockRecord {
  if (present === undefined) {
    throw new AtakoraError('ATK1712', `nobody holds the lock of ${place}`);
  }
  if (present.id !== id) {
    throw new AtakoraError('ATK1712', `the lock of ${place} is ${present.id} (${present.who} on ${present.host}, atakora ${present.command}), not ${id}`);
  }
  return present;
}
