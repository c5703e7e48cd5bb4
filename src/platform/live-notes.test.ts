import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { connectLocalAzure } from '../azure/connect-local.ts';
import { computeName } from '../define/naming.ts';
import type { Question } from '../engine/azure-questions.ts';
import { createFakeClock } from '../engine/ports.fake.ts';
import { countingIds, template, temporaryFolder, testSubscription, testTenant } from '../local/local-azure.fake.ts';
import { AtakoraError } from '../model/errors.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { Draft } from '../ui/wizard/answers.ts';
import { createNotes } from './live-notes.ts';
import type { AzureReach, CheckedAzure } from './wizard-azure.ts';
import { openAccount, signedOut } from './wizard-azure.ts';
import { wizardNotes } from './wizard-notes.ts';

const projectId = '0f1e2d3c-4b5a-4968-8776-655443322110';
const complete: Draft = { project: 'shop', template: 'feedback-api', location: 'westeurope', subscriptionId: testSubscription, tenantId: testTenant, environments: ['dev', 'prod'] };
const never = new AbortController().signal;

interface Wired {
  readonly notes: ReturnType<typeof createNotes>;
  readonly asked: Question[];
  readonly slept: number[];
}

/** Notes over a reach that answers as if all were well, unless `answer` says otherwise. */
function wire(answer: (question: Question, signal: AbortSignal | undefined) => Promise<{ status: number; body: unknown } | undefined> = () => Promise.resolve(undefined), more: Partial<AzureReach> = {}, sleep: (ms: number, signal?: AbortSignal) => Promise<void> = () => Promise.resolve()): Wired {
  const asked: Question[] = [];
  const slept: number[] = [];
  const well = ({ method, path }: Question): { status: number; body: unknown } => {
    if (path.endsWith('/permissions')) return { status: 200, body: { value: [{ actions: ['*'], notActions: [] }] } };
    if (method === 'HEAD') return { status: 404, body: undefined };
    return method === 'POST' ? { status: 200, body: { nameAvailable: true } } : { status: 200, body: { registrationState: 'Registered', resourceTypes: [] } };
  };
  const azure = {
    subscriptionId: testSubscription,
    read: () => Promise.resolve(undefined),
    listGroup: () => Promise.resolve([]),
    questions: {
      ask: async (question: Question, signal?: AbortSignal) => {
        asked.push(question);
        return (await answer(question, signal)) ?? well(question);
      },
    },
  } as unknown as CheckedAzure;
  const reach: AzureReach = { traces: { any: true, subscriptions: [] }, list: () => Promise.resolve({ who: 'anna@example.com', subscriptions: [{ id: testSubscription, name: 'Harbour', tenantId: testTenant }] }), connect: () => Promise.resolve(azure), ...more };
  const clock = { monotonicMs: () => 0, sleep: (ms: number, signal?: AbortSignal) => (slept.push(ms), sleep(ms, signal)) };
  return { asked, slept, notes: createNotes({ reach, account: openAccount(reach, never), clock, projectId, existing: [], hasBackend: false, removals: () => Promise.resolve([]) }) };
}

const failing = (code: 'ATK1801' | 'ATK1802' | 'ATK1804', message: string) => () => Promise.reject(new AtakoraError(code, message, { source: 'azure' }));

