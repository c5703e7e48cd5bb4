/** Outputs of the built-in resource types that references may name: `${cosmos.endpoint}`. */
export const resourceOutputs = {
  cosmos: ['endpoint', 'database', 'accountName', 'id'],
  storage: ['blobEndpoint', 'queueEndpoint', 'tableEndpoint', 'accountName', 'id'],
  vault: ['uri', 'name', 'id'],
  identity: ['id', 'clientId', 'principalId'],
  insights: ['connectionString', 'id'],
  logs: ['id', 'workspaceId'],
  functions: ['hostName', 'url', 'name', 'id'],
  group: ['name', 'id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A built-in resource type that can be referred to. */
export type ReferableType = keyof typeof resourceOutputs;

/** Name of an output of a built-in resource type. */
export type OutputOf<Type extends ReferableType> = (typeof resourceOutputs)[Type][number];
