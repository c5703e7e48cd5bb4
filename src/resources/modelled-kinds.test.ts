import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { allKinds, kindOf } from './catalogue.ts';
import { renderForm } from './output-form.ts';
import { ownKinds } from './own-kinds.ts';
import type { LocalFacts } from './local-facts.ts';

const typeIndex = '../shared/azure-types/types.all.json.gz';
const facts: LocalFacts = {
  id: '/subscriptions/s/resourceGroups/g/providers/Contoso.Things/things/thing/parts/part',
  name: 'part',
  location: 'westeurope',
  tenantId: '11111111-1111-4111-8111-111111111111',
  subscriptionId: '22222222-2222-4222-8222-222222222222',
  resourceGroup: 'g',
  createdAt: '2026-01-02T03:04:05.000Z',
  guid: (label) => `00000000-0000-4000-8000-${Buffer.from(label.padEnd(6, '.')).toString('hex').slice(0, 12)}`,
};

/** Types that the services have and the type index lacks. */
const unlisted = ['Microsoft.EventHub/namespaces/networkRuleSets'];

const modelled = allKinds().filter((kind) => !ownKinds.includes(kind));

/** Words that forms may hold; `{*}` is a path. */
const knownWord = /\{(?:(?:item|body|guid|key|key32)[.:][^{}]+|id|name|NAME|parentName|rootName|rootId|parentId|location|Location|scope|tenant|subscription|group|time|guid|hex|etag)\}/g;

describe.each(modelled.map((kind) => [kind.named === undefined ? kind.type : `${kind.type} ${kind.named}`, kind] as const))('%s', (_title, kind) => {
  it('is found in any letter case', () => {
    expect(kindOf(kind.type.toUpperCase(), kind.named)).toBe(kind);
    expect(kind.parent === undefined).toBe(kind.scope !== 'child');
  });

  it('is spelled as Microsoft spells it, in a version that exists', () => {
    if (!existsSync(typeIndex)) {
      console.log(`skipped: ${typeIndex} is not there`);
      return;
    }
    const index = JSON.parse(gunzipSync(readFileSync(typeIndex)).toString('utf8')) as { resources: Record<string, { name: string; versions: Record<string, unknown> }> };
    const entry = index.resources[kind.type.toLowerCase()];
    if (entry === undefined) {
      expect(unlisted).toContain(kind.type);
      return;
    }
    expect(entry.name.toLowerCase()).toBe(kind.type.toLowerCase());
    expect(Object.keys(entry.versions)).toContain(kind.apiVersion);
  });

  it('settles whatever is sent, always alike, and only once', () => {
    const keys = fc.constantFrom('properties', 'sku', 'kind', 'location', 'tags', 'identity', ...Object.keys((kind.local.rules.defaults?.['properties'] ?? {}) as object));
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue() as fc.Arbitrary<Json>), fc.dictionary(keys, fc.jsonValue() as fc.Arbitrary<Json>), (body, properties) => {
        for (const sent of [body, { ...body, properties }]) {
          const settled = kind.local.settle(sent, facts);
          expect(kind.local.settle(settled, facts)).toEqual(settled);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has no word in its forms that nothing stands for', () => {
    const settled = JSON.stringify(kind.local.settle({ name: 'part', location: 'westeurope', properties: {} }, facts));
    expect(settled).not.toMatch(/\{[A-Za-z][\w.:-]*\}/);
    expect(JSON.stringify([kind.local.rules, kind.local.actions]).replace(knownWord, '')).not.toMatch(/scrubbed|0000-0000-0000/);
  });
});

describe('what users stored', () => {
  it('is lost with the types that hold it, and with no other', () => {
    expect(modelled.filter((kind) => kind.holdsData).map((kind) => kind.type.replace('Microsoft.', '')).sort()).toEqual([
      'ApiManagement/service',
      'ContainerRegistry/registries',
      'DataFactory/factories',
      'EventHub/namespaces',
      'EventHub/namespaces/eventhubs',
      'Insights/workbooks',
      'OperationalInsights/workspaces/tables',
      'ServiceBus/namespaces',
      'ServiceBus/namespaces/queues',
      'ServiceBus/namespaces/topics',
      'ServiceBus/namespaces/topics/subscriptions',
      'Sql/servers',
      'Sql/servers/databases',
      'Storage/storageAccounts/fileServices/shares',
      'Web/certificates',
    ]);
  });

  it('and everything else lies in kinds with titles of their own', () => {
    const shared = [...Map.groupBy(allKinds(), (kind) => kind.title)].filter(([, kinds]) => kinds.length > 1).map(([title]) => title);
    expect(shared.sort()).toEqual(['access rule', 'network rule set']);
  });
});

describe('forms', () => {
  it('know where a resource stands', () => {
    const form = ['{id}', '{parentId}', '{rootName}', '{parentName}', '{Location}', '{scope}', '{item.a}', 'x-{body.b.c}-{unknown}'];
    const rendered = renderForm(form, { facts, body: { b: { c: 7 } }, item: { a: [1] }, label: 'l' });
    expect(rendered).toEqual([facts.id, '/subscriptions/s/resourceGroups/g/providers/Contoso.Things/things/thing', 'thing', 'thing', 'West Europe', '/subscriptions/s/resourceGroups/g', [1], 'x-7-{unknown}']);
  });
});
