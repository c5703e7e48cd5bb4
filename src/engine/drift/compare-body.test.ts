import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { compareBody } from './compare-body.ts';
import { elementKeys, pairElements } from './pair-elements.ts';

/** Findings as `path: origin`. */
function found(applied: JsonObject, live: JsonObject, type = 'Contoso.Things/things'): readonly string[] {
  return compareBody({ applied, live, apiVersion: '' }, kindOf(type)).map(({ point, origin }) => `${point.path}: ${origin}`);
}

const edits = (applied: JsonObject, live: JsonObject, type?: string): readonly string[] => found(applied, live, type).filter((line) => line.endsWith(': edit')).map((line) => line.slice(0, -6));

describe('a type that nothing is known of', () => {
  it('is unchanged when Azure answers with what was sent, and its own besides', () => {
    const sent = { location: 'westeurope', properties: { size: 2, rules: [{ name: 'a', on: true }] } };
    expect(found(sent, { ...sent, id: '/x', etag: '"1"', properties: { ...sent.properties, mode: 'Auto', provisioningState: 'Succeeded', createdAt: '2026-01-01T00:00:00Z' } })).toEqual([
      'properties.mode: default',
      'properties.provisioningState: output',
      'properties.createdAt: output',
      'etag: output',
    ]);
  });

  it('is edited where a value is another one', () => {
    expect(edits({ properties: { size: 2, on: false, name: 'a' } }, { properties: { size: 3, on: true, name: 'ab' } })).toEqual(['properties.size', 'properties.on', 'properties.name']);
  });

  it('names an element by its place in what Azure holds now', () => {
    const rules = [{ name: 'a', port: 1 }, { name: 'b', port: 2 }];
    expect(edits({ properties: { rules } }, { properties: { rules: [{ name: 'b', port: 9 }, { name: 'a', port: 1 }] } })).toEqual(['properties.rules[0].port']);
    expect(edits({ properties: { rules } }, { properties: { rules: [{ name: 'a', port: 1 }, { name: 'bx', port: 2 }] } })).toEqual(['properties.rules[1].name']);
  });

  it('does not mind the order of elements, and tells which one is new or gone', () => {
    expect(edits({ properties: { list: ['a', 'b', 'c'] } }, { properties: { list: ['c', 'a', 'b'] } })).toEqual([]);
    expect(edits({ properties: { list: ['a', 'b'] } }, { properties: { list: ['b', 'new', 'a'] } })).toEqual(['properties.list[1]']);
    expect(edits({ properties: { list: ['a', 'b', 'c'] } }, { properties: { list: ['c', 'a'] } })).toEqual(['properties.list[1]']);
  });

  it('takes values that mean nothing for one another', () => {
    expect(edits({ properties: { a: null, b: '', c: [], d: {}, e: false, f: 0 } }, { properties: { a: 'x', b: null, d: null } })).toEqual([]);
  });

  it('says of a value that is not answered that nobody can tell, but of a tag that it is gone', () => {
    expect(found({ tags: { owner: 'a' }, properties: { password: 'p' } }, { tags: {}, properties: {} })).toEqual(['tags.owner: edit', 'properties.password: normalised']);
  });

  it('keeps the letter case of what is the user\'s own', () => {
    expect(edits({ tags: { team: 'Core' }, properties: { description: 'Big', mode: 'Auto' } }, { tags: { team: 'core' }, properties: { description: 'big', mode: 'AUTO' } })).toEqual(['tags.team', 'properties.description']);
  });

  it('does not take a date among tags for one of Azure\'s', () => {
    expect(edits({ tags: { createdAt: '2026' } }, { tags: { createdAt: '2027' } })).toEqual(['tags.createdAt']);
  });

  it('knows the id of what was named, numbers as text, and masked secrets', () => {
    const live = { planId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/serverfarms/plan', days: '30', on: 'True', key: '*****' };
    expect(edits({ properties: { planId: 'plan', days: 30, on: true, key: 'k' } }, { properties: live })).toEqual([]);
  });

  it('does not take a star for a masked secret', () => {
    expect(edits({ properties: { source: '10.0.0.4' } }, { properties: { source: '*' } })).toEqual(['properties.source']);
  });

  it('finds keys that are ids in another letter case', () => {
    const key = '/subscriptions/s/resourceGroups/RG/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Me';
    expect(edits({ identity: { userAssignedIdentities: { [key]: { a: 1 } } } }, { identity: { userAssignedIdentities: { [key.toLowerCase()]: { a: 2 } } } })).toHaveLength(1);
  });
});

describe('a type of the catalogue', () => {
  const namespace = 'Microsoft.ServiceBus/namespaces';

  it('explains what its rules answer, and nothing else', () => {
    const sent = (zoneRedundant: boolean): JsonObject => ({ sku: { name: 'Standard' }, properties: { zoneRedundant } });
    const live = (zoneRedundant: boolean): JsonObject => ({ sku: { name: 'Standard', tier: 'Standard' }, properties: { zoneRedundant } });
    expect(edits(sent(false), live(true), namespace)).toEqual([]);
    expect(edits(sent(true), live(false), namespace)).toEqual(['properties.zoneRedundant']);
    expect(edits({ ...sent(false), sku: { name: 'Premium' } }, { ...live(true), sku: { name: 'Premium' } }, namespace)).toEqual(['properties.zoneRedundant']);
  });

  it('knows the elements that its service adds', () => {
    const log = (category: string, enabled: boolean): JsonObject => ({ category, enabled });
    const type = 'Microsoft.Insights/diagnosticSettings';
    expect(edits({ properties: { logs: [log('A', true)] } }, { properties: { logs: [log('A', true), log('B', false)] } }, type)).toEqual([]);
    expect(edits({ properties: { logs: [log('A', true)] } }, { properties: { logs: [log('A', true), log('B', true)] } }, type)).toEqual(['properties.logs[1]']);
  });

  it('misses a value that it would answer, and not one that it never does', () => {
    const type = 'Microsoft.Network/virtualNetworks';
    expect(edits({ properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, flowTimeoutInMinutes: 4 } }, { properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }, type)).toEqual(['properties.flowTimeoutInMinutes']);
    expect(edits({ properties: { createMode: 'default', tenantId: 't' } }, { properties: { tenantId: 't' } }, 'Microsoft.KeyVault/vaults')).toEqual([]);
  });

  it('lets keys name elements where it is asked to', () => {
    const net = (prefix: string): JsonObject => ({ properties: { subnets: [{ name: 'apps', properties: { addressPrefix: prefix } }] } });
    const [finding] = compareBody({ applied: net('10.0.0.0/24'), live: net('10.0.1.0/24'), apiVersion: '', elements: 'key' }, kindOf('Microsoft.Network/virtualNetworks')).filter(({ origin }) => origin === 'edit');
    expect(finding?.point.path).toBe('properties.subnets[name=apps].properties.addressPrefix');
  });
});

describe('whatever is compared', () => {
  const body = fc.dictionary(fc.constantFrom('location', 'tags', 'sku', 'identity', 'properties', 'name', 'zones', '__proto__', 'a.b'), fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>);

  it('gets an answer, and is no edit of itself', () => {
    const types = ['Contoso.Things/things', 'Microsoft.Storage/storageAccounts', 'Microsoft.Web/sites', 'Microsoft.Insights/diagnosticSettings', 'Microsoft.App/containerApps', 'Microsoft.SignalRService/signalR'];
    fc.assert(
      fc.property(fc.constantFrom(...types), body, body, (type, applied, live) => {
        expect(Array.isArray(found(applied, live, type))).toBe(true);
        expect(edits(applied, structuredClone(applied), 'Contoso.Things/things')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is not looked at in the square of the length of its lists', () => {
    const list = (from: number): readonly Json[] => Array.from({ length: 3_000 }, (_, index) => ({ port: from + index }));
    let looked = 0;
    const { partners, rest } = pairElements(list(0), list(100_000), elementKeys('', undefined), () => (looked += 1));
    expect([partners.filter((partner) => partner !== undefined).length, rest.length]).toEqual([3_000, 0]);
    expect(looked).toBeLessThanOrEqual(2_500);
  });
});
