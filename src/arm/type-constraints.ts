import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Value, ValueObject } from './expression.ts';
import { checkBounds, hasAllowedValue, hasType, pascalType } from './parameter-value.ts';
import { readDefinition } from './type-definition.ts';
import type { Template } from './template-structure.ts';
import { isArray, isObject, isUnknown, propertyOf, typeName } from './value.ts';

/** What a value is held against. */
interface Check {
  readonly template: Template;
  /** Where the type is defined in the template. */
  readonly path: string;
  /** Where in the value, such as `.rules[0].port`; empty for the whole. */
  readonly at: string;
}

/**
 * Why a value does not fit the inside of a type definition of languageVersion 2.0: properties, additional properties, items, tuples,
 * tagged unions, and every constraint of theirs. The outermost type itself is checked by the caller. Unknown parts fit.
 * @returns the first reason, without any value; undefined when the value fits
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
 */
export function misfitInside(value: Value, definition: JsonObject, template: Template, path: string): string | undefined {
  return insideOf(value, definition, { template, path, at: '' });
}

function insideOf(value: Value, definition: JsonObject, check: Check): string | undefined {
  if (isUnknown(value)) return undefined;
  if (isArray(value)) return elementsOf(value, definition, check);
  return isObject(value) ? membersOf(value, definition, check) : undefined;
}

/** A part of a value against its own definition. */
function partOf(value: Value, raw: Json, check: Check): string | undefined {
  const definition = readDefinition(check.template, raw, check.path);
  if (isUnknown(value) || (value === null && definition['nullable'] === true)) return undefined;
  const type = definition['type'];
  if (typeof type === 'string' && !hasType(value, type)) return `Expected a value of type '${pascalType(type)}' at '${check.at}', but received a value of type '${typeName(value)}'`;
  if (!hasAllowedValue(value, definition)) return `The value at '${check.at}' is not part of the allowed value(s)`;
  const bound = checkBounds(value, definition);
  return bound === undefined ? insideOf(value, definition, check) : `${bound.reason} at '${check.at}'`;
}

function elementsOf(values: readonly Value[], definition: JsonObject, check: Check): string | undefined {
  const { prefixItems, items } = definition;
  const tuple: readonly Json[] = Array.isArray(prefixItems) ? prefixItems : [];
  if (values.length < tuple.length) return `Expected at least '${tuple.length}' items at '${check.at}', but received '${values.length}'`;
  if (items === false && values.length > tuple.length) return `Expected at most '${tuple.length}' items at '${check.at}', but received '${values.length}'`;
  for (const [i, value] of values.entries()) {
    const own = tuple[i] ?? items;
    const misfit = isJsonObject(own) ? partOf(value, own, { ...check, at: `${check.at}[${i}]` }) : undefined;
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}

function membersOf(value: ValueObject, definition: JsonObject, check: Check): string | undefined {
  const { discriminator } = definition;
  if (!isJsonObject(discriminator)) return propertiesOf(value, definition, check);
  const name = String(discriminator['propertyName']);
  const tag = propertyOf(value, name);
  if (tag === undefined) return `The property '${check.at}.${name}', which tells the kinds of the object apart, is missing`;
  if (isUnknown(tag)) return undefined;
  const mapping = isJsonObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  const variant = typeof tag === 'string' && Object.hasOwn(mapping, tag) ? mapping[tag] : undefined;
  if (variant === undefined) return `The property '${check.at}.${name}' is none of '${Object.keys(mapping).join(', ')}'`;
  return propertiesOf(value, merged(definition, readDefinition(check.template, variant, check.path)), check);
}

/** A kind of a tagged union has the properties that all kinds share, too. */
function merged(shared: JsonObject, variant: JsonObject): JsonObject {
  const properties = [shared, variant].map((definition) => (isJsonObject(definition['properties']) ? definition['properties'] : {}));
  return { ...variant, properties: Object.assign({}, ...properties) as JsonObject };
}

function propertiesOf(value: ValueObject, definition: JsonObject, check: Check): string | undefined {
  const properties = isJsonObject(definition['properties']) ? definition['properties'] : {};
  for (const [name, raw] of Object.entries(properties)) {
    const own = propertyOf(value, name);
    const at = `${check.at}.${name}`;
    if (own === undefined) {
      if (readDefinition(check.template, raw, check.path)['nullable'] !== true) return `The property '${at}' is missing`;
      continue;
    }
    const misfit = partOf(own, raw, { ...check, at });
    if (misfit !== undefined) return misfit;
  }
  return additionalOf(value, properties, definition['additionalProperties'], check);
}

function additionalOf(value: ValueObject, properties: JsonObject, additional: Json | undefined, check: Check): string | undefined {
  if (additional !== false && !isJsonObject(additional)) return undefined;
  const declared = new Set(Object.keys(properties).map((name) => name.toLowerCase()));
  for (const [name, part] of Object.entries(value)) {
    if (declared.has(name.toLowerCase())) continue;
    const at = `${check.at}.${name}`;
    const misfit = additional === false ? `The property '${at}' is not declared, and the object takes no other` : partOf(part, additional, { ...check, at });
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}
