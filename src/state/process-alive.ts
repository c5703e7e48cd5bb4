import { processStartMark } from './process-start.ts';

/**
 * True when a process with that id runs on this machine, also when it belongs to somebody else. With the start mark of the one that is
 * meant, a later process that got its id does not count.
 */
export function processIsAlive(processId: number, startMark?: string): boolean {
  if (!Number.isInteger(processId) || processId <= 0) {
    return false;
  }
  try {
    process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') {
      return false;
    }
  }
  const now = startMark === undefined ? undefined : processStartMark(processId);
  return now === undefined || now === startMark;
}
