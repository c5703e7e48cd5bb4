import { immutable, liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { usualTags } from '../tag-support.ts';
import { settledDatabase } from './database-body.ts';
import type { SettleRules } from '../settle-rules.ts';

/**
 * A child with a location and tags of its own.
 * @see https://learn.microsoft.com/rest/api/sql/databases/create-or-update
 */
export function sqlDatabase(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Sql/servers/databases',
    apiVersion: '2025-01-01',
    title: 'sql database',
    stack: 'data',
    naming: ownName(1, 128, /^(?!.*[. ]$)[^<>*%&:\\/?]{1,128}$/),
    tags: usualTags,
    location: 'required',
    holdsData: true,
    immutable: [
      immutable('properties.collation', 'the collation of a database is fixed when it is made'),
      immutable('properties.catalogCollation', 'the collation of its catalog is fixed when a database is made'),
      immutable('properties.isLedgerOn', 'a ledger is turned on when a database is made'),
    ],
    required: ['sku.name'],
    live: liveRules({ omitted: ['properties.autoPauseDelay', 'properties.minCapacity', 'properties.licenseType'] }),
    diagnostics: 'logs',
    settle: sqlDatabaseRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation', delete: '202 async-operation' },
      putKeepsOmitted: ['properties.storageAccountType', 'sku.family'],
    },
  });
}

function sqlDatabaseRules(): SettleRules {
  return {
    defaults: {
      properties: {
        collation: 'SQL_Latin1_General_CP1_CI_AS',
        catalogCollation: 'SQL_Latin1_General_CP1_CI_AS',
        isInfraEncryptionEnabled: false,
        isLedgerOn: false,
        status: 'Online',
      },
    },
    conditional: [
      { when: { apiVersion: '>=2022-08-01' }, defaults: { properties: { availabilityZone: 'NoPreference' } } },
      { when: { 'properties.createMode': ['Secondary', 'OnlineSecondary'] }, defaults: { properties: { secondaryType: 'Geo' } } },
    ],
    dropped: [
      'properties.createMode',
      'properties.longTermRetentionBackupResourceId',
      'properties.manualCutover',
      'properties.recoverableDatabaseId',
      'properties.restorePointInTime',
      'properties.sampleName',
      'properties.sourceDatabaseDeletionDate',
      'properties.sourceDatabaseId',
    ],
    outputs: { 'properties.maintenanceConfigurationId': '/subscriptions/{subscription}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_Default' },
    computed: settledDatabase,
    tags: false,
    provisioning: false,
  };
}
