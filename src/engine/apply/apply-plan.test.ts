import { describe, expect, test } from 'vitest';
import type { Azure } from '../ports.ts';
import { account, addressOf, all, existing, group, groupId, newWorld, outputs, planNow, runCommand, testSynthesis } from './apply-world.fake.ts';
import type { TestResource } from './apply-world.fake.ts';

describe('applyPlan', () => {
  test('makes everything in the order of the stacks, records it and writes the state once', async () => {
    const world = newWorld();
    const { result } = await runCommand('apply', testSynthesis(all, outputs), world);
    expect(result?.error).toBeUndefined();
    expect(result?.result).toBe('succeeded');
    expect(result?.counts).toEqual({ done: 6, failed: 0, skipped: 0, unknown: 0 });
    expect(world.azure.deployments.map(({ name }) => name.split('-')[1])).toEqual(['foundation', 'security', 'data']);
    const state = await world.store.read();
    expect(state?.serial).toBe(1);
    expect(Object.values(state?.resources ?? {}).map(({ status }) => status)).toEqual(all.map(() => 'applied'));
    expect(state?.resources['main/group.main/group']?.made).toBe(true);
    expect(state?.outputs).toEqual({ endpoint: { value: 'https://stdemo', stack: 'data', expression: '"https://stdemo"' } });
    expect(await world.store.readJournal()).toEqual([]);
    expect(world.host.eventsOf('output')).toEqual([{ type: 'output', name: 'endpoint', value: 'https://stdemo' }]);
  });

  test('tells a parent as done before its children, also when it is read back more slowly', async () => {
    const world = newWorld();
    const azure: Azure = {
      ...world.azure,
      read: async (id, version, signal) => {
        if (id.endsWith('/stdemo')) await new Promise((resolve) => setTimeout(resolve, 20));
        return world.azure.read(id, version, signal);
      },
    };
    await runCommand('apply', testSynthesis(all, outputs), { ...world, azure });
    const done = world.host.eventsOf('resource').flatMap(({ address, status }) => (status === 'succeeded' && address.startsWith('main/storage.main/') ? [address] : []));
    expect(done).toEqual(['main/storage.main/account', 'main/storage.main/account.blob', 'main/storage.main/account.blob.uploads']);
  });

  test('applied twice plans nothing', async () => {
    const world = newWorld();
    const synthesis = testSynthesis(all, outputs);
    await runCommand('apply', synthesis, world);
    const plan = await planNow('apply', synthesis, await world.store.read(), world.azure);
    expect(plan.counts).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0, unchanged: 6 });
  });

  test('sends only what changes, stamped with the run', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis(all, outputs), world);
    const changed = all.map((resource) => (resource === account ? { ...account, body: { ...account.body, tags: { 'atakora:project': 'other' } } } : resource));
    const { result } = await runCommand('apply', testSynthesis(changed, outputs), world);
    expect(result?.result).toBe('succeeded');
    const [request] = world.azure.deployments.slice(3);
    expect(world.azure.deployments).toHaveLength(4);
    expect(request?.template['resources']).toEqual([
      expect.objectContaining({ name: 'stdemo', tags: { 'atakora:project': 'other', 'atakora:run': expect.stringMatching(/^synth-/) } }),
    ]);
    expect(request?.template['outputs']).toEqual({ endpoint: { type: 'string', value: 'https://stdemo' } });
  });

  test('a stack whose outputs change is deployed with its outputs alone', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis(all, outputs), world);
    const { result } = await runCommand('apply', testSynthesis(all, { endpoint: { stack: 'data', value: 'https://else' } }), world);
    expect(result?.result).toBe('succeeded');
    expect(world.azure.deployments.at(-1)?.template['resources']).toEqual([]);
    expect((await world.store.read())?.outputs['endpoint']?.value).toBe('https://else');
  });

  test('a failed resource fails its stack, skips what depends on it, and leaves the rest to succeed', async () => {
    const failure = { code: 'DeploymentFailed', message: 'outer', details: [{ code: 'StorageAccountAlreadyTaken', message: 'the name is taken' }] };
    const site: TestResource = { at: 'api/site', type: 'Microsoft.Web/sites', name: 'func-demo', stack: 'compute', needs: ['storage.main/account'] };
    const insights: TestResource = { at: 'logs.main/workspace', type: 'Microsoft.OperationalInsights/workspaces', name: 'log-demo', stack: 'observability', needs: ['group.main/group'] };
    const world = newWorld({ fail: (id) => (id.endsWith('/stdemo') ? failure : undefined) });
    const { result } = await runCommand('apply', testSynthesis([...all, site, insights], outputs), world);
    expect(result?.result).toBe('failed');
    expect(result?.error).toMatchObject({ code: 'ATK1601', address: 'main/storage.main/account' });
    expect(result?.error?.message).toContain('StorageAccountAlreadyTaken: the name is taken');
    const of = (at: string) => result?.items.find(({ address }) => address === addressOf(at));
    expect(of('storage.main/account')).toMatchObject({ result: 'failed', failure: { code: 'StorageAccountAlreadyTaken' } });
    expect(of('storage.main/account.blob')).toMatchObject({ result: 'skipped', because: 'main/storage.main/account failed' });
    expect(of('api/site')).toMatchObject({ result: 'skipped', because: 'main/storage.main/account failed' });
    expect(of('logs.main/workspace')).toMatchObject({ result: 'done' });
    const state = await world.store.read();
    expect(state?.resources['main/storage.main/account']?.status).toBe('failed');
    expect(Object.keys(state?.resources ?? {}).sort()).toEqual(['main/group.main/group', 'main/identity.main/identity', 'main/logs.main/workspace', 'main/storage.main/account']);
  });

  test('destroys dependents first, children with what they live in, and the group that it made as a whole', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis(all, outputs), world);
    const { result } = await runCommand('destroy', undefined, world);
    expect(result?.result).toBe('succeeded');
    expect(existing(world.azure)).toEqual([]);
    expect(world.azure.calls.filter((call) => call.startsWith('delete'))).toEqual([expect.stringContaining('roleAssignments'), `delete ${groupId}`]);
    const state = await world.store.read();
    expect(state).toMatchObject({ serial: 2, resources: {}, outputs: {} });
  });

  test('keeps a group that holds something unmanaged, and says so', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis(all, outputs), world);
    world.azure.resources.set(`${groupId}/providers/microsoft.network/virtualnetworks/theirs`.toLowerCase(), { id: `${groupId}/providers/Microsoft.Network/virtualNetworks/theirs`, type: 'Microsoft.Network/virtualNetworks' });
    const { result } = await runCommand('destroy', undefined, world);
    expect(result?.result).toBe('succeeded');
    expect(existing(world.azure)).toEqual([groupId.toLowerCase(), expect.stringContaining('theirs')]);
    expect(world.host.eventsOf('diagnostic').map(({ diagnostic }) => diagnostic)).toEqual([expect.objectContaining({ code: 'ATK1605', summary: expect.stringContaining('theirs') })]);
    expect((await world.store.read())?.resources).toEqual({});
  });

  test('keeps a group that was there before', async () => {
    const world = newWorld();
    world.azure.resources.set(groupId.toLowerCase(), { id: groupId, location: 'westeurope' });
    await runCommand('apply', testSynthesis(all), world);
    await runCommand('destroy', undefined, world);
    expect(existing(world.azure)).toEqual([groupId.toLowerCase()]);
  });

  test('a replacement with the deletion first deletes what lives in it with it, and makes both again', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis(all, outputs), world);
    const moved = all.map((resource) => (resource === account ? { ...account, body: { ...account.body, location: 'northeurope' } } : resource));
    const synthesis = testSynthesis(moved, outputs);
    const { plan, result } = await runCommand('apply', synthesis, world);
    expect(plan?.changes.find(({ address }) => address === addressOf('storage.main/account'))?.action).toEqual({ kind: 'replace', order: 'delete-first' });
    expect(result?.result).toBe('succeeded');
    expect(world.azure.calls.filter((call) => call.startsWith('delete'))).toEqual([expect.stringContaining('roleAssignments'), expect.stringMatching(/storageAccounts\/stdemo$/)]);
    expect(existing(world.azure)).toHaveLength(6);
    expect((await planNow('apply', synthesis, await world.store.read(), world.azure)).counts.unchanged).toBe(6);
  });

  test('a replacement that creates first deletes the old one when the new one stands', async () => {
    const world = newWorld();
    const plan1: TestResource = { at: 'functions.main/plan', type: 'Microsoft.Web/serverfarms', name: 'asp-demo-01', stack: 'compute', body: { location: 'westeurope', sku: { name: 'FC1' } }, needs: ['group.main/group'] };
    const plan2: TestResource = { ...plan1, name: 'asp-demo-02', generation: 2 };
    await runCommand('apply', testSynthesis([group, plan1]), world);
    const { plan, result } = await runCommand('apply', testSynthesis([group, plan2]), world);
    expect(plan?.changes[0]?.action).toEqual({ kind: 'replace', order: 'create-first' });
    expect(result?.result).toBe('succeeded');
    expect(existing(world.azure)).toEqual([groupId.toLowerCase(), `${groupId}/providers/Microsoft.Web/serverfarms/asp-demo-02`.toLowerCase()]);
    expect(Object.keys((await world.store.read())?.resources ?? {})).toEqual(['main/functions.main/plan', 'main/group.main/group']);
  });

  test('a replacement that creates first keeps the old one when the new one fails, and the next apply ends it', async () => {
    let broken = true;
    const world = newWorld({ fail: (id) => (broken && id.endsWith('asp-demo-02') ? { code: 'SkuNotAvailable', message: 'not here' } : undefined) });
    const plan1: TestResource = { at: 'functions.main/plan', type: 'Microsoft.Web/serverfarms', name: 'asp-demo-01', stack: 'compute', body: { location: 'westeurope', sku: { name: 'FC1' } }, needs: ['group.main/group'] };
    const after = testSynthesis([group, { ...plan1, name: 'asp-demo-02', generation: 2 }]);
    await runCommand('apply', testSynthesis([group, plan1]), world);
    const { result } = await runCommand('apply', after, world);
    expect(result?.items.map(({ address, result: end }) => [address, end])).toEqual([['main/functions.main/plan', 'failed'], ['main/functions.main/plan~1', 'skipped']]);
    expect(existing(world.azure)).toContain(`${groupId}/providers/Microsoft.Web/serverfarms/asp-demo-01`.toLowerCase());
    expect(Object.entries((await world.store.read())?.resources ?? {}).map(([address, { status }]) => [address, status])).toEqual([['main/functions.main/plan', 'failed'], ['main/functions.main/plan~1', 'applied'], ['main/group.main/group', 'applied']]);
    broken = false;
    const again = await runCommand('apply', after, world);
    expect(again.result?.result).toBe('succeeded');
    expect(existing(world.azure)).toEqual([groupId.toLowerCase(), `${groupId}/providers/Microsoft.Web/serverfarms/asp-demo-02`.toLowerCase()]);
  });

  test('a template that the user brought is deployed whole and unaltered', async () => {
    const world = newWorld();
    const first: TestResource = { at: 'theirs/a', type: 'Microsoft.Storage/storageAccounts', name: 'sttheirs', stack: 'existing.theirs', body: { location: 'westeurope', tags: { mine: 'yes' } }, needs: ['group.main/group'] };
    const second: TestResource = { ...first, at: 'theirs/b', name: 'stother' };
    await runCommand('apply', testSynthesis([group, first, second]), world);
    const synthesis = testSynthesis([group, first, { ...second, body: { location: 'westeurope', tags: { mine: 'no' } } }]);
    const { result } = await runCommand('apply', synthesis, world);
    expect(result?.result).toBe('succeeded');
    expect(world.azure.deployments.at(-1)?.template).toEqual(synthesis.stacks.find(({ verbatim }) => verbatim)?.template);
  });

  test('stopped while a deployment runs: detached, and the next command takes it up', async () => {
    const world = newWorld({ polls: 5 });
    const stop = new AbortController();
    const emit = world.host.emit.bind(world.host);
    const host = { ...world.host, emit: (event: Parameters<typeof emit>[0]) => {
      emit(event);
      if (event.type === 'stack' && event.stack === 'data' && event.status === 'started') stop.abort();
    } };
    const synthesis = testSynthesis(all, outputs);
    const first = await runCommand('apply', synthesis, { ...world, host, signal: stop.signal });
    expect(first.result?.result).toBe('detached');
    expect(first.result?.written).toBe(false);
    expect(first.result?.openDeployments).toEqual([expect.stringContaining('atakora-data-')]);
    expect((await world.store.readJournal()).at(-1)).toMatchObject({ type: 'end', result: 'detached' });
    const started = world.azure.deployments.length;
    const second = await runCommand('apply', synthesis, world);
    expect(second.recovered.kind).toBe('recovered');
    expect(second.result?.result).toBe('succeeded');
    expect(existing(world.azure)).toHaveLength(6);
    expect(started).toBeLessThanOrEqual(3);
  });

  test('stopped before anything was started: canceled, nothing deployed', async () => {
    const world = newWorld();
    const { result } = await runCommand('apply', testSynthesis(all), { ...world, signal: AbortSignal.abort() });
    expect(result?.result).toBe('canceled');
    expect(result?.error).toBeUndefined();
    expect(world.azure.deployments).toEqual([]);
    expect(result?.written).toBe(true);
  });

  test('a lost lock starts nothing more and fails with ATK1705', async () => {
    const world = newWorld();
    const emit = world.host.emit.bind(world.host);
    const host = { ...world.host, emit: (event: Parameters<typeof emit>[0]) => {
      emit(event);
      if (event.type === 'stack' && event.stack === 'foundation' && event.status === 'succeeded') world.store.loseLock();
    } };
    const { result } = await runCommand('apply', testSynthesis(all), { ...world, host });
    expect(result?.result).toBe('failed');
    expect(result?.error?.code).toBe('ATK1705');
    expect(world.azure.deployments).toHaveLength(1);
    expect(await world.store.read()).toBeUndefined();
    const again = await runCommand('apply', testSynthesis(all), world);
    expect(again.result?.result).toBe('succeeded');
    expect(world.azure.deployments).toHaveLength(3);
  });

  test('archives definition, templates, plan and result', async () => {
    const world = newWorld();
    const { result } = await runCommand('apply', testSynthesis(all, outputs), world);
    expect(result?.result).toBe('succeeded');
    expect([...world.archive.files.keys()].map((path) => path.slice(path.indexOf('/') + 1)).sort()).toEqual(['plan.json', 'result.json', 'synthesis.json', 'templates/data.json', 'templates/foundation.json', 'templates/security.json']);
  });
});