describe('what Azure says while answers are given', () => {
  test('is asked once a value stands, once for each, and says that it would take the project', async () => {
    const { asked, notes, slept } = wire();
    const review = await notes('review', 'x', complete, never);
    expect(review).toEqual(['Azure would take it: sign-in, permissions and providers, and the names of dev, prod.']);
    const names = asked.filter(({ method, path }) => method === 'HEAD' || /checknameavailability/i.test(path));
    expect(names).toHaveLength(8);
    const before = asked.length;
    expect(await notes('review', 'x', complete, never)).toEqual(review);
    expect(asked).toHaveLength(before);
    await notes('project', 'books', complete, never);
    expect(slept).toEqual([350]);
    expect(asked.length).toBeGreaterThan(before);
  });

  test('is not asked for a value that goes on changing, and not of answers without a subscription', async () => {
    const leaving = new AbortController();
    const { asked, notes } = wire(undefined, {}, (_ms, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))));
    const late = notes('project', 'sho', complete, leaving.signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    leaving.abort();
    await expect(late).rejects.toThrow();
    const { subscriptionId: _none, ...local } = complete;
    expect(await notes('project', 'shop', local, never)).toEqual(await wizardNotes('project', 'shop', local, never));
    expect(await notes('review', 'x', local, never)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('is given up with its value: nothing of a late answer is told or kept', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const signals: (AbortSignal | undefined)[] = [];
    const { asked, notes } = wire(async (_question, signal) => {
      signals.push(signal);
      await held;
      return undefined;
    });
    const leaving = new AbortController();
    const late = notes('review', 'x', complete, leaving.signal);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    leaving.abort();
    expect(signals.every((signal) => signal?.aborted === true)).toBe(true);
    release();
    await expect(late).rejects.toThrow();
    const before = asked.length;
    await notes('review', 'x', complete, never);
    expect(asked.length).toBeGreaterThan(before);
  });

  test('says which names are taken, what may not be done and which region lacks what, and only that', async () => {
    const { notes } = wire(async ({ path }) => {
      if (path.includes('Microsoft.Storage/checkNameAvailability')) return { status: 200, body: { nameAvailable: false, reason: 'AlreadyExists', message: 'The name is already taken.' } };
      if (path.endsWith('/permissions')) return { status: 200, body: { value: [{ actions: ['*/read'], notActions: [] }] } };
      if (path.endsWith('/providers/Microsoft.Web')) return { status: 200, body: { registrationState: 'Registered', resourceTypes: [{ resourceType: 'sites', locations: ['North Europe'], apiVersions: [] }] } };
      return undefined;
    });
    const lines = await notes('review', 'x', { ...complete, environments: ['dev'] }, never);
    expect(lines.every((line) => line.startsWith('! '))).toBe(true);
    expect(lines.join('\n')).toMatch(/! This identity may not do .*roleAssignments\/write.* Ask for Owner/);
    expect(lines.join('\n')).toContain('! Microsoft.Web/sites is not offered in westeurope. It is in northeurope.');
    expect(lines.join('\n')).toMatch(/! The storage account name stshopdevweu\w{5}01 is taken/);
    expect(await notes('location', 'northeurope', { ...complete, environments: ['dev'] }, never)).toEqual([]);
  });

  test('without a sign-in is one line that says so and how to sign in, and nothing is asked', async () => {
    for (const more of [{ traces: { any: false, subscriptions: [] } }, { list: failing('ATK1801', 'not signed in') }] satisfies readonly Partial<AzureReach>[]) {
      const { asked, notes } = wire(undefined, more);
      expect(await notes('subscriptionId', '', {}, never)).toEqual([signedOut]);
      expect(await notes('review', 'x', complete, never)).toEqual([signedOut]);
      expect(asked).toEqual([]);
    }
    expect(signedOut).toContain('az login');
  });

  test('without a network is one line; the list is then the one that Azure CLI had', async () => {
    const cached = [{ id: testSubscription, name: 'Harbour', tenantId: testTenant, isCurrent: true as const }];
    const list = failing('ATK1804', 'no network');
    expect(await wire(undefined, { list }).notes('subscriptionId', '', {}, never)).toEqual(['Azure cannot be reached: subscriptions, permissions, providers and names are not checked.']);
    const { notes } = wire(failing('ATK1804', 'no network'), { list, traces: { any: true, subscriptions: cached } });
    expect(await notes('subscriptionId', testSubscription, {}, never)).toEqual(['Azure cannot be reached: the list is the one that Azure CLI had; permissions, providers and names are not checked.']);
    expect(await notes('review', 'x', complete, never)).toEqual(['Azure cannot be reached: permissions, providers and names are not checked.']);
    const expired = wire(undefined, { list: failing('ATK1801', 'not signed in'), traces: { any: true, subscriptions: cached } });
    expect(await expired.notes('review', 'x', complete, never)).toEqual(['Not signed in to Azure (`az login`): permissions, providers and names are not checked.']);
    expect(expired.asked).toEqual([]);
  });

  test('refused for want of rights is told as what could not be checked, not as a pass', async () => {
    const { notes } = wire((question) => (question.path.endsWith('/permissions') ? failing('ATK1802', 'AuthorizationFailed')() : Promise.resolve(undefined)));
    const lines = await notes('review', 'x', complete, never);
    expect(lines).toEqual([expect.stringMatching(/^Permissions could not be checked: AuthorizationFailed/)]);
  });

  test('of a subscription is how many there are, whose, and what stands against the one that is pointed at', async () => {
    const { notes } = wire();
    expect(await notes('subscriptionId', '', {}, never)).toEqual(['1 subscription of anna@example.com.']);
    expect(await notes('subscriptionId', testSubscription, {}, never)).toEqual(['1 subscription of anna@example.com.']);
    const unseen = wire(({ path }) => Promise.resolve(path === `/subscriptions/${testSubscription}` ? { status: 404, body: {} } : undefined));
    expect((await unseen.notes('subscriptionId', testSubscription, {}, never)).join()).toMatch(/! The subscription .* does not exist, or this sign-in does not see it/);
    expect(await unseen.notes('subscriptionId', 'half-typed', {}, never)).toEqual(['1 subscription of anna@example.com.']);
  });
});

test('a failure stands for a while, then Azure is asked again: somebody may have signed in meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let asked = 0;
  const list = (): ReturnType<AzureReach['list']> => ((asked += 1) === 1 ? failing('ATK1801', 'not signed in')() : Promise.resolve({ subscriptions: [{ id: testSubscription, name: 'Harbour', tenantId: testTenant }] }));
  const account = openAccount({ traces: { any: true, subscriptions: [] }, list, connect: () => Promise.reject(new Error('never')) }, never);
  expect(await account.state()).toMatchObject({ kind: 'closed', why: signedOut });
  expect(await account.state()).toMatchObject({ kind: 'closed' });
  vi.advanceTimersByTime(21_000);
  expect(await account.state()).toMatchObject({ kind: 'open' });
  expect(account.known()?.subscriptions).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  await account.state();
  expect(asked).toBe(2);
  vi.useRealTimers();
});

