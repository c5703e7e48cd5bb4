import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchGroup } from './bench-case.ts';
import { timeInTurns } from './measure.ts';

const example = 'examples/feedback-api';
const largestMs = 600;

/** `atakora plan --local` of the smallest example after it was applied: what a developer waits for most often. */
export const planUnchanged: BenchGroup = {
  title: 'A plan without changes',
  async measure({ root, rounds }) {
    const name = 'atakora plan --local';
    const launcher = join(root, 'bin/atakora.js');
    if (!existsSync(join(root, example)) || !existsSync(join(root, 'dist/main.js'))) {
      return [{ name, reason: `it needs ${example} and dist/` }];
    }
    const project = mkdtempSync(join(tmpdir(), 'atakora-bench-'));
    try {
      cpSync(join(root, example), project, { recursive: true, filter: (path) => !path.includes('.atakora/local') });
      await promisify(execFile)(process.execPath, [launcher, 'apply', '--local', '--yes'], { cwd: project });
      const node = { command: process.execPath, cwd: project };
      const commands = [
        { ...node, name: 'node -e 0', args: ['-e', '0'] },
        { ...node, name, args: [launcher, 'plan', '--local'] },
      ];
      const [emptyMs = Number.NaN, planMs = Number.NaN] = await timeInTurns(commands, rounds);
      return [{ name, medianMs: planMs, ratio: planMs / emptyMs, aim: `at most ${largestMs} ms`, met: planMs <= largestMs }];
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  },
};
