import type { SourceLocation } from '../model/source-location.ts';
import { checkRequirementKey } from './access.ts';
import { callSite } from './call-site.ts';
import { checkFeature, matching, oneOf, unknownFields } from './check-fields.ts';
import type { Component, ComponentRequirement } from './component.ts';
import type { CrudOperation } from './crud-routes.ts';
import { crudOperations, crudRoutes, routeOf } from './crud-routes.ts';
import type { Environment } from './environment-variables.ts';
import { checkEnvironment, settingsOf } from './environment-variables.ts';
import { functionUrl } from './function-url.ts';
import type { Problem } from './problem.ts';
import { refuse, wrong } from './problem.ts';
import type { HttpAuth } from './requirement-configs.ts';
import { reference } from './resource-references.ts';
import { checkCosmosName, checkPartitionKey, checkRoute, httpAuths } from './triggers.ts';

/** Type of a field of an entity. A question mark makes it optional. */
export type CrudFieldType = 'string' | 'number' | 'boolean' | 'date' | 'object' | 'array';

export interface CrudApiConfig {
  /** What the API is about, in the singular, such as `Feedback`. */
  readonly entity: string;
  /** Fields of the entity; `id` is always there. `'string?'` is optional. */
  readonly fields?: Readonly<Record<string, CrudFieldType | `${CrudFieldType}?`>>;
  /** Path of the property that spreads the items over partitions; `/id` when absent. Cannot be changed later. */
  readonly partitionKey?: string;
  /** Path below `/api/`; the entity in kebab-case when absent. */
  readonly route?: string;
  /** What the API can do; everything when absent. */
  readonly operations?: readonly CrudOperation[];
  /** Name of the Cosmos DB container; the entity in kebab-case when absent. */
  readonly container?: string;
  /** Paths that are unique together within a partition, a list for each unique key. Cannot be changed later. */
  readonly uniqueKeys?: readonly (readonly string[])[];
  /** Seconds after which items are deleted; -1: only items that say so themselves. */
  readonly ttl?: number;
  /** Who may call it; `function` when absent. */
  readonly auth?: HttpAuth;
  readonly environment?: Environment;
  /** Function App that it runs in; `main` when absent. */
  readonly requirementKey?: string;
  /** Feature flag: environments that switch it off leave the API out, with everything that only it asks for. */
  readonly feature?: string;
}

const fields: readonly (keyof CrudApiConfig)[] = ['entity', 'fields', 'partitionKey', 'route', 'operations', 'container', 'uniqueKeys', 'ttl', 'auth', 'environment', 'requirementKey', 'feature'];

/**
 * Defines a REST API over one entity kept in Cosmos DB: create, read, list, update, patch, delete and batch.
 * This version makes its database container, routes and settings; its code is published by a later one, and every plan says so.
 * @example export const feedbackApi = defineCrudApi({ entity: 'Feedback', fields: { text: 'string', rating: 'number?' } });
 * @throws AtakoraError `ATK1308` naming every field that is wrong.
 */
export function defineCrudApi(config: CrudApiConfig): Component<CrudApiConfig> {
  return define('', config, callSite(defineCrudApi));
}

/** The same as `defineCrudApi`, with the component's id in front. A key in `defineBackend` wins over the id. */
export const CrudApi = {
  /** Defines a REST API over one entity under an id. @throws AtakoraError `ATK1308` naming every field that is wrong. */
  define: (id: string, config: CrudApiConfig): Component<CrudApiConfig> => define(id, config, callSite(CrudApi.define)),
} as const;

function define(id: string, config: CrudApiConfig, origin: SourceLocation | undefined): Component<CrudApiConfig> {
  refuse(checkConfig(config), id === '' ? 'this API' : `the API "${id}"`, origin);
  return crudComponent(id, config, origin);
}

