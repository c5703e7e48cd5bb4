import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLocalAzure } from '../local/local-azure.ts';
import { countingIds, temporaryFolder, testSubscription, testTenant } from '../local/local-azure.fake.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { localHttpClient } from './local-client.ts';

const claims = Buffer.from(JSON.stringify({ upn: 'anna@example.com', tid: testTenant })).toString('base64url');
const credential = { getToken: () => Promise.resolve({ token: `x.${claims}.x`, expiresOnTimestamp: Date.UTC(2100, 0, 1) }) };

/** Resource Manager that answers one body to everything. */
const answering = (status: number, body: unknown) => ({ sendRequest: (request: never) => Promise.resolve({ request, status, headers: (request as { headers: never }).headers, bodyAsText: JSON.stringify(body) }) });

test('lists the subscription of the local Azure through the SDK', async () => {
  const azure = openLocalAzure({ worldFolder: join(temporaryFolder(), 'world'), clock: { now: () => '2026-01-15T10:00:00.000Z' }, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
  expect(await listSubscriptions({ cloud: 'local', httpClient: localHttpClient(azure) })).toEqual({ subscriptions: [{ id: testSubscription, name: 'Local Azure', tenantId: testTenant }] });
});

test('leaves out those that cannot be deployed to, and says who sees them', async () => {
  const value = ['Enabled', 'Disabled', 'Deleted', 'Warned'].map((state, at) => ({ subscriptionId: `${at}`, displayName: state, state, tenantId: testTenant }));
  expect(await listSubscriptions({ cloud: 'AzureCloud', credential, httpClient: answering(200, { value }) as never })).toEqual({
    who: 'anna@example.com',
    subscriptions: [{ id: '0', name: 'Enabled', tenantId: testTenant }, { id: '3', name: 'Warned', tenantId: testTenant }],
  });
});

test('a sign-in that is refused is told as such; so is one that is given up', async () => {
  await expect(listSubscriptions({ cloud: 'AzureCloud', credential, httpClient: answering(401, { error: { code: 'ExpiredAuthenticationToken', message: 'expired' } }) as never })).rejects.toMatchObject({ code: 'ATK1801' });
  await expect(listSubscriptions({ cloud: 'AzureCloud', credential, httpClient: answering(200, { value: [] }) as never }, AbortSignal.abort(new DOMException('left', 'AbortError')))).rejects.toThrow('left');
});
