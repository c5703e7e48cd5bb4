import type { JsonObject } from '../model/json.ts';
import type { KindSpec } from './describe-kind.ts';
import { ownName } from './naming-rules.ts';
import type { LocalFacts } from './local-facts.ts';

/** Names of databases and containers: anything but what has a meaning in the address of an item. */
const itemName = ownName(1, 255, /^[^/\\?#]*[^/\\?# ]$/);

/** Facts that Cosmos DB adds to every database and container. */
export function cosmosSystemProperties(facts: LocalFacts): JsonObject {
  const hex = facts.guid('rid').replaceAll('-', '');
  return {
    _rid: `${hex.slice(0, 6)}==`,
    _self: `dbs/${hex.slice(0, 6)}==/`,
    _etag: `"${facts.guid('etag')}"`,
    _ts: Number.parseInt(hex.slice(8, 15), 16),
  };
}

/** What Cosmos DB databases and containers have in common: a `resource`, and `options` that are never returned. */
export const cosmosItem = {
  stack: 'data',
  scope: 'child',
  naming: itemName,
  holdsData: true,
  local: { duration: 'seconds', asyncStyle: 'async-operation' },
} as const satisfies Partial<KindSpec>;

/** Paths of a `PUT` of a database or container that a `GET` does not have. */
export const cosmosWriteOnly: readonly string[] = [
  'location',
  'properties.options',
  'properties.resource.createMode',
  'properties.resource.restoreParameters',
];
