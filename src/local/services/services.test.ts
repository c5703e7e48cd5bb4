import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { roleId } from '../access/test-identity.fake.ts';
import type { Answer, TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, subscriptionPath, template, vault } from '../local-azure.fake.ts';
import { coresOfSize } from './compute.ts';

const rg = `${subscriptionPath}/resourceGroups/rg`;
const location = 'westeurope';
const net = `${rg}/providers/Microsoft.Network/virtualNetworks/net`;
const codeOf = ({ body }: Answer) => (body['error'] as JsonObject | undefined)?.['code'];
const space = (...subnets: readonly (readonly [string, string])[]): JsonObject => ({
  location,
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: subnets.map(([name, addressPrefix]) => ({ name, properties: { addressPrefix } })) },
});

function world(settings: JsonObject = {}): TestAzure {
  const azure = createTestAzure({ settings });
  azure.prepare('rg', ...['Network', 'App', 'ApiManagement', 'KeyVault', 'Web', 'Compute', 'ManagedIdentity', 'ServiceBus'].map((name) => `Microsoft.${name}`));
  return azure;
}

describe('networks', () => {
  it.each([
    ['apart and inside', space(['a', '10.0.0.0/24'], ['b', '10.0.1.0/24']), undefined],
    ['outside', space(['a', '10.1.0.0/24']), 'NetcfgInvalidSubnet'],
    ['one in the other', space(['a', '10.0.0.0/24'], ['b', '10.0.0.64/26']), 'NetcfgSubnetRangesOverlap'],
    ['not written as a range', space(['a', '10.0.0.0']), 'InvalidAddressPrefixFormat'],
  ])('take or refuse subnets that are %s', (_what, body, code) => {
    expect(codeOf(world().send('PUT', net, body))).toBe(code);
  });

  it('let a subnet be written again, and look at those written by themselves too', () => {
    const { send } = world();
    send('PUT', net, space(['a', '10.0.0.0/24']));
    expect(send('PUT', `${net}/subnets/a`, { properties: { addressPrefix: '10.0.0.0/23' } }).status).toBeLessThan(300);
    expect(codeOf(send('PUT', `${net}/subnets/b`, { properties: { addressPrefix: '10.0.1.0/24' } }))).toBe('NetcfgSubnetRangesOverlap');
  });

  it('are joined to what is in the same region', () => {
    const azure = world();
    const rules = `${rg}/providers/Microsoft.Network/networkSecurityGroups/rules`;
    const put = (region: string) => azure.send('PUT', net, { location: region, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: rules } } }] } });
    azure.send('PUT', rules, { location, properties: {} });
    expect(codeOf(put('northeurope'))).toBe('InvalidResourceReference');
    expect(codeOf(put('West Europe'))).toBeUndefined();
  });

  it('keep what is used, alone, and give up a whole group or all that a template leaves out', () => {
    const azure = world();
    const rules = `${rg}/providers/Microsoft.Network/networkSecurityGroups/rules`;
    azure.send('PUT', rules, { location, properties: {} });
    azure.send('PUT', net, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: rules } } }] } });
    azure.advance(60_000);
    expect(codeOf(azure.send('DELETE', rules))).toBe('InUseNetworkSecurityGroupCannotBeDeleted');
    azure.send('PUT', `${rg}/providers/Microsoft.Resources/deployments/empty`, { properties: { mode: 'Complete', template: template([]) } });
    azure.advance(60_000);
    expect(azure.send('GET', rules).status).toBe(404);
  });

  it('keep a group of which something is used from outside, with that alone in it', () => {
    const azure = world();
    const address = `${rg}/providers/Microsoft.Network/publicIPAddresses/ip`;
    azure.send('PUT', address, { location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } });
    azure.send('PUT', net, space(['a', '10.0.0.0/24']));
    azure.send('PUT', `${subscriptionPath}/resourcegroups/other`, { location });
    const nic = `${subscriptionPath}/resourceGroups/other/providers/Microsoft.Network/networkInterfaces/nic`;
    azure.send('PUT', nic, { location, properties: { ipConfigurations: [{ name: 'one', properties: { publicIPAddress: { id: address } } }] } });
    azure.advance(60_000);
    azure.send('DELETE', rg);
    azure.advance(60_000);
    expect([azure.send('GET', address).status, azure.send('GET', net).status]).toEqual([200, 404]);
    azure.send('DELETE', nic);
    azure.advance(60_000);
    azure.send('DELETE', rg);
    azure.advance(60_000);
    expect(azure.send('GET', rg).status).toBe(404);
  });
});

describe('secrets that are listed', () => {
  it('of a container app are those that it was sent', () => {
    const azure = world();
    azure.send('PUT', `${rg}/providers/Microsoft.App/managedEnvironments/here`, { location, properties: {} });
    azure.advance(60_000);
    const app = `${rg}/providers/Microsoft.App/containerApps/app`;
    const secrets = [{ name: 'one', value: 'a' }, { name: 'two', keyVaultUrl: 'https://v.vault.azure.net/secrets/s', identity: 'system' }];
    azure.send('PUT', app, { location, properties: { environmentId: `${rg}/providers/Microsoft.App/managedEnvironments/here`, configuration: { secrets }, template: { containers: [{ name: 'c', image: 'nginx' }] } } });
    azure.advance(60_000);
    expect(azure.send('POST', `${app}/listSecrets`).body).toEqual({ value: secrets });
    expect(JSON.stringify(azure.send('GET', app).body)).not.toContain('"value":"a"');
  });

  it('of a named value of API Management are its value', () => {
    const azure = world();
    const api = `${rg}/providers/Microsoft.ApiManagement/service/shop-api`;
    azure.send('PUT', api, { location, sku: { name: 'Developer', capacity: 1 }, properties: { publisherEmail: 'me@example.com', publisherName: 'me' } });
    azure.advance(60_000);
    azure.send('PUT', `${api}/namedValues/key`, { properties: { displayName: 'key', value: 'hidden', secret: true } });
    azure.advance(60_000);
    expect(azure.send('POST', `${api}/namedValues/key/listValue`).body).toEqual({ value: 'hidden' });
  });
});

