import type { Unknown, Value } from './expression.ts';
import { evaluationError } from './template-error.ts';
import { asExpression, expressionOf, isArray, isInteger, isObject, isUnknown, propertyOf, typeName, unknown } from './value.ts';

/**
 * `target.name`; a property of something unknown stays unknown.
 * @throws ArmTemplateError `ATK2004` when there is no such property.
 */
export function accessProperty(target: Value, name: string): Value {
  if (isUnknown(target)) return partOf(target, name);
  if (!isObject(target)) {
    throw evaluationError(`The language expression property '${name}' can't be evaluated, property name is not supported on a value of type '${typeName(target)}'.`);
  }
  const value = propertyOf(target, name);
  if (value === undefined) {
    throw evaluationError(`The language expression property '${name}' doesn't exist, available properties are '${Object.keys(target).join(', ')}'.`);
  }
  return value;
}

/**
 * `target[index]`: an element by number, a character's place in no string, a property by name.
 * @throws ArmTemplateError `ATK2004` when there is no such element or property.
 */
export function accessIndex(target: Value, index: Value): Value {
  if (isUnknown(target) || isUnknown(index)) return indexOf(target, index);
  if (typeof index === 'string') return accessProperty(target, index);
  if (!isInteger(index)) throw evaluationError(`The language expression property or index must be a string or an integer, not '${typeName(index)}'.`);
  if (!isArray(target)) {
    throw evaluationError(`The language expression property '${index}' can't be evaluated, an index needs an array and not a value of type '${typeName(target)}'.`);
  }
  const value = target[Number(index)];
  if (value === undefined) {
    throw evaluationError(`The language expression property array index '${index}' is out of bounds.`);
  }
  return value;
}

function indexOf(target: Value, index: Value): Value {
  if (isUnknown(target) && typeof index === 'string') return partOf(target, index);
  const declared = isUnknown(target) ? declaredElement(target, index) : undefined;
  if (declared !== undefined && isScalar(declared)) return declared;
  const node = { kind: 'index', target: asExpression(target), index: asExpression(index), start: 0, end: 0 } as const;
  return unknown(node, declared);
}

function declaredElement(target: Unknown, index: Value): Value | undefined {
  return isArray(target.declared) && isInteger(index) ? target.declared[Number(index)] : undefined;
}

/** A property of an unknown: what the template declares for it when that is a plain value, else the access kept. */
function partOf(target: Unknown, name: string): Value {
  const declared = isObject(target.declared) ? propertyOf(target.declared, name) : undefined;
  if (declared !== undefined && isScalar(declared)) return declared;
  return unknown({ kind: 'property', target: expressionOf(target), name, start: 0, end: 0 }, declared);
}

function isScalar(value: Value): boolean {
  return typeof value !== 'object' || value === null || isUnknown(value);
}
