import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';

/** What Azure returned for each managed resource just now; `missing` when it does not exist. Held in memory only: it may contain secrets. */
export type LiveSnapshot = ReadonlyMap<Address, JsonObject | 'missing'>;
