import { appServicePlan } from './app-service-plan.ts';
import { applicationInsights } from './application-insights.ts';
import { blobContainer } from './blob-container.ts';
import { blobService } from './blob-service.ts';
import { cosmosAccount } from './cosmos-account.ts';
import { cosmosContainer } from './cosmos-container.ts';
import { cosmosDatabase } from './cosmos-database.ts';
import { cosmosRoleAssignment } from './cosmos-role-assignment.ts';
import { diagnosticSetting } from './diagnostic-setting.ts';
import { functionApp } from './function-app.ts';
import { keyVault } from './key-vault.ts';
import { logAnalyticsWorkspace } from './log-analytics-workspace.ts';
import { publishingPolicy } from './publishing-policy.ts';
import { queueService } from './queue-service.ts';
import { resourceGroup } from './resource-group.ts';
import type { ResourceKind } from './resource-kind.ts';
import { resourceLock } from './resource-lock.ts';
import { roleAssignment } from './role-assignment.ts';
import { storageAccount } from './storage-account.ts';
import { storageQueue } from './storage-queue.ts';
import { storageTable } from './storage-table.ts';
import { tableService } from './table-service.ts';
import { userAssignedIdentity } from './user-assigned-identity.ts';

/** The kinds that the built-in providers make, in the order of their files. A test fails when a descriptor is missing. */
export const ownKinds: readonly ResourceKind[] = [
  appServicePlan,
  applicationInsights,
  blobContainer,
  blobService,
  cosmosAccount,
  cosmosContainer,
  cosmosDatabase,
  cosmosRoleAssignment,
  diagnosticSetting,
  functionApp,
  keyVault,
  logAnalyticsWorkspace,
  publishingPolicy,
  queueService,
  resourceGroup,
  resourceLock,
  roleAssignment,
  storageAccount,
  storageQueue,
  storageTable,
  tableService,
  userAssignedIdentity,
];
