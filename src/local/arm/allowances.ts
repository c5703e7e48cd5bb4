import type { Database } from '../world/database.ts';

/** A bucket of requests: how many fit in, and how many come back each second. */
interface Bucket {
  readonly name: 'reads' | 'writes' | 'deletes';
  readonly size: number;
  readonly perSecond: number;
}

/**
 * Of one principal in a subscription and region; the subscription as a whole has `globalFactor` times as much.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling#migrating-to-regional-throttling-and-token-bucket-algorithm
 */
const reads: Bucket = { name: 'reads', size: 250, perSecond: 25 };
const writes: Bucket = { name: 'writes', size: 200, perSecond: 10 };
const deletes: Bucket = { name: 'deletes', size: 200, perSecond: 10 };
const globalFactor = 15;

/** What is left after a request: for whoever sends it, and for all of the subscription together, who have fifteen times as much. */
export interface Allowance {
  readonly name: Bucket['name'];
  readonly left: number;
  readonly leftOfAll: number;
}

interface Level {
  readonly left: number;
  readonly at: number;
}

/** Levels by world; each process counts its own requests, and a new one begins with full buckets. */
const levels = new WeakMap<Database, Map<string, Level>>();

/**
 * Takes a request out of the bucket of its method. Nobody is refused for an empty one here: throttling comes from fault rules.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling#remaining-requests
 */
export function takeAllowance(db: Database, request: { readonly method: string; readonly principalId: string; readonly at: string }): Allowance {
  const bucket = bucketOf(request.method.toUpperCase());
  const world = levels.get(db) ?? new Map<string, Level>();
  levels.set(db, world);
  const take = (key: string, factor: number) => {
    const at = Date.parse(request.at);
    const before = world.get(key) ?? { left: bucket.size * factor, at };
    const refilled = before.left + (Math.max(0, at - before.at) / 1000) * bucket.perSecond * factor;
    const left = Math.max(0, Math.min(bucket.size * factor, refilled) - 1);
    world.set(key, { left, at });
    return Math.floor(left);
  };
  return { name: bucket.name, left: take(`${bucket.name} ${request.principalId}`, 1), leftOfAll: take(bucket.name, globalFactor) };
}

function bucketOf(method: string): Bucket {
  if (method === 'GET' || method === 'HEAD') return reads;
  return method === 'DELETE' ? deletes : writes;
}
