import type { ComponentNotice } from '../model/definition.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { Value } from '../model/value.ts';
import type { Access } from './access.ts';
import { accessRequirements, checkAccess, checkRequirementKey } from './access.ts';
import { callSite } from './call-site.ts';
import { checkFeature, matching, oneOf, unknownFields, wholeNumber } from './check-fields.ts';
import type { Component, ComponentRequirement } from './component.ts';
import type { Environment } from './environment-variables.ts';
import { checkEnvironment, settingsOf } from './environment-variables.ts';
import { functionUrl } from './function-url.ts';
import { refuse } from './problem.ts';
import type { FunctionEntry } from './requirement-configs.ts';
import { reference } from './resource-references.ts';
import type { Trigger } from './triggers.ts';
import { checkTrigger } from './triggers.ts';

export interface FunctionConfig {
  /** Name in the Function App; the component's key when absent. */
  readonly name?: string;
  /** File of the handler, relative to the file that says so. Planning never loads it. */
  readonly entry: string;
  readonly trigger: Trigger;
  /** The environment's Node.js when absent. All functions of an app have the same. */
  readonly runtime?: 'node22' | 'node24';
  readonly environment?: Environment;
  /** Longest run in seconds, 1 to 3600. The app takes the longest of its functions. */
  readonly timeout?: number;
  /** Memory of an instance in MB. The app takes the largest of its functions. */
  readonly memory?: 512 | 2048 | 4096;
  /** Stores that the code works with. */
  readonly access?: Access;
  /** Function App that it runs in: functions with the same key share one; `main` when absent. */
  readonly requirementKey?: string;
  /** Feature flag: environments that switch it off leave the function out, with everything that only it asks for. */
  readonly feature?: string;
}

const fields: readonly (keyof FunctionConfig)[] = ['name', 'entry', 'trigger', 'runtime', 'environment', 'timeout', 'memory', 'access', 'requirementKey', 'feature'];

/**
 * Defines one Azure Function: what starts it, its code and what the code may reach.
 * @example
 * export const processUpload = defineFunction({
 *   entry: './handler.ts',
 *   trigger: { type: 'queue', queue: 'uploads' },
 *   access: { storage: { containers: { thumbnails: 'write' } } },
 * });
 * @throws AtakoraError `ATK1308` naming every field that is wrong.
 */
export function defineFunction(config: FunctionConfig): Component<FunctionConfig> {
  const origin = callSite(defineFunction);
  refuse(
    [
      ...unknownFields(config, fields),
      ...(config.name === undefined ? [] : checkFunctionName(config.name)),
      ...matching(config.entry, /^\.{1,2}\/.+/, 'entry', 'the path of a file that starts with ./ or ../'),
      ...checkTrigger(config.trigger),
      ...oneOf(config.runtime, ['node22', 'node24'], 'runtime'),
      ...checkEnvironment(config.environment),
      ...wholeNumber(config.timeout, 1, 3600, 'timeout'),
      ...oneOf(config.memory, [512, 2048, 4096], 'memory'),
      ...checkAccess(config.access),
      ...checkRequirementKey(config.requirementKey),
      ...checkFeature(config.feature),
    ],
    'this function',
    origin,
  );
  return functionComponent('', config, origin);
}

/** @see https://learn.microsoft.com/azure/azure-functions/functions-reference#function-app */
function checkFunctionName(name: string): ReturnType<typeof matching> {
  return matching(name, /^[A-Za-z][A-Za-z0-9_-]{0,126}$/, 'name', 'the name of a function: letters, digits, `_` and `-`, a letter first');
}