describe('on the local Azure', () => {
  function local(settings: Readonly<Record<string, unknown>> = {}, faults?: string) {
    const worldFolder = join(temporaryFolder(), 'world');
    mkdirSync(worldFolder, { recursive: true });
    writeFileSync(join(worldFolder, 'settings.json'), JSON.stringify(settings));
    if (faults !== undefined) writeFileSync(join(worldFolder, 'faults.json'), faults);
    const clock = createFakeClock();
    const azure = connectLocalAzure({ worldFolder, clock, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
    const reach: AzureReach = { traces: { any: true, subscriptions: [] }, local: { subscriptionId: testSubscription, tenantId: testTenant }, list: () => Promise.resolve({ subscriptions: [] }), connect: () => Promise.resolve(azure) };
    return { azure, clock, notes: createNotes({ reach, account: openAccount(reach, never), clock: { ...clock, sleep: () => Promise.resolve() }, projectId, existing: [], hasBackend: false, removals: () => Promise.resolve([]) }) };
  }

  test('a fresh world has few providers, which apply registers; registered ones and free names are fine', async () => {
    const { azure, notes } = local({ timeScale: 0 });
    const fresh = await notes('review', 'x', complete, never);
    expect(fresh[0]).toBe('The local Azure would take it: sign-in, permissions and providers, and the names of dev, prod.');
    expect(fresh[1]).toMatch(/^\d resource providers are not registered with the subscription; apply registers them: Microsoft/);
    await azure.registerProviders(['Microsoft.DocumentDB', 'Microsoft.Insights', 'Microsoft.KeyVault', 'Microsoft.ManagedIdentity', 'Microsoft.OperationalInsights', 'Microsoft.Storage', 'Microsoft.Web']);
    expect(await notes('review', 'x', { ...complete, tags: 'changed=1' }, never)).toEqual(fresh);
    expect(await notes('review', 'x', { ...complete, environments: ['dev'] }, never)).toEqual(['The local Azure would take it: sign-in, permissions and providers, and the names of dev.']);
  });

  test('a name that somebody has is told, and not that of another project', async () => {
    const { azure, notes } = local({ timeScale: 0 });
    await azure.registerProviders(['Microsoft.KeyVault']);
    const kind = kindOf('Microsoft.KeyVault/vaults');
    const name = kind === undefined ? '' : computeName(kind, { projectId, project: 'shop', backend: 'main', environment: 'dev', subscriptionId: testSubscription, location: 'westeurope' }).name;
    await azure.startDeployment({ name: 'g', scope: { kind: 'subscription', subscriptionId: testSubscription, location: 'westeurope' }, template: template([{ type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' }]), parameters: {}, tags: {} });
    await azure.getDeployment({ kind: 'subscription', subscriptionId: testSubscription, location: 'westeurope' }, 'g');
    const body = { type: 'Microsoft.KeyVault/vaults', apiVersion: '2023-07-01', name, location: 'westeurope', properties: { tenantId: testTenant, sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true } };
    await azure.startDeployment({ name: 'v', scope: { kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' }, template: template([body]), parameters: {}, tags: {} });
    await azure.getDeployment({ kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' }, 'v');
    const lines = await notes('project', 'shop', complete, never);
    expect(lines.filter((line) => line.startsWith('! ')).join('\n')).toContain(`name ${name} is taken`);
    expect((await notes('project', 'books', complete, never)).filter((line) => line.startsWith('! '))).toEqual([]);
  });

  test('faults on the way: what a check has no answer to could not be checked, a network that breaks says nothing', async () => {
    const refused = local({ timeScale: 0 }, JSON.stringify({ rules: ['403 GET path=*/permissions', '503 GET path=*/providers/Microsoft.Web'] }));
    const lines = await refused.notes('review', 'x', complete, never);
    expect(lines.filter((line) => line.includes('could not be checked'))).toHaveLength(2);
    expect(lines.some((line) => line.includes('would take it'))).toBe(false);
    const offline = local({ timeScale: 0 }, JSON.stringify({ rules: ['drop=before'] }));
    expect(await offline.notes('review', 'x', complete, never)).toEqual([expect.stringMatching(/^Azure could not be asked: /)]);
  });

  test('a region without a service of the template', async () => {
    const { notes } = local({ timeScale: 0 });
    expect((await notes('location', 'jioindiawest', complete, never)).join('\n')).toMatch(/! Microsoft\.\S+ is not offered in jioindiawest/);
  });
});
