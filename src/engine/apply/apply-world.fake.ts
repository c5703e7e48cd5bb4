import type { Address } from '../../model/address.ts';
import type { EnvironmentSettings, EnvironmentTarget } from '../../model/environment-settings.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';
import { formatRunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import type { StackName } from '../../model/stack-name.ts';
import type { SynthesizedResource, SynthesizedStack, Synthesis } from '../../model/synthesis.ts';
import { sha256 } from '../../define/sha256.ts';
import { kindOf } from '../../resources/catalogue.ts';
import type { FakeAzure, FakeAzureOptions } from '../azure.fake.ts';
import { createFakeAzure } from '../azure.fake.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import type { Azure, RunArchive, StateStore } from '../ports.ts';
import type { FakeClock, FakeHost } from '../ports.fake.ts';
import { createFakeClock, createFakeHost, createFakeIds, createFakeRunArchive } from '../ports.fake.ts';
import { refresh } from '../refresh/refresh.ts';
import { createFakeStateStore } from '../state-store.fake.ts';
import type { ApplyResult } from './apply-result.ts';
import { applyPlan } from './apply-plan.ts';
import type { PendingSecret, WriteSecret } from './pending-secret.ts';
import type { RunControl } from './run-control.ts';
import type { RecoverResult } from './recover.ts';
import { recoverJournal } from './recover.ts';

export const subscriptionId = '22222222-2222-4222-8222-222222222222';
export const groupId = `/subscriptions/${subscriptionId}/resourceGroups/rg-demo`;

/** A resource of a test backend, as short as it can be said. */
export interface TestResource {
  /** Owner and name: `storage.main/account`. */
  readonly at: string;
  readonly type: string;
  readonly name: string;
  readonly stack: StackName | `existing.${string}`;
  readonly body?: JsonObject;
  readonly needs?: readonly string[];
  readonly protect?: boolean;
  readonly generation?: number;
  /** Address of what it extends. */
  readonly extends?: string;
}

export const target: EnvironmentTarget = {
  name: 'dev',
  twin: true,
  key: 'dev@local',
  cloud: 'local',
  tenantId: '11111111-1111-4111-8111-111111111111',
  subscriptionId,
  location: 'westeurope',
  resourceGroup: { create: true },
  protected: false,
  // Nothing here reads settings.
  settings: {} as EnvironmentSettings,
};

export function addressOf(at: string): Address {
  return `main/${at}` as Address;
}

const order: readonly string[] = ['foundation', 'security', 'observability', 'data', 'messaging', 'compute', 'frontend'];

/** A synthesis with literal names and ids. `outputs`: name to stack and value. */
export function testSynthesis(resources: readonly TestResource[], outputs: Readonly<Record<string, { readonly stack: string; readonly value: Json }>> = {}): Synthesis {
  const ids = new Map<string, string>();
  for (const resource of resources) ids.set(resource.at, idOf(resource, ids));
  const synthesized = resources.map((resource) => synthesizedResource(resource, ids)).sort((a, b) => (a.address < b.address ? -1 : 1));
  const stackIds = [...new Set([...resources.map(({ stack }) => stack as string), ...Object.values(outputs).map(({ stack }) => stack)])].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const stacks = stackIds.map((id) => testStack(id, resources, ids, outputs));
  return {
    project: { id: 'project-1', name: 'demo', tags: {}, packages: [] },
    target,
    stacks,
    resources: synthesized,
    outputs: Object.entries(outputs).map(([name, { stack, value }]) => ({ name, stack, expression: canonicalJson(value) })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    diagnostics: [],
    hash: sha256(JSON.stringify(stacks)),
  };
}

function idOf(resource: TestResource, ids: ReadonlyMap<string, string>): string {
  if (resource.type === 'Microsoft.Resources/resourceGroups') return `/subscriptions/${subscriptionId}/resourceGroups/${resource.name}`;
  const [namespace = '', ...types] = resource.type.split('/');
  const names = resource.name.split('/');
  const base = resource.extends === undefined ? groupId : (ids.get(resource.extends) ?? '');
  return `${base}/providers/${namespace}/${types.map((type, at) => `${type}/${names[at] ?? ''}`).join('/')}`;
}

function synthesizedResource(resource: TestResource, ids: ReadonlyMap<string, string>): SynthesizedResource {
  const desired = resource.body ?? { properties: {} };
  const [owner = ''] = resource.at.split('/');
  return {
    address: addressOf(resource.at),
    id: ids.get(resource.at) ?? '',
    type: resource.type,
    apiVersion: '2024-01-01',
    name: resource.name,
    stack: resource.stack,
    owner,
    components: [owner],
    dependsOn: [...(resource.needs ?? []), ...(resource.extends === undefined ? [] : [resource.extends])].map(addressOf).sort(),
    desired,
    desiredHash: sha256(canonicalJson([resource.type, '2024-01-01', resource.name, desired])),
    display: {},
    protect: resource.protect ?? false,
    ignoreChanges: [],
    generation: resource.generation ?? 1,
  };
}

function testStack(id: string, all: readonly TestResource[], ids: ReadonlyMap<string, string>, outputs: Readonly<Record<string, { readonly stack: string; readonly value: Json }>>): SynthesizedStack {
  const own = all.filter(({ stack }) => stack === id);
  const stackOf = new Map(all.map((resource) => [resource.at, resource.stack as string]));
  const needs = own.flatMap((resource) => [...(resource.needs ?? []), ...(resource.extends === undefined ? [] : [resource.extends])]);
  const foundation = id === 'foundation';
  return {
    id,
    stack: (id.startsWith('existing') ? 'compute' : id) as StackName,
    scope: foundation ? { kind: 'subscription', subscriptionId, location: 'westeurope' } : { kind: 'resourceGroup', subscriptionId, resourceGroup: 'rg-demo' },
    template: {
      $schema: foundation ? 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#' : 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: own.map((resource) => ({
        ...(resource.body ?? { properties: {} }),
        type: resource.type,
        apiVersion: '2024-01-01',
        name: resource.name,
        ...(resource.extends === undefined ? {} : { scope: ids.get(resource.extends) ?? '' }),
        dependsOn: (resource.needs ?? []).filter((at) => stackOf.get(at) === id).map((at) => ids.get(at) ?? ''),
      })),
      outputs: Object.fromEntries(Object.entries(outputs).flatMap(([name, { stack, value }]) => (stack === id ? [[name, { type: 'string', value }]] : []))),
    },
    parameters: {},
    verbatim: id.startsWith('existing'),
    dependsOn: [...new Set(needs.flatMap((at) => (stackOf.get(at) === id ? [] : [stackOf.get(at) ?? ''])))].sort(),
  };
}

