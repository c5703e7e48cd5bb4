import type { Expression, Value, ValueObject } from '../model/value.ts';

/** A text, or a text with `${references}`, or a reference. */
export type Text = string | Expression;

/** What every resource may have beside its properties. */
export interface CommonBody {
  /** Region; the environment's when absent. */
  readonly location?: Text;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Any further properties of the type, as the ARM reference of the type lists them. */
type More = ValueObject;

/** Bodies of the types that people declare most, by ARM type. Properties that are not listed here may still be given. */
export interface KnownResources {
  readonly 'Microsoft.Storage/storageAccounts': CommonBody & {
    readonly kind: 'StorageV2' | 'BlockBlobStorage' | 'FileStorage';
    readonly sku: { readonly name: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Standard_GZRS' | 'Standard_RAGRS' | 'Standard_RAGZRS' | 'Premium_LRS' | 'Premium_ZRS' };
    readonly properties?: {
      readonly accessTier?: 'Hot' | 'Cool' | 'Cold';
      readonly allowBlobPublicAccess?: boolean;
      readonly allowSharedKeyAccess?: boolean;
      readonly isHnsEnabled?: boolean;
      readonly minimumTlsVersion?: 'TLS1_2' | 'TLS1_3';
      readonly publicNetworkAccess?: 'Enabled' | 'Disabled';
      readonly supportsHttpsTrafficOnly?: boolean;
    } & More;
  };
  readonly 'Microsoft.Storage/storageAccounts/blobServices': { readonly properties?: More };
  readonly 'Microsoft.Storage/storageAccounts/blobServices/containers': { readonly properties?: { readonly publicAccess?: 'None'; readonly metadata?: Readonly<Record<string, string>> } & More };
  readonly 'Microsoft.Storage/storageAccounts/queueServices': { readonly properties?: More };
  readonly 'Microsoft.Storage/storageAccounts/queueServices/queues': { readonly properties?: { readonly metadata?: Readonly<Record<string, string>> } & More };
  readonly 'Microsoft.Storage/storageAccounts/tableServices': { readonly properties?: More };
  readonly 'Microsoft.Storage/storageAccounts/tableServices/tables': { readonly properties?: More };
  readonly 'Microsoft.DocumentDB/databaseAccounts': CommonBody & {
    readonly kind?: 'GlobalDocumentDB';
    readonly properties: {
      readonly databaseAccountOfferType: 'Standard';
      readonly locations: readonly ({ readonly locationName: Text; readonly failoverPriority: number; readonly isZoneRedundant?: boolean } & More)[];
      readonly capabilities?: readonly { readonly name: string }[];
      readonly disableLocalAuth?: boolean;
    } & More;
  };
  readonly 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases': { readonly properties: { readonly resource: { readonly id: Text } & More; readonly options?: More } };
  readonly 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers': {
    readonly properties: {
      readonly resource: { readonly id: Text; readonly partitionKey: { readonly kind?: 'Hash' | 'MultiHash'; readonly paths: readonly string[] } & More } & More;
      readonly options?: More;
    };
  };
  readonly 'Microsoft.KeyVault/vaults': CommonBody & {
    readonly properties: {
      readonly tenantId: Text;
      readonly sku: { readonly family: 'A'; readonly name: 'standard' | 'premium' };
      readonly enableRbacAuthorization?: boolean;
      readonly enablePurgeProtection?: true;
      /** 7 to 90; fixed once the vault exists. */
      readonly softDeleteRetentionInDays?: number;
      readonly publicNetworkAccess?: 'Enabled' | 'Disabled';
    } & More;
  };
  readonly 'Microsoft.ManagedIdentity/userAssignedIdentities': CommonBody;
  readonly 'Microsoft.OperationalInsights/workspaces': CommonBody & {
    readonly properties?: { readonly retentionInDays?: number; readonly sku?: { readonly name: 'PerGB2018' }; readonly workspaceCapping?: { readonly dailyQuotaGb: number } } & More;
  };
  readonly 'Microsoft.Insights/components': CommonBody & {
    readonly kind: 'web' | 'other';
    readonly properties: { readonly Application_Type: 'web' | 'other'; readonly WorkspaceResourceId: Text; readonly DisableLocalAuth?: boolean } & More;
  };
  readonly 'Microsoft.Insights/diagnosticSettings': {
    readonly properties: {
      readonly workspaceId?: Text;
      readonly logs?: readonly ({ readonly category?: string; readonly categoryGroup?: 'allLogs' | 'audit'; readonly enabled: boolean } & More)[];
      readonly metrics?: readonly ({ readonly category: string; readonly enabled: boolean } & More)[];
    } & More;
  };
  readonly 'Microsoft.Authorization/roleAssignments': {
    readonly properties: { readonly roleDefinitionId: Text; readonly principalId: Text; readonly principalType: 'ServicePrincipal' | 'User' | 'Group' } & More;
  };
  readonly 'Microsoft.Authorization/locks': { readonly properties: { readonly level: 'CanNotDelete' | 'ReadOnly'; readonly notes?: string } };
  readonly 'Microsoft.Web/serverfarms': CommonBody & {
    readonly kind?: string;
    readonly sku: { readonly name: string; readonly tier?: string; readonly capacity?: number };
    readonly properties?: { readonly reserved?: boolean; readonly zoneRedundant?: boolean } & More;
  };
  readonly 'Microsoft.Web/sites': CommonBody & {
    readonly kind: string;
    readonly identity?: { readonly type: string; readonly userAssignedIdentities?: More };
    readonly properties: { readonly serverFarmId?: Text; readonly httpsOnly?: boolean; readonly siteConfig?: More; readonly functionAppConfig?: More } & More;
  };
}

/** Body of a type: its known shape, or anything for types without one. */
export type BodyOf<Type extends string> = Type extends keyof KnownResources ? KnownResources[Type] : Readonly<Record<string, Value>>;
