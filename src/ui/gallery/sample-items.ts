import type { Address } from '../../model/address.ts';
import type { EnvironmentValue } from '../../model/environment-report.ts';
import type { RunId } from '../../model/run-id.ts';
import type { ListedEnvironment } from '../browsers/environments/listed-environment.ts';
import type { SettingRow } from '../browsers/environments/setting-row.ts';
import type { DriftItem } from '../browsers/drift/drift-item.ts';
import type { PastRun } from '../browsers/history/past-run.ts';
import type { ListedSecret } from '../browsers/secrets/listed-secret.ts';
import { inSecretOrder } from '../browsers/secrets/listed-secret.ts';
import type { StateItem } from '../browsers/state/state-item.ts';
import { sampleDrift } from './sample-drift.ts';

const now = '2026-11-21T16:00:00.000Z';
const vault = 'main/vault.main/vault' as Address;

function secret(name: string, more: Partial<ListedSecret>): ListedSecret {
  const consumers = [{ address: 'main/functions.main/app' as Address, resourceId: '/x', component: 'charge', setting: name }];
  const vaultName = name.replaceAll('_', '-');
  return { id: `${vault} ${vaultName}`, name, vaultName, place: 'kv-shop-prod-weu-k2m4x-01', placeStands: true, status: 'set', blocks: false, isCodeKnown: true, isCutOff: false, now, declared: { name, vaultName, vault, required: true, consumers, origin: { file: 'atakora/charge.ts', line: 7, column: 17 } }, ...more };
}

/** Secrets that stand in different ways. */
export const sampleSecrets: readonly ListedSecret[] = inSecretOrder([
  secret('MAIL_KEY', { status: 'missing', blocks: true }),
  secret('STRIPE_KEY', { status: 'due', setAt: '2026-07-20T09:00:00.000Z', dueAt: '2026-10-18T09:00:00.000Z', versions: [{ version: 'a1b2c3d4000000000000000000000000', isCurrent: true, enabled: true, createdAt: '2026-07-20T09:00:00.000Z', by: 'anna@laptop', source: 'prompt' }] }),
  secret('SESSION_KEY', { setAt: '2026-11-18T09:00:00.000Z' }),
  secret('GONE_KEY', { status: 'missing', removed: { at: '2026-11-19T09:00:00.000Z', purgedAt: '2027-02-17T09:00:00.000Z' } }),
]);

const at = (path: string, value: EnvironmentValue['value'], from = 'built-in'): EnvironmentValue => ({ path, value, from });

function environment(name: string, more: Partial<ListedEnvironment>): ListedEnvironment {
  return { key: name, name, isTwin: false, from: ['built-in', 'manifest'], isDefault: false, isChosen: false, isProtected: false, applied: { kind: 'nothing' }, lacks: [], target: [at('cloud', 'AzureCloud'), at('location', 'westeurope', 'the manifest'), at('subscriptionId', '22222222-2222-4222-8222-222222222222', 'the manifest')], chain: [name], own: [at('cosmos.mode', 'autoscale', 'atakora.config.ts')], backends: [], problems: [], now, ...more };
}

/** Environments of which one is chosen, one lacks something and one is protected. */
export const sampleEnvironments: readonly ListedEnvironment[] = [
  environment('dev', { isDefault: true, isChosen: true, applied: { kind: 'applied', serial: 4, resources: 31 } }),
  environment('qa', { lacks: ['subscriptionId'], from: ['built-in'], problems: ['qa has no subscription'] }),
  environment('prod', { isProtected: true, applied: { kind: 'unknown', reason: 'ATK1801: Azure refused the sign-in' } }),
  environment('dev', { key: 'dev@local', isTwin: true, applied: { kind: 'applied', serial: 1, resources: 1 } }),
];

/** Environments whose settings stand beside each other. */
export const sampleNames = ['dev', 'qa', 'prod'] as const;

/** Settings of which two differ. */
export const sampleSettings: readonly SettingRow[] = [
  setting('cosmos.mode', 'Cosmos DB', ['serverless', 'autoscale', 'autoscale'], ['serverless', 'autoscale']),
  setting('cosmos.maxThroughput', 'Cosmos DB', ['1000', '4000', '4000']),
  setting('storage.sku', 'Storage', ['Standard_LRS', 'Standard_LRS', 'Standard_LRS'], ['Standard_LRS', 'Standard_ZRS']),
];

function setting(path: string, group: string, values: readonly string[], choices?: readonly string[]): SettingRow {
  const cells = new Map(values.map((text, index) => [sampleNames[index] ?? '', { text, typed: text, origin: `built-in ${sampleNames[index] ?? ''}` }]));
  return { path, group, cells, differs: new Set(values).size > 1, ...(choices === undefined ? {} : { choices }) };
}

/** Drift of every standing. */
export const sampleDriftItems: readonly DriftItem[] = sampleDrift.resources.map((resource, index) => ({ resource, stack: index < 2 ? 'data' : 'compute', title: 'storage account', risk: resource.status === 'missing' ? 'data-gone' : 'none', isProtected: index === 2, link: `https://portal.azure.com/#resource${resource.id}` }));

function past(run: string, endedAt: string, more: Partial<PastRun>): PastRun {
  return { run: run as RunId, kind: 'apply', environment: 'prod', by: 'anna@laptop', endedAt, elapsedMs: 83_000, result: 'succeeded', changes: [], ...more };
}

/** Runs that went well, failed, and were no apply; newest first. */
export const sampleRuns: readonly PastRun[] = [
  past('synth-20261121-160212-0c11d2e3', '2026-11-21T16:03:35.000Z', { serial: 12, plan: 'e3d2473e9aa0', changes: [{ address: 'main/notes-api/site', action: 'update', result: 'done', elapsedMs: 2_400 }] }),
  past('synth-20261121-154010-b8d4e2a1', '2026-11-21T15:41:33.000Z', { result: 'failed', by: 'ci@runner-17', error: { code: 'ATK1601', message: 'main/cosmos.main/account could not be created' }, changes: [{ address: 'main/cosmos.main/account', action: 'create', result: 'failed', because: 'Azure has no capacity in West Europe' }] }),
  past('synth-20261120-180000-12345678', '2026-11-20T18:00:02.000Z', { kind: 'state mv', elapsedMs: 300, serial: 9, note: 'moved main/storage.main to main/storage.files' }),
];

function held(address: string, type: string, title: string, more: Partial<StateItem['record']> = {}): StateItem {
  const name = `${address.split('/').at(-1) ?? ''}-notes-prod`;
  const id = `/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-notes-prod-weu-01/providers/${type}/${name}`;
  return { address, title, isOpen: false, link: `https://portal.azure.com/#resource${id}`, record: { id, type, apiVersion: '2024-05-01', name, stack: 'data', owner: address.split('/').slice(0, 2).join('/'), dependsOn: [], desired: { location: 'westeurope' }, desiredHash: '0', generation: 1, createdRun: 'synth-20261001-090000-a1b2c3d4', updatedRun: 'synth-20261121-160212-0c11d2e3', status: 'applied', protect: false, origin: 'atakora/notes/resource.ts:12:16', ...more } };
}

/** Resources of a state: protected, tainted, ordinary. */
export const sampleHeld: readonly StateItem[] = [held('main/cosmos.main/account', 'Microsoft.DocumentDB/databaseAccounts', 'Cosmos DB account', { protect: true }), held('main/cosmos.main/account/database', 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases', 'Cosmos DB database', { status: 'tainted' }), held('main/storage.main/account', 'Microsoft.Storage/storageAccounts', 'storage account')];
