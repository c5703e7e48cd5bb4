import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import type { SuppliedParameter } from './deployment-input.ts';
import { deployment, errorOf, template } from './deployment.fake.ts';
import { expandDeployment } from './expand.ts';

const resolve = (parameters: Json, given: Readonly<Record<string, SuppliedParameter>> = {}, sections: { readonly [section: string]: Json } = {}) =>
  Object.fromEntries(expandDeployment(deployment({ parameters, ...sections }, { parameters: given })).parameters.map(({ name, value }) => [name, value]));
const errorIn = (parameters: Json, given: Readonly<Record<string, SuppliedParameter>> = {}) => errorOf(() => resolve(parameters, given));

describe('parameters', () => {
  test('values given are literals, defaults are evaluated and may use other parameters', () => {
    const values = resolve({ a: { type: 'string', defaultValue: "[concat(parameters('b'), '!')]" }, b: { type: 'String' } }, { B: { value: "[concat('x')]" } });
    expect(values).toEqual({ a: "[concat('x')]!", b: "[concat('x')]" });
  });

  test('null takes the default, or is the value of a nullable one', () => {
    expect(resolve({ a: { type: 'int', defaultValue: 3 }, b: { type: 'int', nullable: true }, c: { type: 'object', nullable: true } }, { a: { value: null }, c: { value: null } }, { resources: {} })).toEqual({ a: 3, b: null, c: null });
  });

  test('types are read through definitions', () => {
    expect(resolve({ a: { $ref: '#/definitions/port' } }, { a: { value: 80 } }, { definitions: { port: { type: 'int', minValue: 1 } }, resources: {} })).toEqual({ a: 80 });
  });

  test('allowed texts ignore case, arrays may hold any of the allowed values', () => {
    const definition = { allowedValues: ['Small', 'Large'] };
    expect(resolve({ a: { type: 'string', ...definition }, b: { type: 'array', ...definition } }, { a: { value: 'small' }, b: { value: ['Large', 'Small'] } })).toEqual({ a: 'small', b: ['Large', 'Small'] });
  });

  test.each<[string, Json, Readonly<Record<string, SuppliedParameter>>, string]>([
    ['missing', { a: { type: 'string' } }, {}, "The value for the template parameter 'a' is not provided"],
    ['unknown', { a: { type: 'string', defaultValue: '' } }, { x: { value: 1 }, y: { value: 2 } }, "The template parameters 'x, y' in the parameters file are not valid"],
    ['of another type', { a: { type: 'object' } }, { a: { value: 'x' } }, "Expected a value of type 'Object', but received a value of type 'String'"],
    ['a number for a text', { a: { type: 'string' } }, { a: { value: 1 } }, "Expected a value of type 'String, Uri'"],
    ['a fraction for an integer', { a: { type: 'int' } }, { a: { value: 1.5 } }, "received a value of type 'Float'"],
    ['null without a default', { a: { type: 'int' } }, { a: { value: null } }, "received a value of type 'Null'"],
    ['not allowed', { a: { type: 'string', allowedValues: ['x', 'y'] } }, { a: { value: 'z' } }, 'The value "z" is not part of the allowed value(s): "x,y"'],
    ['too short', { a: { type: 'string', minLength: 3 } }, { a: { value: 'zz' } }, "Length of the value should be greater than or equal to '3'"],
    ['too long', { a: { type: 'array', maxLength: 1 } }, { a: { value: [1, 2] } }, "Length of the value should be less than or equal to '1'"],
    ['too small', { a: { type: 'int', minValue: 5 } }, { a: { value: 4 } }, "should be greater than or equal to '5'"],
    ['too large', { a: { type: 'int', maxValue: 5 } }, { a: { value: 6 } }, "should be less than or equal to '5'"],
  ])('a value that is %s is refused', (_, parameters, given, message) => {
    const error = errorIn(parameters, given);
    expect(error).toMatchObject({ code: 'ATK2002', armCode: 'InvalidTemplate' });
    expect(error.message).toContain(message);
  });

  test('defaults that need each other are a circle, with or without variables between', () => {
    expect(errorIn({ a: { type: 'string', defaultValue: "[parameters('b')]" }, b: { type: 'string', defaultValue: "[parameters('a')]" } }).code).toBe('ATK2005');
    expect(errorIn({ a: { type: 'string', defaultValue: "[variables('v')]" } }).message).toContain("'variables' is not expected at this location");
  });

  test('no message shows the value of a secure parameter', () => {
    const secret = 'hunter2-hunter2';
    const given = { s: { value: secret }, o: { value: { inner: [secret] } } };
    const secure = { s: { type: 'securestring' }, o: { type: 'secureObject' } };
    const attempts: { readonly [section: string]: Json }[] = [
      { parameters: { s: { type: 'secureString', allowedValues: ['x'] }, o: { type: 'secureObject' } } },
      { parameters: secure, variables: { v: "[createObject('a', 1)[parameters('s')]]" } },
      { parameters: secure, variables: { v: "[variables(parameters('o').inner[0])]" } },
      { parameters: secure, variables: { v: "[fail(parameters('s'))]" } },
      { parameters: secure, resources: [{ type: 'A.B/c', apiVersion: '1', name: 'x', dependsOn: ["[parameters('s')]"] }] },
    ];
    for (const sections of attempts) {
      const error = errorOf(() => expandDeployment({ ...deployment({}), template: template(sections), parameters: given }));
      expect(JSON.stringify([error.message, error.path, error.stack, error.cause])).not.toContain(secret);
    }
  });
});
