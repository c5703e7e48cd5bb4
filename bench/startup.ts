import type { BenchGroup, Measurement } from './bench-case.ts';
import { runInTurns, timesOf } from './measure.ts';

/** Largest ratio to an empty Node program, by argument of `atakora`. */
const aims = [
  ['--version', 1.3],
  ['--help', 1.5],
] as const;

/** How long `atakora` takes to say something that needs no project, against a Node that does nothing. */
export const startup: BenchGroup = {
  title: 'Start-up',
  about: 'Whole processes, against a Node.js that does nothing.',
  async measure({ workFolder, installed, rounds }) {
    const node = { command: process.execPath, cwd: workFolder };
    const commands = [['-e', '0'], ...aims.map(([flag]) => [installed.launcher, flag])].map((args) => ({ ...node, args }));
    const [empty, ...runs] = await runInTurns(commands, rounds * 3);
    const yardstick = timesOf(empty);
    const measured = aims.map(([flag, largest], index): Measurement => {
      const value = timesOf(runs[index]);
      const ratio = value.median / yardstick.median;
      return { name: `atakora ${flag}`, value, ratio, aim: `at most ${largest}x`, met: ratio <= largest };
    });
    return [{ name: 'node -e 0', value: yardstick, ratio: 1 }, ...measured];
  },
};
