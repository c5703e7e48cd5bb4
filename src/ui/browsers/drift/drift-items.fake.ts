import type { Address } from '../../../model/address.ts';
import type { DriftedResource, DriftFinding } from '../../../model/drift.ts';
import type { DriftItem } from './drift-item.ts';

const group = '/subscriptions/0f0f0f0f-0000-4000-8000-000000000001/resourceGroups/rg-notes-prod-weu-01/providers';

function item(address: string, type: string, more: Partial<DriftedResource>, rest: Partial<DriftItem> = {}): DriftItem {
  const azureName = `${(address.split('/').at(-1) ?? '').slice(0, 20)}-notes-prod`;
  const resource: DriftedResource = { address: address as Address, type, azureName, id: `${group}/${type}/${azureName}`, status: 'changed', findings: [], defaults: 0, notAnalysed: [], ...more };
  return { resource, stack: 'data', title: 'resource', risk: 'none', isProtected: false, link: `https://portal.azure.com/#resource${resource.id}`, ...rest };
}

const edit = (path: string, applied: DriftFinding['applied'], live: DriftFinding['live'], more: Partial<DriftFinding> = {}): DriftFinding => ({ path, kind: 'change', origin: 'edit', certainty: 'certain', ...(applied === undefined ? {} : { applied }), ...(live === undefined ? {} : { live }), ...more });

/** Drift of every kind, in the order of the screen. */
export const driftItems: readonly DriftItem[] = [
  item('main/cosmos.main/account', 'Microsoft.DocumentDB/databaseAccounts', {
    findings: [
      edit('properties.backupPolicy.periodicModeProperties.backupIntervalInMinutes', 240, 1440),
      edit('properties.publicNetworkAccess', 'Disabled', 'Enabled', { wanted: 'SecuredByPerimeter' }),
      edit('tags.owner', 'anna', 'bert', { ignored: true }),
    ],
    defaults: 12,
    origin: { file: 'atakora/notes/resource.ts', line: 12, column: 16 },
    changedBy: { who: 'bert@contoso.com', at: '2026-11-20T14:03:22.120Z', operation: 'Microsoft.DocumentDB/databaseAccounts/write' },
  }, { title: 'Cosmos DB account', isProtected: true }),
  item('main/storage.main/account', 'Microsoft.Storage/storageAccounts', { status: 'missing', changedBy: { who: '7d6f1f0e-57b1-4f1c-9f0e-a2b0c5b0c111', at: '2026-11-19T09:41:00.000Z', operation: 'Microsoft.Storage/storageAccounts/delete' }, origin: { file: 'atakora/uploads/resource.ts', line: 3 } }, { title: 'storage account', risk: 'data-gone' }),
  item('main/notes-api/appsettings', 'Microsoft.Web/sites/config', { findings: [edit('properties.PAY_TOKEN', undefined, undefined, { sensitive: true }), { path: 'properties.FEATURE_FLAGS', kind: 'add', origin: 'edit', certainty: 'potential', live: 'beta,dark' }] }, { stack: 'compute', title: 'app settings', risk: 'revert-interrupts' }),
  item('main/network/hub', 'Microsoft.Network/virtualNetworks', { status: 'made-again', findings: [edit('properties.addressSpace.addressPrefixes', ['10.0.0.0/16'], ['10.8.0.0/16'])] }, { stack: 'network', title: 'virtual network', risk: 'revert-replaces' }),
  item('main/insights.main/workspace', 'Contoso.Unknown/things', { status: 'same', notAnalysed: ['*'] }, { stack: 'monitoring', title: 'thing', link: undefined }),
];

/** What Azure and people can put into names. */
export const hostileDriftItems: readonly DriftItem[] = [...driftItems, item('main/日本語のネットワーク/非常に長い名前の付いたリソース\u001B[31m', 'Microsoft.Network/virtualNetworks', { azureName: 'a\u0007b\nc', findings: [edit('properties.text', 'one\ntwo\nthree', 'one\n\u001B[2Jtwo\nfour'), edit(`properties.${'long'.repeat(40)}`, 1, 2)], changedBy: { who: '\u001B]0;x\u0007eve', at: 'yesterday', operation: '\u0000' } }, { stack: 'n\u0008et' })];
