import { expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { Answer } from '../local-azure.fake.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';

const net = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net`;
const location = 'westeurope';
const space = { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } };
const subnet = (name: string, addressPrefix: string): JsonObject => ({ name, properties: { addressPrefix } });
const names = ({ body }: Answer) => ((body['properties'] as JsonObject)['subnets'] as readonly JsonObject[]).map(({ name }) => name);

function world() {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.Network');
  return azure;
}

it('a subnet in the list of its network is a resource, and one written by itself is in the list', () => {
  const { send, advance } = world();
  send('PUT', net, { location, properties: { ...space, subnets: [subnet('one', '10.0.0.0/24')] } });
  advance(60_000);
  expect(send('GET', `${net}/subnets/one`).body).toMatchObject({ id: `${net}/subnets/one`, name: 'one', type: 'Microsoft.Network/virtualNetworks/subnets', properties: { addressPrefix: '10.0.0.0/24' } });
  send('PUT', `${net}/subnets/two`, { properties: { addressPrefix: '10.0.1.0/24' } });
  advance(60_000);
  expect(names(send('GET', net))).toEqual(['one', 'two']);
  expect((send('GET', `${net}/subnets`).body['value'] as readonly JsonObject[]).map(({ name }) => name)).toEqual(['one', 'two']);
  send('DELETE', `${net}/subnets/one`);
  advance(60_000);
  expect(names(send('GET', net))).toEqual(['two']);
});

it('a network that is written again keeps its subnets when it names none, loses those that it leaves out, and not those in use', () => {
  const { send, advance } = world();
  const put = (properties: JsonObject) => {
    const answered = send('PUT', net, { location, properties: { ...space, ...properties } });
    advance(60_000);
    return answered;
  };
  put({ subnets: [subnet('one', '10.0.0.0/24'), subnet('two', '10.0.1.0/24')] });
  put({});
  expect(names(send('GET', net))).toEqual(['one', 'two']);
  put({ subnets: [subnet('one', '10.0.0.0/24')] });
  expect([names(send('GET', net)), send('GET', `${net}/subnets/two`).status]).toEqual([['one'], 404]);
  send('PUT', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic`, { location, properties: { ipConfigurations: [{ name: 'c', properties: { subnet: { id: `${net}/subnets/one` } } }] } });
  advance(60_000);
  expect((put({ subnets: [] }).body['error'] as JsonObject)['code']).toBe('InUseSubnetCannotBeDeleted');
});
