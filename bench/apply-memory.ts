import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../build/bundle.ts';
import type { BenchGroup } from './bench-case.ts';
import { spreadOf } from './measure.ts';

/** Minutes of the apply after which its memory is taken. */
const after = [30, 60, 120] as const;
const rounds = 3;
const mostRatio = 1.1;

/** What the board of a long apply holds. */
export const applyMemory: BenchGroup = {
  title: 'Memory of a long apply',
  about: `Heap of a process that shows an apply of 300 resources on the board, of which none ends for two hours by a clock that nobody waits for, while Azure puts off two requests every second; each line after a collection. What is kept of what repeats is full after half an hour. ${rounds} processes.`,
  async measure({ root, workFolder }) {
    const outputFolder = join(workFolder, 'apply-memory');
    await bundle({ entries: { child: join(root, 'bench/apply-memory-child.ts') }, outputFolder });
    const runs: (readonly number[])[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', join(outputFolder, 'child.js'), ...after.map(String)]);
      runs.push(JSON.parse(stdout) as readonly number[]);
    }
    const first = spreadOf(runs.map((run) => run[0] ?? Number.NaN)).median;
    return after.map((minutes, index) => {
      const value = spreadOf(runs.map((run) => run[index] ?? Number.NaN));
      const ratio = value.median / first;
      return { name: `after ${minutes} minutes`, value, unit: 'MB', ...(index === 0 ? {} : { ratio, aim: `at most ${mostRatio}x`, met: ratio <= mostRatio }) };
    });
  },
};
