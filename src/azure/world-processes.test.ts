import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Azure } from '../engine/ports.ts';
import { countingIds, storageAccount, template, temporaryFolder, testSubscription, testTenant } from '../local/local-azure.fake.ts';
import { connectLocalAzure } from './connect-local.ts';

const script = fileURLToPath(new URL('./world-process.fake.ts', import.meta.url));
const scope = { kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' } as const;

/** A clock that is ahead of the real one by as much as the test says: what happens later is seen without waiting. */
function aheadClock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead).toISOString(),
    monotonicMs: () => performance.now(),
    sleep: (ms: number) => {
      ahead += ms;
      return Promise.resolve();
    },
  };
}

async function world(settings: object) {
  const folder = join(temporaryFolder(), 'world');
  mkdirSync(folder);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  const clock = aheadClock();
  const azure = connectLocalAzure({ worldFolder: folder, clock, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
  await azure.registerProviders(['Microsoft.Storage']);
  const group = { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' };
  await azure.startDeployment({ name: 'group', scope: { kind: 'subscription', subscriptionId: testSubscription, location: 'westeurope' }, template: template([group]), parameters: {}, tags: {} });
  return { folder, azure, clock };
}

function start(folder: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [script, folder, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const end = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  const said = new Promise<string>((done) => child.stdout.once('data', (chunk: Buffer) => done(chunk.toString())));
  return { child, end, said, errors: () => errors };
}

async function untilEnd(azure: Azure, name: string, sleep: (ms: number) => Promise<void>) {
  for (let i = 0; i < 200; i += 1) {
    const status = await azure.getDeployment(scope, name);
    if (status !== undefined && status.state !== 'accepted' && status.state !== 'running') return status;
    await sleep(100);
  }
  throw new Error('does not end');
}

it('a deployment goes on after the process that started it was killed, and another one sees it finish', async () => {
  const { folder, azure, clock } = await world({ durations: { 'Microsoft.Storage/storageAccounts': 10_000 } });
  const body = template([storageAccount('one'), storageAccount('two', { dependsOn: ['one'] })]);
  const { child, said, end } = start(folder, 'start', 'd', JSON.stringify(body));
  expect(await said).toBe('started\n');
  child.kill('SIGKILL');
  await end;
  expect((await azure.getDeployment(scope, 'd'))?.state).toBe('running');
  expect(await azure.listOperations(scope, 'd')).toHaveLength(1);
  const status = await untilEnd(azure, 'd', clock.sleep);
  expect(status.state).toBe('succeeded');
  expect((await azure.listOperations(scope, 'd')).map(({ durationMs }) => durationMs)).toEqual([10_000, 10_000, 0]);
});

it('processes that write one world at the same time lose nothing and refuse a name twice', async () => {
  const { folder, azure, clock } = await world({ timeScale: 0.1 });
  const processes = ['alpha', 'beta', 'alpha'].map((name) => start(folder, 'put', name, '12'));
  const codes = await Promise.all(processes.map(({ end }) => end));
  // The two that use the same names: the second meets deployments of the other that are still active, or that it may replace.
  expect(codes[1], processes[1]?.errors()).toBe(0);
  expect(codes[0] === 0 || codes[2] === 0).toBe(true);
  for (const { errors } of processes) expect(errors()).not.toMatch(/SQLITE|locked|busy/i);
  await clock.sleep(10_000);
  const names = (await azure.listGroup('rg')).map(({ id }) => id.split('/').at(-1)).sort();
  const expected = ['alpha', 'beta'].flatMap((name) => Array.from({ length: 12 }, (_, i) => `${name}${i}`)).sort();
  expect(names).toEqual(expected);
});

it('a process that is killed at any moment leaves a world that others can use', async () => {
  const { folder, azure, clock } = await world({ timeScale: 0.1 });
  for (let round = 0; round < 4; round += 1) {
    const { child, end } = start(folder, 'put', `round${round}x`, '500');
    await new Promise((done) => void setTimeout(done, 250 + round * 60));
    child.kill('SIGKILL');
    await end;
    const name = `after-${round}`;
    await azure.startDeployment({ name, scope, template: template([storageAccount(`after${round}`)]), parameters: {}, tags: {} });
    expect((await untilEnd(azure, name, clock.sleep)).state).toBe('succeeded');
  }
  expect((await azure.listGroup('rg')).filter(({ id }) => id.includes('/after'))).toHaveLength(4);
});
