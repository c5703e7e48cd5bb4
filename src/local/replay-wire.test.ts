import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Answer, TestAzure } from './local-azure.fake.ts';
import { createTestAzure, subscriptionPath, template, testSubscription } from './local-azure.fake.ts';
import type { Exchange } from './replay.fake.ts';
import { asOurs, hasGolden, mask, maskText, recorded, recordedFiles } from './replay.fake.ts';

/** What a world must hold before the calls of a file can be made: groups with their region, namespaces, a deployment. */
interface Stage {
  readonly groups?: readonly string[];
  readonly namespaces?: readonly string[];
  /** Of the groups. */
  readonly tags?: JsonObject;
  readonly before?: (azure: TestAzure) => void;
}

const deploymentIn = (scope: string) => `${scope}/providers/Microsoft.Resources/deployments/mock-deployment`;
const empty: JsonObject = { properties: { mode: 'Incremental', template: template([]) } };
const definition: JsonObject = { type: 'Microsoft.Authorization/roleDefinitions', apiVersion: '2022-04-01', name: '0cb07228-4614-4814-ac1a-c4e39793ce58', properties: { roleName: 'reads', assignableScopes: ['/'], permissions: [{ actions: ['*/read'] }] } };
const putEmpty = (scope: string, body: JsonObject = empty) => (azure: TestAzure) => {
  azure.send('PUT', deploymentIn(scope), body);
  azure.advance(10_000);
};

/** The template whose deployment the recorded list shows; the recorder kept it with a call that was refused. */
const crossGroup = (): JsonObject => exchangesOf('validate-errors.json')[0]?.request.body as JsonObject;

const stages: Readonly<Record<string, Stage>> = {
  'deployment-cancel.json': { groups: ['cli_test_deployment000001'], namespaces: ['Microsoft.Network'] },
  'deployment-delete.json': { groups: ['cli_test_deployment_uri000001'], before: putEmpty(`${subscriptionPath}/resourcegroups/cli_test_deployment_uri000001`) },
  'deployment-put-poll-get-whatif.json': { groups: ['cli_test_deployment_what_if000001'], namespaces: ['Microsoft.Storage'] },
  'deployment-operations-subscription.json': { groups: ['rg-nested6'], before: putEmpty(subscriptionPath, { location: 'westus', properties: { mode: 'Incremental', template: template([{ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'inner', resourceGroup: 'rg-nested6', properties: { mode: 'Incremental', template: template([]) } }]) } }) },
  'deployment-operations-tenant.json': { before: putEmpty('', { location: 'westus', properties: { mode: 'Incremental', template: template([definition]) } }) },
  'deployment-operations-managementgroup.json': { before: putEmpty('/providers/Microsoft.Management/managementGroups/azure-cli-management000002', { location: 'westus', properties: { mode: 'Incremental', template: template([{ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'inner', subscriptionId: subscriptionPath.slice(15), location: 'westus', properties: { mode: 'Incremental', template: template([]) } }]) } }) },
  'deployment-list.json': { groups: ['cli_test_cross_rg_deploy000002', 'SomeRandomRG'], namespaces: ['Microsoft.Storage'], before: (azure) => putEmpty(`${subscriptionPath}/resourcegroups/cli_test_cross_rg_deploy000002`, crossGroup())(azure) },
  'missing-subscription-registration.json': { groups: ['cli_test_cosmosdb_managed_service_identity000001'] },
  'parent-resource-not-found.json': { groups: ['clitest.rg000001'], namespaces: ['Microsoft.Media'] },
  'resource-group-lifecycle.json': { groups: ['cli_test_rg_scenario000001'] },
  'resource-group-delete-nowait.json': { groups: ['cli_rg_nowait_test000001'], tags: { product: 'azurecli', cause: 'automation', date: '2021-06-09T07:23:45Z' } },
  'resource-not-found.json': { groups: ['clitest.rg000001'], namespaces: ['Microsoft.ContainerRegistry'] },
  'validate-errors.json': {
    groups: ['cli_test_cross_rg_deploy000002', 'cli_test_resource_group_deployment000001', 'clitest.rg000001'],
    namespaces: ['Microsoft.Storage', 'Microsoft.Network', 'Microsoft.Compute'],
    // Ten cores that are in use already.
    before: (azure) => ['Standard_D8s_v3', 'Standard_D2s_v3'].forEach((vmSize) => azure.send('PUT', `${subscriptionPath}/resourceGroups/unused/providers/Microsoft.Compute/virtualMachines/${vmSize.slice(9, 11)}`, { location: 'westus', properties: { hardwareProfile: { vmSize } } })),
  },
  'operationstatus-shapes.json': {},
  'deployment-exporttemplate.json': {},
  'deployment-put-200-existing.json': {},
  'deployment-put-errors.json': { groups: ['clitest.rg000001', 'cli_test_vm_custom_ip000001'], namespaces: ['Microsoft.Network', 'Microsoft.Compute'] },
};

