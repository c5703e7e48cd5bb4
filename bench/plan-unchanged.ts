import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchGroup, Measurement } from './bench-case.ts';
import { copyExample } from './example-copy.ts';
import { runInTurns, spreadOf, timesOf } from './measure.ts';
import { phaseMs } from './phases.ts';

/** Largest wall time in milliseconds, and how much of it may be ours. */
const aims = { wallMs: 600, oursMs: 150 };

const phases = ['load', 'compose', 'synthesize', 'refresh', 'plan'];

/** `atakora plan --local` of the smallest example after it was applied: what a developer waits for most often. */
export const planUnchanged: BenchGroup = {
  title: 'A plan without changes',
  about:
    'Whole processes of `atakora plan --local` on `examples/feedback-api` after it was applied. The phases are those of its own events; `refresh` loads the Azure SDK ' +
    'and reads every resource. Ours is what remains of a run without Node.js itself and without `refresh`.',
  async measure({ root, workFolder, installed, rounds }) {
    const project = join(workFolder, 'feedback-api');
    copyExample(root, 'feedback-api', project);
    await promisify(execFile)(process.execPath, [installed.launcher, 'apply', '--local', '--yes'], { cwd: project });
    const node = { command: process.execPath, cwd: project };
    const plan = [installed.launcher, 'plan', '--local'];
    const commands = [['-e', '0'], plan, [...plan, '--json', '--detailed-exitcode']].map((args) => ({ ...node, args }));
    const [empty, printed, told = []] = await runInTurns(commands, rounds);
    const yardstick = timesOf(empty).median;
    const value = timesOf(printed);
    const ours = spreadOf(told.map((run) => run.elapsedMs - yardstick - phaseMs(run, 'refresh')));
    const parts = phases.map((phase): Measurement => ({ name: `- phase ${phase}`, value: spreadOf(told.map((run) => phaseMs(run, phase))) }));
    return [
      { name: 'atakora plan --local', value, ratio: value.median / yardstick, aim: `at most ${aims.wallMs} ms`, met: value.median <= aims.wallMs },
      { name: '- of which ours', value: ours, aim: `at most ${aims.oursMs} ms`, met: ours.median <= aims.oursMs },
      ...parts,
    ];
  },
};
