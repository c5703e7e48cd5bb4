import type { Clock, Ids, LockRequest } from '../engine/ports.ts';
import type { LockRecord } from '../model/lock-record.ts';
import { processStartMark } from './process-start.ts';

/** Who holds a lock, for others to read. */
export interface LockOwner {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** Link to the CI job, when there is one. */
  readonly ciLink?: string;
}

/** The record of a lock that is taken now. */
export function newLockRecord(request: Pick<LockRequest, 'command'> & Partial<Pick<LockRequest, 'run'>>, who: LockOwner, clock: Clock, ids: Ids): LockRecord {
  const at = clock.now();
  const startMark = processStartMark(who.pid);
  return {
    id: ids.uuid(),
    who: who.user,
    host: who.host,
    processId: who.pid,
    command: request.command,
    run: request.run ?? '',
    since: at,
    heartbeat: at,
    ...(who.ciLink === undefined ? {} : { ciLink: who.ciLink }),
    ...(startMark === undefined ? {} : { startMark }),
  };
}
