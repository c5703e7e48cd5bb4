import type { ComponentRequirement } from './component.ts';
import type { CosmosRequirement, StorageAccess, StorageRequirement } from './requirement-configs.ts';
import { matching, oneOf, unknownFields } from './check-fields.ts';
import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';
import { checkContainerName, checkCosmosName, checkPartitionKey, checkQueueName, checkTableName } from './triggers.ts';

/** What a component's code may do with stores, besides what its trigger needs. Nothing more is granted. */
export interface Access {
  readonly storage?: {
    /** Blob containers by name. `write` includes reading and deleting. */
    readonly containers?: Readonly<Record<string, 'read' | 'write'>>;
    /** Queues by name. */
    readonly queues?: Readonly<Record<string, 'send' | 'process'>>;
    /** Tables by name. `write` includes reading and deleting. */
    readonly tables?: Readonly<Record<string, 'read' | 'write'>>;
  };
  /** Cosmos DB containers by name; with a partition key the container is made. */
  readonly cosmos?: Readonly<Record<string, 'read' | 'write' | CosmosContainerAccess>>;
}

export interface CosmosContainerAccess {
  readonly access: 'read' | 'write';
  /** Path such as `/id`; may be left out when another component declares the container. */
  readonly partitionKey?: string;
}

const services = [
  { field: 'containers', service: 'blob', levels: ['read', 'write'], check: checkContainerName },
  { field: 'queues', service: 'queue', levels: ['send', 'process'], check: (name: unknown, field: string) => checkQueueName(name, field) },
  { field: 'tables', service: 'table', levels: ['read', 'write'], check: checkTableName },
] as const;

/** What is wrong with an `access` field. */
export function checkAccess(access: Access | undefined): readonly Problem[] {
  if (access === undefined) {
    return [];
  }
  const { cosmos = {}, storage = {} } = access;
  return [
    ...unknownFields(access, ['storage', 'cosmos'], 'access.'),
    ...unknownFields(storage, services.map((service) => service.field), 'access.storage.'),
    ...services.flatMap(({ check, field, levels }) =>
      Object.entries(storage[field] ?? {}).flatMap(([name, level]: [string, unknown]) => [...check(name, `a key of access.storage.${field}`), ...oneOf(level ?? 'missing', levels, `access.storage.${field}.${name}`)]),
    ),
    ...Object.entries(cosmos).flatMap(([name, wish]) => [...checkCosmosName(name, 'a key of access.cosmos'), ...checkCosmosWish(name, wish)]),
  ];
}

function checkCosmosWish(name: string, wish: unknown): readonly Problem[] {
  const field = `access.cosmos.${name}`;
  if (typeof wish !== 'object' || wish === null) {
    return oneOf(wish ?? 'missing', ['read', 'write'], field);
  }
  const { access, partitionKey } = wish as Partial<CosmosContainerAccess>;
  return [
    ...unknownFields(wish, ['access', 'partitionKey'], `${field}.`),
    ...(access === undefined ? [wrong(`${field}.access is missing`)] : oneOf(access, ['read', 'write'], `${field}.access`)),
    ...(partitionKey === undefined ? [] : checkPartitionKey(partitionKey, `${field}.partitionKey`)),
  ];
}

/** Requirements that grant an `access` field to the identity of the Function App with this key. */
export function accessRequirements(access: Access | undefined, identity: string): readonly ComponentRequirement[] {
  const storage = storageConfig(access?.storage, identity);
  const cosmos = Object.entries(access?.cosmos ?? {}).map(([name, wish]) => ({ name, ...(typeof wish === 'string' ? { access: wish } : wish) }));
  const cosmosConfig: CosmosRequirement = {
    containers: cosmos.map(({ name, partitionKey }) => ({ name, ...(partitionKey === undefined ? {} : { partitionKey }) })),
    access: cosmos.map((wish) => ({ identity, container: wish.name, level: wish.access })),
  };
  return [
    ...(storage.access?.length ? [{ resourceType: 'storage', config: storage } as const] : []),
    ...(cosmos.length > 0 ? [{ resourceType: 'cosmos', config: cosmosConfig } as const] : []),
  ];
}

function storageConfig(storage: Access['storage'], identity: string): StorageRequirement {
  const named = (field: 'containers' | 'queues' | 'tables') => {
    const names = Object.keys(storage?.[field] ?? {});
    return names.length === 0 ? {} : { [field]: names.map((name) => ({ name })) };
  };
  const access = services.flatMap(({ field, service }) => Object.entries(storage?.[field] ?? {}).map(([name, level]): StorageAccess => ({ identity, service, name, level })));
  return { ...named('containers'), ...named('queues'), ...named('tables'), access };
}

/** A requirement key is part of addresses. */
export function checkRequirementKey(key: unknown): readonly Problem[] {
  return key === undefined ? [] : matching(key, /^[A-Za-z0-9][A-Za-z0-9_~-]{0,62}$/, 'requirementKey', '1 to 63 letters, digits, `_`, `~` and `-`, a letter or digit first');
}
