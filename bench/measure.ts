import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import type { Spread } from './bench-case.ts';

/** A command line to time; it must end with exit code 0. */
export interface TimedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Puts things in place before each run; not timed. */
  readonly before?: () => void;
}

/** One run of a command. */
export interface TimedRun {
  /** Wall time in milliseconds from the start of the process to its end. */
  readonly elapsedMs: number;
  readonly stdout: string;
}

/** Median and quartiles; between two values they are interpolated. Not defined for no value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)];
    const above = sorted[Math.ceil(place)];
    if (below === undefined || above === undefined) throw new Error('the spread of no values');
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: quantile(0.5), lowerQuartile: quantile(0.25), upperQuartile: quantile(0.75) };
}

async function runOnce({ command, args, cwd, before }: TimedCommand): Promise<TimedRun> {
  before?.();
  const startedMs = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let elapsedMs = 0;
  child.once('exit', () => (elapsedMs = performance.now() - startedMs));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr.trim()}`);
  return { elapsedMs, stdout };
}

/**
 * Runs each command `rounds` times and answers its runs, in the order given. The commands take turns, so that a slow moment of the machine hits
 * all of them and their ratios hold; one unmeasured turn fills the caches.
 */
export async function runInTurns(commands: readonly TimedCommand[], rounds: number): Promise<readonly (readonly TimedRun[])[]> {
  const runs = commands.map((): TimedRun[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) {
      const run = await runOnce(command);
      if (round >= 0) runs[index]?.push(run);
    }
  }
  return runs;
}

/** Wall times of runs. */
export function timesOf(runs: readonly TimedRun[] = []): Spread {
  return spreadOf(runs.map((run) => run.elapsedMs));
}