it('a vault never has its protection against purging switched off', () => {
  const { send } = world();
  const off = vault('open', { properties: { ...(vault('open')['properties'] as JsonObject), enablePurgeProtection: false } });
  expect(codeOf(send('PUT', `${rg}/providers/Microsoft.KeyVault/vaults/open`, off))).toBe('BadRequest');
});

it('the directory knows a new identity when the settings say so', () => {
  const azure = world({ replicationMs: 5000 });
  const identity = azure.send('PUT', `${rg}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/who`, { location });
  const { principalId } = identity.body['properties'] as { readonly principalId: string };
  const assign = (more: JsonObject) => azure.send('PUT', `${rg}/providers/Microsoft.Authorization/roleAssignments/11111111-0000-4000-8000-000000000001`, { properties: { principalId, roleDefinitionId: roleId('Reader'), ...more } });
  expect(codeOf(assign({}))).toBe('PrincipalNotFound');
  azure.advance(5000);
  expect(assign({}).status).toBe(201);
});

it('a quota is of a region or of the subscription, and shown as the limit', () => {
  const azure = world({ quotas: { 'Microsoft.Web/Basic VMs@westeurope': 1, 'Microsoft.Network/VirtualNetworks': 7 } });
  const plan = (name: string, region: string) => azure.send('PUT', `${rg}/providers/Microsoft.Web/serverfarms/${name}`, { location: region, sku: { name: 'B1' }, properties: {} }).status;
  expect([plan('one', 'westeurope'), plan('two', 'westeurope'), plan('three', 'northeurope')].map((status) => status < 300)).toEqual([true, false, true]);
  const usages = azure.send('GET', `${subscriptionPath}/providers/Microsoft.Network/locations/westeurope/usages`).body['value'] as readonly JsonObject[];
  expect(usages.find(({ name }) => (name as JsonObject)['value'] === 'VirtualNetworks')?.['limit']).toBe(7);
});

it('a plan goes after its apps', () => {
  const azure = world();
  const plan = `${rg}/providers/Microsoft.Web/serverfarms/plan`;
  const site = `${rg}/providers/Microsoft.Web/sites/shop-of-mine`;
  azure.send('PUT', plan, { location, sku: { name: 'B1' }, properties: {} });
  azure.advance(60_000);
  azure.send('PUT', site, { location, kind: 'app', properties: { serverFarmId: plan } });
  azure.advance(60_000);
  const refused = azure.send('DELETE', plan);
  expect([refused.status, refused.body['Message']]).toEqual([409, "Server farm 'plan' cannot be deleted because it has web app(s) shop-of-mine assigned to it."]);
  azure.send('DELETE', site);
  azure.advance(60_000);
  expect(azure.send('DELETE', plan).status).toBeLessThan(300);
});

it('a limit of a region is told with its number, before a deployment and when a resource is written', () => {
  const azure = world({ quotas: { 'Microsoft.Network/PublicIPAddresses@westeurope': 1 } });
  const address = (name: string, region: string) => azure.send('PUT', `${rg}/providers/Microsoft.Network/publicIPAddresses/${name}`, { location: region, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } });
  expect([codeOf(address('one', location)), codeOf(address('two', location)), codeOf(address('one', location)), codeOf(address('three', 'northeurope'))]).toEqual([undefined, 'PublicIPCountLimitReached', undefined, undefined]);
  const { body } = azure.send('PUT', `${rg}/providers/Microsoft.Resources/deployments/d`, { properties: { mode: 'Incremental', template: template([{ type: 'Microsoft.Network/publicIPAddresses', apiVersion: '2023-09-01', name: 'two', location, properties: {} }]) } });
  expect(JSON.stringify(body)).toContain('PublicIPCountLimitReached');
});

it('a queue of the lowest tier has no sessions', () => {
  const azure = world();
  const bus = `${rg}/providers/Microsoft.ServiceBus/namespaces/cheap-bus`;
  azure.send('PUT', bus, { location, sku: { name: 'Basic' }, properties: {} });
  azure.advance(60_000);
  expect(codeOf(azure.send('PUT', `${bus}/queues/plain`, { properties: {} }))).toBeUndefined();
  expect(codeOf(azure.send('PUT', `${bus}/queues/q`, { properties: { requiresSession: true } }))).toBe('MessagingGatewayBadRequest');
  expect(codeOf(azure.send('PUT', `${bus}/topics/t`, { properties: {} }))).toBe('MessagingGatewayBadRequest');
});

it.each([['Standard_DS1_v2', 1], ['Standard_DS3_v2', 4], ['Standard_D2s_v3', 2], ['Standard_E96as_v5', 96], ['Standard_B2ms', 2], ['Standard_F8s_v2', 8], ['Standard_A4', 8], ['Standard_A4_v2', 4], ['nothing', 0]])('%s has %i cores', (size, cores) => {
  expect(coresOfSize(size)).toBe(cores);
});
