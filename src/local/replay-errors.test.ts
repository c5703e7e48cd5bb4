import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { TestAzure } from './local-azure.fake.ts';
import { writeFaultFile } from './faults/fault-file.ts';
import { parseFaultRule } from './faults/parse-fault-rule.ts';
import { createTestAzure, storageAccount, subscriptionPath, template, vault } from './local-azure.fake.ts';
import { hasGolden, recorded } from './replay.fake.ts';

interface ErrorRow {
  readonly code: string;
  readonly message_shape: string;
  readonly http_status: number | string;
  readonly when: string;
}

const rg = `${subscriptionPath}/resourcegroups/rg`;
const account = (name: string) => `${rg}/providers/Microsoft.Storage/storageAccounts/${name}?api-version=2024-01-01`;
const put = (azure: TestAzure, resources: readonly JsonObject[], rest: JsonObject = {}, parameters: JsonObject = {}) =>
  azure.send('PUT', `${rg}/providers/Microsoft.Resources/deployments/d`, { properties: { mode: 'Incremental', template: template(resources, rest), parameters } });
const withParameter = (definition: JsonObject, value: Json) => (azure: TestAzure) => put(azure, [], { parameters: { p: definition } }, { p: { value } });
const copies = (copy: JsonObject) => (azure: TestAzure) => put(azure, [storageAccount("[concat('stone', copyIndex())]", { copy: { name: 'loop', ...copy } })]);
const ended = (azure: TestAzure, resources: readonly JsonObject[], rest: JsonObject = {}) => {
  azure.deploy('d', template(resources, rest), { group: 'rg' });
  return azure.send('GET', `${rg}/providers/Microsoft.Resources/deployments/d`);
};
type Maker = (azure: TestAzure) => { readonly status: number; readonly body: JsonObject };

