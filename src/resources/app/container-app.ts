import { immutable, liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { LiveRules, LocalBehaviour, NamingRule, ResourceKind } from '../resource-kind.ts';
import { settledContainerApp } from './container-app-body.ts';
import { settledJob } from './job-body.ts';

const apiVersion = '2026-01-01';
const named = (abbreviation: string): NamingRule =>
  namingRule({
    abbreviation,
    minLength: 2,
    maxLength: 32,
    pattern: /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
    unique: 'resourceGroup',
    lowerCase: true,
  });
/** Sizes that ephemeral storage has, by the number of processors. */
const storageSizes = ['', '1Gi', '2Gi', '4Gi', '8Gi'] as const;
const answers: LocalBehaviour['answers'] = {
  create: '201 async-operation',
  update: '201 async-operation',
  patch: '202 location',
  delete: '202 location',
};

/** Ephemeral storage follows from the processors, the image of an add-on from its kind, revisions from every change. */
const containerLive: LiveRules = liveRules({
  omitted: [
    'identity.principalId',
    'identity.tenantId',
    'properties.template.containers.resources.ephemeralStorage',
    'properties.template.scale.rules.custom',
    'properties.configuration.eventTriggerConfig.scale.rules.tcp',
  ],
  answered: {
    'properties.template.containers.resources.ephemeralStorage': storageSizes.map((live) => ({ live })),
    'properties.template.initContainers.resources.ephemeralStorage': storageSizes.map((live) => ({ live })),
    'properties.template.containers.image': ['redis', 'postgres', 'kafka', 'mariadb', 'qdrant', 'weaviate', 'milvus'].map((sent) => ({ sent })),
    'properties.latestRevisionName': [{}],
    'properties.latestReadyRevisionName': [{}],
    'properties.latestRevisionFqdn': [{}],
  },
});

/** @see https://learn.microsoft.com/azure/container-apps/overview */
export function containerApp(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.App/containerApps',
    apiVersion,
    title: 'container app',
    stack: 'compute',
    naming: named('ca'),
    immutable: [
      immutable('properties.environmentId', 'an app stays in the environment it was made in'),
      immutable('properties.managedEnvironmentId', 'an app stays in the environment it was made in'),
    ],
    required: [
      'properties.environmentId | properties.managedEnvironmentId',
      'properties.template.containers[].image',
      'properties.configuration.ingress.customDomains[].name',
    ],
    allowed: { 'properties.configuration.activeRevisionsMode': ['Single', 'Multiple', 'Labels'] },
    live: containerLive,
    arrayKeys: { 'properties.template.containers': 'name', 'properties.configuration.secrets': 'name' },
    sensitive: ['properties.configuration.secrets[].value'],
    settle: { computed: settledContainerApp, location: 'display', tags: false },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers, actions: { listsecrets: { value: [] } } },
  });
}

/** @see https://learn.microsoft.com/azure/container-apps/jobs */
export function containerJob(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.App/jobs',
    apiVersion,
    title: 'container job',
    stack: 'compute',
    naming: named('caj'),
    immutable: [
      immutable('properties.environmentId', 'a job stays in the environment it was made in'),
      immutable('properties.configuration.triggerType', 'what starts a job is fixed when it is made'),
    ],
    required: [
      'properties.environmentId',
      'properties.configuration.triggerType',
      'properties.configuration.replicaTimeout',
      'properties.configuration.scheduleTriggerConfig.cronExpression',
      'properties.template.containers[].image',
    ],
    allowed: { 'properties.configuration.triggerType': ['Schedule', 'Event', 'Manual'] },
    live: containerLive,
    arrayKeys: { 'properties.template.containers': 'name', 'properties.configuration.secrets': 'name' },
    sensitive: ['properties.configuration.secrets[].value'],
    settle: { computed: settledJob, location: 'display', tags: false },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers, actions: { listsecrets: { value: [] } } },
  });
}
