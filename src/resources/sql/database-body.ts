import type { JsonObject } from '../../model/json.ts';
import type { LocalFacts } from '../local-facts.ts';
import { jsonAt, textAt } from '../json-path.ts';
import { fillDefaults } from '../settled-body.ts';
import type { DatabaseSku } from './database-sku.ts';
import { databaseSku, objectiveOf } from './database-sku.ts';

const gigabyte = 1_073_741_824;
const sizes: Readonly<Record<string, number>> = {
  Basic: 2 * gigabyte,
  Standard: 250 * gigabyte,
  Premium: 500 * gigabyte,
  GeneralPurpose: 32 * gigabyte,
  BusinessCritical: 32 * gigabyte,
  Hyperscale: -1,
  DataWarehouse: 245_760 * gigabyte,
};

function kindOfDatabase(sku: DatabaseSku): string {
  const parts = ['v12.0', 'user'];
  if (sku.tier === 'DataWarehouse') {
    return [...parts, 'datawarehouse', 'gen2'].join(',');
  }
  const vcore = sku.family !== undefined || sku.name === 'ElasticPool' ? ['vcore'] : [];
  const more = sku.name === 'ElasticPool' ? ['pool'] : sku.tier === 'Hyperscale' ? ['hyperscale'] : sku.name.startsWith('GP_S_') ? ['serverless'] : [];
  return [...parts, ...vcore, ...more].join(',');
}

/** What follows from the tier. Values that were sent stay, but for the read scale of Hyperscale, which is always on. */
function tierDefaults(sku: DatabaseSku, body: JsonObject): JsonObject {
  const vcore = sku.tier === 'GeneralPurpose' || sku.tier === 'BusinessCritical';
  const serverless = sku.name.startsWith('GP_S_');
  const readable = ['Hyperscale', 'BusinessCritical', 'Premium'].includes(sku.tier);
  const redundancy = textAt(body, 'properties.requestedBackupStorageRedundancy', 'Geo');
  const named = textAt(body, 'properties.secondaryType', '') === 'Named';
  return {
    maxSizeBytes: sizes[sku.tier] ?? 32 * gigabyte,
    readScale: readable ? 'Enabled' : 'Disabled',
    ...(sku.tier === 'DataWarehouse' ? {} : { zoneRedundant: false }),
    ...(vcore ? { maxLogSizeBytes: 193_273_528_320 } : {}),
    ...(sku.family !== undefined && !serverless ? { licenseType: 'LicenseIncluded' } : {}),
    ...(sku.tier === 'Hyperscale' ? { highAvailabilityReplicaCount: 1 } : {}),
    ...(serverless ? { autoPauseDelay: 60, minCapacity: 0.5 } : {}),
    ...(textAt(body, 'properties.createMode', '') === 'Secondary' ? { secondaryType: 'Geo' } : {}),
    ...(named ? {} : { requestedBackupStorageRedundancy: redundancy, currentBackupStorageRedundancy: redundancy }),
  };
}

/**
 * A database as its GET shows it. What a copy or a restore takes over from its source is not known here: such a database gets what a
 * new one gets.
 * @see https://learn.microsoft.com/rest/api/sql/databases/create-or-update
 */
export function settledDatabase(body: JsonObject, facts: LocalFacts): JsonObject {
  const sku = databaseSku(body);
  const plain: JsonObject = { ...sku };
  const filled = fillDefaults(body, { properties: tierDefaults(sku, body) });
  const properties = fillDefaults({}, (jsonAt(filled, 'properties') ?? {}) as JsonObject);
  const objective = objectiveOf(sku);
  return {
    ...filled,
    sku: plain,
    kind: kindOfDatabase(sku),
    properties: {
      ...properties,
      ...(sku.tier === 'Hyperscale' ? { readScale: 'Enabled' } : {}),
      currentSku: plain,
      currentServiceObjectiveName: objective,
      requestedServiceObjectiveName: objective,
      databaseId: facts.guid('database'),
      creationDate: facts.createdAt,
    },
  };
}
