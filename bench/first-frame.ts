import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import type { BenchContext, BenchGroup, Measurement } from './bench-case.ts';
import { copyExample } from './example-copy.ts';
import { runInTurns, spreadOf } from './measure.ts';

/** Milliseconds that a first picture may come later than a Node.js that does nothing has ended. */
const aimMs = 90;

/** Variables that tell programs they are not watched by a person. */
const hidden = /^(?:CI|NO_COLOR|FORCE_COLOR|TERM|ATAKORA|NODE_|INK_|GITHUB_|VITEST)/;

/** A command in a terminal, and what its first picture holds. */
interface Shown {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly holds: string;
}

/** Milliseconds from the start of the process until the terminal got what the picture holds; the process is then ended. */
function timeToPicture({ args, cwd, holds }: Shown, stateFolder: string): Promise<number> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !hidden.test(entry[0]));
  return new Promise((resolve, reject) => {
    const since = performance.now();
    const terminal = spawn(process.execPath, [...args], { name: 'xterm-256color', cols: 120, rows: 40, cwd, env: { ...Object.fromEntries(inherited), LC_ALL: 'C.UTF-8', XDG_STATE_HOME: stateFolder } });
    let written = '';
    let elapsedMs: number | undefined;
    terminal.onData((data) => {
      written += data;
      if (elapsedMs !== undefined || !written.includes(holds)) return;
      elapsedMs = performance.now() - since;
      terminal.kill('SIGKILL');
    });
    terminal.onExit(() => (elapsedMs === undefined ? reject(new Error(`no "${holds}" in: ${written}`)) : resolve(elapsedMs)));
  });
}

async function measured(shown: readonly Shown[], { workFolder, rounds }: BenchContext): Promise<{ readonly bare: readonly number[]; readonly pictures: readonly (readonly number[])[] }> {
  const bare: number[] = [];
  const pictures = shown.map((): number[] => []);
  // One turn more than is counted fills the caches.
  for (let round = -1; round < rounds * 2; round += 1) {
    const [runs = []] = await runInTurns([{ command: process.execPath, args: ['-e', '0'], cwd: workFolder }], 1);
    const times: number[] = [];
    for (const one of shown) times.push(await timeToPicture(one, join(workFolder, 'user-state')));
    if (round < 0) continue;
    bare.push(...runs.map((run) => run.elapsedMs));
    for (const [index, time] of times.entries()) pictures[index]?.push(time);
  }
  return { bare, pictures };
}

/** When a person at a terminal first sees something of the two commands that most begin with. */
export const firstFrame: BenchGroup = {
  title: 'The first frame',
  about:
    'From the start of the process, in a pseudo-terminal of 120 by 40, until the first picture is there: of `init` in an empty folder its first question, which can be answered at once, ' +
    `of \`plan\` what it is at. Against the whole run of a Node.js that does nothing; the aim is at most ${aimMs} ms more.`,
  async measure(context) {
    const { root, workFolder, installed } = context;
    const [empty, project] = [join(workFolder, 'first-frame', 'shop'), join(workFolder, 'first-frame', 'feedback-api')];
    mkdirSync(empty, { recursive: true });
    copyExample(root, 'feedback-api', project);
    const shown: readonly Shown[] = [
      { name: 'atakora init', args: [installed.launcher, 'init'], cwd: empty, holds: 'What is the project called?' },
      { name: 'atakora plan --local', args: [installed.launcher, 'plan', '--local'], cwd: project, holds: 'Reading the backend' },
    ];
    const { bare, pictures } = await measured(shown, context);
    const yardstick = spreadOf(bare);
    const lines = shown.map(({ name }, index): Measurement => {
      const value = spreadOf(pictures[index] ?? []);
      const more = value.median - yardstick.median;
      return { name, value, ratio: value.median / yardstick.median, aim: `at most ${(yardstick.median + aimMs).toFixed(0)} ms`, met: more <= aimMs };
    });
    return [{ name: 'node -e 0', value: yardstick, ratio: 1 }, ...lines];
  },
};
