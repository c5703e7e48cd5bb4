import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { createTestAzure, storageAccount, subscriptionPath, vault } from '../local-azure.fake.ts';
import { nameFor, placeFor, wholeBody, withValue } from './asked-bodies.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg/providers`;

/** What a service answers to a body that differs from a whole one at a path; the second write of a resource when `before` says how it was made. */
function answerTo(type: string, path: string, value: string | boolean | JsonObject | undefined, before?: string | boolean | JsonObject) {
  const kind = kindOf(type);
  if (kind === undefined) throw new Error(type);
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.Storage', type.split('/')[0] ?? '');
  const id = `${placeFor(azure, kind)}/${nameFor(kind)}`;
  if (before !== undefined) expect(azure.send('PUT', id, withValue(wholeBody(kind), path, before)).status).toBeLessThan(300);
  azure.advance(600_000);
  return azure.send('PUT', id, withValue(wholeBody(kind), path, value));
}

type Row = readonly [type: string, path: string, value: string | boolean | JsonObject | undefined, before: string | boolean | JsonObject | undefined, status: number, code: string, message: RegExp];

const alpha = `${group}/Microsoft.Network/publicIPAddresses/alpha1`;

describe('what a service refuses', () => {
  it.each<Row>([
    ['Microsoft.Storage/storageAccounts', 'kind', 'Tape', undefined, 400, 'InvalidValuesForRequestParameters', /^Values for request parameters are invalid: kind\. For more information, see - https:\/\/aka\.ms\/storageaccounttypes$/],
    ['Microsoft.Storage/storageAccounts', 'properties.accessTier', 'Tepid', undefined, 400, 'InvalidValuesForRequestParameters', /invalid: accessTier\.$/],
    ['Microsoft.Storage/storageAccounts', 'sku.name', 'Premium_LRS', 'Standard_LRS', 400, 'StorageAccountTypeConversionNotAllowed', /SKU conversion/],
    ['Microsoft.Storage/storageAccounts', 'properties.isNfsV3Enabled', true, false, 400, 'AccountPropertyCannotBeUpdated', /^The property 'isNfsV3Enabled' was specified in the input, but it cannot be updated as it is read-only\. For more information, see - https:\/\/aka\.ms\/storageaccountupdate$/],
    ['Microsoft.KeyVault/vaults', 'properties.sku.name', 'gold', undefined, 400, 'BadRequest', /^Invalid value found at sku\.name: gold$/],
    ['Microsoft.KeyVault/vaults', 'properties.tenantId', undefined, undefined, 400, 'InvalidRequestContent', /Required property 'tenantId' not found in JSON\. Path 'properties'/],
    ['Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers', 'properties.resource.partitionKey', { paths: ['/b'], kind: 'Hash' }, { paths: ['/a'], kind: 'Hash' }, 400, 'BadRequest', /\{"Errors":\["Document collection partition key cannot be changed\."\]\}\r\nActivityId: /],
    ['Microsoft.ServiceBus/namespaces/queues', 'properties.requiresSession', true, false, 400, 'MessagingGatewayBadRequest', /^SubCode=40000\. The value for the requires session property of an existing Queue cannot be changed\./],
    ['Microsoft.ServiceBus/namespaces', 'sku.name', 'Gold', undefined, 400, 'InvalidRequestContent', /Error converting value "Gold".* Path 'sku\.name'/],
    ['Microsoft.Sql/servers', 'properties.administratorLogin', 'bob', 'alice', 409, 'InvalidParameterValue', /^Invalid value given for parameter Login\. Specify a valid parameter value\.$/],
    ['Microsoft.Network/publicIPAddresses', 'sku.name', 'Basic', 'Standard', 400, 'SkuCannotBeChangedOnUpdate', new RegExp(`from Standard to Basic on resource update for resource ${alpha}\\.$`)],
    ['Microsoft.Network/networkSecurityGroups/securityRules', 'properties.protocol', 'Carrier', undefined, 400, 'SecurityRuleInvalidProtocol', /^Security rule has invalid Protocol\. Value provided: "Carrier" Allowed values: Icmp,Tcp,Udp,Esp,Ah,\*\.$/],
    ['Microsoft.Network/networkSecurityGroups/securityRules', 'properties.priority', undefined, undefined, 400, 'SecurityRuleInvalidPriority', /100-4096/],
    ['Microsoft.App/managedEnvironments/storages', 'properties.azureFile.accessMode', 'ReadWrite', 'ReadOnly', 400, 'ManagedEnvironmentStorageUpdateBadRequest', /^Invalid request body for managed environment storage 'alpha1'\. Only 'properties\.azureFile\.AccountKey' can be updated\.$/],
    ['Microsoft.Cdn/profiles/afdEndpoints/routes', 'properties.httpsRedirect', 'Maybe', undefined, 400, 'BadRequest', /^Property 'Route\.HttpsRedirect' cannot be set to 'Maybe'\. Acceptable values are: Enabled, Disabled$/],
    ['Microsoft.Insights/metricAlerts', 'properties.severity', undefined, undefined, 400, 'InvalidRequestContent', /'severity'/],
    ['Microsoft.ContainerRegistry/registries', 'properties.zoneRedundancy', 'Enabled', 'Disabled', 409, 'PropertyChangeNotAllowed', /zoneRedundancy/],
  ])('%s, %s = %j after %j', (type, path, value, before, status, code, message) => {
    const answer = answerTo(type, path, value, before);
    const error = (answer.body['error'] ?? answer.body) as JsonObject;
    expect([answer.status, error['code'], error['message']]).toEqual([status, code, expect.stringMatching(message)]);
  });

  it('is said by the network with the reason in a detail, by App Service three times', () => {
    expect(answerTo('Microsoft.Network/networkSecurityGroups/securityRules', 'properties.access', undefined).body).toEqual({
      error: { code: 'InvalidRequestFormat', message: 'Cannot parse the request.', details: [{ code: 'InvalidJson', message: expect.stringContaining("'access'") }] },
    });
    expect(answerTo('Microsoft.Web/staticSites', 'sku.name', 'Gold').body).toMatchObject({
      Code: 'BadRequest',
      Message: 'Sku is invalid.  SKU name is invalid. Valid SKUs: Free, Standard, Trial',
      Details: [{}, {}, { ErrorEntity: { ExtendedCode: '51021', MessageTemplate: '{0} is invalid.  {1}' } }],
    });
  });
});

