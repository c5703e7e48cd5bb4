import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMemory } from './apply-memory.ts';
import type { BenchGroup } from './bench-case.ts';
import { cleanupSearch } from './cleanup.ts';
import { explorer } from './explorer.ts';
import { firstApply } from './first-apply.ts';
import { firstFrame } from './first-frame.ts';
import { installPackage } from './installed-package.ts';
import { packageSize } from './package-size.ts';
import { planUnchanged } from './plan-unchanged.ts';
import { redaction } from './redaction.ts';
import { type GroupResult, resultsPage, type RunFacts } from './results-page.ts';
import { secretsList } from './secrets-list.ts';
import { startup } from './startup.ts';
import { synthPlan } from './synth-plan.ts';
import { templateLanguage } from './template-language.ts';

const groups: readonly BenchGroup[] = [startup, firstFrame, explorer, planUnchanged, firstApply, applyMemory, synthPlan, cleanupSearch, secretsList, redaction, templateLanguage, packageSize];

function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** The commit that is measured, with a note when what the package is built from was changed since; `none` without git or a commit. */
function describeCommit(root: string): string {
  try {
    const isChanged = git(root, 'status', '--porcelain', '--', 'src', 'bin', 'build', 'bench', 'package-lock.json') !== '';
    return `${git(root, 'rev-parse', '--short', 'HEAD')}${isChanged ? ' with changes' : ''}`;
  } catch {
    return 'none';
  }
}

function factsOf(root: string, rounds: number): RunFacts {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  return {
    machine: `${cpus().length} cores, ${processor}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${platform()}`,
    node: process.versions.node,
    commit: describeCommit(root),
    day: new Date().toISOString().slice(0, 10),
    load: (loadavg()[0] ?? 0).toFixed(1),
    rounds,
  };
}

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
const facts = factsOf(root, rounds);
const workFolder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-bench-')));
try {
  const installed = await installPackage(root, workFolder);
  const results: GroupResult[] = [];
  for (const { title, about, measure } of groups) {
    console.error(`measuring: ${title}`);
    results.push({ title, about, lines: await measure({ root, workFolder, installed, rounds }) });
  }
  const page = resultsPage(facts, results);
  writeFileSync(join(root, 'docs/benchmarks.md'), page);
  console.log(page);
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}
