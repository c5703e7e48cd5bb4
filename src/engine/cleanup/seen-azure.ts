import type { Tags } from './our-tags.ts';

/** A resource as the list of its subscription shows it, with what its body refers to. */
export interface SeenResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly tags: Tags;
  /** ISO 8601 UTC; absent where Azure does not say. */
  readonly createdAt?: string;
  /** Id of what manages it, for what another resource made for itself. */
  readonly managedBy?: string;
  /** Ids that it needs, lower case. Empty where nobody looked. */
  readonly references: readonly string[];
  /** Principals of its identities. */
  readonly principals: readonly string[];
  /** Id of the resource that Azure made it for and takes away with it: the interface of a private endpoint. */
  readonly partOf?: string;
}

export interface SeenGroup {
  readonly id: string;
  readonly name: string;
  readonly tags: Tags;
  readonly managedBy?: string;
}

/** A lock against changes, at or above or below what it is looked for. */
export interface SeenLock {
  readonly id: string;
  /** Id of what it locks, lower case. */
  readonly scope: string;
  readonly name: string;
}

export interface SeenAssignment {
  readonly id: string;
  /** Id of what the role is on, lower case. */
  readonly scope: string;
  readonly principal: string;
}

export interface SeenDeployment {
  readonly id: string;
  readonly name: string;
  /** Id of the group or subscription that it was sent to. */
  readonly scope: string;
  /** Name of the group; absent at the subscription. */
  readonly group?: string;
  readonly tags: Tags;
  /** When it changed last, ISO 8601 UTC. */
  readonly at?: string;
  /** Accepted or running. */
  readonly isOpen: boolean;
}

/** A vault that was deleted and is still kept. */
export interface SeenVault {
  /** Id of the record of it. */
  readonly id: string;
  readonly name: string;
  /** Id that the vault had. */
  readonly formerId: string;
  readonly tags: Tags;
  readonly deletedAt?: string;
  readonly purgeAt?: string;
  readonly isPurgeProtected: boolean;
}

/** What a subscription holds, as far as a clean-up asks. */
export interface SeenAzure {
  readonly resources: readonly SeenResource[];
  readonly groups: readonly SeenGroup[];
  readonly locks: readonly SeenLock[];
  readonly assignments: readonly SeenAssignment[];
  readonly deployments: readonly SeenDeployment[];
  readonly vaults: readonly SeenVault[];
  /** What could not be looked into, in words. */
  readonly notes: readonly string[];
}

export const nothingSeen: SeenAzure = { resources: [], groups: [], locks: [], assignments: [], deployments: [], vaults: [], notes: [] };
