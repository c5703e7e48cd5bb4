import type { Json, JsonObject } from '../model/json.ts';
import { equalValues } from './equal-values.ts';
import type { Value } from './expression.ts';
import { printValue } from './print-expression.ts';
import { validationError } from './template-error.ts';
import { fromJson, isArray, isInteger, isObject, isUnknown, typeName } from './value.ts';

/** A value together with what the template says about it. */
export interface ParameterValue {
  readonly name: string;
  readonly definition: JsonObject;
  readonly type: string;
  readonly secure: boolean;
  readonly value: Value;
  readonly path: string;
  readonly symbolic: boolean;
}

/**
 * Holds a parameter's value against its type, allowed values and bounds; unknown values pass.
 * @throws ArmTemplateError `ATK2002`; the message shows no value of a secure parameter.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters
 */
export function checkParameterValue(parameter: ParameterValue): void {
  const { value, type } = parameter;
  if (isUnknown(value)) return;
  if (!hasType(value, type)) {
    throw refused(parameter, `Expected a value of type '${expectedType(type)}', but received a value of type '${typeName(value)}'`);
  }
  checkAllowed(parameter);
  checkBounds(parameter);
}

/** True when a value is of a template type such as `string` or `secureObject`; unknown values are. */
export function hasType(value: Value, type: string): boolean {
  if (isUnknown(value)) return true;
  switch (type.toLowerCase()) {
    case 'string':
    case 'securestring':
      return typeof value === 'string';
    case 'int':
      return isInteger(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'array':
      return isArray(value);
    case 'object':
    case 'secureobject':
      return isObject(value);
    default:
      return false;
  }
}

const typeSpellings: Readonly<Record<string, string>> = {
  string: 'String',
  securestring: 'SecureString',
  int: 'Int',
  bool: 'Bool',
  object: 'Object',
  secureobject: 'SecureObject',
  array: 'Array',
};

/** A template type as Azure's answers spell it, such as `SecureString`. */
export function pascalType(type: string): string {
  return typeSpellings[type.toLowerCase()] ?? type;
}

const expectedTypes: Readonly<Record<string, string>> = { string: 'String, Uri', int: 'Integer', bool: 'Boolean', object: 'Object', array: 'Array' };

function expectedType(type: string): string {
  return expectedTypes[type.toLowerCase().replace('secure', '')] ?? type;
}

function checkAllowed(parameter: ParameterValue): void {
  const allowed = parameter.definition['allowedValues'];
  if (!Array.isArray(allowed)) return;
  const choices = allowed as readonly Json[];
  const isAllowed = (value: Value) => isUnknown(value) || choices.some((choice) => isSame(fromJson(choice), value));
  const { value } = parameter;
  if (isAllowed(value) || (isArray(value) && value.every(isAllowed))) return;
  if (parameter.secure) throw refused(parameter, 'The parameter value is not part of the allowed value(s)');
  const shown = choices.map((choice) => (typeof choice === 'string' ? choice : printValue(fromJson(choice)))).join(',');
  throw refused(parameter, `The value "${typeof value === 'string' ? value : printValue(value)}" is not part of the allowed value(s): "${shown}"`);
}

/** Azure compares allowed texts ignoring case. @see https://github.com/Azure/bicep/issues/2489 */
function isSame(choice: Value, value: Value): boolean {
  if (typeof choice === 'string' && typeof value === 'string') return choice.toLowerCase() === value.toLowerCase();
  return equalValues(choice, value);
}

function checkBounds(parameter: ParameterValue): void {
  const { value } = parameter;
  if (isInteger(value)) {
    compare(parameter, 'minValue', (bound) => value >= bound, 'The value should be greater than or equal to');
    compare(parameter, 'maxValue', (bound) => value <= bound, 'The value should be less than or equal to');
  }
  if (typeof value === 'string' || isArray(value)) {
    const { length } = value;
    compare(parameter, 'minLength', (bound) => length >= bound, 'Length of the value should be greater than or equal to');
    compare(parameter, 'maxLength', (bound) => length <= bound, 'Length of the value should be less than or equal to');
  }
}

function compare(parameter: ParameterValue, rule: string, holds: (bound: number) => boolean, sentence: string): void {
  const bound = parameter.definition[rule];
  if (typeof bound === 'number' && !holds(bound)) throw refused(parameter, `${sentence} '${bound}'`);
}

function refused(parameter: ParameterValue, reason: string): Error {
  return validationError('ATK2002', `The provided value for the template parameter '${parameter.name}' is not valid. ${reason}. Please see https://aka.ms/arm-parameter-file for usage details.`, parameter.path);
}
