import { systemCode } from './durable-file.ts';

/** True when a process with that id runs on this machine, also when it belongs to somebody else. */
export function processIsAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) {
    return false;
  }
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