/** Calls that cannot be made here, or whose answer depends on what this world does not have. */
const notReplayed: Readonly<Record<string, string>> = {
  'operationstatus-shapes.json 1': 'old versions of Compute refuse members that newer ones know; machines are stored as they are sent. The frame is compared below',
  'operationstatus-shapes.json 2': 'as the one before',
  'operationstatus-shapes.json 5': 'which images can be patched while they run is not known. The frame is compared below',
  'validate-errors.json 3': 'a wording of 2018 of the quota of cores; the newer one is answered',
  'validate-errors.json 4': 'a wording of 2019 of the quota of cores; the newer one is answered',
};

/** What the subscriptions of some calls could not have: their worlds' settings. */
const worldSettings: Readonly<Record<string, JsonObject>> = {
  'deployment-put-errors.json 0': { marketplace: false },
  'deployment-put-errors.json 1': { unavailable: ['SUSE:openSUSE-Leap:42.3'] },
  'deployment-put-errors.json 2': { marketplace: false },
  'validate-errors.json 5': { quotas: { 'Microsoft.Compute/cores@westus': 100 } },
};

/** Calls whose request, or what went before it, was not recorded: made with others of the same kind. */
const ownWays: Readonly<Record<string, (exchange: Exchange) => Answer>> = {
  'deployment-put-200-existing.json 0': ({ response }) => {
    const azure = staged('none');
    azure.prepare('unused', 'Microsoft.Storage');
    const path = deploymentIn(`${subscriptionPath}/resourcegroups/unused`);
    putEmpty(`${subscriptionPath}/resourcegroups/unused`)(azure);
    const { status, headers, body } = azure.send('PUT', path, empty);
    const names = (value: Json) => Object.keys((value as { readonly properties: JsonObject }).properties).filter((name) => name !== 'parameters').sort();
    expect(names(body).filter((name) => !names(response.body).includes(name))).toEqual([]);
    return { status, headers, body: response.body as JsonObject };
  },
  'deployment-exporttemplate.json 0': ({ request, response }) => {
    const azure = staged('none');
    azure.prepare('unused', 'Microsoft.Storage');
    const { template: exported } = response.body as { readonly template: JsonObject };
    const value = (text: string) => ({ value: text });
    const started = azure.send('PUT', request.path.replace('/exportTemplate', ''), { location: 'westus', properties: { mode: 'Incremental', template: exported, parameters: { targetMG: value('azure-cli-management000002'), nestedsubId: value(testSubscription), nestedRG: value('nested'), storageAccountName: value('stonestone') } } });
    expect(started.body['error']).toBeUndefined();
    return azure.send('POST', request.path);
  },
  'operationstatus-shapes.json 0': () => failedPoll(staged('none'), [], 0),
  'operationstatus-shapes.json 3': () => {
    const address = (name: string): JsonObject => ({ type: 'Microsoft.Network/publicIPAddresses', apiVersion: '2023-09-01', name, location: 'westus', properties: { dnsSettings: { domainNameLabel: 'clitest' } } });
    return failedPoll(staged('none'), [address('one'), { ...address('two'), dependsOn: ['one'] }]);
  },
  'operationstatus-shapes.json 4': () => {
    const balancer: JsonObject = { type: 'Microsoft.Network/loadBalancers', apiVersion: '2023-09-01', name: 'balancer', location: 'westus', sku: { name: 'Basic' }, properties: {} };
    const pools = [{ id: "[concat(resourceId('Microsoft.Network/loadBalancers', 'balancer'), '/backendAddressPools/pool')]" }];
    const profile = { networkProfile: { networkInterfaceConfigurations: [{ name: 'n', properties: { ipConfigurations: [{ name: 'i', properties: { loadBalancerBackendAddressPools: pools } }] } }] } };
    return failedPoll(staged('none'), [balancer, { type: 'Microsoft.Compute/virtualMachineScaleSets', apiVersion: '2023-09-01', name: 'set', location: 'westus', dependsOn: ['balancer'], sku: { name: 'Standard_B2s', capacity: 1 }, properties: { singlePlacementGroup: false, virtualMachineProfile: profile } }]);
  },
};