function functionComponent(componentId: string, config: FunctionConfig, origin: SourceLocation | undefined): Component<FunctionConfig> {
  const key = config.requirementKey ?? 'main';
  const entry = entryOf(componentId, config);
  return {
    componentId,
    componentType: 'function',
    ...(config.feature === undefined ? {} : { feature: config.feature }),
    config,
    ...(origin === undefined ? {} : { origin }),
    withId: (id) => functionComponent(id, config, origin),
    getRequirements: () => [
      {
        resourceType: 'functions',
        requirementKey: key,
        config: {
          functions: [entry],
          environment: { ...triggerSettings(config.trigger, key), ...settingsOf(config.environment) },
          ...(config.runtime === undefined ? {} : { nodeVersion: config.runtime.replace('node', '') }),
          ...(config.memory === undefined ? {} : { memoryMb: config.memory }),
          ...(config.timeout === undefined ? {} : { timeoutSeconds: config.timeout }),
        },
      },
      ...triggerRequirements(config.trigger, key),
      ...accessRequirements(config.access, key),
    ],
    getOutputs: () => (entry.trigger === 'http' ? { [`${componentId}Url`]: functionUrl(entry.routes[0]?.route ?? entry.name, key) } : {}),
    getNotices: () => [codeNotice(componentId, config)],
    validateResources: () => checkFunctionName(entry.name).map((problem) => problem.summary),
  };
}

function entryOf(componentId: string, config: FunctionConfig): FunctionEntry {
  const { trigger } = config;
  const base = { name: config.name ?? componentId, component: componentId, entry: config.entry };
  switch (trigger.type) {
    case 'http':
      return { ...base, trigger: 'http', routes: [{ methods: trigger.methods ?? ['GET', 'POST'], route: trigger.route ?? base.name }], auth: trigger.auth ?? 'function' };
    case 'timer':
      return { ...base, trigger: 'timer', schedule: trigger.schedule };
    case 'queue':
      return { ...base, trigger: 'queue', queue: trigger.queue };
    case 'blob':
      return { ...base, trigger: 'blob', container: trigger.container, path: trigger.path ?? '{name}' };
    case 'cosmos':
      return { ...base, trigger: 'cosmos', container: trigger.container, leaseContainer: trigger.leaseContainer ?? 'leases' };
  }
}

function triggerRequirements(trigger: Trigger, identity: string): readonly ComponentRequirement[] {
  switch (trigger.type) {
    case 'http':
    case 'timer':
      return [];
    case 'queue': {
      const poison = `${trigger.queue}-poison`;
      const access = [
        { identity, service: 'queue', name: trigger.queue, level: 'process' },
        { identity, service: 'queue', name: poison, level: 'send' },
      ] as const;
      return [{ resourceType: 'storage', config: { queues: [{ name: trigger.queue }, { name: poison }], access } }];
    }
    case 'blob':
      return [{ resourceType: 'storage', config: { containers: [{ name: trigger.container }], access: [{ identity, service: 'blob', name: trigger.container, level: 'write' }] } }];
    case 'cosmos': {
      const leases = trigger.leaseContainer ?? 'leases';
      const watched = { name: trigger.container, ...(trigger.partitionKey === undefined ? {} : { partitionKey: trigger.partitionKey }) };
      const access = [
        { identity, container: trigger.container, level: 'read' },
        { identity, container: leases, level: 'write' },
      ] as const;
      return [{ resourceType: 'cosmos', config: { containers: [watched, { name: leases, partitionKey: '/id' }], access } }];
    }
  }
}

/** Connection of a Cosmos DB trigger by identity. @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger#identity-based-connections */
function triggerSettings(trigger: Trigger, key: string): Readonly<Record<string, Value>> {
  if (trigger.type !== 'cosmos') {
    return {};
  }
  return {
    COSMOS__accountEndpoint: reference('cosmos', 'endpoint'),
    COSMOS__credential: 'managedidentity',
    COSMOS__clientId: reference(key === 'main' ? 'identity' : `identity.${key}`, 'clientId'),
    COSMOS_DATABASE: reference('cosmos', 'database'),
  };
}

function codeNotice(componentId: string, config: FunctionConfig): ComponentNotice {
  const more = config.trigger.type === 'blob' ? '; its Event Grid subscription needs the published code and is made with it' : '';
  return { code: 'ATK1310', summary: `the code of "${componentId}" (${config.entry}) is not published${more}` };
}
