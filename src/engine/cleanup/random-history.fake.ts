import fc from 'fast-check';
import { backendHash } from '../../define/tagging.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { Address } from '../../model/address.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import type { EnvironmentRecord } from './held-things.ts';
import type { Owner } from './our-tags.ts';
import type { SeenAzure, SeenGroup, SeenLock, SeenResource } from './seen-azure.ts';
import { nothingSeen } from './seen-azure.ts';

/** What may happen to a project in its life; numbers choose among what there is then. */
export type Happening =
  /** A run makes a resource, in the state; it refers to another one. */
  | { readonly kind: 'make'; readonly environment: number; readonly type: number; readonly needs: number }
  /** A rename whose old one could not be deleted and fell out of the record, or was deleted as it should be. */
  | { readonly kind: 'rename'; readonly which: number; readonly oldStays: boolean }
  /** Its address changes, and nothing in Azure. */
  | { readonly kind: 'move'; readonly which: number }
  /** A run removes it: from both, or it fails and stays in both. */
  | { readonly kind: 'remove'; readonly which: number; readonly fails: boolean }
  /** `state rm`. */
  | { readonly kind: 'let-go'; readonly which: number }
  /** Another environment takes what this one let go of, or made. */
  | { readonly kind: 'adopt'; readonly which: number; readonly environment: number }
  /** A deployment was cut off: the resource is there, the journal names it, no state does. */
  | { readonly kind: 'cut-off'; readonly environment: number; readonly type: number }
  /** By hand: tags off, another environment in the tags, made again, deleted, a lock, something of somebody's that refers to it. */
  | { readonly kind: 'by-hand'; readonly which: number; readonly what: 'untag' | 'retag' | 'again' | 'delete' | 'lock' | 'use' }
  | { readonly kind: 'days'; readonly days: number };

const whole = fc.nat({ max: 1_000 });
const small = fc.nat({ max: 3 });

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('make' as const), environment: small, type: small, needs: whole }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), which: whole, oldStays: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), which: whole }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: whole, fails: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('let-go' as const), which: whole }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('adopt' as const), which: whole, environment: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut-off' as const), environment: small, type: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('by-hand' as const), which: whole, what: fc.constantFrom('untag', 'retag', 'again', 'delete', 'lock', 'use') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.nat({ max: 25 }) }) },
);

export const testOwner: Owner = { projectId: 'project-1', projectName: 'demo', environment: 'dev', key: 'dev' };

const subscription = '/subscriptions/22222222-2222-4222-8222-222222222222';
const types = ['Microsoft.Network/routeTables', 'Microsoft.Storage/storageAccounts', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'Microsoft.KeyVault/vaults'];
const environments = ['dev', 'qa', 'prod'];
const dayMs = 86_400_000;

/** How a history ended. */
export interface EndedHistory {
  readonly now: string;
  readonly azure: SeenAzure;
  readonly records: readonly EnvironmentRecord[];
}

interface Life {
  now: number;
  count: number;
  readonly resources: Map<string, SeenResource>;
  readonly groups: Map<string, SeenGroup>;
  readonly locks: SeenLock[];
  readonly states: Map<string, Record<string, ResourceRecord>>;
  readonly journals: Map<string, JournalEntry[]>;
}

/** Plays a history from the beginning. */
export function playHistory(happenings: readonly Happening[]): EndedHistory {
  const life: Life = { now: Date.parse('2026-01-01T00:00:00.000Z'), count: 0, resources: new Map(), groups: new Map(), locks: [], states: new Map(environments.map((name) => [name, {}])), journals: new Map() };
  for (const one of happenings) play(life, one);
  const records = [...life.states].map(([environment, resources]): EnvironmentRecord => ({ environment, state: documentOf(environment, resources), entries: life.journals.get(environment) ?? [] }));
  return { now: new Date(life.now).toISOString(), azure: { ...nothingSeen, resources: [...life.resources.values()], groups: [...life.groups.values()], locks: life.locks }, records };
}

function play(life: Life, one: Happening): void {
  switch (one.kind) {
    case 'days':
      life.now += one.days * dayMs;
      return;
    case 'make': {
      const environment = environments[one.environment % environments.length] ?? 'dev';
      const needs = [...life.resources.values()][one.needs % (life.resources.size + 2)];
      const made = make(life, environment, types[one.type] ?? '', needs === undefined ? [] : [needs.id]);
      life.states.get(environment)![`main/r/${made.name}`] = recordOf(made, needs?.id);
      return;
    }
    case 'cut-off': {
      const environment = environments[one.environment % environments.length] ?? 'dev';
      const made = make(life, environment, types[one.type] ?? '', []);
      const entry: JournalEntry = { type: 'deployment-start', at: '', run: runAt(life), stack: 'data', deployment: `atakora-data-${life.count}`, scope: { kind: 'resourceGroup', subscriptionId: '', resourceGroup: '' }, records: { [`main/r/${made.name}` as Address]: recordOf(made) } };
      life.journals.set(environment, [...(life.journals.get(environment) ?? []), entry]);
      return;
    }
    case 'by-hand':
      return byHand(life, one);
    default:
      return change(life, one);
  }
}