function failedPoll(azure: TestAzure, resources: readonly JsonObject[], ms = 60_000): Answer {
  azure.prepare('unused', 'Microsoft.Network', 'Microsoft.Compute', 'Microsoft.Storage');
  const some = resources.length > 0 ? resources : [{ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: 'stonestone', location: 'westus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} }];
  const started = azure.send('PUT', deploymentIn(`${subscriptionPath}/resourcegroups/unused`), { properties: { mode: 'Incremental', template: template(some) } });
  azure.advance(ms);
  return azure.send('GET', (started.headers['azure-asyncoperation'] ?? '').slice('https://management.azure.com'.length));
}

/** The provider's answer inside a failed poll is a text whose order of members is its own, the link to help has moved, and the resource is told since 2022. */
function unpacked(value: Json): Json {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'target' && typeof inner === 'string' && inner.startsWith('/subscriptions/')) return undefined;
    if (key !== 'message' || typeof inner !== 'string') return inner;
    return inner.startsWith('{') ? (JSON.parse(inner) as unknown) : inner.replace(/ Please see \S+ for usage details\./, '');
  })) as Json;
}

/** Files of which only statuses and shapes can be compared: the names and counts in them belong to what had been deployed. */
const shapesOnly = new Set(['deployment-list.json', 'deployment-operations-subscription.json', 'deployment-operations-tenant.json', 'deployment-operations-managementgroup.json']);

function shape(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape((value as readonly Json[])[0])];
  if (isJsonObject(value)) return Object.fromEntries(Object.keys(value).sort().map((key) => [key, shape(value[key])]));
  return value === null ? null : typeof value;
}

function exchangesOf(file: string): readonly Exchange[] {
  const { exchange } = recorded(`wire/${file}`) as unknown as { readonly exchange: readonly Exchange[] };
  return exchange.map((item) => asOurs(item as unknown as Json) as unknown as Exchange);
}

function useSettings(azure: TestAzure, settings: JsonObject | undefined): void {
  writeFileSync(join(azure.worldFolder, 'settings.json'), JSON.stringify(settings ?? {}));
}

function staged(file: string): TestAzure {
  const azure = createTestAzure({ start: '2026-06-30T10:00:00.000Z' });
  const { groups = [], namespaces = [], tags, before } = stages[file] ?? {};
  azure.prepare('unused', ...namespaces);
  for (const group of groups) azure.send('PUT', `${subscriptionPath}/resourcegroups/${group}`, { location: 'westus', ...(tags === undefined ? {} : { tags }) });
  before?.(azure);
  return azure;
}

/** The deployment's own name was scrubbed from paths and not from answers. */
const renamed = (value: Json): Json => JSON.parse(JSON.stringify(value).replaceAll(/deployments\/[\w-]+/g, 'deployments/NAME').replaceAll(/"name":"(?:azure-cli|storage_account_deploy|mock-deployment|test-)[^"]*"/g, '"name":"NAME"').replaceAll(/template deployment '[^']*'/g, "template deployment 'NAME'")) as Json;

/** Defaults of storage accounts are others today than when the calls were recorded. */
function withoutMovedDefaults(value: Json): Json {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (['allowBlobPublicAccess', 'allowCrossTenantReplication', 'minimumTlsVersion', 'bypass'].includes(key) ? undefined : inner))) as Json;
}

