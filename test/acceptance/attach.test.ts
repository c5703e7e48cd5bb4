import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import type { PrintedEvent, Running } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const backend = `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
const table = (name: string) => armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name, location: 'westeurope', properties: {} });
export const backend = defineBackend({ net: defineInfrastructure({ resources: { table: table('rt-one') } }), store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: {} }] }) });
`;

/** A project on whose local Azure the storage account takes as long as told. */
function slowProject(ms: number): TestProject {
  return makeProject({ backend, world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': ms } } });
}

function journal(project: TestProject): string {
  const folder = join(project.folder, '.atakora/local/state');
  const [id] = existsSync(folder) ? readdirSync(folder) : [];
  const file = join(folder, id ?? '', 'dev@local.journal.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function startSlow(project: TestProject): Promise<Running> {
  const running = project.start('apply', '--local', '--yes', '--json');
  for (let tries = 0; !/"deployment-start".*"stack":"data"/.test(journal(project)); tries += 1) {
    if (tries > 2_000) throw new Error('waited in vain for the deployment of the stack data');
    await sleep(5);
  }
  await sleep(150);
  return running;
}

function summaryOf(events: readonly PrintedEvent[]): PrintedEvent | undefined {
  return events.findLast(({ type }) => type === 'summary');
}

describe.concurrent('apply --attach', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s: watches the deployment to its end, records it, plans and starts nothing', async (signal) => {
    const project = slowProject(3_000);
    const running = await startSlow(project);
    running.process.kill(signal);
    await running.ended;
    const before = lookAtWorld(project.folder).deployments.map(({ name }) => name);
    expect((await project.done('plan', '--local')).stdout).toContain('Return to it with `atakora apply --attach --local`');
    if (signal === 'SIGKILL') {
      // The holder is gone, its deployment is not: that is offered, and nothing is to be broken.
      expect((await project.done('state', 'lock-info', '--local')).stdout).toContain('atakora apply --attach --local');
    }
    const events = eventsOf((await project.done('apply', '--attach', '--local', '--json')).stdout);
    expect(events.some(({ type }) => type === 'plan' || type === 'prompt')).toBe(false);
    expect(events.filter((event) => event.type === 'stack' && event['stack'] === 'data').map((event) => event['status'])).toEqual(['resumed', 'succeeded']);
    expect(events.find(({ type }) => type === 'apply')).toMatchObject({ resources: expect.arrayContaining([expect.objectContaining({ address: 'main/storage.main/account' })]) as unknown });
    expect(summaryOf(events)).toMatchObject({ result: 'succeeded', exitCode: 0 });
    expect(project.state().resources['main/storage.main/account']?.status).toBe('applied');
    expect(journal(project)).toBe('');
    expect(lookAtWorld(project.folder).deployments.map(({ name }) => name)).toEqual(before);
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('tells in the terms of the run what is left to apply, and the next command', async () => {
    const project = makeProject({ backend, world: { timeScale: 0, durations: { 'Microsoft.KeyVault/vaults': 1, 'Microsoft.Network/routeTables': 3_000 } } });
    const running = project.start('apply', '--local', '--yes', '--json');
    for (let tries = 0; !/"deployment-start".*rt-one/.test(journal(project)) && tries < 2_000; tries += 1) await sleep(5);
    running.process.kill('SIGTERM');
    expect((await running.ended).code).toBe(9);
    const events = eventsOf((await project.done('apply', '--attach', '--local', '--json')).stdout);
    const { left } = { left: events.flatMap((event) => (event.type === 'log' && /leaves \d+ change/.test(String(event['text'])) ? [String(event['text'])] : [])) };
    const planned = changesOf(await project.plan('--local'));
    expect(left.length > 0).toBe(planned.length > 0);
    expect(summaryOf(events)?.['next']).toEqual([planned.length > 0 ? 'atakora apply --local' : 'atakora plan --local']);
  });

  it('takes no plan file', async () => {
    expect((await makeProject({ backend }).run('apply', 'some.plan', '--attach', '--local')).code).toBe(64);
  });

  it('with nothing to return to: says so and ends with 0', async () => {
    const project = makeProject({ backend });
    const ended = await project.done('apply', '--attach', '--local');
    expect(ended.stdout).toContain('left anything running');
    await project.done('apply', '--local', '--yes');
    expect((await project.done('apply', '--attach', '--local')).stdout).toContain('left anything running');
  });

  it('left again it exits with 9, and a deployment that failed meanwhile ends it with 4', async () => {
    const project = slowProject(4_000);
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['fail type=Microsoft.Storage/storageAccounts/blobServices code=ServiceQuota message="no capacity"'] }));
    const running = await startSlow(project);
    running.process.kill('SIGKILL');
    await running.ended;
    const attached = project.start('apply', '--attach', '--local', '--json');
    await sleep(1_300);
    attached.process.kill('SIGTERM');
    const left = await attached.ended;
    expect(left.code, told(left)).toBe(9);
    expect(summaryOf(eventsOf(left.stdout))).toMatchObject({ result: 'detached', next: ['atakora apply --attach --local'] });
    const ended = await project.run('apply', '--attach', '--local', '--json');
    expect(ended.code, told(ended)).toBe(4);
    expect(summaryOf(eventsOf(ended.stdout))).toMatchObject({ result: 'failed', report: { failed: [expect.objectContaining({ because: 'ServiceQuota: no capacity' })] } });
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: [] }));
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('while another process watches: refused with 7 and who it is', async () => {
    const project = slowProject(4_000);
    const running = await startSlow(project);
    const ended = await project.run('apply', '--attach', '--local');
    expect(ended.code, told(ended)).toBe(7);
    expect(ended.stdout + ended.stderr).toContain('ATK1704');
    expect((await running.ended).code).toBe(0);
  });
});

