import type { JsonObject } from '../model/json.ts';
import { assign, signIn } from './access/test-identity.fake.ts';
import type { Answer, TestAzure } from './local-azure.fake.ts';
import { subscriptionPath, testTenant } from './local-azure.fake.ts';

/** The part of a recorded check that says what must have been there. */
interface Asked {
  readonly what: string;
  readonly path: string;
  readonly request_body: JsonObject | null;
}

/** Who asks, when it is not the owner. */
interface Sender {
  send(method: string, path: string, body?: JsonObject): Answer;
}

/** Makes what was there before the check was asked. */
export type CheckStage = (azure: TestAzure) => Sender | undefined;

/** Types whose names the checks are about, by namespace. */
const owners: Readonly<Record<string, string>> = {
  'Microsoft.Storage': 'storageAccounts',
  'Microsoft.Web': 'sites',
  'Microsoft.ContainerRegistry': 'registries',
  'Microsoft.ApiManagement': 'service',
  'Microsoft.AppConfiguration': 'configurationStores',
  'Microsoft.Search': 'searchServices',
  'Microsoft.Sql': 'servers',
  'Microsoft.DocumentDB': 'databaseAccounts',
};

/** Bodies that the services take, by type. */
const bodies: Readonly<Record<string, JsonObject>> = {
  registries: { sku: { name: 'Basic' }, properties: {} },
  service: { sku: { name: 'Developer', capacity: 1 }, properties: { publisherEmail: 'me@example.com', publisherName: 'me' } },
  configurationStores: { sku: { name: 'Standard' }, tags: { key: 'value' }, properties: { softDeleteRetentionInDays: 1 } },
  searchServices: { sku: { name: 'basic' }, properties: {} },
  servers: { properties: { administratorLogin: 'me', administratorLoginPassword: 'Pa55-word-1' } },
  databaseAccounts: { kind: 'GlobalDocumentDB', properties: { databaseAccountOfferType: 'Standard', locations: [{ locationName: 'westeurope' }] } },
  sites: { kind: 'app', properties: {} },
  storageAccounts: { sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} },
  vaults: { properties: { tenantId: testTenant, sku: { family: 'A', name: 'standard' }, accessPolicies: [] } },
  accounts: { sku: { name: 'S0' }, kind: 'OpenAI', properties: { customSubDomainName: 'mine' } },
};

function make(azure: TestAzure, group: string, location: string, namespace: string, type: string, name: string): string {
  azure.prepare(group, namespace);
  const path = `${subscriptionPath}/resourceGroups/${group}/providers/${namespace}/${type}/${name}`;
  const { status, body } = azure.send('PUT', path, { location, ...bodies[type] });
  if (status >= 300) throw new Error(`stage: ${JSON.stringify(body)}`);
  azure.advance(60_000);
  return path;
}

function takeName(azure: TestAzure, { path, request_body }: Asked): void {
  const namespace = /providers\/([^/]+)/.exec(path)?.[1] ?? '';
  const name = String(request_body?.['name'] ?? path.split('/').at(-1));
  if (namespace !== 'Microsoft.Cdn') return void make(azure, 'rg', 'westeurope', namespace, owners[namespace] ?? '', name);
  azure.prepare('rg', namespace);
  const profile = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Cdn/profiles/p`;
  azure.send('PUT', profile, { location: 'global', sku: { name: 'Standard_Microsoft' }, properties: {} });
  azure.send('PUT', `${profile}/endpoints/${name}`, { location: 'global', properties: { origins: [{ name: 'o', properties: { hostName: 'example.com' } }] } });
}

function makeAndDelete(azure: TestAzure, ...what: readonly [group: string, location: string, namespace: string, type: string, name: string]): void {
  azure.send('DELETE', make(azure, ...what));
  azure.advance(60_000);
}

function withRoles(...roles: readonly (readonly [role: string, below: string])[]): (asked: Asked) => CheckStage {
  return ({ path }) => (azure) => {
    const group = /resourcegroups\/([^/]+)/i.exec(path)?.[1] ?? 'rg';
    azure.prepare(group);
    const someone = signIn(azure);
    for (const [role, below] of roles) assign(azure, someone.objectId, role, `${subscriptionPath}${below.replace('GROUP', group)}`);
    return someone;
  };
}

const after = (work: (azure: TestAzure, asked: Asked) => void) => (asked: Asked): CheckStage => (azure) => {
  work(azure, asked);
  return undefined;
};
const last = (path: string) => path.replace(/\/purge$/, '').split('/').at(-1) ?? '';
const region = (path: string) => /locations\/([^/]+)/.exec(path)?.[1] ?? 'westeurope';

const stages: readonly (readonly [RegExp, (asked: Asked) => CheckStage])[] = [
  [/name taken|SQL server, taken|exists check: taken/, after(takeName)],
  [/environment quota/, after((azure, { path }) => void make(azure, 'clitest.rg000001', 'westeurope', 'Microsoft.App', 'managedEnvironments', path.split('/').at(-2) ?? ''))],
  [/Caller permissions.*newer shape/, withRoles(['Reader', ''])],
  [/Key Vault deleted vaults list/, after((azure) => { makeAndDelete(azure, 'rg', 'eastus', 'Microsoft.KeyVault', 'vaults', 'gone'); })],
  [/Key Vault (?:deleted vault get$|purge)/, after((azure, { path }) => { makeAndDelete(azure, 'test_nsp_association_crud000001', region(path), 'Microsoft.KeyVault', 'vaults', last(path)); })],
  [/API Management deleted/, after((azure, { path }) => { makeAndDelete(azure, 'cli-test-apim-deletedservice-rg000004', region(path), 'Microsoft.ApiManagement', 'service', last(path)); })],
  [/App Configuration deleted stores list/, after((azure) => { makeAndDelete(azure, 'rg', 'westus', 'Microsoft.AppConfiguration', 'configurationStores', 'gone'); })],
  [/App Configuration deleted store/, after((azure, { path }) => { makeAndDelete(azure, 'clitest.rg000001', region(path), 'Microsoft.AppConfiguration', 'configurationStores', last(path)); })],
  [/Cognitive Services deleted/, after((azure) => { makeAndDelete(azure, 'rg', 'westeurope', 'Microsoft.CognitiveServices', 'accounts', 'gone'); })],
  [/^Register/, after((azure, { path }) => { azure.prepare('rg', path.split('/').at(-2) ?? ''); })],
];

/** Roles of the two callers whose permissions were recorded. */
const callers: readonly (readonly [RegExp, (asked: Asked) => CheckStage])[] = [
  [/cli_test_aro000001/, withRoles(['User Access Administrator', ''], ['Contributor', '/resourceGroups/GROUP'])],
  [/clitestaro_validate000001/, withRoles(['Owner', ''], ['Contributor', ''], ['Contributor', '/resourceGroups/GROUP'], ['User Access Administrator', '/resourceGroups/GROUP'])],
];

/** What must be there before a recorded check can be asked. */
export function stageOf(asked: Asked): CheckStage {
  const stage = callers.find(([path]) => path.test(asked.path))?.[1] ?? stages.find(([what]) => what.test(asked.what))?.[1];
  return stage === undefined ? () => undefined : stage(asked);
}
