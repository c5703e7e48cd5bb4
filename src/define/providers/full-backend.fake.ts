import type { BackendDefinition, Definition, Requirement } from '../../model/definition.ts';
import type { EnvironmentSettings, EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceGraph } from '../../model/graph.ts';
import type { Project } from '../../model/project.ts';
import type { ValueObject } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { compose } from '../../engine/synth/compose.ts';
import { builtInEnvironments } from '../built-in-environments.ts';
import { builtinProviders } from './builtin-providers.ts';

const origin = { file: 'atakora/backend.ts', line: 3 };

/** A request as a component would make it. */
export function request(component: string, resourceType: string, config: ValueObject, requirementKey = 'main'): Requirement {
  return { component, resourceType, requirementKey, config, origin };
}

/** An entity with a REST interface: what the smallest useful backend asks for. */
export const feedback: readonly Requirement[] = [
  request('feedbackApi', 'cosmos', {
    containers: [{ name: 'feedback', partitionKey: '/id', uniqueKeys: [['/email', '/topic']] }],
    access: [{ identity: 'main', container: 'feedback', level: 'write' }],
  }),
  request('feedbackApi', 'functions', {
    functions: [{ name: 'feedback', trigger: 'http', routes: [], auth: 'function' }],
    environment: { COSMOS_ENDPOINT: refTo('cosmos', 'endpoint'), COSMOS_DATABASE: refTo('cosmos', 'database') },
    allowedOrigins: ['https://www.example.com'],
  }),
];

/** A worker with queues, blobs, a change feed and a secret. */
export const uploads: readonly Requirement[] = [
  request('processUpload', 'storage', {
    containers: [{ name: 'incoming' }],
    queues: [{ name: 'thumbnails' }],
    tables: [{ name: 'progress' }],
    access: [
      { identity: 'main', service: 'queue', name: 'thumbnails', level: 'process' },
      { identity: 'main', service: 'blob', name: 'incoming', level: 'read' },
    ],
  }),
  request('processUpload', 'cosmos', {
    containers: [
      { name: 'uploads', partitionKey: ['/tenantId', '/userId'], ttl: -1 },
      { name: 'leases', partitionKey: '/id' },
    ],
    access: [
      { identity: 'main', container: 'uploads', level: 'read' },
      { identity: 'main', container: 'leases', level: 'write' },
    ],
  }),
  request('processUpload', 'functions', {
    functions: [{ name: 'processUpload', trigger: 'queue', queue: 'thumbnails' }],
    environment: { SCAN_KEY: { $: 'secret', name: 'SCAN_KEY' }, PARALLEL: 4 },
    timeoutSeconds: 600,
  }),
];

/** Settings of the built-in environments. */
export const settingsOf: Readonly<Record<'dev' | 'qa' | 'staging' | 'prod', EnvironmentSettings>> = builtInEnvironments;

const project: Project = { id: '5b0e8f1c-7d0a-4f0b-9c53-0d9b9a6d3a11', name: 'Feedback Portal', tags: {}, packages: [] };

/** A target with some of its facts changed. */
export function targetOf(name: keyof typeof settingsOf, changes: Partial<EnvironmentTarget> = {}): EnvironmentTarget {
  return {
    name,
    twin: false,
    key: name,
    cloud: 'AzureCloud',
    tenantId: '33333333-3333-4333-8333-333333333333',
    subscriptionId: '44444444-4444-4444-8444-444444444444',
    location: 'westeurope',
    resourceGroup: { create: true },
    protected: false,
    settings: settingsOf[name],
    ...changes,
  };
}

/** Everything that composing a backend with these requests gives. */
export function composed(requirements: readonly Requirement[], target: EnvironmentTarget): ResourceGraph {
  const components = [...Map.groupBy(requirements, (asked) => asked.component)].map(([id, asked]) => ({
    id,
    type: 'test',
    config: {},
    requirements: asked,
    resources: [],
    templates: [],
    outputs: {},
    notices: [],
    origin,
  }));
  const backend: BackendDefinition = { name: 'main', components, options: {}, origin };
  const definition: Definition = { version: 1, backends: [backend] };
  return compose({
    project,
    definition,
    target,
    targetFor: () => ({ target, diagnostics: [] }),
    providersFor: () => builtinProviders,
    namingFor: () => undefined,
    pins: new Map(),
  });
}