/** The catalogue, with one kind that may stand twice while it is replaced: none of its own may yet. */
const testKinds: KindLookup = (type) => {
  const kind = kindOf(type);
  return kind !== undefined && kind.type === 'Microsoft.Web/serverfarms' ? { ...kind, replaceOrder: 'create-first' } : kind;
};

/** The ports that one process of the command has. */
export interface TestProcess {
  readonly azure: Azure;
  readonly store: StateStore;
  readonly clock: FakeClock;
  readonly host: FakeHost;
  readonly archive?: RunArchive;
  readonly signal?: AbortSignal;
  readonly control?: RunControl;
  readonly onFailure?: 'continue' | 'stop';
  readonly concurrency?: number;
  /** Values that the run writes, and how. */
  readonly secrets?: readonly PendingSecret[];
  readonly writeSecret?: WriteSecret;
}

export interface CommandResult {
  readonly recovered: RecoverResult;
  readonly plan?: Plan;
  readonly result?: ApplyResult;
}

let runs = 0;

/** What `apply` and `destroy` do once the user has agreed: lock, recover, refresh, plan, apply, release. */
export async function runCommand(kind: 'apply' | 'destroy', synthesis: Synthesis | undefined, process: TestProcess): Promise<CommandResult> {
  const { azure, store, clock, host, archive, signal, control, onFailure, concurrency, secrets, writeSecret } = process;
  runs += 1;
  const run = formatRunId(clock.now(), runs.toString(16).padStart(8, '0'));
  const held = await store.lock({ command: kind, run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const { lock } = held;
  const ports = { clock, ids: createFakeIds(runs), host, azure, kindOf: testKinds, ...(archive === undefined ? {} : { archive }), ...(writeSecret === undefined ? {} : { writeSecret }) };
  const facts = { project: 'project-1', environment: target.key, updatedBy: 'tester' };
  const stop = { ...(signal === undefined ? {} : { signal }), ...(control === undefined ? {} : { control }), ...(concurrency === undefined ? {} : { concurrency }) };
  const recovered = await recoverJournal({ state: await store.read(), entries: await store.readJournal(), lock, facts, ...stop }, ports);
  if (recovered.kind === 'detached' || recovered.kind === 'failed') {
    await lock.release();
    return { recovered };
  }
  const plan = await planNow(kind, synthesis, recovered.state, azure);
  const result = await applyPlan({ plan, ...(synthesis === undefined ? {} : { synthesis }), state: recovered.state, lock, run, by: 'tester', tool: 'atakora 0.1.0', project: 'project-1', ...(onFailure === undefined ? {} : { onFailure }), ...(secrets === undefined ? {} : { secrets }), ...stop }, ports);
  await lock.release();
  return { recovered, plan, result };
}

export async function planNow(kind: 'apply' | 'destroy', synthesis: Synthesis | undefined, state: StateDocument | undefined, azure: Azure): Promise<Plan> {
  const live = state === undefined ? undefined : await refresh(state, testKinds, azure);
  return buildPlan({ kind, synthesis, state, live, pending: [], kinds: testKinds });
}

/** Ids that exist in the fake, sorted, lower case. */
export function existing(azure: FakeAzure): readonly string[] {
  return [...azure.resources.keys()].sort();
}

/** A place to run commands in: everything that outlives a process. */
export function newWorld(options: FakeAzureOptions = {}) {
  const clock = createFakeClock();
  const host = createFakeHost();
  const azure = createFakeAzure(options);
  const archive = createFakeRunArchive();
  const store = createFakeStateStore({ project: 'project-1', environment: target.key, clock, ids: createFakeIds(7) });
  return { clock, host, azure, archive, store };
}

export const group: TestResource = { at: 'group.main/group', type: 'Microsoft.Resources/resourceGroups', name: 'rg-demo', stack: 'foundation', body: { location: 'westeurope', tags: { 'atakora:project': 'demo' } } };
export const identity: TestResource = { at: 'identity.main/identity', type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'id-demo', stack: 'security', body: { location: 'westeurope', tags: { 'atakora:project': 'demo' } }, needs: ['group.main/group'] };
export const account: TestResource = { at: 'storage.main/account', type: 'Microsoft.Storage/storageAccounts', name: 'stdemo', stack: 'data', body: { location: 'westeurope', kind: 'StorageV2', tags: { 'atakora:project': 'demo' }, properties: {} }, needs: ['group.main/group'] };
const blobs: TestResource = { at: 'storage.main/account.blob', type: 'Microsoft.Storage/storageAccounts/blobServices', name: 'stdemo/default', stack: 'data', needs: ['storage.main/account'] };
const uploads: TestResource = { at: 'storage.main/account.blob.uploads', type: 'Microsoft.Storage/storageAccounts/blobServices/containers', name: 'stdemo/default/uploads', stack: 'data', needs: ['storage.main/account.blob'] };
const role: TestResource = { at: 'identity.main/role', type: 'Microsoft.Authorization/roleAssignments', name: '00000000-0000-4000-8000-000000000001', stack: 'data', extends: 'storage.main/account', needs: ['identity.main/identity'] };
/** A small backend: group, identity, storage with a container, a role assignment. */
export const all: readonly TestResource[] = [group, identity, account, blobs, uploads, role];
export const outputs = { endpoint: { stack: 'data', value: 'https://stdemo' } };

