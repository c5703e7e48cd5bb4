import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Change, Plan, PlanAction } from '../../model/plan.ts';
import type { SynthesizedResource, Synthesis } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { preflight } from './preflight.ts';
import type { Answer, Question } from '../azure-questions.ts';
import type { PreflightInput } from './preflight-input.ts';

const subscription = '/subscriptions/s1';
const group = `${subscription}/resourceGroups/rg`;

interface Sample {
  readonly type: string;
  readonly name: string;
  readonly action?: PlanAction;
  readonly desired?: JsonObject;
  readonly reasons?: readonly string[];
  readonly apiVersion?: string;
}

function change({ type, name, action = { kind: 'create' }, reasons = ['not-in-state'] }: Sample): Change {
  const id = type === 'Microsoft.Resources/resourceGroups' ? `${subscription}/resourceGroups/${name}` : `${group}/providers/${type}/${name}`;
  const facts = { stack: 'data', owner: 'o', waitsFor: [], risk: 'safe', protected: false, properties: [] } as const;
  return { ...facts, address: `main/o/${name}` as Address, type, azureName: name, id, action, reasons: reasons.map((kind) => ({ kind, text: kind })), origin: { file: 'backend.ts', line: 3 } };
}

/** Preflight of a few changes; `answer` is asked first, everything else answers as if all were well. */
async function found(samples: readonly Sample[], answer: (question: Question) => Answer | undefined = () => undefined, more: Partial<PreflightInput> = {}) {
  const changes = samples.map(change);
  const resources = samples.map((sample, i): SynthesizedResource => ({ ...changes[i]!, name: sample.name, apiVersion: sample.apiVersion ?? '2025-06-01', desired: { location: 'westeurope', ...sample.desired }, display: {} } as unknown as SynthesizedResource));
  const asked: Question[] = [];
  const well = ({ path, method }: Question): Answer => {
    if (path.endsWith('/permissions')) return { status: 200, body: { value: [{ actions: ['*'], notActions: [] }] } };
    if (path.endsWith('/usages')) return { status: 200, body: { value: ['StorageAccounts', 'VirtualNetworks'].map((value) => ({ name: { value }, currentValue: 1, limit: 10 })) } };
    if (method === 'HEAD') return { status: 404, body: undefined };
    if (method === 'POST') return { status: 200, body: { nameAvailable: true } };
    return { status: 200, body: { registrationState: 'Registered', resourceTypes: [] } };
  };
  const input: PreflightInput = {
    plan: { changes } as unknown as Plan,
    synthesis: { resources, stacks: [{ id: 'data', scope: { kind: 'resourceGroup', subscriptionId: 's1', resourceGroup: 'rg' }, template: {}, parameters: {} }], target: { location: 'westeurope' } } as unknown as Synthesis,
    azure: { subscriptionId: 's1', read: () => Promise.resolve(undefined), listGroup: () => Promise.resolve([]) },
    questions: {
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answer(question) ?? well(question));
      },
      validate: () => Promise.resolve(undefined),
      whatIf: () => Promise.resolve(undefined),
    },
    kindOf,
    clock: { monotonicMs: () => 0 },
    ...more,
  };
  return { ...(await preflight(input)), asked };
}

const account: Sample = { type: 'Microsoft.Storage/storageAccounts', name: 'stone' };
const vault: Sample = { type: 'Microsoft.KeyVault/vaults', name: 'kv-one' };
const to = (part: string, answer: Answer) => (question: Question) => (question.path.includes(part) ? answer : undefined);

