import type { ComponentDefinition, Definition, OwnResource } from '../src/model/definition.ts';
import type { EnvironmentTarget } from '../src/model/environment-settings.ts';
import type { Project } from '../src/model/project.ts';
import { refTo, type ValueObject } from '../src/model/value.ts';

const origin = { file: 'atakora/backend.ts', line: 1 };

/** Resources of one generated component: an account with a service and its queues, and two identities. */
const resourcesOfComponent = 10;

function resource(name: string, type: string, body: ValueObject, place: Pick<OwnResource, 'parent' | 'azureName'>): OwnResource {
  return { name, type, body, origin, ...place };
}

function component(index: number): ComponentDefinition {
  const queues = Array.from({ length: 6 }, (_, queue) =>
    resource(`queue${queue}`, 'Microsoft.Storage/storageAccounts/queueServices/queues', { properties: { metadata: { queue: `${queue}` } } }, { parent: 'queues' }),
  );
  const location = { $: 'context', key: 'location' } as const;
  return {
    id: `part${index}`,
    type: 'infrastructure',
    config: {},
    requirements: [],
    resources: [
      resource('account', 'Microsoft.Storage/storageAccounts', {
        location,
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS' },
        properties: { allowBlobPublicAccess: false, minimumTlsVersion: 'TLS1_2' },
      }, { azureName: `stbench${index}` }),
      resource('queues', 'Microsoft.Storage/storageAccounts/queueServices', { properties: {} }, { parent: 'account', azureName: 'default' }),
      ...queues,
      resource('reader', 'Microsoft.ManagedIdentity/userAssignedIdentities', { location, tags: { account: refTo('self.account', 'name') } }, { azureName: `id-bench-reader-${index}` }),
      resource('writer', 'Microsoft.ManagedIdentity/userAssignedIdentities', { location, tags: { account: refTo('self.account', 'name') } }, { azureName: `id-bench-writer-${index}` }),
    ],
    templates: [],
    outputs: {},
    notices: [],
    origin,
  };
}

/** A backend with `size` resources, a multiple of ten, in components of ten that refer to each other inside. */
export function generatedDefinition(size: number): Definition {
  const components = Array.from({ length: size / resourcesOfComponent }, (_, index) => component(index));
  return { version: 1, backends: [{ name: 'main', components, options: {}, origin }] };
}

/** The project of the generated backend. */
export const generatedProject: Project = {
  id: '0f1e2d3c-4b5a-4968-8776-655443322110',
  name: 'bench',
  tags: { team: 'bench' },
  packages: [{ name: 'main', path: 'atakora', entry: 'atakora/backend.ts', tags: {} }],
};

/** The environment of the generated backend, on the local Azure. */
export const generatedTarget: EnvironmentTarget = {
  name: 'dev',
  twin: true,
  key: 'dev@local',
  cloud: 'local',
  tenantId: '00000000-0000-0000-0000-000000000001',
  subscriptionId: '00000000-0000-0000-0000-000000000002',
  location: 'westeurope',
  resourceGroup: { create: true },
  protected: false,
  settings: {
    functionApp: { plan: 'FC1', nodeVersion: '24', instanceMemoryMb: 2048, maximumInstances: 40, alwaysReady: 0, zoneRedundant: false },
    storage: { sku: 'Standard_LRS', versioning: false, softDeleteDays: 7 },
    cosmos: { mode: 'serverless', maxThroughput: 1000, consistency: 'Session', backup: 'Continuous7Days', regions: [], zoneRedundant: false },
    monitoring: { retentionDays: 30, dailyQuotaGb: 1, samplingPercent: 100 },
    vault: { softDeleteDays: 7, purgeProtection: false },
    network: { access: 'public' },
    features: { diagnostics: true, insights: true, storeLocks: true, defaultStores: true },
    protectStores: false,
  },
};
