import { describe, expect, it } from 'vitest';
import type { AppHealth } from '../../model/app-health.ts';
import { AtakoraError } from '../../model/errors.ts';
import { formatRunId } from '../../model/run-id.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import type { FunctionApps } from '../function-apps.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { createFakeIds } from '../ports.fake.ts';
import { applyPlan } from './apply-plan.ts';
import type { ApplyResult } from './apply-result.ts';
import type { TestResource } from './apply-world.fake.ts';
import { addressOf, all, groupId, newWorld, testSynthesis } from './apply-world.fake.ts';
import { findArchivedPackage } from './archive-packages.ts';

const app: TestResource = { at: 'functions.main/app', type: 'Microsoft.Web/sites', name: 'func-demo', stack: 'compute', body: { location: 'westeurope', kind: 'functionapp', properties: {} }, needs: ['storage.main/account'] };
const address = addressOf(app.at);
const siteId = `${groupId}/providers/Microsoft.Web/sites/func-demo`;
const backend: Synthesis = { ...testSynthesis([...all, app]), packages: [{ address, siteId, path: 'dist/app', origin: { file: 'atakora/backend.ts', line: 4 } }] };
const zip = new Uint8Array([1, 2, 3]);

interface Apps extends FunctionApps {
  readonly calls: readonly string[];
}

function fakeApps(options: { readonly refuse?: () => Error | undefined; readonly health?: readonly AppHealth[] } = {}): Apps {
  const calls: string[] = [];
  const healths = [...(options.health ?? [])];
  return {
    calls,
    publish: async (id, bytes) => {
      calls.push(`publish ${id.split('/').at(-1) ?? ''} ${bytes.byteLength}`);
      const refused = options.refuse?.();
      if (refused !== undefined) throw refused;
    },
    restart: async () => void calls.push('restart'),
    refreshSecrets: async () => 'refreshed',
    secretReferences: async () => [],
    health: async () => {
      calls.push('health');
      return healths.shift() ?? { kind: 'unchecked', why: 'not run (local)' };
    },
  };
}

type World = ReturnType<typeof newWorld>;
interface Options {
  readonly apps: FunctionApps;
  readonly hash?: string;
  readonly synthesis?: Synthesis | 'destroy';
  readonly leave?: AbortSignal;
}

let runs = 0;

