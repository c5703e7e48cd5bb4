import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** A command line to time; it must end with exit code 0. */
export interface TimedCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** The middle value; the mean of the two middle ones for an even count. Not defined for no value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('the median of no values');
  return (upper + lower) / 2;
}

/** Wall time in milliseconds from the start of the process to its end; what it prints is dropped. */
async function timeOnce({ command, args, cwd }: TimedCommand): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  const elapsedMs = performance.now() - startedMs;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${complaint.trim()}`);
  return elapsedMs;
}

/**
 * Median wall time of each command in milliseconds, in the order given. The commands take turns, so that a slow moment
 * of the machine hits all of them and their ratios hold; one unmeasured turn fills the caches.
 */
export async function timeInTurns(commands: readonly TimedCommand[], rounds: number): Promise<readonly number[]> {
  const samples = commands.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) {
      const elapsedMs = await timeOnce(command);
      if (round >= 0) samples[index]?.push(elapsedMs);
    }
  }
  return samples.map(median);
}
