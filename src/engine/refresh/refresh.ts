import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import type { LiveSnapshot } from '../plan/live-snapshot.ts';
import type { Azure } from '../ports.ts';
import { isUnknownVersion } from './living-versions.ts';

export interface RefreshOptions {
  /** Reads at a time; 16 by default. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

const defaultConcurrency = 16;

/**
 * Reads every resource of the state from Azure, each with the api version that it was applied with. A type whose whole body the
 * catalogue calls opaque (path `''`) cannot be read back and is left out. What was never made because Azure does not know its api
 * version is missing, so that a mended definition can be planned. The first failure stops the rest.
 * @throws AtakoraError `ATK18xx` when Azure refuses or cannot be reached.
 */
export async function refresh(state: StateDocument, kinds: KindLookup, azure: Pick<Azure, 'read'>, options: RefreshOptions = {}): Promise<LiveSnapshot> {
  const entries = Object.entries(state.resources).filter(([, record]) => kinds(record.type)?.live.opaque.includes('') !== true);
  const found = new Map<Address, JsonObject | 'missing'>();
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  let next = 0;

  const work = async (): Promise<void> => {
    for (let entry = entries[next++]; entry !== undefined; entry = entries[next++]) {
      signal.throwIfAborted();
      const [address, record]: [string, ResourceRecord] = entry;
      found.set(address as Address, await readLive(record, azure, signal));
    }
  };
  const workers = Math.max(1, Math.min(options.concurrency ?? defaultConcurrency, entries.length));
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  return found;
}

async function readLive(record: ResourceRecord, azure: Pick<Azure, 'read'>, signal: AbortSignal): Promise<JsonObject | 'missing'> {
  try {
    return (await azure.read(record.id, record.apiVersion, signal)) ?? 'missing';
  } catch (error) {
    const neverMade = record.status === 'failed' && record.createdRun === record.updatedRun;
    if (neverMade && isUnknownVersion(error)) return 'missing';
    throw error;
  }
}
