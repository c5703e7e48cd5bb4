import type { Address } from '../../model/address.ts';
import type { DriftedResource, DriftFinding, DriftReport } from '../../model/drift.ts';

/** An edit of one value. */
export const sampleEdit = (path: string, more: Partial<DriftFinding> = {}): DriftFinding => ({ path, kind: 'change', origin: 'edit', certainty: 'certain', applied: 'TLS1_2', live: 'TLS1_0', ...more });

/** A storage account that drifted. */
export const sampleDrifted = (name: string, more: Partial<DriftedResource>): DriftedResource => ({
  address: `main/storage.${name}/account` as Address,
  type: 'Microsoft.Storage/storageAccounts',
  azureName: `st${name}devweu01`,
  id: '/x',
  status: 'changed',
  findings: [],
  defaults: 3,
  notAnalysed: ['properties.secret'],
  origin: { file: 'atakora/backend.ts', line: 12, column: 3 },
  ...more,
});

/** Everything that a report of drift can tell. */
export const sampleDrift: DriftReport = {
  version: 1,
  project: 'notes',
  environment: 'prod',
  cloud: 'AzureCloud',
  subscriptionId: 's',
  serial: 4,
  definition: true,
  resources: [
    sampleDrifted('gone', { status: 'missing', changedBy: { who: 'anna@contoso.com', at: '2026-11-21T16:00:00Z', operation: 'Microsoft.Storage/storageAccounts/delete' } }),
    sampleDrifted('again', { status: 'made-again' }),
    sampleDrifted('main', {
      findings: [
        sampleEdit('properties.minimumTlsVersion', { wanted: 'TLS1_3' }),
        { path: 'properties.networkAcls.ipRules[value=203.0.113.9].action', kind: 'add', origin: 'edit', certainty: 'certain', live: 'Allow' },
        { path: 'properties.key', kind: 'change', origin: 'edit', certainty: 'certain', sensitive: true },
        sampleEdit('tags.owner', { ignored: true }),
        { path: 'properties.accessTier', kind: 'change', origin: 'your-change', certainty: 'certain', applied: 'Hot', wanted: 'Cool' },
      ],
    }),
    sampleDrifted('rules', { findings: [sampleEdit('properties.allowSharedKeyAccess', { certainty: 'potential', applied: false, live: true })] }),
    sampleDrifted('quiet', { status: 'same', findings: [sampleEdit('sku.name', { origin: 'your-change', wanted: 'Standard_ZRS' })] }),
  ],
  counts: { compared: 5, drifted: 4, edits: 4, missing: 1, yourChanges: 2, defaults: 15, ignored: 1, notAnalysed: 5 },
};
