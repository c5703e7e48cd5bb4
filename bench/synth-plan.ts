import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchGroup, Measurement, Skipped } from './bench-case.ts';
import { median } from './measure.ts';
import type { ChildReport } from './synth-plan-child.ts';

/** Aims by number of resources; a size without one shows whether the growth is linear. */
const sizes: readonly { readonly size: number; readonly largestMs?: number; readonly largestMb?: number }[] = [
  { size: 60 },
  { size: 1000, largestMs: 300 },
  { size: 10_000, largestMs: 3000, largestMb: 300 },
];

async function runChild(root: string, size: number, rounds: number): Promise<ChildReport> {
  const script = join(root, 'bench/synth-plan-child.ts');
  const child = await promisify(execFile)(process.execPath, [script, `${size}`, `${rounds}`], { cwd: root });
  return JSON.parse(child.stdout) as ChildReport;
}

async function measureSize(root: string, { size, largestMs, largestMb }: (typeof sizes)[number], rounds: number): Promise<readonly (Measurement | Skipped)[]> {
  const name = `synth + plan, ${size.toLocaleString('en')} resources`;
  const { synthMs, planMs, resources, changes } = await runChild(root, size, rounds);
  // Memory is that of one plan: several in one process would count the garbage of the earlier ones.
  const { peakMemoryMb } = await runChild(root, size, 1);
  if (resources < size || changes > 0) {
    return [{ name, reason: `expected ${size} unchanged resources, got ${resources} with ${changes} changes` }];
  }
  const medianMs = median(synthMs.map((ms, round) => ms + (planMs[round] ?? 0)));
  const aims = [largestMs === undefined ? '' : `at most ${largestMs} ms`, largestMb === undefined ? '' : `at most ${largestMb} MB`];
  const aim = aims.filter((part) => part !== '').join(', ');
  const met = medianMs <= (largestMs ?? Infinity) && peakMemoryMb <= (largestMb ?? Infinity);
  return [
    { name, medianMs, peakMemoryMb, ...(aim === '' ? {} : { aim, met }) },
    { name: '- of which synth', medianMs: median(synthMs) },
    { name: '- of which plan', medianMs: median(planMs) },
  ];
}

/** Composing, synthesizing and planning generated backends without changes; in the process, without loading anything. */
export const synthPlan: BenchGroup = {
  title: 'Synth and plan',
  async measure({ root, rounds }) {
    const lines: (Measurement | Skipped)[] = [];
    for (const size of sizes) lines.push(...(await measureSize(root, size, Math.min(rounds, 5))));
    return lines;
  },
};
