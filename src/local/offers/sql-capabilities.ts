import type { JsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { displayRegion, physicalRegions } from '../arm/regions.ts';
import type { LocalContext } from '../context.ts';
import { isUnavailable } from '../services/quotas.ts';

/** A size of database: name, capacity, its status; `zones` differs from the edition's for the editions that count in cores. */
type Objective = readonly [name: string, capacity: number, status: 'Default' | 'Available' | 'Visible', zones?: boolean];

interface Edition {
  readonly name: string;
  readonly unit: 'DTU' | 'VCores';
  readonly zones: boolean;
  readonly replicas: number;
  readonly status: 'Default' | 'Available' | 'Visible';
  readonly reason?: string;
  readonly objectives: readonly Objective[];
}

/**
 * Editions with their first sizes, recorded for West Europe in 2024. The editions that count in cores say of themselves that they
 * have no zones, and of their sizes that they do.
 */
const editions: readonly Edition[] = [
  {
    name: 'System',
    unit: 'DTU',
    zones: true,
    replicas: 0,
    status: 'Visible',
    reason: "'System' is not a valid database edition in this version of SQL Server.",
    objectives: [['System', 0, 'Visible'], ['System0', 0, 'Visible']],
  },
  { name: 'Free', unit: 'DTU', zones: false, replicas: 0, status: 'Available', objectives: [['Free', 5, 'Default']] },
  { name: 'Basic', unit: 'DTU', zones: false, replicas: 0, status: 'Available', objectives: [['Basic', 5, 'Default']] },
  {
    name: 'Standard',
    unit: 'DTU',
    zones: false,
    replicas: 0,
    status: 'Available',
    objectives: [['S0', 10, 'Default'], ['S1', 20, 'Available'], ['S2', 50, 'Available'], ['S3', 100, 'Available']],
  },
  {
    name: 'Premium',
    unit: 'DTU',
    zones: true,
    replicas: 1,
    status: 'Available',
    objectives: [['P1', 125, 'Default'], ['P2', 250, 'Available'], ['P4', 500, 'Available'], ['P6', 1000, 'Available']],
  },
  {
    name: 'DataWarehouse',
    unit: 'DTU',
    zones: false,
    replicas: 0,
    status: 'Available',
    objectives: [['DW100c', 900, 'Default'], ['DW200c', 1800, 'Available']],
  },
  { name: 'Stretch', unit: 'DTU', zones: false, replicas: 0, status: 'Available', objectives: [['DS100', 750, 'Default'], ['DS200', 1500, 'Available']] },
  {
    name: 'GeneralPurpose',
    unit: 'VCores',
    zones: false,
    replicas: 0,
    status: 'Default',
    objectives: [
      ['GP_S_Gen5_1', 1, 'Available', true],
      ['GP_Gen5_2', 2, 'Default', true],
      ['GP_S_Gen5_2', 2, 'Available', true],
      ['GP_Gen5_4', 4, 'Available', true],
    ],
  },
  {
    name: 'BusinessCritical',
    unit: 'VCores',
    zones: false,
    replicas: 1,
    status: 'Available',
    objectives: [['BC_Gen5_2', 2, 'Default', true], ['BC_DC_2', 2, 'Available', false], ['BC_Gen5_4', 4, 'Available', true]],
  },
  {
    name: 'Hyperscale',
    unit: 'VCores',
    zones: false,
    replicas: 4,
    status: 'Available',
    objectives: [['HS_Gen5_2', 2, 'Default', true], ['HS_S_Gen5_2', 2, 'Available', true], ['HS_Gen5_4', 4, 'Available', true]],
  },
];

/**
 * What SQL offers in a region: editions, sizes, zones.
 * @see https://learn.microsoft.com/rest/api/sql/capabilities/list-by-location
 */
export function sqlCapabilities(context: LocalContext, region: string): JsonObject {
  const zoned = physicalRegions.find(({ name }) => name === plainRegion(region))?.zones !== undefined;
  const status = isUnavailable(context, 'Microsoft.Sql', region) ? { status: 'Disabled', reason: "Provisioning is restricted in this region. Please choose a different region." } : { status: 'Available' };
  return {
    name: displayRegion(region),
    ...status,
    supportedServerVersions: [{ name: '12.0', supportedEditions: editions.map((edition) => editionView(edition, zoned)), status: 'Default' }],
  };
}

function editionView({ name, unit, zones, replicas, status, reason, objectives }: Edition, zoned: boolean): JsonObject {
  const inZones = zoned ? { reason: ' is available in multi-az regions' } : undefined;
  const storage = (storageAccountType: string, usual: string) => ({ storageAccountType, status: usual });
  const zoneStorage = (storageAccountType: string) => (inZones === undefined ? { storageAccountType, status: 'Disabled' } : { storageAccountType, status: 'Available', reason: `${storageAccountType}${inZones.reason}` });
  return {
    name,
    zoneRedundant: zones && zoned,
    readScale: { maxNumberOfReplicas: replicas },
    supportedStorageCapabilities: [storage('GRS', 'Default'), storage('LRS', 'Available'), zoneStorage('ZRS'), zoneStorage('GZRS')],
    status,
    ...(reason === undefined ? {} : { reason }),
    supportedServiceLevelObjectives: objectives.map((objective) => objectiveView(objective, { name, unit, zones: zones && zoned, zoned })),
  };
}

function objectiveView([name, value, status, own]: Objective, edition: { readonly name: string; readonly unit: string; readonly zones: boolean; readonly zoned: boolean }): JsonObject {
  const inCores = edition.unit === 'VCores';
  const sku = inCores ? { name: name.replace(/_\d+$/, ''), tier: edition.name, family: name.split('_').at(-2) ?? '', capacity: value } : { name: edition.name, tier: edition.name, capacity: value };
  return {
    name,
    performanceLevel: { value, unit: edition.unit },
    sku,
    zoneRedundant: own === undefined ? edition.zones : own && edition.zoned,
    ...(inCores ? { computeModel: name.includes('_S_') ? 'Serverless' : 'Provisioned' } : {}),
    status,
  };
}
