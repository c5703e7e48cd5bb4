import { join } from 'node:path';
import type { BenchGroup } from './bench-case.ts';
import { copyExample } from './example-copy.ts';
import { runInTurns, spreadOf, timesOf } from './measure.ts';
import { phaseMs } from './phases.ts';

/** The first apply of the smallest example: what somebody who tries the program waits for. */
export const firstApply: BenchGroup = {
  title: 'A first apply',
  about: 'Whole processes of `atakora apply --local --yes` on a fresh copy of `examples/feedback-api`. Most of it is the time that the simulated deployments take.',
  async measure({ root, workFolder, installed, rounds }) {
    const project = join(workFolder, 'first-apply');
    const before = (): void => copyExample(root, 'feedback-api', project);
    // A working directory that is replaced could not be the child's own.
    const args = [installed.launcher, 'apply', '--local', '--yes', '--json', '-C', project];
    const [runs = []] = await runInTurns([{ command: process.execPath, args, cwd: workFolder, before }], Math.max(3, Math.ceil(rounds / 3)));
    return [
      { name: 'atakora apply --local --yes', value: timesOf(runs) },
      { name: '- phase apply', value: spreadOf(runs.map((run) => phaseMs(run, 'apply'))) },
    ];
  },
};
