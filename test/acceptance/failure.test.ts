import { describe, expect, it } from 'vitest';
import { changesOf, makeProject } from './project.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const store = "store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: {} }] }),";
const backend = (components: string): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({\n${components}\n});\n`;
const odd = "odd: defineInfrastructure({ resources: { thing: armResource({ type: 'Microsoft.Network/virtualNetworks/subnets', apiVersion: '2024-05-01', name: 'no-such-net/one', properties: { addressPrefix: '10.0.0.0/24' } }) } }),";

describe.concurrent('a deployment that fails', () => {
  it('exits 4 with the resource, the reason and the mend; what was finished is in the state', async () => {
    const project = makeProject({ backend: backend(`${store}\n${odd}`) });
    const ended = await project.run('apply', '--local', '--yes', '--json');
    expect(ended.code, told(ended)).toBe(4);
    const events = eventsOf(ended.stdout);
    expect(events.find(({ type }) => type === 'error')).toMatchObject({ code: 'ATK1601', address: 'main/odd/thing', message: expect.stringContaining('main/odd/thing') as string });
    expect(events.at(-1)).toMatchObject({ type: 'summary', result: 'failed', exitCode: 4, failed: 1 });
    expect(project.state().resources['main/storage.main/account']?.status).toBe('applied');
    expect(changesOf(await project.plan('--local'))).toEqual(['create main/odd/thing']);
    const history = await project.done('history', '--local');
    expect(history.stdout).toContain('failed');
  });

  it('applied again after the mend: only the rest is deployed', async () => {
    const project = makeProject({ backend: backend(`${odd}\n${store}`) });
    expect((await project.run('apply', '--local', '--yes')).code).toBe(4);
    const before = lookAtWorld(project.folder).deployments.length;
    project.write('atakora/backend.ts', backend(store));
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
    const { deployments } = lookAtWorld(project.folder);
    const made = deployments.flatMap((deployment) => (deployment.name.includes('data') ? deployment.made : []));
    expect(new Set(made).size).toBe(made.length);
    expect(deployments.length).toBeLessThanOrEqual(before + 2);
    await project.done('destroy', '--local', '--yes');
    expect(lookAtWorld(project.folder).resources).toEqual([]);
  });
});

describe.concurrent('a resource group in which somebody else has something', () => {
  it('is kept by destroy, which says so', async () => {
    const project = makeProject({ backend: backend(store) });
    await project.done('apply', '--local', '--yes');
    // Another project, with its own state, puts something into the same group.
    const other = makeProject({ backend: backend('thing: defineInfrastructure({ resources: { table: armResource({ type: "Microsoft.Network/routeTables", apiVersion: "2024-05-01", name: "theirs", location: "westeurope", properties: {} }) } }),') });
    const sharing = project.copy();
    sharing.write('atakora/backend.ts', other.read('atakora/backend.ts'));
    const group = project.state().resources['main/group.main/group']?.name ?? '';
    sharing.write('.atakora/manifest.json', JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000002', project: 'others', location: 'westeurope', environments: { dev: { resourceGroup: { name: group } } } }));
    await sharing.done('apply', '--local', '--yes');
    const destroyed = await sharing.run('destroy', '--local', '--yes');
    expect(destroyed.code, told(destroyed)).toBe(0);
    expect(destroyed.stdout).toContain('ATK1605');
    const left = lookAtWorld(sharing.folder).resources.map((id) => id.slice(id.lastIndexOf('/') + 1));
    expect(left).toContain(group);
    expect(left).not.toContain('theirs');
  });
});