describe('preflight', () => {
  it('finds nothing when all is well, and says so of every check', async () => {
    const { findings, outcomes } = await found([account, vault]);
    expect(findings).toEqual([]);
    expect(outcomes.map(({ check, result }) => `${check} ${result}`)).toEqual(['sign-in', 'permissions', 'providers', 'names', 'deleted', 'regions', 'quotas', 'validation', 'limits', 'secrets'].map((check) => `${check} passed`));
  });

  it('tells every finding of every check at once', async () => {
    const answer = (question: Question) => to('checkNameAvailability', { status: 200, body: { nameAvailable: false, reason: 'AlreadyExists', message: 'taken' } })(question) ?? to('/permissions', { status: 200, body: { value: [{ actions: ['*/read'], notActions: [] }] } })(question);
    const { findings } = await found([account, vault], answer);
    expect(findings.map(({ check, severity, address }) => [check, severity, address])).toEqual([
      ['permissions', 'blocker', undefined],
      ['names', 'blocker', 'main/o/stone'],
      ['names', 'blocker', 'main/o/kv-one'],
    ]);
    expect(findings[1]).toMatchObject({ code: 'ATK1805', summary: 'the storage account name stone is taken: taken', location: { file: 'backend.ts', line: 3 } });
  });

  it('never takes a question without an answer for a pass', async () => {
    const throwing = () => {
      throw new AtakoraError('ATK1804', 'no network', { source: 'azure' });
    };
    const { findings, outcomes } = await found([account], ({ path }) => (path.endsWith('/usages') ? throwing() : undefined));
    expect(outcomes.find(({ check }) => check === 'quotas')?.result).toBe('could-not-check');
    expect(findings).toEqual([expect.objectContaining({ check: 'quotas', severity: 'could-not-check', code: 'ATK1804', summary: 'Quotas could not be checked: no network' })]);
  });

  it('says only that nobody is signed in when nobody is', async () => {
    const { findings } = await found([account], () => {
      throw new AtakoraError('ATK1801', 'not signed in', { source: 'azure' });
    });
    expect(findings).toEqual([expect.objectContaining({ check: 'sign-in', severity: 'blocker', code: 'ATK1801' })]);
    expect((await found([account], ({ path }) => (path === subscription ? { status: 404, body: {} } : undefined))).findings).toMatchObject([{ check: 'sign-in', code: 'ATK1802' }]);
  });

  it('lets a bug through', async () => {
    await expect(found([account], () => { throw new TypeError('bug'); })).rejects.toThrow('bug');
  });
});

