import { expect, it } from 'vitest';
import { allKinds } from '../../resources/catalogue.ts';
import { judgeVersion } from './check-version.ts';
import { providerCatalogue } from './provider-catalogue.ts';

const context = { catalogue: providerCatalogue(), at: '2026-11-21T00:00:00.000Z' };
const judge = (type: string, apiVersion: string) => judgeVersion(context, { type, namespace: type.split('/', 1)[0] ?? '' }, apiVersion);

it('knows the version that the catalogue writes of every kind, in any letter case, and no day beside it', () => {
  const refused = allKinds().filter(({ type, apiVersion }) => !['known', 'unchecked'].includes(judge(type.toUpperCase(), apiVersion)));
  expect(refused.map(({ type, apiVersion }) => `${type}@${apiVersion}`)).toEqual([]);
  expect(judge('Microsoft.Network/virtualNetworks', '2025-09-02')).toBe('unknown version');
  expect(judge('Microsoft.ServiceBus/namespaces', '2026-01-02')).toBe('unknown version');
});