/** How each recorded or quoted refusal is brought about, by words of its message. */
const makers: readonly (readonly [fragment: string, make: Maker])[] = [
  ['is not provided', (azure) => put(azure, [], { parameters: { p: { type: 'string' } } })],
  ['in the parameters file are not valid', (azure) => put(azure, [], { parameters: { p: { type: 'string', defaultValue: '' } } }, { q: { value: 1 } })],
  ["Length of the value should be greater", withParameter({ type: 'string', minLength: 3 }, 'b')],
  ['Expected a value of type', withParameter({ type: 'object' }, 'b')],
  ['Circular dependency', (azure) => put(azure, [storageAccount('aaa', { dependsOn: ['bbb'] }), storageAccount('bbb', { dependsOn: ['aaa'] })])],
  ['is defined multiple times', (azure) => put(azure, [storageAccount('aaa'), storageAccount('aaa')])],
  ['is not defined in the template', (azure) => put(azure, [storageAccount('aaa', { dependsOn: ['Microsoft.Storage/storageAccounts/zzz'] })])],
  ['could not find template resource or resource copy', (azure) => put(azure, [storageAccount('aaa', { dependsOn: ['zzz'] })])],
  ['has incorrect segment lengths', (azure) => put(azure, [storageAccount('aaa/b')])],
  ['invalid copy count', copies({ count: 801 })],
  ['invalid copy batch size', copies({ count: 2, mode: 'serial', batchSize: 3 })],
  ['Unable to evaluate template outputs', (azure) => ended(azure, [storageAccount('aaa')], { outputs: { o: { type: 'string', value: "[reference('aaa').none]" } } })],
  ['At least one resource deployment operation failed', (azure) => ended(azure, [vault('no--vault')])],
  ['is not valid according to the validation procedure', (azure) => put(azure, [storageAccount('Bad_Name')])],
  ['Multiple error occurred', (azure) => put(azure, [storageAccount('aaa', { location: 'nowhere' }), { type: 'Microsoft.Network/virtualNetworks', apiVersion: '2023-09-01', name: 'n', location: 'westus' }])],
  ['Unable to edit or replace deployment', (azure) => (put(azure, [storageAccount('aaa')]), put(azure, []))],
  ['Invalid deployment location', (azure) => {
    const at = (location: string) => azure.send('PUT', `${subscriptionPath}/providers/Microsoft.Resources/deployments/d`, { location, properties: { mode: 'Incremental', template: template([]) } });
    at('westus');
    azure.advance(1000);
    return at('eastus');
  }],
  ['already exists in location', (azure) => {
    const body = { sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} };
    azure.send('PUT', account('aaa'), { location: 'westus', ...body });
    azure.advance(10_000);
    return azure.send('PUT', account('aaa'), { location: 'eastus', ...body });
  }],
  ["Resource group '{name}' could not be found", (azure) => azure.send('GET', `${subscriptionPath}/resourcegroups/none/providers/Microsoft.Storage/storageAccounts/aaa?api-version=2024-01-01`)],
  ["under resource group '{rg}' was not found", (azure) => azure.send('GET', account('aaa'))],
  ['Can not perform requested operation on nested resource', (azure) => azure.send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/aaa/blobServices/default/containers/c?api-version=2024-01-01`, {})],
  ['is in deprovisioning state', (azure) => (azure.send('DELETE', rg), put(azure, []))],
  ['Deletion of resource group', (azure) => {
    azure.prepare('other', 'Microsoft.Network');
    azure.send('PUT', `${rg}/providers/Microsoft.Network/publicIPAddresses/ip`, { location: 'westeurope', sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } });
    const used = { id: `${rg}/providers/Microsoft.Network/publicIPAddresses/ip` };
    azure.send('PUT', `${subscriptionPath}/resourcegroups/other/providers/Microsoft.Network/networkInterfaces/nic`, { location: 'westeurope', properties: { ipConfigurations: [{ name: 'one', properties: { publicIPAddress: used } }] } });
    azure.advance(60_000);
    const { headers } = azure.send('DELETE', rg);
    azure.advance(60_000);
    return azure.send('GET', (headers['location'] ?? '').slice('https://management.azure.com'.length));
  }],
  ['is not registered to use namespace', (azure) => put(azure, [{ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2023-09-01', name: 'n', location: 'westus' }])],
  ['List of available regions', (azure) => put(azure, [storageAccount('aaa', { location: 'nowhere' })])],
  ['No registered resource provider found', (azure) => azure.send('PUT', account('aaa').replace('2024-01-01', '2099-01-01'), { location: 'westus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' })],
  ['expected token', (azure) => put(azure, [storageAccount('aaa', { tags: { a: '[add(1]' } })])],
  ["The template variable '{name}' is not valid", (azure) => put(azure, [], { variables: { v: "[resourceGroup().none]" } })],
  ["The template parameter '{name}' is not found", (azure) => put(azure, [storageAccount('aaa', { tags: { a: "[parameters('none')]" } })])],
  ["The template resource '{name or raw name}'", (azure) => put(azure, [storageAccount("[resourceGroup().none]")])],
  ["The template function 'copyIndex'", (azure) => put(azure, [storageAccount('aaa', { tags: { a: '[string(copyIndex())]' } })])],
  ["The template function '{fn}'", (azure) => put(azure, [storageAccount("[reference('x').name]")])],
  ['Unable to process template language expressions', (azure) => {
    const { body } = ended(azure, [storageAccount('aaa'), storageAccount('bbb', { dependsOn: ['aaa'], tags: { a: "[reference('aaa').none]" } })]);
    const { details } = (body['properties'] as { error: { details: readonly { message: string }[] } }).error;
    const inner = JSON.parse(details[0]?.message ?? '{}') as JsonObject;
    return { status: 200, body: isJsonObject(inner['error']) ? inner : { error: details[0] as unknown as JsonObject } };
  }],
  ['Encountered internal server error', (azure) => {
    writeFaultFile(azure.worldFolder, { seed: 1, rules: [parseFaultRule(`500 PUT message="Encountered internal server error. Diagnostic information: timestamp '0', subscription id '0', tracking id '0', request correlation id '0'."`)] });
    return put(azure, []);
  }],
  ['The request content was invalid', (azure) => azure.send('PUT', `${rg}/providers/Microsoft.Resources/deployments/d`, { properties: { mode: 'Incremental', template: template([]), parameters: 'none' } })],
];

/** Rows that are not brought about here, with the reason. */
const left: readonly (readonly [fragment: string, reason: string])[] = [
  ['Length of the value should be less than', 'a wording of 2016; newer recordings say "less than or equal to", which is what is answered'],
  ['is not part of the allowed', 'a wording of 2015; the newer one with the values is answered'],
  ['Template parameter JToken type', 'the older wording of a wrong type; the newer one is answered'],
  ["The template variable '{name}' is not found", 'inner sentence, in the tests of src/arm; the sentence about what holds the expression is around it'],
  ['The resource operation completed with terminal', 'the older wording; the newer one is in deployments.test.ts'],
  ['does not have authorization to perform action', 'the older wording; the newer one, with advice about new rights, is in replay-failures.test.ts'],
];

/** Links to help and one place that the service has changed since the row was recorded, and what is answered now. */
const movedLinks: Readonly<Record<string, string>> = {
  'aka.ms/arm-deploy/#parameter-file': 'aka.ms/arm-pass-parameter-values',
  'aka.ms/arm-template/#parameters': 'aka.ms/arm-syntax-parameters',
  'aka.ms/arm-template for': 'aka.ms/arm-syntax-resources for',
  'aka.ms/DeployOperations': 'aka.ms/arm-deployment-operations',
  // Newer recordings of the sentence have no place in it.
  "The provided value for the template parameter '{name}' at line '{L}' and column '{C}'": "The provided value for the template parameter '{name}'",
};

/** A pattern for a message: placeholders stand for any text, places for numbers. */
function pattern(shape: string): RegExp {
  const text = Object.entries(movedLinks).reduce((whole, [then, now]) => whole.replaceAll(then, now), shape);
  const parts = text.replaceAll(/'\{[LC]\}'/g, "'<number>'").split(/\{[^}]*\}/);
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('<number>', String.raw`\d+`));
  return new RegExp(escaped.join('.*'), 's');
}

const rows = hasGolden ? (recorded('errors.json') as unknown as readonly ErrorRow[]) : [];
const fragmentIn = <T>(table: readonly (readonly [string, T])[], row: ErrorRow) => table.find(([fragment]) => row.message_shape.includes(fragment))?.[1];

describe.runIf(hasGolden)('the commonest errors (skipped without ../shared/golden)', () => {
  it('each is brought about or left with a reason', () => {
    expect(rows.filter((row) => fragmentIn(makers, row) === undefined && fragmentIn(left, row) === undefined).map(({ message_shape }) => message_shape)).toEqual([]);
    expect(rows.filter((row) => fragmentIn(makers, row) !== undefined).length).toBe(35);
    console.info(`errors: ${rows.filter((row) => fragmentIn(makers, row) !== undefined).length} of ${rows.length} brought about`);
  });

  it.each(rows.filter((row) => fragmentIn(makers, row) !== undefined).map((row) => [`${row.code}: ${row.when}`, row] as const))('%s', (_, row) => {
    const azure = createTestAzure({ start: '2026-06-30T10:00:00.000Z' });
    azure.prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const made = fragmentIn(makers, row)?.(azure);
    const properties = made?.body['properties'];
    const error = (isJsonObject(properties) ? properties['error'] : made?.body['error']) as JsonObject | undefined;
    expect(error?.['code']).toBe(row.code);
    expect(String(error?.['message'])).toMatch(pattern(row.message_shape));
    if (typeof row.http_status === 'number') expect(made?.status).toBe(row.http_status);
  });
});
