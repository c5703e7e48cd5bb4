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
    throw refusedValue(parameter, `Expected a value of type '${expectedType(type)}', but received a value of type '${typeName(value)}'`);
  }
  checkAllowed(parameter);
  const bound = checkBounds(value, parameter.definition);
  if (bound !== undefined) throw refusedValue({ ...parameter, path: `${parameter.path}.${bound.rule}` }, bound.reason, 'arm-syntax-parameters');
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
    case 'any':
      return true;
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
  const { value, definition } = parameter;
  if (hasAllowedValue(value, definition)) return;
  if (parameter.secure) throw refusedValue(parameter, 'The parameter value is not part of the allowed value(s)');
  const shown = choicesOf(definition).map((choice) => (typeof choice === 'string' ? choice : printValue(fromJson(choice)))).join(',');
  throw refusedValue(parameter, `The value "${typeof value === 'string' ? value : printValue(value)}" is not part of the allowed value(s): "${shown}"`);
}

/** True when a value, or every element of an array, is among the allowed ones of its definition; an empty list allows everything. */
export function hasAllowedValue(value: Value, definition: JsonObject): boolean {
  const choices = choicesOf(definition);
  const isAllowed = (part: Value) => isUnknown(part) || choices.some((choice) => isSame(fromJson(choice), part));
  return choices.length === 0 || isAllowed(value) || (isArray(value) && value.every(isAllowed));
}

function choicesOf(definition: JsonObject): readonly Json[] {
  const allowed = definition['allowedValues'];
  return Array.isArray(allowed) ? (allowed as readonly Json[]) : [];
}

/** Azure compares allowed texts ignoring case. @see https://github.com/Azure/bicep/issues/2489 */
function isSame(choice: Value, value: Value): boolean {
  if (typeof choice === 'string' && typeof value === 'string') return choice.toLowerCase() === value.toLowerCase();
  return equalValues(choice, value);
}

/** Why a value is outside of the bounds of its definition; undefined when it is inside. */
export function checkBounds(value: Value, definition: JsonObject): { readonly rule: string; readonly reason: string } | undefined {
  const outside = (rule: string, measured: number | bigint, holds: (measured: number | bigint, bound: number) => boolean, sentence: string) => {
    const bound = definition[rule];
    return typeof bound === 'number' && !holds(measured, bound) ? { rule, reason: `${sentence} '${bound}'` } : undefined;
  };
  const atLeast = (measured: number | bigint, bound: number) => measured >= bound;
  const atMost = (measured: number | bigint, bound: number) => measured <= bound;
  if (isInteger(value)) {
    return outside('minValue', value, atLeast, 'Value should be greater than or equal to') ?? outside('maxValue', value, atMost, 'Value should be less than or equal to');
  }
  if (typeof value !== 'string' && !isArray(value)) return undefined;
  const { length } = value;
  return outside('minLength', length, atLeast, 'Length of the value should be greater than or equal to') ?? outside('maxLength', length, atMost, 'Length of the value should be less than or equal to');
}

/** The refusal of a parameter's value; the reason holds no secret. */
export function refusedValue(parameter: ParameterValue, reason: string, help = 'arm-create-parameter-file'): Error {
  return validationError('ATK2002', `The provided value for the template parameter '${parameter.name}' is not valid. ${reason}. Please see https://aka.ms/${help} for usage details.`, parameter.path);
}