/** Plans with the package of that hash, and applies. */
async function apply(world: World, { apps, hash = 'aa', synthesis = backend, leave }: Options): Promise<ApplyResult> {
  runs += 1;
  const run = formatRunId(world.clock.now(), runs.toString(16).padStart(8, '0'));
  const held = await world.store.lock({ command: 'apply', run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const state = await world.store.read();
  const wanted = synthesis === 'destroy' ? undefined : synthesis;
  const plan = buildPlan({ kind: wanted === undefined ? 'destroy' : 'apply', synthesis: wanted, state, live: undefined, pending: [], kinds: kindOf, packages: new Map([[address, hash]]) });
  const given = { plan, ...(wanted === undefined ? {} : { synthesis: wanted }), packages: new Map([[hash, zip]]), state, lock: held.lock, run, by: 'tester', tool: 'atakora 0.1.0', project: 'project-1', ...(leave === undefined ? {} : { signal: leave }) };
  const result = await applyPlan(given, { clock: world.clock, ids: createFakeIds(runs), host: world.host, azure: world.azure, apps, archive: world.archive, kindOf });
  await held.lock.release();
  return result;
}

function statuses(world: World): readonly string[] {
  return world.host.eventsOf('package').map(({ status }) => status);
}

describe('the code of function apps', () => {
  it('is sent once the app stands, kept in the archive, recorded, and asked about', async () => {
    const world = newWorld();
    const apps = fakeApps({ health: [{ kind: 'starting', why: 'Initialized' }, { kind: 'running', version: '4.1' }] });
    const result = await apply(world, { apps });
    expect(result).toMatchObject({ result: 'succeeded', packages: [{ address, hash: 'aa', result: 'published', bytes: 3, health: { kind: 'running' } }] });
    expect(apps.calls).toEqual(['publish func-demo 3', 'health', 'health']);
    expect((await world.store.read())?.packages).toEqual({ [address]: 'aa' });
    expect(statuses(world)).toEqual(['started', 'published']);
    const [run] = await world.archive.list();
    expect(run === undefined ? undefined : await findArchivedPackage(world.archive, run, 'aa')).toEqual(zip);
    expect(run === undefined ? undefined : await findArchivedPackage(world.archive, run, 'bb')).toBeUndefined();
  });

  it('is not sent again while it is the same, and is when it differs', async () => {
    const world = newWorld();
    await apply(world, { apps: fakeApps() });
    const same = fakeApps();
    expect(await apply(world, { apps: same })).toMatchObject({ packages: [{ result: 'kept' }] });
    expect(same.calls).toEqual([]);
    const other = fakeApps();
    await apply(world, { apps: other, hash: 'bb' });
    expect(other.calls).toEqual(['publish func-demo 3', 'health']);
    expect((await world.store.read())?.packages).toEqual({ [address]: 'bb' });
  });

  it('that an app refuses fails the run, with the infrastructure in the state, and is sent again', async () => {
    const world = newWorld();
    const refused = fakeApps({ refuse: () => new AtakoraError('ATK1804', 'no route', { source: 'azure', hint: 'Look at the network.' }) });
    const result = await apply(world, { apps: refused });
    expect(result).toMatchObject({ result: 'failed', written: true, counts: { failed: 0 }, error: { code: 'ATK1620', address, location: { line: 4 }, hint: 'Look at the network.' } });
    expect(result.error?.message).toBe(`${address} did not get its package: no route`);
    const state = await world.store.read();
    expect([state?.resources[address]?.status, state?.packages]).toEqual(['applied', {}]);
    const apps = fakeApps();
    expect(await apply(world, { apps })).toMatchObject({ result: 'succeeded', packages: [{ result: 'published' }] });
  });

  it('that does not run afterwards is a warning, and the run succeeded', async () => {
    const world = newWorld();
    expect(await apply(world, { apps: fakeApps({ health: [{ kind: 'failing', why: 'no module' }] }) })).toMatchObject({ result: 'succeeded' });
    expect(world.host.eventsOf('diagnostic')).toContainEqual(expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'ATK1621', severity: 'warning', address }) }));
  });

  it('whose app never ends to start is unchecked, not healthy', async () => {
    const world = newWorld();
    const apps = fakeApps({ health: Array.from({ length: 100 }, (): AppHealth => ({ kind: 'starting', why: 'Initialized' })) });
    expect((await apply(world, { apps })).packages).toMatchObject([{ health: { kind: 'unchecked', why: 'still starting (Initialized)' } }]);
    expect(apps.calls.length).toBeLessThan(30);
  });

  it('is not sent to an app whose stack, or one that it needs, failed', async () => {
    const world = newWorld({ fail: (id) => (id.toLowerCase().endsWith('/stdemo') ? { code: 'Taken', message: 'taken' } : undefined) });
    const apps = fakeApps();
    const result = await apply(world, { apps });
    expect([result.result, apps.calls, result.packages.map((one) => one.result)]).toEqual(['failed', [], ['skipped']]);
  });

  it('is left when the user leaves while it is sent: nobody says that it arrived', async () => {
    const world = newWorld();
    const leave = new AbortController();
    const apps = fakeApps({
      refuse: () => {
        leave.abort();
        return new DOMException('aborted', 'AbortError');
      },
    });
    const result = await apply(world, { apps, leave: leave.signal });
    expect(result).toMatchObject({ result: 'canceled', packages: [{ result: 'skipped' }] });
    expect((await world.store.read())?.packages).toEqual({});
  });

  it('goes with the app', async () => {
    const world = newWorld();
    await apply(world, { apps: fakeApps() });
    const apps = fakeApps();
    await apply(world, { apps, synthesis: testSynthesis(all) });
    expect((await world.store.read())?.packages).toEqual({});
    await apply(world, { apps: fakeApps() });
    await apply(world, { apps, synthesis: 'destroy' });
    expect((await world.store.read())?.packages).toEqual({});
    expect(apps.calls).toEqual([]);
  });
});
