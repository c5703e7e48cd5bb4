import type { Address } from './address.ts';
import type { Json, JsonObject } from './json.ts';

export const stateVersion = 1;

/** How far a resource got. `pending`: a deployment that holds it was started and its end is not recorded. */
export type ResourceStatus = 'applied' | 'pending' | 'tainted' | 'failed';

export interface ResourceRecord {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly stack: string;
  readonly owner: string;
  readonly dependsOn: readonly Address[];
  /** What was sent, every sensitive value replaced by a keyed fingerprint. */
  readonly desired: JsonObject;
  readonly desiredHash: string;
  /** Values that Azure returned after the apply at the paths that we manage (or read-only facts we use); fingerprints for sensitive ones. Absent when it was not read. */
  readonly live?: JsonObject;
  readonly generation: number;
  readonly createdRun: string;
  readonly updatedRun: string;
  readonly status: ResourceStatus;
  readonly protect: boolean;
  /** Where it was defined at the last apply: `atakora/backend.ts:12`. */
  readonly origin?: string;
  /** True for resource groups that we made (and may delete when empty). */
  readonly made?: boolean;
}

export interface OutputRecord {
  readonly value: Json;
  readonly stack: string;
  readonly expression: string;
}

/** The record of what was applied in one environment: the only truth. */
export interface StateDocument {
  readonly version: typeof stateVersion;
  /** Random id given at the first write; a state of another lineage never overwrites this one. */
  readonly lineage: string;
  /** Grows by one with every write. */
  readonly serial: number;
  /** Manifest id. */
  readonly project: string;
  /** Environment key: `dev`, `dev@local`. */
  readonly environment: string;
  readonly cloud: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Run that wrote it. */
  readonly run: string;
  /** `atakora 0.1.0`. */
  readonly tool: string;
  /** Keys sorted. */
  readonly resources: Readonly<Record<string, ResourceRecord>>;
  readonly outputs: Readonly<Record<string, OutputRecord>>;
  /** Hash of the package that each app runs, by the app's address; what is not known to have arrived is not here. Keys sorted. */
  readonly packages: Readonly<Record<string, string>>;
  /** ISO 8601 UTC. */
  readonly updatedAt: string;
  readonly updatedBy: string;
}