describe.concurrent('destroy', () => {
  it('works from the state alone when the backend no longer compiles, is gone, or throws', async () => {
    for (const code of ['export const backend = define(;\n', "throw new Error('no');\n", "import './missing.ts';\n"]) {
      const project = makeProject({ backend });
      await project.done('apply', '--local', '--yes');
      project.write('atakora/backend.ts', code);
      await project.done('destroy', '--local', '--yes');
      expect(project.state().resources).toEqual({});
      expect(lookAtWorld(project.folder).resources).toEqual([]);
    }
  });

  it('and when the configuration cannot be loaded, which it says', async () => {
    const project = makeProject({ backend });
    await project.done('apply', '--local', '--yes');
    project.write('atakora.config.ts', 'export default {{;\n');
    expect((await project.run('plan', '--local')).code).not.toBe(0);
    const ended = await project.done('destroy', '--local', '--yes');
    expect(ended.stdout).toContain('destroy goes on without the configuration');
    expect(lookAtWorld(project.folder).resources).toEqual([]);
  });

  it('interrupted by SIGTERM it exits with 9 or 130 within seconds, and the next one finishes', async () => {
    const project = makeProject({ backend });
    await project.done('apply', '--local', '--yes');
    const running = project.start('destroy', '--local', '--yes');
    for (let tries = 0; !journal(project).includes('"delete-start"') && tries < 2_000; tries += 1) await sleep(2);
    running.process.kill('SIGTERM');
    const ended = await running.ended;
    expect([0, 9, 130], told(ended)).toContain(ended.code);
    await project.done('destroy', '--local', '--yes');
    expect(lookAtWorld(project.folder).resources).toEqual([]);
  });
});

describe.concurrent('--concurrency', () => {
  it('1 runs one deployment at a time', async () => {
    const project = makeProject({ backend });
    const events = eventsOf((await project.done('apply', '--local', '--yes', '--json', '--concurrency', '1')).stdout).filter(({ type }) => type === 'stack');
    expect(events.map((event) => event['status'])).toEqual(events.map((_, at) => (at % 2 === 0 ? 'started' : 'succeeded')));
  });

  it.each(['0', 'many', '1.5', '1000'])('refuses %s', async (wanted) => {
    const ended = await makeProject({ backend }).run('apply', '--local', '--yes', '--concurrency', wanted);
    expect(ended.code).toBe(64);
  });
});
