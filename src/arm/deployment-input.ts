import type { Json, JsonObject } from '../model/json.ts';

/** Where a deployment runs; the ids that its kind needs are given. */
export interface DeploymentScope {
  readonly kind: 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';
  /** Absent when nobody knows it yet: `tenant().tenantId` then stays an expression. */
  readonly tenantId?: string;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly managementGroup?: string;
}

/** The clouds that `environment()` knows. */
export type Cloud = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';

/** What the functions about the surroundings answer; a part that is absent stays an expression in every result. */
export interface DeploymentContext {
  readonly cloud: Cloud;
  /** ISO 8601 in UTC; what `utcNow` formats. */
  readonly now: string;
  /** A fresh lower-case identifier for every call. */
  readonly newGuid: () => string;
  readonly resourceGroup?: { readonly id?: string; readonly name?: string; readonly location?: string; readonly tags?: JsonObject };
  readonly subscription?: { readonly displayName?: string; readonly tenantId?: string };
  readonly tenant?: { readonly displayName?: string; readonly countryCode?: string };
  readonly managementGroup?: { readonly displayName?: string };
  readonly deployer?: { readonly objectId: string; readonly tenantId: string; readonly userPrincipalName?: string };
  /** List of `{namespace, resourceTypes: [{resourceType, locations, apiVersions, zoneMappings}]}`; what `providers` and `pickZones` answer. */
  readonly providers?: Json;
  /** List of `{name, availabilityZoneMappings: [{logicalZone, physicalZone}]}`, the regions as the deployment's subscription sees them. */
  readonly locations?: Json;
  /** Values of `externalInputs`. */
  readonly externalInputs?: Readonly<Record<string, Json>>;
}

/**
 * A parameter as given: a literal, a Key Vault reference, or an expression that depends on the outside. A reference is not resolved
 * here: its parameter stays `parameters('NAME')` in every result, which is also how a caller keeps a secret out of one.
 */
export interface SuppliedParameter {
  readonly value?: Json;
  readonly reference?: Json;
  readonly expression?: string;
}

/** Everything that expanding a deployment depends on. Parameter values may be secrets: they are in no error message. */
export interface DeploymentInput {
  readonly name: string;
  /** Region of the deployment's own record; subscription scope and above. */
  readonly location?: string;
  /** Default `Incremental`. */
  readonly mode?: 'Incremental' | 'Complete';
  readonly scope: DeploymentScope;
  readonly template: Json;
  readonly parameters: Readonly<Record<string, SuppliedParameter>>;
  readonly context: DeploymentContext;
}
