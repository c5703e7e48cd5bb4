import { sha256 } from '../../define/sha256.ts';
import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { EnvironmentSettings, EnvironmentTarget } from '../../model/environment-settings.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import type { Synthesis, SynthesizedResource } from '../../model/synthesis.ts';
import { describeKind } from '../../resources/describe-kind.ts';
import { immutable, liveRules } from '../../resources/live-rules.ts';
import { ownName } from '../../resources/naming-rules.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { KindLookup } from './kind-lookup.ts';
import type { LiveSnapshot } from './live-snapshot.ts';
import { pickManaged, withoutSecrets } from './managed-values.ts';

const group = '/subscriptions/s/resourceGroups/rg';
const naming = ownName(1, 80, /^.+$/, { unique: 'resourceGroup' });

/** How `settleSample` treats every type. */
const quirks = {
  sensitive: ['properties.seal'],
  arrayKeys: { 'properties.rules': 'value' },
  live: liveRules({ writeOnly: ['properties.wish'], ignoreCase: ['properties.tier'], unordered: ['properties.zones'], opaque: ['properties.blob'] }),
};

const kinds: readonly ResourceKind[] = [
  describeKind({
    type: 'Test.Store/stores',
    apiVersion: '2026-01-01',
    title: 'store',
    stack: 'data',
    scope: 'resourceGroup',
    naming,
    holdsData: true,
    immutable: [immutable('properties.shape', 'a store keeps its shape', [{ from: 'flat', to: 'round' }])],
    interrupting: ['properties.size'],
    ...quirks,
  }),
  describeKind({ type: 'Test.Store/stores/boxes', apiVersion: '2026-01-01', title: 'box', stack: 'data', scope: 'child', parent: 'Test.Store/stores', naming, holdsData: true }),
  describeKind({ type: 'Test.Run/apps', apiVersion: '2026-01-01', title: 'app', stack: 'compute', scope: 'resourceGroup', naming, ...quirks }),
];

/** Finds the kinds of the samples. */
export const sampleKinds: KindLookup = (type) => kinds.find((kind) => kind.type.toLowerCase() === type.toLowerCase());

/** A synthesized resource with the given body; its address is `main/owner/<name>`. */
export function sampleResource(name: string, desired: JsonObject, changes: Partial<SynthesizedResource> = {}): SynthesizedResource {
  const type = changes.type ?? 'Test.Store/stores';
  const azureName = changes.name ?? name;
  const [namespace = '', ...types] = type.split('/');
  const segments = azureName.split('/');
  return {
    address: `main/owner/${name}` as Address,
    id: `${group}/providers/${namespace}/${types.map((part, index) => `${part}/${segments[index] ?? ''}`).join('/')}`,
    type,
    apiVersion: '2026-01-01',
    name: azureName,
    stack: sampleKinds(type)?.stack ?? 'compute',
    owner: 'owner',
    components: ['owner'],
    dependsOn: [],
    desired,
    desiredHash: sha256(canonicalJson({ type, name: azureName, desired })),
    display: {},
    protect: false,
    ignoreChanges: [],
    generation: 1,
    origin: { file: 'atakora/backend.ts', line: 3 },
    ...changes,
  };
}

const target: EnvironmentTarget = {
  name: 'dev',
  twin: false,
  key: 'dev',
  cloud: 'AzureCloud',
  tenantId: 't',
  subscriptionId: 's',
  location: 'westeurope',
  resourceGroup: { create: true },
  protected: false,
  settings: {} as EnvironmentSettings,
};

/** A synthesis of these resources. */
export function sampleSynthesis(resources: readonly SynthesizedResource[], changes: Partial<Synthesis> = {}): Synthesis {
  const scope = { kind: 'resourceGroup', subscriptionId: 's', resourceGroup: 'rg' } as const;
  const stack = (id: 'data' | 'compute') => ({ id, stack: id, scope, template: {}, parameters: {}, verbatim: false, dependsOn: [] });
  return {
    project: { id: 'project', name: 'sample', tags: {}, packages: [] },
    target,
    stacks: [stack('data'), stack('compute')],
    resources: [...resources].sort((a, b) => (a.address < b.address ? -1 : 1)),
    outputs: [],
    diagnostics: [],
    hash: '',
    ...changes,
  };
}

/** Fingerprints as good as real ones in form. */
export const sampleFingerprint = (value: string): string => `fingerprint:0123abcd:${sha256(`key ${value}`)}`;

/** What Azure returns for a body that was sent, with everything it likes to do to one. */
export function settleSample(sent: JsonObject, resource: SynthesizedResource): JsonObject {
  const settle = (value: Json, key: string): Json => {
    if (typeof value === 'string' && value.startsWith('[') && !value.startsWith('[[')) return `value of ${value.slice(1, -1)}`;
    if (typeof value === 'string' && key === 'location') return value.replace(/^(west|north)europe$/, (_all, side: string) => `${side === 'west' ? 'West' : 'North'} Europe`);
    if (typeof value === 'string' && value.startsWith('/subscriptions/')) return value.toUpperCase();
    if (typeof value === 'string' && key === 'tier') return value.toUpperCase();
    if (typeof value === 'number' && key === 'count') return String(value);
    if (Array.isArray(value)) return (key === 'zones' || key === 'rules' ? value.toReversed() : value).map((item: Json) => settle(item, key));
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value).filter(([inner]) => inner !== 'wish');
    return { ...Object.fromEntries(entries.map(([inner, item]) => [inner, inner === 'blob' ? 'other form' : settle(item, inner)])), defaultByAzure: true };
  };
  return { ...(settle(sent, '') as JsonObject), id: resource.id.toLowerCase(), name: resource.name, tags: { 'atakora:run': 'synth-x', ...(sent['tags'] as JsonObject | undefined) } };
}

/** The live resources after these were applied. */
export function sampleLive(resources: readonly SynthesizedResource[]): LiveSnapshot {
  return new Map(resources.map((resource) => [resource.address, settleSample(resource.desired, resource)]));
}

/** The state after these were applied. */
export function sampleState(resources: readonly SynthesizedResource[], changes: Readonly<Record<string, Partial<ResourceRecord>>> = {}): StateDocument {
  const records = resources.map((resource): [string, ResourceRecord] => {
    const rules = { kind: sampleKinds(resource.type), fingerprint: sampleFingerprint };
    const { id, type, apiVersion, name, stack, owner, dependsOn, desiredHash, generation, protect } = resource;
    const desired = withoutSecrets(resource.desired, rules);
    const live = pickManaged(desired, settleSample(resource.desired, resource), rules);
    const record: ResourceRecord = { id, type, apiVersion, name, stack, owner, dependsOn, desired, desiredHash, live, generation, createdRun: 'run', updatedRun: 'run', status: 'applied', protect };
    return [resource.address, { ...record, ...changes[resource.address] }];
  });
  return {
    version: 1,
    lineage: 'lineage',
    serial: 4,
    project: 'project',
    environment: 'dev',
    cloud: 'AzureCloud',
    tenantId: 't',
    subscriptionId: 's',
    run: 'run',
    tool: 'atakora',
    resources: Object.fromEntries(records),
    outputs: {},
    packages: {},
    updatedAt: '',
    updatedBy: '',
  };
}
