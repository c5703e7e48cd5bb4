import type { JournalEntry } from '../../model/journal.ts';
import type { Json } from '../../model/json.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { ancestorIds } from '../apply/resource-ancestry.ts';
import { idsIn, textsIn } from './body-references.ts';

/** The state of one environment with the journal beside it. */
export interface EnvironmentRecord {
  /** Environment key. */
  readonly environment: string;
  readonly state: StateDocument | undefined;
  readonly entries: readonly JournalEntry[];
}

/** Everything that the states of a project hold, need, or are about to. Ids are lower case; the texts say who. */
export interface HeldThings {
  readonly ids: ReadonlyMap<string, string>;
  /** Ids that something held lives in. */
  readonly above: ReadonlyMap<string, string>;
  /** Ids that the record of something held refers to, with what they live in. */
  readonly needed: ReadonlyMap<string, string>;
  /** Ids that journals name: the end of their change is not in a state yet. */
  readonly pending: ReadonlyMap<string, string>;
  /** Words of the records of what is held: names that are unique in the world are found among them. */
  readonly words: ReadonlyMap<string, string>;
  /** `type name` of resources that expressions of records name. */
  readonly named: ReadonlyMap<string, string>;
  /** Runs that wrote a state, or are under way. */
  readonly runs: ReadonlySet<string>;
  /** Names of deployments that journals name. */
  readonly deployments: ReadonlySet<string>;
  /** Hashes of packages that a state names, or a journal. */
  readonly packages: ReadonlySet<string>;
}

interface Collected {
  readonly ids: Map<string, string>;
  readonly above: Map<string, string>;
  readonly needed: Map<string, string>;
  readonly pending: Map<string, string>;
  readonly words: Map<string, string>;
  readonly named: Map<string, string>;
  readonly runs: Set<string>;
  readonly deployments: Set<string>;
  readonly packages: Set<string>;
}

/** Gathers what the states and journals of all environments hold. Linear in their size. */
export function heldThings(records: readonly EnvironmentRecord[]): HeldThings {
  const held: Collected = { ids: new Map(), above: new Map(), needed: new Map(), pending: new Map(), words: new Map(), named: new Map(), runs: new Set(), deployments: new Set(), packages: new Set() };
  for (const { environment, state, entries } of records) {
    for (const [address, record] of Object.entries(state?.resources ?? {})) holdRecord(held, record, `${address} of ${environment}`);
    for (const hash of Object.values(state?.packages ?? {})) held.packages.add(hash);
    if (state !== undefined) held.runs.add(state.run);
    for (const entry of entries) holdEntry(held, entry, environment);
  }
  return held;
}

function holdRecord(held: Collected, record: ResourceRecord, who: string): void {
  holdId(held, record.id, who);
  need(held, record.desired, who);
  need(held, record.live, who);
}

function holdId(held: Collected, id: string, who: string): void {
  held.ids.set(id.toLowerCase(), who);
  for (const above of ancestorIds(id)) if (!held.above.has(above)) held.above.set(above, who);
}

/** Resources that a record names: by id, by an expression that makes one, or by a word that can be a name. */
function need(held: Collected, value: Json | undefined, who: string): void {
  for (const text of textsIn(value, (property) => property === 'tags')) {
    for (const id of idsIn(text)) {
      held.needed.set(id, who);
      for (const above of ancestorIds(id)) held.needed.set(above, who);
    }
    for (const [, given = ''] of text.matchAll(/resourceId\(([^()]*)\)/gi)) nameIn(held, given, who);
    for (const [word] of text.matchAll(/[a-z0-9][a-z0-9-]{3,}/gi)) held.words.set(word.toLowerCase(), who);
  }
}

/** `'Microsoft.Sql/servers/databases', 'one', 'main'`, with what is before the type left out. */
function nameIn(held: Collected, given: string, who: string): void {
  const parts = [...given.matchAll(/'([^']*)'/g)].map(([, part = '']) => part);
  const at = parts.findIndex((part) => part.includes('/'));
  if (at < 0) return;
  const types = (parts[at] ?? '').split('/');
  const names = parts.slice(at + 1);
  for (let levels = 1; levels <= names.length; levels += 1) {
    held.named.set(namedKey(types.slice(0, levels + 1).join('/'), names.slice(0, levels).join('/')), who);
  }
}

function namedKey(type: string, name: string): string {
  return `${type} ${name}`.toLowerCase();
}

function holdEntry(held: Collected, entry: JournalEntry, environment: string): void {
  const who = `run ${entry.run} of ${environment}, which has not ended`;
  const wait = (id: string): void => {
    if (id === '') return;
    held.pending.set(id.toLowerCase(), who);
    for (const above of ancestorIds(id)) held.pending.set(above, who);
  };
  held.runs.add(entry.run);
  switch (entry.type) {
    case 'intent':
      for (const { id } of entry.changes) wait(id);
      return;
    case 'deployment-start':
      held.deployments.add(entry.deployment.toLowerCase());
      for (const record of Object.values(entry.records)) {
        wait(record.id);
        need(held, record.desired, who);
      }
      return;
    case 'resource-done':
    case 'record':
      wait(entry.record.id);
      need(held, entry.record.desired, who);
      return;
    case 'delete-start':
      wait(entry.id);
      return;
    case 'package-start':
      wait(entry.siteId);
      held.packages.add(entry.hash);
      return;
    case 'package-done':
      held.packages.add(entry.hash);
      return;
    default:
  }
}

/** Who needs a resource that no state holds, by what its record says; undefined when no state speaks of it. */
export function neededBy(held: HeldThings, { id, type, name }: { readonly id: string; readonly type: string; readonly name: string }): string | undefined {
  const direct = held.needed.get(id.toLowerCase()) ?? held.named.get(namedKey(type, name));
  if (direct !== undefined) return direct;
  const isUnique = kindOf(type)?.naming.unique === 'global';
  return isUnique ? held.words.get(name.toLowerCase()) : undefined;
}
