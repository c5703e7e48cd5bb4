import { AtakoraError } from '../../model/errors.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import { ancestorIds, isExtension } from '../apply/resource-ancestry.ts';
import type { StateStore } from '../ports.ts';

/** What the newest earlier version of the state that held a resource says of it. */
export interface Former {
  readonly address: string;
  readonly serial: number;
  readonly protect: boolean;
  /**
   * Ids, in lower case, of what it and what lives in it depended on. An app names its stores in settings that no list shows; the record
   * of the settings still knows.
   */
  readonly needs: readonly string[];
}

/** Versions that are looked into: what was dropped longer ago is told by its tags alone. */
const mostVersions = 20;

/** Looks for resources, by their ids in lower case, in earlier versions of the state, newest first, until all are found. */
export async function formerRecords(store: Pick<StateStore, 'history' | 'readVersion'>, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Former>> {
  const found = new Map<string, Former>();
  const versions = ids.size === 0 ? [] : (await store.history()).slice(0, mostVersions);
  for (const { serial } of versions) {
    if (found.size === ids.size) break;
    const version = await readWhole(store, serial);
    for (const [id, former] of formersIn(version, serial, ids)) if (!found.has(id)) found.set(id, former);
  }
  return found;
}

function formersIn(version: StateDocument | undefined, serial: number, ids: ReadonlySet<string>): ReadonlyMap<string, Former> {
  const records = Object.entries(version?.resources ?? {});
  const idOf = new Map(records.map(([address, { id }]) => [address, id.toLowerCase()]));
  const needs = new Map<string, Set<string>>();
  for (const [, record] of records) {
    for (const owner of [record.id.toLowerCase(), ...(isExtension(record.id) ? [] : ancestorIds(record.id))]) {
      if (ids.has(owner)) needs.set(owner, new Set([...(needs.get(owner) ?? []), ...needsOf(record, owner, idOf)]));
    }
  }
  return new Map(records.flatMap(([address, { id, protect }]): readonly (readonly [string, Former])[] => (ids.has(id.toLowerCase()) ? [[id.toLowerCase(), { address, serial, protect, needs: [...(needs.get(id.toLowerCase()) ?? [])] }]] : [])));
}

/** What a record depended on, without what lives in its owner. */
function needsOf({ dependsOn }: ResourceRecord, owner: string, idOf: ReadonlyMap<string, string>): readonly string[] {
  return dependsOn.flatMap((address) => idOf.get(address) ?? []).filter((id) => id !== owner && !id.startsWith(`${owner}/`));
}

/** A version that is damaged tells nothing. */
async function readWhole(store: Pick<StateStore, 'readVersion'>, serial: number): ReturnType<StateStore['readVersion']> {
  try {
    return await store.readVersion(serial);
  } catch (error) {
    if (error instanceof AtakoraError && error.code.startsWith('ATK170')) return undefined;
    throw error;
  }
}
