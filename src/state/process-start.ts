import { readFileSync } from 'node:fs';

/**
 * When a process of this machine began, in whatever form the system says it: the same text for the same process, another for one that got
 * its number later. Undefined when the system does not say.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html (field 22)
 */
export function processStartMark(processId: number): string | undefined {
  if (!Number.isInteger(processId) || processId <= 0) {
    return undefined;
  }
  try {
    switch (process.platform) {
      case 'linux': {
        const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
        // The name of the program stands in brackets and may hold anything.
        const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
        const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
        return ticks === undefined ? undefined : `${boot.slice(0, 8)}:${ticks}`;
      }
      case 'win32':
        return undefined;
      default:
        // Not imported: it would be loaded with every start of the program.
        return process.getBuiltinModule('node:child_process').execFileSync('ps', ['-o', 'lstart=', '-p', String(processId)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
    }
  } catch {
    return undefined;
  }
}
