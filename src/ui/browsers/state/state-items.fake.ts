import type { Address } from '../../../model/address.ts';
import type { ResourceRecord } from '../../../model/state.ts';
import type { StateItem } from './state-item.ts';

const group = '/subscriptions/0f0f0f0f-0000-4000-8000-000000000001/resourceGroups/rg-notes-prod-weu-01';

function item(address: string, type: string, title: string, more: Partial<ResourceRecord> = {}, isOpen = false): StateItem {
  const name = `${(address.split('/').at(-1) ?? '').slice(0, 20)}-notes-prod`;
  const record: ResourceRecord = {
    id: `${group}/providers/${type}/${name}`, type, apiVersion: '2024-05-01', name, stack: 'data', owner: address.split('/').slice(0, 2).join('/'), dependsOn: ['main/group.main/group' as Address],
    desired: { location: 'westeurope', properties: { minimumTlsVersion: 'TLS1_2', key: 'hmac:5d41402abc4b2a76b9719d911017c592' } }, desiredHash: '0', generation: 1,
    createdRun: 'synth-20261001-090000-a1b2c3d4', updatedRun: 'synth-20261121-160212-0c11d2e3', status: 'applied', protect: false, origin: 'atakora/notes/resource.ts:12:16', ...more,
  };
  return { address, record, title, isOpen, link: `https://portal.azure.com/#resource${record.id}` };
}

/** Resources of every standing, in the order of the screen. */
export const stateItems: readonly StateItem[] = [
  item('main/cosmos.main/account', 'Microsoft.DocumentDB/databaseAccounts', 'Cosmos DB account', { protect: true, live: { properties: { documentEndpoint: 'https://cosmos-notes-prod.documents.azure.com:443/' } } }),
  item('main/cosmos.main/account/database', 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases', 'Cosmos DB database', { status: 'tainted', generation: 2 }),
  item('main/storage.main/account', 'Microsoft.Storage/storageAccounts', 'storage account', {}, true),
  item('main/group.main/group', 'Microsoft.Resources/resourceGroups', 'resource group', { stack: 'foundation', dependsOn: [], updatedRun: 'synth-20261001-090000-a1b2c3d4', name: 'rg-notes-prod-weu-01', id: group }),
];

/** What names and values may hold. */
export const hostileStateItems: readonly StateItem[] = [...stateItems, { ...item('main/日本語のネットワーク/とても長い名前の付いたリソース\u001B[31m', 'a/b', 'thing\u0007', { desired: { 'a\u001B[2J': 'x'.repeat(400), 'b': ['日本\n語'] }, createdRun: 'who knows', stack: '\u0008' }), link: undefined }];
