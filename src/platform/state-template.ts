import type { JsonObject } from '../model/json.ts';

/** The place of states as it is to be. */
export interface StatePlace {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly account: string;
  readonly container: string;
  /** Region of what is made anew. */
  readonly location: string;
  readonly project: string;
}

/** What is there already, and keeps what only its makers can change. */
export interface ExistingPlace {
  /** Region of the group; undefined when there is no such group. */
  readonly groupLocation: string | undefined;
  /** The account's own region, size, kind and tags; undefined when there is no such account. */
  readonly account: { readonly location: string; readonly sku: string; readonly kind: string; readonly tags: Readonly<Record<string, string>> } | undefined;
  /** The account is set as `bootstrap` would set it; then it is left alone, whatever else is set on it. */
  readonly isSafe: boolean;
  readonly container: boolean;
}

/** Days that deleted blobs and containers can be recovered. */
export const keepDeletedDays = 30;

/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-contributor */
const blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';

const groupSchema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const subscriptionSchema = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#';

/** The template of account, container and role, for an existing group. Deploying it again changes nothing that is as it should be. */
export function placeTemplate(place: StatePlace, existing: ExistingPlace): JsonObject {
  return {
    $schema: groupSchema,
    contentVersion: '1.0.0.0',
    parameters: { maker: { type: 'string', defaultValue: '[deployer().objectId]' } },
    resources: [...(existing.isSafe ? [] : [accountBody(place, existing), blobServiceBody(place)]), containerBody(place, existing), roleBody(place)],
  };
}

/** The same with the group around it, for a deployment to the subscription. */
export function groupedTemplate(place: StatePlace, existing: ExistingPlace): JsonObject {
  return {
    $schema: subscriptionSchema,
    contentVersion: '1.0.0.0',
    resources: [
      { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2024-03-01', name: place.resourceGroup, location: place.location, tags: tagsOf(place), properties: {} },
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2024-03-01',
        name: nestedDeployment(place),
        resourceGroup: place.resourceGroup,
        dependsOn: [`[subscriptionResourceId('Microsoft.Resources/resourceGroups', '${place.resourceGroup}')]`],
        properties: {
          mode: 'Incremental',
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { maker: { value: '[deployer().objectId]' } },
          template: placeTemplate(place, existing),
        },
      },
    ],
  };
}

/** Name of the deployment, at most 64 characters; always the same, so that one that was left running is found. */
export function placeDeployment(place: StatePlace): string {
  return `atakora-state-${place.account}`;
}

function nestedDeployment(place: StatePlace): string {
  return `${placeDeployment(place)}-in-group`;
}

function tagsOf({ project }: StatePlace): JsonObject {
  return { 'managed-by': 'atakora', purpose: 'state', project };
}

function accountBody(place: StatePlace, { account }: ExistingPlace): JsonObject {
  return {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2024-01-01',
    name: place.account,
    location: account?.location ?? place.location,
    tags: account?.tags ?? tagsOf(place),
    sku: { name: account?.sku ?? 'Standard_LRS' },
    kind: account?.kind ?? 'StorageV2',
    properties: { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true, allowSharedKeyAccess: false, allowBlobPublicAccess: false, allowCrossTenantReplication: false, defaultToOAuthAuthentication: true },
  };
}

function blobServiceBody(place: StatePlace): JsonObject {
  return {
    type: 'Microsoft.Storage/storageAccounts/blobServices',
    apiVersion: '2024-01-01',
    name: `${place.account}/default`,
    dependsOn: [`[resourceId('Microsoft.Storage/storageAccounts', '${place.account}')]`],
    properties: { isVersioningEnabled: true, deleteRetentionPolicy: { enabled: true, days: keepDeletedDays }, containerDeleteRetentionPolicy: { enabled: true, days: keepDeletedDays } },
  };
}

function containerBody(place: StatePlace, { isSafe }: ExistingPlace): JsonObject {
  return {
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
    apiVersion: '2024-01-01',
    name: `${place.account}/default/${place.container}`,
    ...(isSafe ? {} : { dependsOn: [`[resourceId('Microsoft.Storage/storageAccounts/blobServices', '${place.account}', 'default')]`] }),
    properties: { publicAccess: 'None' },
  };
}

/** Named by what it gives to whom, so that a second one for the same is the same. */
function roleBody(place: StatePlace): JsonObject {
  const container = `resourceId('Microsoft.Storage/storageAccounts/blobServices/containers', '${place.account}', 'default', '${place.container}')`;
  return {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    scope: `Microsoft.Storage/storageAccounts/${place.account}/blobServices/default/containers/${place.container}`,
    name: `[guid(${container}, parameters('maker'), '${blobDataContributor}')]`,
    dependsOn: [`[${container}]`],
    properties: { roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${blobDataContributor}')]`, principalId: "[parameters('maker')]" },
  };
}
