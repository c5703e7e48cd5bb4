import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { createTestAzure, subscriptionPath, template } from './local-azure.fake.ts';
import type { TestAzure } from './local-azure.fake.ts';
import { asOurs, hasGolden, mask, recorded, recordedFiles } from './replay.fake.ts';

interface WhatIf {
  readonly request: { readonly path: string; readonly query: string; readonly body: JsonObject };
  readonly result: JsonObject;
}

const swapped = (value: Json, from: string, to: string): JsonObject => JSON.parse(JSON.stringify(value).replaceAll(from, to)) as JsonObject;

/** What was deployed before the recorded question was asked. */
const stages: Readonly<Record<string, (azure: TestAzure, asked: WhatIf) => void>> = {
  'net-complete-mode-delete-idonly.json': (azure) => {
    azure.prepare('csmrg209', 'Microsoft.Storage');
    azure.deploy('before', template([{ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2021-04-01', name: 'wendysdktestsa', location: 'westus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} }]), { group: 'csmrg209' });
  },
  'net-subscription-modify-nested.json': (azure, { request }) => {
    azure.prepare('unused', 'Microsoft.Storage');
    azure.send('PUT', `${subscriptionPath}/resourcegroups/SDK-test`, { location: 'westus' });
    azure.send('PUT', request.path.replace('/whatIf', ''), swapped(request.body, 'westeurope', 'northeurope'));
  },
  'resource-group-level-what-if.json': (azure, { request }) => {
    azure.prepare('unused', 'Microsoft.Storage');
    azure.send('PUT', `${subscriptionPath}/resourcegroups/cli_test_deployment_what_if000001`, { location: 'westus' });
    azure.send('PUT', request.path.replace('/whatIf', ''), swapped(request.body, '"value":"Standard_GRS"', '"value":"Standard_LRS"'));
  },
  'subscription-level-what-if.json': (azure, { request }) => {
    azure.send('PUT', request.path.replace('/whatIf', ''), swapped(request.body, 'westeurope', 'northeurope'));
  },
};

/** Defaults that the service gives today (`enforcementMode` since api version 2019-06-01) and did not then, and the old way to say the SKU of an account. */
const moved = ['enforcementMode', 'allowBlobPublicAccess', 'allowCrossTenantReplication', 'minimumTlsVersion', 'bypass', 'accessTier', 'networkAcls', 'encryption', 'supportsHttpsTrafficOnly', 'accountType', 'sku', 'kind'];
const comparable = (value: Json): Json => {
  const masked = mask(value);
  return JSON.parse(JSON.stringify(masked, (key, inner: unknown) => (moved.includes(key) ? undefined : inner))) as Json;
};

describe.runIf(hasGolden)('the recorded what-ifs (skipped without ../shared/golden)', () => {
  it.each(recordedFiles('whatif'))('%s', (file) => {
    const asked = asOurs(recorded(`whatif/${file}`)) as unknown as WhatIf;
    const azure = createTestAzure({ start: '2026-06-30T10:00:00.000Z' });
    const stage = stages[file];
    if (stage === undefined) throw new Error(`no stage for ${file}`);
    stage(azure, asked);
    azure.advance(60_000);
    const accepted = azure.send('POST', `${asked.request.path}?${asked.request.query}`, asked.request.body);
    expect(accepted.status).toBe(202);
    azure.advance(10_000);
    const { body } = azure.send('GET', (accepted.headers['location'] ?? '').slice('https://management.azure.com'.length));
    const deltas = (result: JsonObject) => ((result['properties'] as JsonObject)['changes'] as readonly JsonObject[]).map(({ resourceId, changeType, delta }) => [mask(resourceId ?? null), changeType, delta]);
    expect(body['error']).toBeUndefined();
    expect(deltas(body)).toEqual(deltas(asked.result));
    expect(comparable(body)).toEqual(comparable(asked.result));
  });
});
