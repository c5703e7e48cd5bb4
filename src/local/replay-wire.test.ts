import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Answer, TestAzure } from './local-azure.fake.ts';
import { createTestAzure, subscriptionPath, template } from './local-azure.fake.ts';
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
  'validate-errors.json': { groups: ['cli_test_cross_rg_deploy000002', 'cli_test_resource_group_deployment000001', 'clitest.rg000001'], namespaces: ['Microsoft.Storage', 'Microsoft.Network', 'Microsoft.Compute'] },
  'operationstatus-shapes.json': {},
  'deployment-exporttemplate.json': {},
  'deployment-put-200-existing.json': {},
  'deployment-put-errors.json': {},
};

/** Calls that cannot be made here, or whose answer depends on what this world does not have. */
const notReplayed: Readonly<Record<string, string>> = {
  'deployment-put-200-existing.json 0': 'the recorder kept neither template nor parameters; 200 for a name that exists is tested in deployments.test.ts',
  'deployment-put-errors.json 0': 'marketplace purchases are not played',
  'deployment-put-errors.json 1': 'images of virtual machines are not played',
  'deployment-put-errors.json 2': 'marketplace purchases are not played',
  'deployment-exporttemplate.json 0': 'the deployment that made the template is not recorded; exportTemplate is tested in deployments.test.ts',
  'operationstatus-shapes.json 0': 'the deployment behind the poll is not recorded; a running poll is in deployment-put-poll-get-whatif.json',
  'operationstatus-shapes.json 1': 'a refusal of Compute; the frame around it is compared below',
  'operationstatus-shapes.json 2': 'a refusal of Compute; the frame around it is compared below',
  'operationstatus-shapes.json 3': 'a refusal of Network; the frame around it is compared below',
  'operationstatus-shapes.json 4': 'a refusal of Compute; the frame around it is compared below',
  'operationstatus-shapes.json 5': 'a refusal of Compute; the frame around it is compared below',
  'resource-not-found.json 0': "the address of a provider's own operation, below a pool that is gone; this world has no such addresses",
  'resource-group-lifecycle.json 2': 'how often a client polls is not for the world to repeat',
};
const quota = 'core quotas of Compute are not played';

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

function reasonAgainst(file: string, index: number, { response }: Exchange): string | undefined {
  return notReplayed[`${file} ${index}`] ?? (JSON.stringify(response.body).includes('"QuotaExceeded"') ? quota : undefined);
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
  expect(withoutMovedDefaults(renamed(mask(ours.body)))).toEqual(withoutMovedDefaults(renamed(mask(recordedAnswer.body))));
}

describe.runIf(hasGolden)('the recorded calls (skipped without ../shared/golden)', () => {
  it('each file has its stage', () => {
    expect(recordedFiles('wire').filter((file) => stages[file] === undefined)).toEqual([]);
  });

  it.each(recordedFiles('wire'))('%s', (file) => {
    const azure = staged(file);
    let poll = '';
    for (const [index, exchange] of exchangesOf(file).entries()) {
      if (reasonAgainst(file, index, exchange) !== undefined) continue;
      const { request, response } = exchange;
      const polls = /operationresults\/|operationStatuses\//i.test(request.path) && !request.path.includes('agentPools');
      if (polls && response.status !== 202 && JSON.stringify(response.body) !== '{"status":"Running"}') azure.advance(10_000);
      if (request.method === 'GET' && file === 'resource-group-delete-nowait.json' && response.status === 404) azure.advance(10_000);
      const ours = azure.send(request.method, polls && poll !== '' ? poll : `${request.path}?${request.query}`, request.body ?? undefined);
      const next = ours.headers['azure-asyncoperation'] ?? ours.headers['location'];
      if (next !== undefined) poll = next.slice('https://management.azure.com'.length);
      compare(file, response, ours, `${file} ${index} ${request.method}`);
    }
  });

  it('are all made, but for those with a reason against', () => {
    const all = recordedFiles('wire').flatMap((file) => exchangesOf(file).map((exchange, index) => reasonAgainst(file, index, exchange)));
    const left = all.filter((reason) => reason !== undefined).length;
    console.info(`wire: ${all.length - left} of ${all.length} recorded calls replayed`);
    expect(all.length - left).toBeGreaterThanOrEqual(43);
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
