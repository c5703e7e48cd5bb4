import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localSubscriptionId, localTenantId } from '../../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import type { DriftReport } from '../../src/model/drift.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { eventsOf, told } from './run-atakora.ts';

const vnet = (more: string): string =>
  `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ net: defineInfrastructure({ resources: {
  hub: armResource({ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'hub', location: '\${azure.location}', tags: { team: 'core' }, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, flowTimeoutInMinutes: 4 }${more} }),
  spoke: armResource({ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'spoke', location: '\${azure.location}', properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] } } }),
} }) });
`;

/** Sends requests to the world of a project, as somebody in the portal does. */
function inAzure(project: TestProject, work: (call: (method: string, address: string, body?: JsonObject) => JsonObject) => void): void {
  const azure = openLocalAzure({ worldFolder: join(project.folder, '.atakora', 'local', 'world'), clock: { now: () => new Date().toISOString() }, ids: { hex: (digits) => randomBytes(digits).toString('hex').slice(0, digits), uuid: () => randomUUID() }, tenantId: localTenantId, subscriptionId: localSubscriptionId });
  try {
    work((method, address, body) => {
      const record = project.state().resources[address];
      const answer = azure.handle({ method, url: `https://management.azure.com${record?.id ?? ''}?api-version=${record?.apiVersion ?? ''}`, headers: { 'authorization': 'Bearer test', 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      if (answer.kind === 'unreachable' || answer.status >= 300) throw new Error(`${method} ${address}: ${JSON.stringify(answer)}`);
      return JSON.parse(answer.body === undefined || answer.body === '' ? '{}' : answer.body) as JsonObject;
    });
  } finally {
    azure.close();
  }
}

const hub = 'main/net/hub';
const spoke = 'main/net/spoke';

function edit(project: TestProject, change: (live: JsonObject) => JsonObject): void {
  inAzure(project, (call) => {
    const { id: _id, name: _name, type: _type, etag: _etag, ...live } = call('GET', hub);
    call('PUT', hub, change(live));
  });
}

const flow = (minutes: number) => (live: JsonObject): JsonObject => ({ ...live, properties: { ...(live['properties'] as JsonObject), flowTimeoutInMinutes: minutes } });

async function applied(more = ''): Promise<TestProject> {
  const project = makeProject({ backend: vnet(more) });
  await project.done('apply', '--local', '--yes');
  return project;
}

/** Every file of the project, with its bytes and the time of its last change; the simulated cloud's own apart. */
function filesOf({ folder }: TestProject): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.includes(join('local', 'world')) && statSync(join(folder, name)).isFile());
  return new Map(names.map((name) => [name, `${statSync(join(folder, name)).mtimeMs} ${readFileSync(join(folder, name), 'utf8')}`]));
}

async function reportOf(project: TestProject, ...args: readonly string[]): Promise<DriftReport> {
  const event = eventsOf((await project.run('drift', '--local', '--json', ...args)).stdout).find(({ type }) => type === 'drift');
  return (event as unknown as { readonly report: DriftReport }).report;
}

describe.concurrent('drift', () => {
  it('is none right after an apply: exit 0', async () => {
    const project = await applied();
    const ended = await project.done('drift', '--local');
    expect(ended.stdout).toContain('No drift. dev@local is in Azure as it was applied: 3 resources compared.');
  });

  it('is an edit and a deletion in Azure: exit 6, and not a byte is written', async () => {
    const project = await applied();
    edit(project, flow(9));
    inAzure(project, (call) => void call('DELETE', spoke));
    const before = filesOf(project);
    const ended = await project.run('drift', '--local');
    expect(ended.code, told(ended)).toBe(6);
    expect(ended.stdout).toContain("somebody's edit, certain:");
    expect(ended.stdout).toMatch(/~ properties\.flowTimeoutInMinutes\s+4 → 9/);
    expect(ended.stdout).toMatch(/- main\/net\/spoke/);
    expect(ended.stdout).toMatch(/deleted by \S+, \S+, says the activity log/);
    expect(ended.stdout).toContain('Next: atakora drift --revert --local');
    expect((await reportOf(project)).counts).toMatchObject({ drifted: 2, edits: 1, missing: 1 });
    expect(filesOf(project)).toEqual(before);
  });

  it('can be accepted: the state has it, the code that would keep it is told, and the plan shows the way back', async () => {
    const project = await applied();
    edit(project, flow(9));
    const ended = await project.done('drift', '--local', '--accept', '--yes');
    expect(ended.stdout.replaceAll(/\s+/g, ' ')).toMatch(/to keep it, main\/net\/hub \(atakora\/backend\.ts:\d+:\d+\) has to say properties\.flowTimeoutInMinutes: 9/);
    expect(project.state().serial).toBe(2);
    await project.done('drift', '--local');
    expect((await project.plan('--local')).changes.find(({ address }) => address === hub)).toMatchObject({ action: { kind: 'update' }, properties: [{ path: 'properties.flowTimeoutInMinutes', before: 9, after: 4 }] });
    project.write('atakora/backend.ts', vnet('').replace('flowTimeoutInMinutes: 4', 'flowTimeoutInMinutes: 9'));
    expect((await project.plan('--local')).counts.update).toBe(0);
  });

  it('can be reverted: only what drifted is applied', async () => {
    const project = await applied();
    edit(project, flow(9));
    project.write('atakora/backend.ts', vnet('').replace('10.1.0.0/16', '10.2.0.0/16'));
    const ended = await project.done('drift', '--local', '--revert', '--yes');
    expect(ended.stdout).toContain('Done: 1 resource applied');
    expect(ended.stdout.match(/^using environment /gm)).toHaveLength(1);
    await project.done('drift', '--local');
    expect((await project.plan('--local')).changes.filter(({ action }) => action.kind === 'update').map(({ address }) => address)).toEqual([spoke]);
  });

  it('of addresses alone is told, accepted and ignored without the rest', async () => {
    const project = await applied();
    edit(project, flow(9));
    inAzure(project, (call) => void call('DELETE', spoke));
    const { resources, counts } = await reportOf(project, hub);
    expect([resources.map(({ address }) => address), counts.compared]).toEqual([[hub], 1]);
    expect((await reportOf(project, 'main/*/sp*')).resources.map(({ address }) => address)).toEqual([spoke]);
    const told = (await project.run('drift', '--local', '--ignore', hub)).stdout.replaceAll(/\s+/g, ' ');
    expect(told).toMatch(/to leave it to others, main\/net\/hub \(atakora\/backend\.ts:\d+:\d+\) has to say ignoreChanges: \['properties\.flowTimeoutInMinutes'\]/);
    expect(told).not.toContain(spoke);
    await project.done('drift', '--local', '--accept', '--yes', spoke);
    expect(Object.keys(project.state().resources)).not.toContain(spoke);
    expect((await reportOf(project)).counts).toMatchObject({ drifted: 1, edits: 1 });
    const ended = await project.run('drift', '--local', 'main/net/hubb');
    expect([ended.code, ended.stdout]).toEqual([64, expect.stringContaining('Did you mean "main/net/hub"?') as string]);
  });

  it('of one address is reverted alone', async () => {
    const project = await applied();
    edit(project, flow(9));
    inAzure(project, (call) => void call('DELETE', spoke));
    await project.done('drift', '--local', '--revert', '--yes', hub);
    expect((await reportOf(project)).resources.filter(({ status }) => status !== 'same').map(({ address }) => address)).toEqual([spoke]);
  });

  it('is only shown, accepted, reverted, ignored or explored', async () => {
    const ended = await makeProject({ backend: vnet('') }).run('drift', '--local', '--accept', '--explore');
    expect([ended.code, ended.stdout + ended.stderr]).toEqual([64, expect.stringContaining('only one of --accept and --explore can be given') as string]);
  });

  it('is none at ignored paths, and an update for another reason leaves what others wrote there', async () => {
    const ignoring = ", ignoreChanges: ['properties.flowTimeoutInMinutes', 'tags.cost']";
    const project = await applied(ignoring);
    edit(project, (live) => flow(9)({ ...live, tags: { ...(live['tags'] as JsonObject), cost: '7' } }));
    expect((await reportOf(project)).counts).toMatchObject({ drifted: 0, ignored: 1 });
    project.write('atakora/backend.ts', vnet(ignoring).replace("team: 'core'", "team: 'edge'"));
    await project.done('apply', '--local', '--yes');
    inAzure(project, (call) => expect(call('GET', hub)).toMatchObject({ tags: { team: 'edge', cost: '7' }, properties: { flowTimeoutInMinutes: 9 } }));
  });

  it('is told without the code when that is broken', async () => {
    const project = await applied();
    edit(project, flow(9));
    project.write('atakora/backend.ts', 'export const backend = nonsense;');
    const ended = await project.run('drift', '--local');
    expect(ended.code, told(ended)).toBe(6);
    expect(ended.stdout.replaceAll(/\s+/g, ' ')).toContain('the definition cannot be read, drift is told without it');
  });

  it('needs something that was applied', async () => {
    const ended = await makeProject({ backend: vnet('') }).done('drift', '--local');
    expect(ended.stdout).toContain('nothing was applied to dev@local yet');
  });
});
