import { join } from 'node:path';
import { bundle } from '../build/bundle.ts';
import type { BenchGroup, Measurement } from './bench-case.ts';
import type { ExplorerReport } from './explorer-child.ts';
import { runInTurns, spreadOf } from './measure.ts';

const sizes = [100, 10_000] as const;

/** Milliseconds from a key to the end of its picture. */
const aimMs = 16;

/** Keys in the plan explorer, drawn by Ink. */
export const explorer: BenchGroup = {
  title: 'A key in the plan explorer',
  about:
    'In one process with Ink, on a terminal of 120 by 40 that takes bytes and does nothing with them: from a key to the last byte of the picture that it makes, one key at a time. ' +
    'In a search every letter is a key.',
  async measure({ root, workFolder, rounds }) {
    const outputFolder = join(workFolder, 'explorer');
    await bundle({ entries: { child: join(root, 'bench/explorer-child.ts') }, outputFolder });
    const commands = sizes.map((size) => ({ command: process.execPath, args: [join(outputFolder, 'child.js'), `${size}`], cwd: workFolder }));
    const [small = [], large = []] = (await runInTurns(commands, Math.max(3, Math.ceil(rounds / 5)))).map((runs) => runs.map(({ stdout }) => JSON.parse(stdout) as ExplorerReport));
    const spread = (reports: readonly ExplorerReport[], name: string): Measurement['value'] => spreadOf(reports.flatMap((report) => report[name] ?? []));
    return Object.keys(large[0] ?? {}).flatMap((name): readonly Measurement[] => {
      const base = spread(small, name);
      const value = spread(large, name);
      return [
        { name: `${name}, 100 changes`, value: base, ratio: 1 },
        { name: `${name}, 10,000 changes`, value, ratio: value.median / base.median, aim: `at most ${aimMs} ms`, met: value.median <= aimMs },
      ];
    });
  },
};
