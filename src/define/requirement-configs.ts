import type { Value } from '../model/value.ts';

/**
 * What a component may ask of the built-in resource types, by type. Field names are those of the providers' merge tables;
 * requests with the same type and key merge field by field.
 */
export interface RequirementConfigs {
  readonly functions: FunctionsRequirement;
  readonly storage: StorageRequirement;
  readonly cosmos: CosmosRequirement;
  readonly vault: VaultRequirement;
  readonly identity: EmptyRequirement;
  readonly logs: LogsRequirement;
  readonly insights: InsightsRequirement;
  readonly group: EmptyRequirement;
}

/** Built-in resource types that can be required. */
export type KnownRequirementType = keyof RequirementConfigs;

export interface FunctionsRequirement {
  /** Functions that run in the app; one of each name. */
  readonly functions?: readonly FunctionEntry[];
  /** Application settings; equal names must have equal values. */
  readonly environment?: Readonly<Record<string, Value>>;
  /** Major Node.js version, such as `24`; all functions of an app have the same. */
  readonly nodeVersion?: string;
  /** Memory of an instance in MB; the largest wish wins. */
  readonly memoryMb?: 512 | 2048 | 4096;
  /** Longest run of a function in seconds; the largest wish wins. */
  readonly timeoutSeconds?: number;
  /** Secrets that the code reads itself instead of as application settings: names, or `secret('NAME', { … })`. */
  readonly secrets?: readonly { readonly name: string }[];
  /** Origins of web pages that may call the app, such as `https://www.example.com`. */
  readonly allowedOrigins?: readonly string[];
  /** `FC1` (Flex Consumption), `EP1`…`EP3`, `P0v3`…`P3v3`; the environment's when absent. */
  readonly plan?: string;
  /** The largest wish wins; the environment's when absent. */
  readonly maximumInstances?: number;
  /** Instances kept warm; the largest wish wins; the environment's when absent. */
  readonly alwaysReady?: number;
}

/** One function of an app, as the plan shows it and later code publishing needs it. */
export type FunctionEntry = {
  readonly name: string;
  readonly component: string;
  /** Path of the handler as written, relative to the file of the definition; absent for generated code. */
  readonly entry?: string;
} & (
  | { readonly trigger: 'http'; readonly routes: readonly HttpRoute[]; readonly auth: HttpAuth }
  | { readonly trigger: 'timer'; readonly schedule: string }
  | { readonly trigger: 'queue'; readonly queue: string }
  | { readonly trigger: 'blob'; readonly container: string; readonly path: string }
  | { readonly trigger: 'cosmos'; readonly container: string; readonly leaseContainer: string }
);

export interface HttpRoute {
  readonly methods: readonly HttpMethod[];
  /** Without the prefix `api/` and without a slash in front, such as `feedback/{id}`. */
  readonly route: string;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** `anonymous`: anybody; `function`: callers need a key of the function or the app; `admin`: the app's master key. */
export type HttpAuth = 'anonymous' | 'function' | 'admin';

export interface StorageRequirement {
  readonly containers?: readonly { readonly name: string }[];
  readonly queues?: readonly { readonly name: string }[];
  readonly tables?: readonly { readonly name: string }[];
  /** Who may do what; the provider makes one role assignment of each. */
  readonly access?: readonly StorageAccess[];
  readonly sku?: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS';
  readonly versioning?: boolean;
  /** Days that deleted blobs and containers can be recovered; the largest wish wins. */
  readonly softDeleteDays?: number;
}

export interface StorageAccess {
  /** Key of the `identity` requirement that gets the role. */
  readonly identity: string;
  readonly service: 'blob' | 'queue' | 'table';
  /** Container, queue or table; absent: the whole account. */
  readonly name?: string;
  /** `read`: read data; `write`: read, write and delete data; `send`: add messages; `process`: peek, receive and delete messages; `owner` (blobs): `write` and the rights of the account's blobs. */
  readonly level: 'read' | 'write' | 'send' | 'process' | 'owner';
}

export interface CosmosRequirement {
  readonly containers?: readonly CosmosContainer[];
  readonly access?: readonly CosmosAccess[];
  /** Name of the database. */
  readonly database?: string;
  readonly mode?: 'serverless' | 'autoscale';
  readonly consistency?: 'Session' | 'Strong' | 'BoundedStaleness' | 'ConsistentPrefix' | 'Eventual';
  /** RU/s ceiling of autoscale; the largest wish wins. */
  readonly maxThroughput?: number;
  /** Further regions beside the environment's own. */
  readonly regions?: readonly string[];
}

export interface CosmosContainer {
  readonly name: string;
  /** Path such as `/id`, or up to three paths of a hierarchical key; absent when another component declares it. */
  readonly partitionKey?: string | readonly string[];
  /** Each entry is one unique key: paths such as `/email`, unique together within a partition. */
  readonly uniqueKeys?: readonly (readonly string[])[];
  /** Seconds after which items are deleted; -1: only items that say so themselves. */
  readonly ttl?: number;
}

export interface CosmosAccess {
  /** Key of the `identity` requirement that gets the role. */
  readonly identity: string;
  /** Absent: all containers. */
  readonly container?: string;
  readonly level: 'read' | 'write';
}

export interface VaultRequirement {
  /** Secrets that application settings refer to, by their name in the vault. */
  readonly secrets?: readonly { readonly name: string }[];
  readonly access?: readonly VaultAccess[];
}

export interface VaultAccess {
  /** Key of the `identity` requirement that gets the role. */
  readonly identity: string;
  readonly level: 'read';
  /** Name of one secret; absent: all that the vault has. */
  readonly secret?: string;
}

export interface LogsRequirement {
  /** 30 to 730 days; the largest wish wins. */
  readonly retentionDays?: number;
  /** GB a day; -1 for no cap. */
  readonly dailyQuotaGb?: number;
}

export interface InsightsRequirement {
  readonly access?: readonly { readonly identity: string; readonly level: 'publish' }[];
}

/** A requirement without fields: asking for it is all. */
export type EmptyRequirement = Readonly<Record<string, never>>;
