import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { backendHash } from '../src/define/tagging.ts';
import { localSubscriptionId, localTenantId } from '../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../src/local/local-azure.ts';
import type { BenchGroup, Measurement } from './bench-case.ts';
import { runInTurns, spreadOf, timesOf, type TimedRun } from './measure.ts';
import { phaseMs } from './phases.ts';

/** What lies in a project; all of it is old, half of the resources is in no state. */
interface Size {
  readonly resources: number;
  readonly runs: number;
  readonly aimMs?: number;
}

const sizes: readonly Size[] = [
  { resources: 500, runs: 125 },
  { resources: 2_000, runs: 500, aimMs: 5_000 },
];

const projectId = '5b0c7a3e-2f52-4b0e-9a44-1d6a8c0f0b11';
const longAgo = '2025-02-03T04:05:06.000Z';
const backend = `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ alive: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-alive', location: 'westeurope', properties: {} }) } }) });
`;

/** Runs of consecutive minutes, long ago. */
function runId(index: number): string {
  const at = new Date(Date.parse(longAgo) + index * 60_000).toISOString().replaceAll(/[-:TZ]|\.\d+/g, '');
  return `synth-${at.slice(0, 8)}-${at.slice(8)}-${index.toString(16).padStart(8, '0')}`;
}

function plantResources(folder: string, count: number): void {
  const azure = openLocalAzure({
    worldFolder: join(folder, '.atakora/local/world'),
    clock: { now: () => longAgo },
    ids: { hex: (digits) => randomBytes(digits).toString('hex').slice(0, digits), uuid: () => randomUUID() },
    tenantId: localTenantId,
    subscriptionId: localSubscriptionId,
  });
  const put = (path: string, version: string, body: object): void => {
    const answer = azure.handle({ method: 'PUT', url: `https://management.azure.com/subscriptions/${localSubscriptionId}/resourceGroups/${path}?api-version=${version}`, headers: { 'authorization': 'Bearer bench', 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (answer.kind === 'unreachable' || answer.status >= 300) throw new Error(JSON.stringify(answer));
  };
  const own = { 'atakora:managed-by': 'atakora', 'atakora:project': 'bench', 'atakora:environment': 'dev', 'atakora:backend': 'main', 'atakora:backend-hash': backendHash(projectId, 'main', 'dev'), 'atakora:run': runId(0) };
  for (let group = 0; group < 20; group += 1) put(`rg-left-${group}`, '2025-04-01', { location: 'westeurope', tags: own });
  for (let index = 0; index < count; index += 1) {
    const tags = index % 2 === 0 ? own : { ...own, 'atakora:environment': 'qa' };
    put(`rg-left-${index % 20}/providers/Microsoft.Network/routeTables/rt-${index}`, '2024-05-01', { location: 'westeurope', tags, properties: {} });
  }
  azure.close();
}

/** The run of the apply, again and again under other ids, each with an earlier version of the state. */
function plantRuns(folder: string, count: number): void {
  const base = join(folder, '.atakora/local');
  const [run = ''] = readdirSync(join(base, 'runs'));
  const state = join(base, 'state', projectId);
  const history = join(state, 'history', 'dev@local');
  mkdirSync(history, { recursive: true });
  const present = readFileSync(join(state, 'dev@local.json'), 'utf8');
  const result = JSON.parse(readFileSync(join(base, 'runs', run, 'result.json'), 'utf8')) as object;
  for (let index = 0; index < count; index += 1) {
    cpSync(join(base, 'runs', run), join(base, 'runs', runId(index)), { recursive: true });
    writeFileSync(join(base, 'runs', runId(index), 'result.json'), JSON.stringify({ ...result, run: runId(index), endedAt: longAgo }));
    writeFileSync(join(history, `${index + 1_000}.json`), present);
  }
}

async function prepare(launcher: string, folder: string, { resources, runs }: Size): Promise<void> {
  mkdirSync(join(folder, 'atakora'), { recursive: true });
  mkdirSync(join(folder, '.atakora/local/world'), { recursive: true });
  writeFileSync(join(folder, '.atakora/manifest.json'), JSON.stringify({ schema: 1, id: projectId, project: 'bench', environment: 'dev', location: 'westeurope' }));
  writeFileSync(join(folder, '.atakora/local/world/settings.json'), '{"timeScale":0}');
  writeFileSync(join(folder, 'atakora/backend.ts'), backend);
  await promisify(execFile)(process.execPath, [launcher, 'apply', '--local', '--yes'], { cwd: folder });
  plantResources(folder, resources);
  plantRuns(folder, runs);
}

function foundIn(run: TimedRun): number {
  const events = run.stdout.trim().split('\n').map((line) => JSON.parse(line) as { readonly type: string; readonly report?: { readonly findings: readonly unknown[] } });
  return events.find(({ type }) => type === 'cleanup')?.report?.findings.length ?? 0;
}

/** `atakora cleanup --local --dry-run` of projects with much in them: what an engineer waits for. */
export const cleanupSearch: BenchGroup = {
  title: 'A clean-up that only looks',
  about:
    'Whole processes of `atakora cleanup --local --older-than 30d --dry-run --json`. Half of the resources is left behind and half is of another environment; the runs are copies ' +
    'of one, each with an earlier version of the state. `find` is the phase of its own events: states, Azure through its SDK, archive and history.',
  async measure({ workFolder, installed, rounds }) {
    const folders = sizes.map(({ resources }) => join(workFolder, `cleanup-${resources}`));
    for (const [index, size] of sizes.entries()) await prepare(installed.launcher, folders[index] ?? '', size);
    const runs = await runInTurns(folders.map((cwd) => ({ command: process.execPath, args: [installed.launcher, 'cleanup', '--local', '--older-than', '30d', '--dry-run', '--json'], cwd })), Math.max(3, Math.ceil(rounds / 3)));
    const lines = sizes.flatMap(({ resources, runs: count, aimMs }, index): readonly Measurement[] => {
      const own = runs[index] ?? [];
      const found = Math.min(...own.map(foundIn));
      if (found < resources / 2 + count - 20) throw new Error(`${resources} resources and ${count} runs: found ${found}`);
      const value = timesOf(own);
      return [
        { name: `${resources.toLocaleString('en')} resources, ${count} runs`, value, ...(aimMs === undefined ? {} : { aim: `at most ${aimMs} ms`, met: value.median <= aimMs }) },
        { name: '- of which find', value: spreadOf(own.map((run) => phaseMs(run, 'find'))) },
      ];
    });
    const [small, large] = runs.map((own) => spreadOf(own.map((run) => phaseMs(run, 'find'))).median);
    const times = (large ?? Number.NaN) / (small ?? Number.NaN);
    return [...lines, { name: '4 times as much of everything', value: spreadOf([large ?? 0]), ratio: times, aim: 'at most 5x: linear', met: times <= 5 }];
  },
};
