import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../build/bundle.ts';
import type { BenchContext, BenchGroup, Measurement } from './bench-case.ts';
import { runInTurns, spreadOf, type TimedCommand, type TimedRun } from './measure.ts';
import type { ChildReport } from './synth-plan-child.ts';

/** One backend against one state, with its aims. */
interface Case {
  readonly size: number;
  readonly isApplied: boolean;
  readonly largestMs?: number;
  readonly largestMb?: number;
}

/** A size without aims shows where the growth starts. */
const sizes: readonly Omit<Case, 'isApplied'>[] = [
  { size: 60 },
  { size: 1000, largestMs: 300 },
  { size: 10_000, largestMs: 3000, largestMb: 300 },
];
const cases: readonly Case[] = [true, false].flatMap((isApplied) => sizes.map((size) => ({ ...size, isApplied })));

/** Bundled as the program is: stripping types alone would take time and 50 MB of the memory. */
async function bundleChild({ root, workFolder }: BenchContext): Promise<string> {
  const outputFolder = join(workFolder, 'synth-plan');
  await bundle({ entries: { child: join(root, 'bench/synth-plan-child.ts') }, outputFolder });
  return join(outputFolder, 'child.js');
}

async function commandsFor(script: string, workFolder: string): Promise<readonly TimedCommand[]> {
  const stateFile = (size: number): string => join(workFolder, `state-${size}.json`);
  for (const { size } of sizes) await promisify(execFile)(process.execPath, [script, 'prepare', `${size}`, stateFile(size)]);
  return cases.map(({ size, isApplied }) => ({ command: process.execPath, args: [script, `${size}`, ...(isApplied ? [stateFile(size)] : [])], cwd: workFolder }));
}

function linesOf({ size, isApplied, largestMs, largestMb }: Case, runs: readonly TimedRun[]): readonly Measurement[] {
  const reports = runs.map((run) => JSON.parse(run.stdout) as ChildReport);
  for (const { resources, changes } of reports) {
    if (resources < size || changes !== (isApplied ? 0 : resources)) throw new Error(`${size} resources: got ${resources} with ${changes} changes`);
  }
  const value = spreadOf(reports.map(({ synthMs, planMs }) => synthMs + planMs));
  const memory = spreadOf(reports.map(({ peakMemoryMb }) => peakMemoryMb));
  const aimed = largestMs === undefined ? {} : { aim: `at most ${largestMs} ms`, met: value.median <= largestMs };
  const bounded = largestMb === undefined ? {} : { aim: `at most ${largestMb} MB`, met: memory.median <= largestMb };
  return [
    { name: `${size.toLocaleString('en')} resources, ${isApplied ? 'all applied' : 'all new'}`, value, ...aimed },
    { name: '- of which synth', value: spreadOf(reports.map(({ synthMs }) => synthMs)) },
    { name: '- of which plan', value: spreadOf(reports.map(({ planMs }) => planMs)) },
    ...(isApplied ? [{ name: '- besides, reading the state', value: spreadOf(reports.map(({ readMs }) => readMs)) }] : []),
    { name: '- peak memory of the process', unit: 'MB', value: memory, ...bounded },
  ];
}

/** How much longer 10,000 resources take than 1,000, with all applied. */
function growth(runs: readonly (readonly TimedRun[])[]): Measurement {
  const perThousand = (index: number): number => {
    const reports = (runs[index] ?? []).map((run) => JSON.parse(run.stdout) as ChildReport);
    return spreadOf(reports.map(({ synthMs, planMs }) => synthMs + planMs)).median;
  };
  const [small, large] = [1000, 10_000].map((size) => perThousand(cases.findIndex((entry) => entry.isApplied && entry.size === size)));
  const times = (large ?? Number.NaN) / (small ?? Number.NaN);
  return { name: '10,000 resources over 1,000', value: { median: large ?? 0, lowerQuartile: large ?? 0, upperQuartile: large ?? 0 }, ratio: times, aim: 'at most 12x: linear', met: times <= 12 };
}

/** Composing, synthesizing and planning generated backends; without loading code, without a cloud. */
export const synthPlan: BenchGroup = {
  title: 'Synth and plan of large backends',
  about:
    'Generated backends of storage accounts, queues and identities that refer to each other: composed, synthesized and compared with a state in which all of it is applied, ' +
    'or with none. Measured inside of a fresh process for each run, without starting it and without a cloud; the memory is that of the whole process.',
  async measure(context) {
    const script = await bundleChild(context);
    const commands = await commandsFor(script, context.workFolder);
    const runs = await runInTurns(commands, Math.max(5, Math.ceil(context.rounds / 2)));
    return [...cases.flatMap((entry, index) => linesOf(entry, runs[index] ?? [])), growth(runs)];
  },
};