function compare(file: string, recordedAnswer: Exchange['response'], ours: Answer, place: string): void {
  expect([place, ours.status]).toEqual([place, recordedAnswer.status]);
  for (const header of ['azure-asyncoperation', 'location', 'x-ms-failure-cause'] as const) {
    const theirs = recordedAnswer.headers[header];
    expect([place, header, ours.headers[header] === undefined]).toEqual([place, header, theirs === undefined]);
    if (header === 'x-ms-failure-cause') expect([place, ours.headers[header]]).toEqual([place, theirs]);
    else if (theirs !== undefined) expect(maskText(ours.headers[header] ?? '').split('?')[0]?.split('/').at(-2)).toBe(maskText(theirs).split('?')[0]?.split('/').at(-2));
  }
  if (!isJsonObject(recordedAnswer.body)) return;
  if (shapesOnly.has(file)) {
    const [one, other] = [recordedAnswer.body, ours.body].map((body) => (Array.isArray(body['value']) ? [...(body['value'] as readonly JsonObject[])] : []));
    expect(shape(other?.[0])).toMatchObject(shape(one?.[0]) as object);
    expect(shape(other?.at(-1))).toMatchObject(shape(one?.at(-1)) as object);
    return;
  }
  const view = (body: Json) => unpacked(withoutMovedDefaults(renamed(mask(body))));
  expect(view(ours.body)).toEqual(view(recordedAnswer.body));
}

describe.runIf(hasGolden)('the recorded calls (skipped without ../shared/golden)', () => {
  it('each file has its stage', () => {
    expect(recordedFiles('wire').filter((file) => stages[file] === undefined)).toEqual([]);
  });

  it.each(recordedFiles('wire'))('%s', (file) => {
    const azure = staged(file);
    let poll = '';
    for (const [index, exchange] of exchangesOf(file).entries()) {
      if (notReplayed[`${file} ${index}`] !== undefined) continue;
      useSettings(azure, worldSettings[`${file} ${index}`]);
      const { request, response } = exchange;
      const polls = /operationresults\/|operationStatuses\//i.test(request.path) && !request.path.includes('agentPools');
      if (polls && response.status !== 202 && JSON.stringify(response.body) !== '{"status":"Running"}') azure.advance(10_000);
      if (request.method === 'GET' && file === 'resource-group-delete-nowait.json' && response.status === 404) azure.advance(10_000);
      const ours = ownWays[`${file} ${index}`]?.(exchange) ?? azure.send(request.method, polls && poll !== '' ? poll : `${request.path}?${request.query}`, request.body ?? undefined);
      const next = ours.headers['azure-asyncoperation'] ?? ours.headers['location'];
      if (next !== undefined) poll = next.slice('https://management.azure.com'.length);
      compare(file, response, ours, `${file} ${index} ${request.method}`);
    }
  });

  it('are all made, but for those with a reason against', () => {
    const all = recordedFiles('wire').flatMap((file) => exchangesOf(file).map((_exchange, index) => notReplayed[`${file} ${index}`]));
    const left = all.filter((reason) => reason !== undefined).length;
    console.info(`wire: ${all.length - left} of ${all.length} recorded calls replayed`);
    expect(all.length - left).toBe(54);
  });

  it('a failed poll has the recorded frame: the provider\'s answer as indented text', () => {
    const azure = staged('none');
    azure.send('POST', `${subscriptionPath}/providers/Microsoft.KeyVault/register`);
    azure.advance(1000);
    const started = azure.send('PUT', deploymentIn(`${subscriptionPath}/resourcegroups/unused`), { properties: { mode: 'Incremental', template: template([{ type: 'Microsoft.KeyVault/vaults', apiVersion: '2024-11-01', name: 'no--vault', location: 'westus', properties: {} }]) } });
    azure.advance(10_000);
    const ours = azure.send('GET', (started.headers['azure-asyncoperation'] ?? '').slice('https://management.azure.com'.length)).body;
    const theirs = exchangesOf('operationstatus-shapes.json')[1]?.response.body as JsonObject;
    const frame = (body: JsonObject) => {
      const error = body['error'] as { code: string; message: string; details: readonly { code: string; message: string }[] };
      const text = error.details[0]?.message ?? '';
      return [body['status'], error.code, maskText(error.message).replace(/ Please see.*$/, ''), error.details[0]?.code, text.startsWith('{\r\n  "error": {\r\n    "code":'), Object.keys(JSON.parse(text) as object)];
    };
    expect(frame(ours)).toEqual(frame(theirs));
  });
});
