import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { keepLive } from './keep-live.ts';

const body: JsonObject = {
  type: 'Contoso.Things/things',
  name: 'one',
  location: 'westeurope',
  tags: { team: 'a' },
  properties: { size: 1, mode: "[parameters('mode')]", rules: [{ name: 'a', port: 1 }, { name: 'b', port: 2 }], list: ['x'], key: "[parameters('key')]" },
};
const live: JsonObject = {
  id: '/x',
  name: 'one',
  type: 'Contoso.Things/things',
  location: 'West Europe',
  tags: { team: 'b', cost: '7' },
  properties: { size: 9, mode: '[literal]', rules: [{ name: 'b', port: 22 }, { name: 'a', port: 11 }, { name: 'c', port: 33 }], list: ['y', 'z'], extra: { on: true, provisioningState: 'Succeeded' } },
};
const kept = (...ignoreChanges: readonly string[]): JsonObject => keepLive(body, live, ignoreChanges, undefined);

describe('a path that is left to others', () => {
  it('is sent as Azure holds it; everything else as the definition has it', () => {
    expect(kept('properties.size')).toEqual({ ...body, properties: { ...(body['properties'] as JsonObject), size: 9 } });
    expect(kept('properties.list')['properties']).toMatchObject({ size: 1, list: ['y', 'z'] });
    expect(kept()).toEqual(body);
  });

  it('is sent although the definition says nothing there, or the PUT would take it away', () => {
    expect(kept('tags.cost')['tags']).toEqual({ team: 'a', cost: '7' });
    expect(kept('tags')['tags']).toEqual({ team: 'b', cost: '7' });
  });

  it('is not sent once others took it away', () => {
    expect(keepLive(body, { ...live, tags: { cost: '7' } }, ['tags.team'], kindOf('Microsoft.Network/virtualNetworks'))['tags']).toEqual({});
  });

  it('may lie in the elements of an array, by their key or in all of them', () => {
    expect(kept('properties.rules.port')['properties']).toMatchObject({ rules: [{ name: 'a', port: 11 }, { name: 'b', port: 22 }] });
    expect(kept('properties.rules[name=a].port')['properties']).toMatchObject({ rules: [{ name: 'a', port: 11 }, { name: 'b', port: 2 }] });
  });

  it('is literal text, and without what Azure decides', () => {
    expect(kept('properties.mode')['properties']).toMatchObject({ mode: '[[literal]' });
    expect(kept('properties.extra')['properties']).toMatchObject({ extra: { on: true } });
    expect(JSON.stringify(kept('properties.extra'))).not.toContain('provisioningState');
  });

  it('never brings a secret into a template', () => {
    const secret = { ...live, properties: { ...(live['properties'] as JsonObject), connectionString: 'AccountKey=QQQQQQQQQQQQ;' } };
    const given = { ...body, properties: { connectionString: "[parameters('key')]" } };
    expect(keepLive(given, secret, ['properties.connectionString'], undefined)).toEqual(given);
  });
});
