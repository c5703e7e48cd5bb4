import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { LocalFacts } from '../local-facts.ts';
import { settledDatabase } from './database-body.ts';
import { databaseSku, objectiveOf } from './database-sku.ts';

const facts: LocalFacts = { id: '/d', name: 'd', location: 'westeurope', tenantId: 't', subscriptionId: 's', resourceGroup: 'g', createdAt: '2026-01-01T00:00:00Z', guid: (label) => `guid of ${label}` };
const propertiesOf = (body: JsonObject): JsonObject => settledDatabase(body, facts)['properties'] as JsonObject;

describe('the sku that Azure makes of what was sent', () => {
  it.each<[string, JsonObject, object, string]>([
    ['nothing: two general purpose cores', {}, { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 }, 'GP_Gen5_2'],
    ['a name with its cores', { sku: { name: 'BC_Gen5_8' } }, { name: 'BC_Gen5', tier: 'BusinessCritical', family: 'Gen5', capacity: 8 }, 'BC_Gen5_8'],
    ['a name, and cores beside it', { sku: { name: 'GP_Gen5', capacity: 4 } }, { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 4 }, 'GP_Gen5_4'],
    ['serverless, in any letter case', { sku: { name: 'gp_s_Gen5_1' } }, { name: 'GP_S_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 1 }, 'GP_S_Gen5_1'],
    ['Hyperscale of another family', { sku: { name: 'HS_PRMS_4' } }, { name: 'HS_PRMS', tier: 'Hyperscale', family: 'PRMS', capacity: 4 }, 'HS_PRMS_4'],
    ['Basic', { sku: { name: 'basic' } }, { name: 'Basic', tier: 'Basic', capacity: 5 }, 'Basic'],
    ['a standard objective', { sku: { name: 'S3' } }, { name: 'Standard', tier: 'Standard', capacity: 100 }, 'S3'],
    ['Standard by its units', { sku: { name: 'Standard', capacity: 20 } }, { name: 'Standard', tier: 'Standard', capacity: 20 }, 'S1'],
    ['a premium objective', { sku: { name: 'P2' } }, { name: 'Premium', tier: 'Premium', capacity: 250 }, 'P2'],
    ['a warehouse', { sku: { name: 'DW100c' } }, { name: 'DataWarehouse', tier: 'DataWarehouse', capacity: 900 }, 'DataWarehouse'],
    ['a pool, whatever else was sent', { sku: { name: 'S3' }, properties: { elasticPoolId: '/pool' } }, { name: 'ElasticPool', tier: 'GeneralPurpose', capacity: 0 }, 'ElasticPool'],
  ])('%s', (_, body, expected, objective) => {
    const sku = databaseSku(body);
    expect(sku).toEqual(expected);
    expect(objectiveOf(sku)).toBe(objective);
  });
});

describe('what follows from the tier', () => {
  it.each<[string, string, JsonObject]>([
    ['Basic', 'v12.0,user', { maxSizeBytes: 2 * 2 ** 30, readScale: 'Disabled', zoneRedundant: false }],
    ['GP_Gen5_2', 'v12.0,user,vcore', { maxSizeBytes: 32 * 2 ** 30, readScale: 'Disabled', licenseType: 'LicenseIncluded', maxLogSizeBytes: 193_273_528_320 }],
    ['GP_S_Gen5_1', 'v12.0,user,vcore,serverless', { autoPauseDelay: 60, minCapacity: 0.5 }],
    ['HS_Gen5_2', 'v12.0,user,vcore,hyperscale', { maxSizeBytes: -1, readScale: 'Enabled', highAvailabilityReplicaCount: 1 }],
    ['P1', 'v12.0,user', { maxSizeBytes: 500 * 2 ** 30, readScale: 'Enabled' }],
    ['DW100c', 'v12.0,user,datawarehouse,gen2', { maxSizeBytes: 245_760 * 2 ** 30 }],
  ])('%s', (name, kind, properties) => {
    const settled = settledDatabase({ sku: { name } }, facts);
    expect(settled).toMatchObject({ kind, properties: { ...properties, databaseId: 'guid of database', creationDate: facts.createdAt } });
    expect((settled['properties'] as JsonObject)['currentSku']).toEqual(settled['sku']);
  });

  it('values that were sent stay, but for the read scale of Hyperscale', () => {
    expect(propertiesOf({ properties: { maxSizeBytes: 5, readScale: 'Disabled', zoneRedundant: true } })).toMatchObject({ maxSizeBytes: 5, readScale: 'Disabled', zoneRedundant: true });
    expect(propertiesOf({ sku: { name: 'HS_Gen5_2' }, properties: { readScale: 'Disabled' } })['readScale']).toBe('Enabled');
  });

  it('serverless has no license type, warehouses no zones, named replicas no redundancy of backups', () => {
    expect(propertiesOf({ sku: { name: 'GP_S_Gen5_1' } })).not.toHaveProperty('licenseType');
    expect(propertiesOf({ sku: { name: 'DW100c' } })).not.toHaveProperty('zoneRedundant');
    expect(propertiesOf({ properties: { secondaryType: 'Named' } })).not.toHaveProperty('currentBackupStorageRedundancy');
    expect(propertiesOf({ properties: { requestedBackupStorageRedundancy: 'Local' } })['currentBackupStorageRedundancy']).toBe('Local');
  });
});
