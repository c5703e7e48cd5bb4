import type { Database } from './database.ts';

/** Something that happens by itself at a moment of the clock. */
export interface ScheduledEvent {
  readonly number: number;
  readonly at: string;
  readonly kind: EventKind;
  /** Key of the deployment or resource. */
  readonly subject: string;
  /** Row of the deployment's operation; 1 for a deletion of which nothing is kept; 0 otherwise. */
  readonly row: number;
}

/** `start`, `finish`: a resource of a deployment; `close`: the deployment itself; `delete`: a resource or group is gone; `purge`: a deleted resource is gone for good. */
export type EventKind = 'start' | 'finish' | 'close' | 'delete' | 'purge';

/** Plans an event. */
export function schedule(db: Database, event: Omit<ScheduledEvent, 'number'>): void {
  db.run('insert into events (at, kind, subject, row) values (?, ?, ?, ?)', event.at, event.kind, event.subject, event.row);
}

/** True when something is due at that moment. One lookup: every request asks. */
export function isDue(db: Database, at: string): boolean {
  return db.get('select 1 from events where at <= ? limit 1', at) !== undefined;
}

/** Takes the earliest event that is due, in the order of time and then of planning. */
export function takeDue(db: Database, at: string): ScheduledEvent | undefined {
  const row = db.get('select * from events where at <= ? order by at, number limit 1', at);
  if (row === undefined) return undefined;
  db.run('delete from events where number = ?', row['number'] ?? null);
  return { number: Number(row['number']), at: String(row['at']), kind: row['kind'] as EventKind, subject: String(row['subject']), row: Number(row['row']) };
}

/** Forgets what is planned for a subject. */
export function unschedule(db: Database, kind: EventKind, subject: string): void {
  db.run('delete from events where kind = ? and subject = ?', kind, subject);
}
