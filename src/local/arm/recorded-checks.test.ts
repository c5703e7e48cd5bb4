import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/json.ts';
import type { TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';

interface Check {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly request_body: JsonObject | null;
  readonly status: number;
  readonly response_body: Json;
}

const file = new URL('../../../../shared/azure-metadata/checks.json', import.meta.url);
const rows = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Check[]) : [];
const isNameCheck = ({ what, path }: Check) => /name (free|taken)|invalid|: free|taken|exists check/i.test(what) && /checkname|databaseAccountNames/i.test(path);

/** Types whose names the checks are about, by namespace. */
const owners: Readonly<Record<string, string>> = {
  'Microsoft.Storage': 'storageAccounts',
  'Microsoft.Web': 'sites',
  'Microsoft.ContainerRegistry': 'registries',
  'Microsoft.ApiManagement': 'service',
  'Microsoft.AppConfiguration': 'configurationStores',
  'Microsoft.Search': 'searchServices',
  'Microsoft.Sql': 'servers',
  'Microsoft.DocumentDB': 'databaseAccounts',
};

function takeName({ send, prepare }: TestAzure, { path, request_body }: Check): void {
  const namespace = /providers\/([^/]+)/.exec(path)?.[1] ?? '';
  prepare('rg', namespace);
  const name = String(request_body?.['name'] ?? path.split('/').at(-1));
  const base = `${subscriptionPath}/resourceGroups/rg/providers/${namespace}`;
  const body = { location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} };
  if (namespace === 'Microsoft.Cdn') {
    send('PUT', `${base}/profiles/p`, { location: 'global', sku: { name: 'Standard_Microsoft' }, properties: {} });
    send('PUT', `${base}/profiles/p/endpoints/${name}`, { location: 'global', properties: { origins: [] } });
  } else send('PUT', `${base}/${owners[namespace] ?? ''}/${name}`, body);
}

describe.runIf(rows.length > 0)('recorded checks of names (skipped without ../shared/azure-metadata)', () => {
  it.each(rows.filter(isNameCheck).map((row) => [row.what, row] as const))('%s', (_what, row) => {
    const azure = createTestAzure();
    if (/taken/i.test(row.what)) takeName(azure, row);
    const path = row.path.replace(/^\/subscriptions\/[0-9-]{36}/, subscriptionPath);
    const { status, body } = azure.send(row.method, `${path}?${row.query}`, row.request_body ?? undefined);
    expect(status).toBe(row.status);
    expect(body).toEqual(row.response_body ?? {});
  });

  const quotas = rows.filter(({ path, what }) => /providers\/[^/]+\/locations\/[^/]+\/usages$/i.test(path) && !what.includes('environment'));
  it.each(quotas.map((row) => [row.what, row] as const))('%s, in the recorded shape', (_what, row) => {
    const { send } = createTestAzure();
    const ours = send(row.method, `${row.path.replace(/^\/subscriptions\/[0-9-]{36}/, subscriptionPath)}?${row.query}`).body['value'] as readonly JsonObject[];
    const theirs = (row.response_body as JsonObject)['value'] as readonly JsonObject[];
    expect(Object.keys(ours[0] ?? {}).sort()).toEqual(Object.keys(theirs[0] ?? {}).sort());
  });
});
