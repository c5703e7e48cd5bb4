import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchGroup, Measurement } from './bench-case.ts';
import { timeInTurns } from './measure.ts';

/** Largest ratio to an empty Node program, by argument of `atakora`. */
const aims: Readonly<Record<string, number>> = { '--version': 1.3, '--help': 1.5 };

/** How long `atakora` takes to say something that needs no project, against a Node that does nothing. */
export const startup: BenchGroup = {
  title: 'Start-up',
  async measure({ root, rounds }) {
    if (!existsSync(join(root, 'dist/main.js'))) return [{ name: 'start-up', reason: 'there is no dist/: run npm run build' }];
    const node = { command: process.execPath, cwd: root };
    const cases = Object.keys(aims).map((flag) => ({ ...node, name: `atakora ${flag}`, args: ['bin/atakora.js', flag] }));
    const [emptyMs = Number.NaN, ...medians] = await timeInTurns([{ ...node, name: 'node -e 0', args: ['-e', '0'] }, ...cases], rounds);
    const measured = Object.entries(aims).map(([flag, largest], index): Measurement => {
      const medianMs = medians[index] ?? Number.NaN;
      const ratio = medianMs / emptyMs;
      return { name: `atakora ${flag}`, medianMs, ratio, aim: `at most ${largest}x`, met: ratio <= largest };
    });
    return [{ name: 'node -e 0', medianMs: emptyMs, ratio: 1 }, ...measured];
  },
};
