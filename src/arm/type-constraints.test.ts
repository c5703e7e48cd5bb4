import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { misfitInside } from './type-constraints.ts';
import { readTemplate } from './template-structure.ts';

const template = readTemplate({
  $schema: 'x',
  contentVersion: '1.0.0.0',
  languageVersion: '2.0',
  resources: {},
  definitions: {
    port: { type: 'int', minValue: 1, maxValue: 65535 },
    cat: { type: 'object', properties: { kind: { type: 'string', allowedValues: ['cat'] }, lives: { type: 'int' } } },
    dog: { type: 'object', properties: { kind: { type: 'string', allowedValues: ['dog'] } }, additionalProperties: false },
    tree: { type: 'object', properties: { child: { $ref: '#/definitions/tree', nullable: true } } },
  },
});
const why = (value: Json, definition: JsonObject) => misfitInside(value, definition, template, 'parameters.p');
const pet = { type: 'object', discriminator: { propertyName: 'kind', mapping: { cat: { $ref: '#/definitions/cat' }, dog: { $ref: '#/definitions/dog' } } } };
const sealed = { type: 'object', properties: { a: { type: 'string', maxLength: 2 }, b: { type: 'int', nullable: true } }, additionalProperties: false };
const tuple = { type: 'array', prefixItems: [{ type: 'string' }, { $ref: '#/definitions/port' }], items: false };

describe('user-defined types', () => {
  it.each<[string, Json, JsonObject]>([
    ['a sealed object without what may be null', { a: 'xy' }, sealed],
    ['a tuple', ['x', 80], tuple],
    ['a kind of a tagged union', { kind: 'cat', lives: 9 }, pet],
    ['a recursive type', { child: { child: { child: null } } }, { $ref: '#/definitions/tree', ...(template.definitions['tree'] as JsonObject) }],
    ['further properties of their own type', { x: 1, y: 2 }, { type: 'object', additionalProperties: { $ref: '#/definitions/port' } }],
  ])('take %s', (_, value, definition) => {
    expect(why(value, definition)).toBeUndefined();
  });

  it.each<[string, Json, JsonObject, RegExp]>([
    ['a missing property', {}, sealed, /'\.a' is missing/],
    ['a property too many', { a: 'x', c: 1 }, sealed, /'\.c' is not declared/],
    ['a property of the wrong type', { a: 1 }, sealed, /type 'String' at '\.a'/],
    ['a text that is too long inside', { a: 'xyz' }, sealed, /'2' at '\.a'/],
    ['a tuple that is too long', ['x', 80, 1], tuple, /at most '2' items/],
    ['a tuple that is too short', ['x'], tuple, /at least '2' items/],
    ['a bound behind a reference', ['x', 70000], tuple, /'65535' at '\[1\]'/],
    ['an unknown kind', { kind: 'cow' }, pet, /none of 'cat, dog'/],
    ['no kind at all', {}, pet, /'\.kind'.*missing/],
    ['the rules of the kind that it is', { kind: 'dog', lives: 9 }, pet, /'\.lives' is not declared/],
    ['kinds that the prototype of objects has', { kind: 'constructor' }, pet, /none of/],
    ['elements of the wrong type', [1, 'x'], { type: 'array', items: { type: 'int' } }, /at '\[1\]'/],
  ])('refuse %s', (_, value, definition, expected) => {
    expect(why(value, definition)).toMatch(expected);
  });
});

describe('a template with a member that Azure has no place for', () => {
  const head = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [] };

  it('is refused by its name, and letter case does not matter', () => {
    expect(() => readTemplate({ ...head, ressources: [] })).toThrow("Could not find member 'ressources' on object of type 'Template'. Path 'ressources'");
    expect(() => readTemplate({ ...head, parameters: { p: { type: 'string', value: 'x' } } })).toThrow("Could not find member 'value' on object of type 'TemplateInputParameter'. Path 'parameters.p.value'");
    expect(() => readTemplate({ ...head, Metadata: {}, parameters: { p: { Type: 'string', defaultvalue: 'x' } } })).not.toThrow();
  });
});
