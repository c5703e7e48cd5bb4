import type { JsonObject } from '../../model/json.ts';
import { jsonAt, textAt } from '../json-path.ts';

/** What a database costs and can, as its GET shows it in `sku` and `currentSku`. */
export interface DatabaseSku {
  readonly name: string;
  readonly tier: string;
  readonly family?: string;
  readonly capacity: number;
}

const vcoreTiers: Readonly<Record<string, string>> = { GP: 'GeneralPurpose', BC: 'BusinessCritical', HS: 'Hyperscale' };
const standardUnits: Readonly<Record<string, number>> = { S0: 10, S1: 20, S2: 50, S3: 100, S4: 200, S6: 400, S7: 800, S9: 1_600, S12: 3_000 };
const premiumUnits: Readonly<Record<string, number>> = { P1: 125, P2: 250, P4: 500, P6: 1_000, P11: 1_750, P15: 4_000 };

/**
 * The sku that Azure makes of what was sent: `GP_Gen5_8` is taken apart, a database in a pool has the pool's, one without any gets two
 * general purpose vCores.
 * @see https://learn.microsoft.com/azure/azure-sql/database/service-tiers-sql-database-vcore
 * @see https://learn.microsoft.com/azure/azure-sql/database/resource-limits-dtu-single-databases
 */
export function databaseSku(body: JsonObject): DatabaseSku {
  if (typeof jsonAt(body, 'properties.elasticPoolId') === 'string') {
    return { name: 'ElasticPool', tier: textAt(body, 'sku.tier', 'GeneralPurpose'), capacity: 0 };
  }
  const name = textAt(body, 'sku.name', 'GP_Gen5_2');
  const sent = jsonAt(body, 'sku.capacity');
  const capacity = typeof sent === 'number' ? sent : undefined;
  const vcore = /^(GP|BC|HS)(_S)?_(Gen\d|[A-Za-z]+)(?:_(\d+))?$/i.exec(name);
  if (vcore !== null) {
    const [, tier = '', serverless = '', family = '', cores] = vcore;
    return {
      name: `${tier.toUpperCase()}${serverless.toUpperCase()}_${family}`,
      tier: vcoreTiers[tier.toUpperCase()] ?? 'GeneralPurpose',
      family,
      capacity: cores === undefined ? (capacity ?? 2) : Number(cores),
    };
  }
  return unitSku(name, capacity);
}

function unitSku(name: string, capacity: number | undefined): DatabaseSku {
  const upper = name.toUpperCase();
  if (upper === 'BASIC') {
    return { name: 'Basic', tier: 'Basic', capacity: capacity ?? 5 };
  }
  if (upper === 'STANDARD' || standardUnits[upper] !== undefined) {
    return { name: 'Standard', tier: 'Standard', capacity: standardUnits[upper] ?? capacity ?? 10 };
  }
  if (upper === 'PREMIUM' || premiumUnits[upper] !== undefined) {
    return { name: 'Premium', tier: 'Premium', capacity: premiumUnits[upper] ?? capacity ?? 125 };
  }
  const warehouse = /^DW(\d+)C$/.exec(upper);
  if (upper === 'DATAWAREHOUSE' || warehouse !== null) {
    return { name: 'DataWarehouse', tier: 'DataWarehouse', capacity: warehouse === null ? (capacity ?? 900) : Number(warehouse[1]) * 9 };
  }
  return { name, tier: name, capacity: capacity ?? 0 };
}

/** Name of the service objective: `GP_Gen5_2`, `S0`, `P1`, `ElasticPool`. */
export function objectiveOf(sku: DatabaseSku): string {
  const units = sku.tier === 'Standard' ? standardUnits : sku.tier === 'Premium' ? premiumUnits : {};
  return sku.family === undefined ? (Object.keys(units).find((key) => units[key] === sku.capacity) ?? sku.name) : `${sku.name}_${sku.capacity}`;
}