function checkConfig(config: CrudApiConfig): readonly Problem[] {
  const named = (value: unknown, check: (value: unknown, field: string) => readonly Problem[], field: string) => (value === undefined ? [] : check(value, field));
  return [
    ...unknownFields(config, fields),
    ...matching(config.entity, /^[A-Za-z][A-Za-z0-9_ -]{0,62}$/, 'entity', '1 to 63 letters and digits, a letter first'),
    ...Object.entries(config.fields ?? {}).flatMap(([name, type]: [string, unknown]) => [
      ...matching(name, /^[A-Za-z_]\w{0,127}$/, 'a key of fields', 'a name of letters, digits and `_`'),
      ...oneOf(String(type).replace(/\?$/, ''), ['string', 'number', 'boolean', 'date', 'object', 'array'], `fields.${name}`),
    ]),
    ...named(config.partitionKey, checkPartitionKey, 'partitionKey'),
    ...named(config.route, checkRoute, 'route'),
    ...named(config.container, checkCosmosName, 'container'),
    ...(config.operations ?? []).flatMap((operation) => oneOf(operation, crudOperations, 'operations')),
    ...(config.operations?.length === 0 ? [wrong('operations is empty')] : []),
    ...(config.uniqueKeys ?? []).flatMap((paths, index) => (Array.isArray(paths) && paths.length > 0 ? paths.flatMap((path) => checkPartitionKey(path, `uniqueKeys[${index}]`)) : [wrong(`uniqueKeys[${index}] must be a list of paths such as ["/email"]`)])),
    ...(config.ttl === undefined || config.ttl === -1 || (Number.isInteger(config.ttl) && config.ttl >= 1) ? [] : [wrong(`ttl is ${String(config.ttl)}, but must be -1 or a whole number of seconds from 1`)]),
    ...oneOf(config.auth, httpAuths, 'auth'),
    ...checkEnvironment(config.environment),
    ...checkRequirementKey(config.requirementKey),
    ...checkFeature(config.feature),
  ];
}

function crudComponent(componentId: string, config: CrudApiConfig, origin: SourceLocation | undefined): Component<CrudApiConfig> {
  const key = config.requirementKey ?? 'main';
  const route = config.route ?? routeOf(config.entity);
  return {
    componentId,
    componentType: 'crud-api',
    ...(config.feature === undefined ? {} : { feature: config.feature }),
    config,
    ...(origin === undefined ? {} : { origin }),
    withId: (id) => crudComponent(id, config, origin),
    getRequirements: () => crudRequirements(componentId, config, route, key),
    getOutputs: () => ({ [`${componentId}Url`]: functionUrl(route, key) }),
    getNotices: () => [
      { code: 'ATK1310', summary: `the code of "${componentId}" is not published: its routes below /api/${route} do not answer` },
    ],
  };
}

function crudRequirements(componentId: string, config: CrudApiConfig, route: string, key: string): readonly ComponentRequirement[] {
  const container = config.container ?? routeOf(config.entity);
  const setting = `${routeOf(config.entity).toUpperCase().replaceAll('-', '_')}_CONTAINER`;
  return [
    {
      resourceType: 'cosmos',
      config: {
        containers: [
          {
            name: container,
            partitionKey: config.partitionKey ?? '/id',
            ...(config.uniqueKeys === undefined ? {} : { uniqueKeys: config.uniqueKeys }),
            ...(config.ttl === undefined ? {} : { ttl: config.ttl }),
          },
        ],
        access: [{ identity: key, container, level: 'write' }],
      },
    },
    {
      resourceType: 'functions',
      requirementKey: key,
      config: {
        functions: [{ name: componentId, component: componentId, trigger: 'http', routes: crudRoutes(route, config.operations ?? crudOperations), auth: config.auth ?? 'function' }],
        environment: { COSMOS_ENDPOINT: reference('cosmos', 'endpoint'), COSMOS_DATABASE: reference('cosmos', 'database'), [setting]: container, ...settingsOf(config.environment) },
      },
    },
  ];
}
