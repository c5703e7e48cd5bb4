import { expect, it } from 'vitest';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';

it('what remains of an allowance goes down with each request and comes back with time', () => {
  const azure = createTestAzure();
  const left = (method: string) => {
    const { headers } = azure.send(method, `${subscriptionPath}/resourcegroups/rg`, method === 'PUT' ? { location: 'westeurope' } : undefined);
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.includes('ratelimit')));
  };
  expect(left('PUT')).toEqual({ 'x-ms-ratelimit-remaining-subscription-writes': '199', 'x-ms-ratelimit-remaining-subscription-global-writes': '2999' });
  expect(left('PUT')['x-ms-ratelimit-remaining-subscription-writes']).toBe('198');
  expect(left('GET')).toEqual({ 'x-ms-ratelimit-remaining-subscription-reads': '249', 'x-ms-ratelimit-remaining-subscription-global-reads': '3749' });
  azure.advance(60_000);
  expect(left('PUT')['x-ms-ratelimit-remaining-subscription-writes']).toBe('199');
});