describe('the checks', () => {
  it('permissions: by scope, with what one role takes away counted for that role alone', async () => {
    const only = (permissions: readonly { readonly actions: readonly string[]; readonly notActions: readonly string[] }[]) => found([account, { type: 'Microsoft.Authorization/roleAssignments', name: 'r' }], to('/permissions', { status: 200, body: { value: permissions as never } }));
    const contributor = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] };
    expect((await only([contributor])).findings).toMatchObject([{ severity: 'blocker', summary: `this identity may not do Microsoft.Authorization/roleAssignments/write on ${group}` }]);
    expect((await only([contributor, { actions: ['Microsoft.Authorization/roleAssignments/*'], notActions: [] }])).findings).toEqual([]);
    expect((await only([])).findings).toMatchObject([{ severity: 'could-not-check' }]);
  });

  it('permissions: those to publish code, where a plan publishes any', async () => {
    const packages = (action: 'publish' | 'keep') => ({ plan: { changes: [], packages: [{ address: 'main/functions.main/app', siteId: `${group}/providers/Microsoft.Web/sites/func`, path: 'dist', after: 'aa', action }] } as unknown as Plan });
    const reader = to('/permissions', { status: 200, body: { value: [{ actions: ['*/read'], notActions: [] }] } });
    expect((await found([], reader, packages('publish'))).findings).toMatchObject([{ severity: 'blocker', summary: `this identity may not do Microsoft.Web/sites/publish/Action on ${group}` }]);
    expect((await found([], reader, packages('keep'))).findings).toEqual([]);
  });

  it('permissions: asks the subscription about a group that is not there yet', async () => {
    const { asked, findings } = await found([{ type: 'Microsoft.Resources/resourceGroups', name: 'rg' }, account], ({ path }) => (path.startsWith(`${group}/providers/Microsoft.Authorization`) ? { status: 404, body: {} } : undefined));
    expect(findings).toEqual([]);
    expect(asked.filter(({ path }) => path === `${subscription}/providers/Microsoft.Authorization/permissions`).length).toBeGreaterThan(0);
  });

  it('providers: what apply registers, and regions that lack a type', async () => {
    const { findings } = await found([account], to('/providers/Microsoft.Storage', { status: 200, body: { registrationState: 'NotRegistered', resourceTypes: [{ resourceType: 'storageAccounts', locations: ['East US', 'North Europe'] }] } }));
    expect(findings.filter(({ check }) => check === 'providers')).toMatchObject([{ severity: 'warning', code: 'ATK1809' }, { severity: 'blocker', code: 'ATK1807', hint: 'It is in eastus, northeurope.' }]);
  });

  it('providers: api versions that a type does not have; a type that is not listed passes', async () => {
    const provider = (resourceType: string) => to('/providers/Microsoft.Storage', { status: 200, body: { registrationState: 'Registered', resourceTypes: [{ resourceType, locations: [], apiVersions: ['2025-06-01', '2024-01-01'] }] } });
    const odd = { ...account, apiVersion: '2019-13-01' };
    const only = async (sample: Sample, type: string) => (await found([sample], provider(type))).findings.filter(({ check }) => check === 'providers');
    expect(await only(odd, 'storageAccounts')).toMatchObject([{ check: 'providers', severity: 'blocker', code: 'ATK1816', hint: 'Its versions are 2025-06-01, 2024-01-01.' }]);
    expect(await only({ ...odd, apiVersion: '2024-01-01' }, 'storageAccounts')).toEqual([]);
    expect(await only(odd, 'somethingElse')).toEqual([]);
  });

  it('names: each service in its own way', async () => {
    const cosmos: Sample = { type: 'Microsoft.DocumentDB/databaseAccounts', name: 'cosmos-one' };
    const sql: Sample = { type: 'Microsoft.Sql/servers', name: 'SQL' };
    const redis: Sample = { type: 'Microsoft.Cache/redis', name: 'cache' };
    const named = async (sample: Sample, answer: Answer) => (await found([sample], ({ path, method }) => (method === 'HEAD' || /checkNameAvailability/i.test(path) ? answer : undefined))).findings.filter(({ check }) => check === 'names');
    expect(await named(cosmos, { status: 200, body: undefined })).toMatchObject([{ code: 'ATK1805', summary: 'the Cosmos DB account name cosmos-one is taken' }]);
    expect(await named(cosmos, { status: 404, body: undefined })).toEqual([]);
    expect(await named(sql, { status: 200, body: { name: 'SQL', available: false, reason: 'Invalid', message: 'no capitals' } })).toMatchObject([{ code: 'ATK1816', summary: 'the sql server name SQL is not allowed: no capitals' }]);
    expect(await named(redis, { status: 200, body: undefined })).toEqual([]);
    expect(await named(redis, { status: 409, body: { error: { code: 'NameNotAvailable', message: 'in use' } } })).toMatchObject([{ severity: 'blocker', summary: 'the redis cache name cache is refused: in use' }]);
    expect(await named(redis, { status: 418, body: {} })).toMatchObject([{ severity: 'could-not-check' }]);
  });

  it('names: warns of what stands there already, but for what an interrupted run left', async () => {
    const azure = { subscriptionId: 's1', read: () => Promise.resolve(undefined), listGroup: () => Promise.resolve([{ id: `${group}/providers/Microsoft.Storage/storageAccounts/STONE`, type: 'x' }]) };
    expect((await found([account], undefined, { azure })).findings).toMatchObject([{ check: 'names', severity: 'warning', hint: expect.stringContaining('atakora import main/o/stone') }]);
    expect((await found([{ ...account, reasons: ['pending-from-interrupted-run'] }], undefined, { azure })).findings).toEqual([]);
  });

  const deletedHere = (record: JsonObject) => ({ azure: { subscriptionId: 's1', listGroup: () => Promise.resolve([]), read: (id: string) => Promise.resolve<JsonObject | undefined>(id === `${subscription}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-one` ? { properties: { scheduledPurgeDate: '2027-01-02T00:00:00Z', location: 'westeurope', ...record } } : undefined) } });

  it('deleted: recovers its own, is stopped by a namesake, and names the command that purges', async () => {
    const own = `${group}/providers/Microsoft.KeyVault/vaults/kv-one`;
    expect((await found([vault], undefined, deletedHere({ vaultId: own }))).findings).toMatchObject([{ severity: 'warning', summary: expect.stringContaining('still kept until 2027-01-02: apply recovers it'), hint: expect.stringContaining('`atakora apply --deleted purge=main/o/kv-one`') }]);
    expect((await found([vault], undefined, deletedHere({ vaultId: '/elsewhere' }))).findings).toMatchObject([{ severity: 'blocker', code: 'ATK1806', hint: expect.stringContaining('`atakora apply --deleted purge=main/o/kv-one`') }]);
    expect((await found([vault], undefined, { ...deletedHere({ vaultId: own }), recovered: new Set(['main/o/kv-one' as Address]) })).findings).toEqual([]);
  });

  it('deleted: is told once, although Azure validates against it too', async () => {
    const validate = () => Promise.resolve<AzureFailure>({ code: 'ConflictError', message: 'A vault with the same name already exists in deleted state.', advice: { rule: 'vault-soft-deleted', code: 'ATK1806', sentence: 'It is held.', hint: 'Purge it.', retry: 'no' } });
    const questions = { ask: () => Promise.resolve<Answer>({ status: 200, body: {} }), validate, whatIf: () => Promise.resolve(undefined) };
    const { findings } = await found([vault], undefined, { ...deletedHere({ vaultId: `${group}/providers/Microsoft.KeyVault/vaults/kv-one` }), questions });
    expect(findings.filter(({ code }) => code === 'ATK1806')).toMatchObject([{ check: 'deleted', severity: 'warning' }]);
  });

  it('deleted: offers no purge of what is protected from it', async () => {
    const { findings } = await found([vault], undefined, deletedHere({ vaultId: '/elsewhere', purgeProtectionEnabled: true }));
    expect(findings).toMatchObject([{ severity: 'blocker', hint: 'Recover it where it was, or set another `name`. It cannot be purged: purge protection keeps it until then.' }]);
  });

  it('deleted: finds a namesake of another region, on whatever page of the list it stands', async () => {
    const row = (name: string, vaultId = '/elsewhere') => ({ name, properties: { vaultId, location: 'North Europe', scheduledPurgeDate: '2027-01-02T00:00:00Z' } });
    const pages = (name: string, vaultId?: string) => ({ path }: Question): Answer | undefined =>
      path === `${subscription}/providers/Microsoft.KeyVault/deletedVaults`
        ? { status: 200, body: { value: [row('kv-other')], nextLink: `https://management.azure.com${path}?api-version=2026-02-01&$skiptoken=two` } }
        : path === `${subscription}/providers/Microsoft.KeyVault/deletedVaults?$skiptoken=two`
          ? { status: 200, body: { value: [row(name, vaultId)] } }
          : undefined;
    expect((await found([vault], pages('KV-one'))).findings).toMatchObject([{ severity: 'blocker', code: 'ATK1806', summary: expect.stringContaining('of /elsewhere holds the name') }]);
    expect((await found([vault], pages('kv-one', `${group}/providers/Microsoft.KeyVault/vaults/kv-one`))).findings).toMatchObject([{ severity: 'blocker', summary: expect.stringContaining('a deleted key vault in northeurope holds the name') }]);
    expect((await found([vault], pages('kv-two'))).findings).toEqual([]);
  });

  it('deleted: a workspace is told by the list alone, and purged only where its group still stands', async () => {
    const workspace: Sample = { type: 'Microsoft.OperationalInsights/workspaces', name: 'log-one' };
    const kept = (id: string) => to('/deletedWorkspaces', { status: 200, body: { value: [{ id, name: 'log-one', location: 'westeurope', properties: {} }] } });
    const own = `${group}/providers/Microsoft.OperationalInsights/workspaces/log-one`;
    const standing = { azure: { subscriptionId: 's1', listGroup: () => Promise.resolve([]), read: (id: string) => Promise.resolve<JsonObject | undefined>(id.endsWith('/resourceGroups/rg') ? {} : undefined) } };
    expect((await found([workspace], kept(own), standing)).findings).toMatchObject([{ severity: 'warning', hint: expect.stringContaining('--deleted purge=') }]);
    expect((await found([workspace], kept(own))).findings).toMatchObject([{ severity: 'warning', hint: expect.stringContaining('its resource group rg is gone') }]);
    expect((await found([workspace], kept(own.replace('/rg/', '/old/')), standing)).findings).toMatchObject([{ severity: 'blocker', hint: expect.stringContaining('its resource group old is gone') }]);
  });

  it('deleted: an API Management service comes back as it was', async () => {
    const service: Sample = { type: 'Microsoft.ApiManagement/service', name: 'apim-one' };
    const azure = { subscriptionId: 's1', listGroup: () => Promise.resolve([]), read: (id: string) => Promise.resolve<JsonObject | undefined>(id.endsWith('Microsoft.ApiManagement/locations/westeurope/deletedservices/apim-one') ? { location: 'West Europe', properties: { serviceId: `${group}/providers/Microsoft.ApiManagement/service/apim-one`, scheduledPurgeDate: '2027-01-02T00:00:00Z' } } : undefined) };
    expect((await found([service], undefined, { azure })).findings).toMatchObject([{ severity: 'warning', summary: expect.stringContaining('as it was; the apply after that brings it to the definition') }]);
  });

  it('providers: offers a whole command for each namespace, and none where Azure CLI would go to another Azure', async () => {
    const unregistered = to('/providers/Microsoft.Storage', { status: 200, body: { registrationState: 'NotRegistered', resourceTypes: [] } });
    const hintIn = async (cloud: string) => (await found([account], unregistered, { plan: { changes: [change(account)], cloud, subscriptionId: 's1' } as unknown as Plan })).findings.find(({ check }) => check === 'providers')?.hint;
    expect(await hintIn('AzureCloud')).toBe('It takes a minute or two; to do it before: `az provider register --namespace Microsoft.Storage --subscription s1`.');
    expect(await hintIn('local')).toBe('It takes a minute or two.');
  });

  it('quotas: counts what is made in a region together, and knows that a negative limit is none', async () => {
    const rows = (currentValue: number, limit: number) => to('/usages', { status: 200, body: { value: [{ name: { value: 'StorageAccounts' }, currentValue, limit }] } });
    const two = [account, { ...account, name: 'sttwo' }];
    expect((await found(two, rows(8, 10))).findings).toEqual([]);
    expect((await found(two, rows(9, 10))).findings).toMatchObject([{ severity: 'blocker', code: 'ATK1808', summary: 'westeurope has 9 of 10 storage accounts, and 2 more would be made' }]);
    expect((await found(two, rows(9, -1))).findings).toEqual([]);
    expect((await found(two, to('/usages', { status: 200, body: { value: [] } }))).findings).toMatchObject([{ severity: 'could-not-check' }]);
  });

  it('regions: access of the subscription, with and without zones', async () => {
    const cosmos = (isZoneRedundant: boolean): Sample => ({ type: 'Microsoft.DocumentDB/databaseAccounts', name: 'c', desired: { properties: { locations: [{ locationName: 'westeurope', isZoneRedundant }] } } });
    const offer = to('DocumentDB/locations/', { status: 200, body: { properties: { supportsAvailabilityZone: true, isSubscriptionRegionAccessAllowedForAz: false, isSubscriptionRegionAccessAllowedForRegular: true } } });
    expect((await found([cosmos(false)], offer)).findings).toEqual([]);
    expect((await found([cosmos(true)], offer)).findings).toMatchObject([{ check: 'regions', severity: 'blocker', summary: 'c is not possible in westeurope: the subscription has no access to its zones for Cosmos DB' }]);
  });

  it('validation: says what Azure has against a template, ties it to the resource, and waits for what an earlier stack makes', async () => {
    const validate = (...causes: readonly AzureFailure[]) => ({ questions: { ask: () => Promise.resolve({ status: 200, body: { registrationState: 'Registered', value: [{ actions: ['*'], notActions: [] }], nameAvailable: true } }), whatIf: () => Promise.resolve(undefined), validate: () => Promise.resolve({ code: 'X', message: 'x', details: causes }) } });
    const only = async (more: Partial<PreflightInput>) => (await found([account], undefined, more)).findings.filter(({ check }) => check === 'validation');
    expect(await only(validate({ code: 'RequestDisallowedByPolicy', message: 'no', target: 'stone' }, { code: 'ResourceNotFound', message: 'later' }))).toMatchObject([{ severity: 'blocker', address: 'main/o/stone', location: { line: 3 } }]);
    expect(await only(validate())).toEqual([]);
    const immutable = { code: 'PropertyChangeNotAllowed', message: 'no', target: 'stone' };
    const advice = { rule: 'immutable-property', code: 'ATK1816', sentence: 'It cannot.', hint: 'Replace it.', retry: 'no' } as const;
    expect(await only(validate({ ...immutable, advice }))).toMatchObject([{ severity: 'blocker', code: 'ATK1816' }]);
    const replaced = { ...account, action: { kind: 'replace', order: 'delete-first' } } as const;
    expect((await found([replaced], undefined, validate({ ...immutable, advice }))).findings).toEqual([]);
  });

  it('secrets: names those that no vault holds', async () => {
    const app: Sample = { type: 'Microsoft.Web/sites', name: 'app', desired: { properties: { siteConfig: { appSettings: [{ name: 'KEY', value: "[concat('@Microsoft.KeyVault(SecretUri=', reference('v').vaultUri, 'secrets/SCAN-KEY/)')]" }, { name: 'B', value: '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/OTHER/)' }] } } } };
    expect((await found([app, vault])).findings).toMatchObject([{ check: 'secrets', severity: 'warning', summary: expect.stringContaining('OTHER, SCAN-KEY') }]);
    const azure = { subscriptionId: 's1', listGroup: () => Promise.resolve([]), read: () => Promise.resolve<JsonObject>({ properties: { vaultUri: 'https://v' } }) };
    const kept: Sample = { ...vault, action: { kind: 'no-op' } };
    expect((await found([app, kept], undefined, { azure, secretNames: () => Promise.resolve(['scan-key']) })).findings.filter(({ check }) => check === 'secrets')).toMatchObject([{ summary: expect.stringMatching(/^the secret OTHER has no value/) }]);
    expect((await found([app, kept], undefined, { azure, secretNames: () => Promise.resolve(['scan-key', 'other']) })).findings.filter(({ check }) => check === 'secrets')).toEqual([]);
  });
});
