/**
 * What differs between environments, resolved: defaults of the built-in environment, then `extends`, then the project's
 * configuration, then the backend's options. The later catalogue adds fields; none changes its meaning.
 */
export interface EnvironmentSettings {
  readonly functionApp: {
    /** `FC1` (Flex Consumption), `EP1`…`EP3`, `P0v3`…`P3v3`. */
    readonly plan: string;
    /** Major Node.js version, such as `24`. */
    readonly nodeVersion: string;
    readonly instanceMemoryMb: 512 | 2048 | 4096;
    readonly maximumInstances: number;
    /** Instances kept warm for HTTP; 0 for none. */
    readonly alwaysReady: number;
    readonly zoneRedundant: boolean;
    /**
     * What the app runs, as the user's own build makes it: a folder with `host.json` or a zip archive, relative to the project. A path is
     * for the app of key `main`; several apps are named by their keys. Absent: nothing is published.
     */
    readonly package?: string | Readonly<Record<string, string>>;
  };
  readonly storage: {
    readonly sku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS';
    readonly versioning: boolean;
    /** Days that deleted blobs and containers can be recovered. */
    readonly softDeleteDays: number;
  };
  readonly cosmos: {
    readonly mode: 'serverless' | 'autoscale';
    /** RU/s ceiling of autoscale; ignored for serverless. */
    readonly maxThroughput: number;
    readonly consistency: 'Session' | 'Strong' | 'BoundedStaleness' | 'ConsistentPrefix' | 'Eventual';
    readonly backup: 'Continuous7Days' | 'Continuous30Days';
    /** Further regions beside the environment's own, by name. */
    readonly regions: readonly string[];
    readonly zoneRedundant: boolean;
  };
  readonly monitoring: {
    readonly retentionDays: number;
    /** GB a day; -1 for no cap. */
    readonly dailyQuotaGb: number;
    /** Percent of telemetry kept, by the Functions host's sampling setting. */
    readonly samplingPercent: number;
  };
  readonly vault: { readonly softDeleteDays: number; readonly purgeProtection: boolean };
  readonly network: {
    /** `public`: public endpoints with Entra-only access; `private` is refused until networks exist. */
    readonly access: 'public';
  };
  /** Which optional resources are deployed. */
  readonly features: FeatureSettings;
  /** Stores refuse deletion and replacement and carry a `CanNotDelete` lock. */
  readonly protectStores: boolean;
}

/** Feature flags: the built-in ones, then those that components and resources name. One that nobody sets is on. */
export interface FeatureSettings {
  /** Diagnostic settings: logs and metrics of all resources go to the workspace. */
  readonly diagnostics: boolean;
  /** Application Insights for function apps. Without it apps run and send no telemetry. */
  readonly insights: boolean;
  /** The locks that `protectStores` puts on stores. Off: plans still refuse to delete them, and no right to write locks is needed. */
  readonly storeLocks: boolean;
  /** The containers, queues and tables that every function app finds without asking: `uploads`, `tasks`, `sessions` and so on. */
  readonly defaultStores: boolean;
  readonly [feature: string]: boolean;
}

/** A target with its own settings, state and secrets. */
export interface EnvironmentTarget {
  /** `dev`; for the twin on the local Azure still `dev`: see `twin`. */
  readonly name: string;
  /** True for `NAME@local`. */
  readonly twin: boolean;
  /** `dev` or `dev@local`; keys of states, runs and prompts. */
  readonly key: string;
  readonly cloud: CloudName;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly resourceGroup: { readonly name?: string; readonly create: boolean };
  readonly protected: boolean;
  readonly settings: EnvironmentSettings;
}

export type CloudName = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud' | 'local';