/** What happens to something that a state holds. */
function change(life: Life, one: Extract<Happening, { readonly which: number }>): void {
  const held = [...life.states].flatMap(([environment, records]) => Object.entries(records).map(([address, record]) => ({ environment, address, record })));
  const chosen = held[one.which % Math.max(1, held.length)];
  if (one.kind === 'adopt') {
    const resource = [...life.resources.values()][one.which % Math.max(1, life.resources.size)];
    if (resource !== undefined) life.states.get(environments[one.environment % environments.length] ?? 'qa')![`main/adopted/${resource.name}`] = recordOf(resource);
    return;
  }
  if (chosen === undefined) return;
  const state = life.states.get(chosen.environment)!;
  switch (one.kind) {
    case 'move':
      delete state[chosen.address];
      state[`${chosen.address}-moved`] = chosen.record;
      return;
    case 'let-go':
      delete state[chosen.address];
      return;
    case 'remove':
      if (one.fails) {
        state[chosen.address] = { ...chosen.record, status: 'failed' };
        return;
      }
      delete state[chosen.address];
      life.resources.delete(chosen.record.id.toLowerCase());
      return;
    case 'rename': {
      const made = make(life, chosen.environment, chosen.record.type, []);
      state[chosen.address] = recordOf(made);
      if (!one.oldStays) life.resources.delete(chosen.record.id.toLowerCase());
      return;
    }
    default:
  }
}

function byHand(life: Life, { which, what }: Extract<Happening, { readonly kind: 'by-hand' }>): void {
  const resource = [...life.resources.values()][which % Math.max(1, life.resources.size)];
  if (resource === undefined) return;
  const key = resource.id.toLowerCase();
  const set = (changes: Partial<SeenResource>): void => void life.resources.set(key, { ...resource, ...changes });
  switch (what) {
    case 'untag':
      return set({ tags: {} });
    case 'retag':
      return set({ tags: { ...resource.tags, 'atakora:environment': 'qa' } });
    case 'again':
      return set({ createdAt: new Date(life.now).toISOString() });
    case 'delete':
      life.resources.delete(key);
      return;
    case 'lock':
      life.locks.push({ id: `${resource.id}/providers/Microsoft.Authorization/locks/keep`, scope: key, name: 'keep' });
      return;
    case 'use': {
      life.count += 1;
      const id = `${subscription}/resourceGroups/rg-others/providers/Microsoft.Web/sites/theirs${life.count}`;
      life.resources.set(id.toLowerCase(), { id, type: 'Microsoft.Web/sites', name: `theirs${life.count}`, tags: {}, createdAt: new Date(life.now).toISOString(), references: [key], principals: [] });
    }
  }
}

function make(life: Life, environment: string, type: string, references: readonly string[]): SeenResource {
  life.count += 1;
  const name = `thing${life.count}x${environment}`;
  const group = `rg-${environment}-${life.count % 3}`;
  const tags = { ...tagsIn(environment), 'atakora:run': runAt(life) };
  const groupId = `${subscription}/resourceGroups/${group}`;
  if (!life.groups.has(groupId.toLowerCase())) life.groups.set(groupId.toLowerCase(), { id: groupId, name: group, tags });
  const made: SeenResource = { id: `${groupId}/providers/${type}/${name}`, type, name, tags, createdAt: new Date(life.now).toISOString(), references: references.map((id) => id.toLowerCase()), principals: [] };
  life.resources.set(made.id.toLowerCase(), made);
  return made;
}

/** The tags of backend `main` in an environment. */
export function tagsIn(environment: string, projectId = testOwner.projectId): Readonly<Record<string, string>> {
  return { 'atakora:managed-by': 'atakora', 'atakora:project': testOwner.projectName, 'atakora:environment': environment, 'atakora:backend': 'main', 'atakora:backend-hash': backendHash(projectId, 'main', environment) };
}

function runAt(life: Life): string {
  const digits = new Date(life.now).toISOString().replace(/[-:TZ]|\.\d+/g, '');
  return `synth-${digits.slice(0, 8)}-${digits.slice(8)}-0123abcd`;
}

/** A record as Azure and users write ids: letter case is anybody's. */
function recordOf({ id, type, name }: Pick<SeenResource, 'id' | 'type' | 'name'>, needs?: string): ResourceRecord {
  return {
    id: name.length % 2 === 0 ? id.replace('/resourceGroups/', '/resourcegroups/').replace('Microsoft.', 'MICROSOFT.') : id,
    type,
    apiVersion: '2024-01-01',
    name,
    stack: 'data',
    owner: 'r',
    dependsOn: [],
    desired: needs === undefined ? {} : { properties: { target: { id: needs } } },
    desiredHash: '',
    generation: 1,
    createdRun: '',
    updatedRun: '',
    status: 'applied',
    protect: false,
  };
}

export function documentOf(environment: string, resources: Readonly<Record<string, ResourceRecord>>): StateDocument {
  return { version: 1, lineage: `lineage-${environment}`, serial: 1, project: testOwner.projectId, environment, cloud: 'AzureCloud', tenantId: '', subscriptionId: '', run: 'synth-20260101-000000-00000000', tool: 'test', resources, outputs: {}, packages: {}, updatedAt: '', updatedBy: '' };
}
