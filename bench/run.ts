import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchGroup } from './bench-case.ts';
import { planUnchanged } from './plan-unchanged.ts';
import { type GroupResult, resultsPage } from './results-page.ts';
import { startup } from './startup.ts';
import { synthPlan } from './synth-plan.ts';

const groups: readonly BenchGroup[] = [startup, planUnchanged, synthPlan];

function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** The commit that was measured; a checkout without git or without a commit is said to be one. */
function describeCommit(root: string): string {
  try {
    const isChanged = git(root, 'status', '--porcelain', '--', '.', ':!docs/benchmarks.md') !== '';
    return `${git(root, 'rev-parse', '--short', 'HEAD')}${isChanged ? ' with changes' : ''}`;
  } catch {
    return 'none';
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
const results: GroupResult[] = [];
for (const { title, measure } of groups) results.push({ title, lines: await measure({ root, rounds }) });

const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
const page = resultsPage(
  {
    machine: `${cpus().length} cores, ${processor}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${platform()}`,
    node: process.versions.node,
    commit: describeCommit(root),
    day: new Date().toISOString().slice(0, 10),
    rounds,
  },
  results,
);
mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(join(root, 'docs/benchmarks.md'), page);
console.log(page);
