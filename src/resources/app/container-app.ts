import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { LocalBehaviour, NamingRule, ResourceKind } from '../resource-kind.ts';
import { settledContainerApp } from './container-app-body.ts';
import { settledJob } from './job-body.ts';

const apiVersion = '2026-01-01';
const named = (abbreviation: string): NamingRule =>
  namingRule({ abbreviation, minLength: 2, maxLength: 32, pattern: /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/, unique: 'resourceGroup', lowerCase: true });
const answers: LocalBehaviour['answers'] = { create: '201 async-operation', update: '201 async-operation', patch: '202 location', delete: '202 location' };

/** @see https://learn.microsoft.com/azure/container-apps/overview */
export function containerApp(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.App/containerApps',
    apiVersion,
    title: 'container app',
    stack: 'compute',
    naming: named('ca'),
    immutable: [immutable('properties.environmentId', 'an app stays in the environment it was made in'), immutable('properties.managedEnvironmentId', 'an app stays in the environment it was made in')],
    arrayKeys: { 'properties.template.containers': 'name', 'properties.configuration.secrets': 'name' },
    sensitive: ['properties.configuration.secrets[].value'],
    settle: { tags: false, location: 'display', computed: settledContainerApp },
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
    immutable: [immutable('properties.environmentId', 'a job stays in the environment it was made in'), immutable('properties.configuration.triggerType', 'what starts a job is fixed when it is made')],
    arrayKeys: { 'properties.template.containers': 'name', 'properties.configuration.secrets': 'name' },
    sensitive: ['properties.configuration.secrets[].value'],
    settle: { tags: false, location: 'display', computed: settledJob },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers, actions: { listsecrets: { value: [] } } },
  });
}