describe('what a service changes in place', () => {
  it.each<readonly [string, string, string | boolean, string | boolean]>([
    ['Microsoft.Storage/storageAccounts', 'sku.name', 'Standard_LRS', 'Standard_RAGRS'],
    ['Microsoft.Storage/storageAccounts', 'kind', 'Storage', 'StorageV2'],
    ['Microsoft.Storage/storageAccounts', 'sku.name', 'Standard_LRS', 'STANDARD_LRS'],
    ['Microsoft.Network/publicIPAddresses', 'sku.name', 'Basic', 'Standard'],
    ['Microsoft.Web/serverfarms', 'sku.name', 'B1', 'P1v3'],
    ['Microsoft.ServiceBus/namespaces', 'sku.name', 'Basic', 'Standard'],
  ])('%s, %s from %j to %j', (type, path, before, value) => {
    expect(answerTo(type, path, value, before).status).toBeLessThan(300);
  });

  it('keeps what an update leaves out', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const account = `${group}/Microsoft.Storage/storageAccounts/stone`;
    send('PUT', account, storageAccount('stone', { properties: { isHnsEnabled: true } }));
    expect(send('PUT', account, storageAccount('stone', { tags: { a: 'b' } })).status).toBeLessThan(300);
    expect(send('GET', account).body).toMatchObject({ properties: { isHnsEnabled: true } });
    const safe = `${group}/Microsoft.KeyVault/vaults/safe`;
    send('PUT', safe, vault('safe'));
    expect(send('PATCH', safe, { properties: { enabledForDeployment: true } }).status).toBeLessThan(300);
  });
});
