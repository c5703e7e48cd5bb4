import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { groupedTemplate, placeDeployment, placeTemplate } from './state-template.ts';

const place = { subscriptionId: '33333333-3333-4333-8333-333333333333', resourceGroup: 'rg-shop-state', account: 'stshopabcdefgh', container: 'atakora-state', location: 'westeurope', project: 'shop' };
const nothing = { groupLocation: undefined, account: undefined, isSafe: false, container: false };

function resourcesOf(template: JsonObject): readonly JsonObject[] {
  return template['resources'] as readonly JsonObject[];
}

describe('the template of the place of a state', () => {
  test('makes an account without keys, public access or old TLS, that keeps versions and what was deleted', () => {
    const [account, service, container] = resourcesOf(placeTemplate(place, nothing));
    expect(account).toMatchObject({ name: place.account, properties: { allowSharedKeyAccess: false, allowBlobPublicAccess: false, minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true } });
    expect(service).toMatchObject({ properties: { isVersioningEnabled: true, deleteRetentionPolicy: { enabled: true, days: 30 }, containerDeleteRetentionPolicy: { enabled: true, days: 30 } } });
    expect(container).toMatchObject({ name: `${place.account}/default/${place.container}`, properties: { publicAccess: 'None' } });
  });

  test('gives the role to whoever deploys, on the container alone, under a name that is the same each time', () => {
    const role = resourcesOf(placeTemplate(place, nothing)).at(-1);
    expect(role).toMatchObject({ type: 'Microsoft.Authorization/roleAssignments', scope: `Microsoft.Storage/storageAccounts/${place.account}/blobServices/default/containers/${place.container}`, properties: { principalId: "[parameters('maker')]" } });
    expect(String(role?.['name'])).toMatch(/^\[guid\(.*parameters\('maker'\)/);
  });

  test('keeps what only the maker of an account may change, and leaves one alone that is safe', () => {
    const account = { location: 'northeurope', sku: 'Standard_GZRS', kind: 'StorageV2', tags: { owner: 'ops' } };
    expect(resourcesOf(placeTemplate(place, { ...nothing, groupLocation: 'northeurope', account }))[0]).toMatchObject({ location: 'northeurope', sku: { name: 'Standard_GZRS' }, tags: { owner: 'ops' } });
    const left = resourcesOf(placeTemplate(place, { ...nothing, groupLocation: 'northeurope', account, isSafe: true }));
    expect(left.map(({ type }) => type)).toEqual(['Microsoft.Storage/storageAccounts/blobServices/containers', 'Microsoft.Authorization/roleAssignments']);
    expect(left[0]).not.toHaveProperty('dependsOn');
  });

  test('makes a group of its own around it, and passes the maker on', () => {
    const [group, nested] = resourcesOf(groupedTemplate(place, nothing));
    expect(group).toMatchObject({ type: 'Microsoft.Resources/resourceGroups', name: place.resourceGroup, location: 'westeurope' });
    expect(nested).toMatchObject({ resourceGroup: place.resourceGroup, properties: { parameters: { maker: { value: '[deployer().objectId]' } } } });
    expect(placeDeployment({ ...place, account: 'a'.repeat(24) }).length).toBeLessThanOrEqual(64 - '-in-group'.length);
  });
});
