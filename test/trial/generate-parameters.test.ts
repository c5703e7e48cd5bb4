import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { generateParameters } from './generate-parameters.ts';
import { world } from './trial-world.ts';

const generated = (parameters: JsonObject, rest: JsonObject = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(generateParameters({ parameters, ...rest }, world)).map(([name, given]) => [name, isJsonObject(given) ? given['value'] : given]));
const one = (definition: JsonObject, reads: readonly string[] = [], name = 'p'): unknown => generated({ [name]: definition }, { variables: Object.fromEntries(reads.map((text, i) => [`v${i}`, text])) })[name];

describe('values for the parameters of a template', () => {
  it('only those without a default that are not nullable', () => {
    expect(Object.keys(generated({ a: { type: 'string' }, b: { type: 'string', defaultValue: '' }, c: { type: 'string', nullable: true }, d: { type: 'int' } }))).toEqual(['a', 'd']);
  });

  it.each<[string, JsonObject, unknown]>([
    ['the first allowed value', { type: 'string', allowedValues: ['x', 'y'] }, 'x'],
    ['the least number', { type: 'int', minValue: 7 }, 7],
    ['a number below the bound', { type: 'int', maxValue: 0 }, 0],
    ['no flag', { type: 'bool' }, false],
    ['a text of the right length', { type: 'string', minLength: 20, maxLength: 20 }, expect.stringMatching(/^.{20}$/)],
    ['as many elements as are wanted', { type: 'array', items: { type: 'int', minValue: 2 }, minLength: 3 }, [2, 2, 2]],
    ['typed properties, without those that may be null', { type: 'object', properties: { a: { type: 'int' }, b: { type: 'string', nullable: true } } }, { a: 1 }],
    ['the first variant', { type: 'object', discriminator: { propertyName: 'kind', mapping: { cat: { type: 'object', properties: { lives: { type: 'int', minValue: 9 } } } } } }, { kind: 'cat', lives: 9 }],
  ])('%s', (_, definition, expected) => {
    expect(one(definition)).toEqual(expected);
  });

  it('types by reference', () => {
    expect(generated({ p: { $ref: '#/definitions/size' } }, { definitions: { size: { type: 'string', allowedValues: ['big'] } } })['p']).toBe('big');
  });

  it.each<[string, string]>([
    ['location', world.location],
    ['subscriptionId', world.subscriptionId],
    ['virtualNetworkAddressRange', '10.0.0.0/16'],
    ['storageAccountType', 'Standard_LRS'],
    ['vaultId', `/subscriptions/${world.subscriptionId}/resourceGroups/${world.resourceGroup}/providers/Microsoft.KeyVault/vaults/trial`],
  ])('by the name %s', (name, expected) => {
    expect(one({ type: 'string' }, [], name)).toBe(expected);
  });

  it('every subnet gets a range of its own, and every name is another', () => {
    const { aSubnetPrefix, bSubnetPrefix, nameOfOne, nameOfTwo } = generated({ aSubnetPrefix: { type: 'string' }, bSubnetPrefix: { type: 'string' }, nameOfOne: { type: 'string' }, nameOfTwo: { type: 'string' } });
    expect(aSubnetPrefix).toMatch(/^10\.0\.1\d\d\.0\/24$/);
    expect(aSubnetPrefix).not.toBe(bSubnetPrefix);
    expect(nameOfOne).not.toBe(nameOfTwo);
  });

  it.each<[string, JsonObject, readonly string[], unknown]>([
    ['properties that are read', { type: 'object' }, ["[parameters('p').size]", "[parameters('p')['port'].number]"], { size: expect.any(String), port: { number: expect.any(String) } }],
    ['flags that are asked', { type: 'object' }, ["[if(parameters('p').on, 1, 2)]"], { on: false }],
    ['numbers that are counted with', { type: 'object' }, ["[mul(2, parameters('p').size)]"], { size: 1 }],
    ['numbers that come as texts', { type: 'string' }, ["[int(parameters('p'))]"], '1'],
    ['lists that are indexed', { type: 'object' }, ["[parameters('p').list[0].name]"], { list: [{ name: expect.any(String) }] }],
    ['two elements where the second is read', { type: 'object' }, ["[parameters('p').list[1].name]"], { list: [{ name: expect.any(String) }, { name: expect.any(String) }] }],
    ['roles', { type: 'string' }, ["[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', parameters('p'))]"], 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
  ])('by what the template reads: %s', (_, definition, reads, expected) => {
    expect(one(definition, reads)).toEqual(expected);
  });

  it('is the same every time', () => {
    const parameters = { a: { type: 'string' }, b: { type: 'object' }, c: { type: 'array' } };
    expect(generated(parameters)).toEqual(generated(parameters));
  });
});
