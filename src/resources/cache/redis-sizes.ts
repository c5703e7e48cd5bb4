import type { JsonObject } from '../../model/json.ts';
import { jsonAt, textAt } from '../json-path.ts';

/**
 * Connections a cache takes, by family and capacity.
 * @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configuration#default-redis-server-configuration
 */
const clients: Readonly<Record<string, readonly number[]>> = {
  C: [256, 1_000, 2_000, 5_000, 10_000, 15_000, 20_000],
  P: [0, 7_500, 15_000, 30_000, 40_000, 40_000],
};

/** Megabytes kept from the data, for the sizes where it is known. */
const reserved: Readonly<Record<string, string>> = { C0: '30', C1: '125', P1: '642' };

/** What the server's configuration says for its size, whatever was sent: Azure keeps these to itself. */
export function sizedConfiguration(body: JsonObject): JsonObject {
  const family = textAt(body, 'properties.sku.family', '').toUpperCase();
  const capacity = Number(jsonAt(body, 'properties.sku.capacity') ?? 0);
  const most = clients[family]?.[capacity];
  const kept = reserved[`${family}${capacity}`];
  const memory = kept === undefined ? {} : { 'maxmemory-reserved': kept, 'maxfragmentationmemory-reserved': kept, 'maxmemory-delta': kept };
  return { ...(most === undefined ? {} : { maxclients: String(most) }), ...memory };
}

/** The nodes of a cache: one for the basic tier, a primary and a replica for each shard of the others. */
export function cacheInstances(body: JsonObject): readonly JsonObject[] {
  const basic = textAt(body, 'properties.sku.name', '').toLowerCase() === 'basic';
  const shards = jsonAt(body, 'properties.shardCount');
  const zones = Array.isArray(body['zones']) ? body['zones'] : [];
  const count = typeof shards === 'number' && shards > 0 && shards <= 30 ? Math.floor(shards) : 1;
  const sharded = typeof shards === 'number' || zones.length > 0;
  return Array.from({ length: count * (basic ? 1 : 2) }, (_, at) => {
    const primary = basic || at % 2 === 0;
    const zone: unknown = zones[at % Math.max(1, zones.length)];
    return {
      sslPort: 15_000 + at,
      ...(typeof zone === 'string' ? { zone } : {}),
      ...(sharded ? { shardId: Math.floor(at / 2) } : {}),
      isMaster: primary,
      isPrimary: primary,
    };
  });
}
