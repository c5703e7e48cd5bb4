import { AtakoraError } from '../../model/errors.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import type { MergedRequirement } from './provider.ts';

/** A map of a config that is not an expression. */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExpression(value as ValueObject);
}

/**
 * The objects in a list field; an absent field is an empty list.
 * @throws AtakoraError `ATK1308` when the field is no list of objects.
 */
export function objectsIn(config: ValueObject, field: string): readonly ValueObject[] {
  return listIn(config, field, isValueObject, 'objects');
}

/**
 * The texts in a list field; an absent field is an empty list.
 * @throws AtakoraError `ATK1308` when the field is no list of texts.
 */
export function textsIn(config: ValueObject, field: string): readonly string[] {
  return listIn(config, field, (item): item is string => typeof item === 'string', 'texts');
}

/** @throws AtakoraError `ATK1308` when the field is there and no text. */
export function textIn(config: ValueObject, field: string): string | undefined {
  return scalarIn(config, field, (value): value is string => typeof value === 'string', 'a text');
}

/** @throws AtakoraError `ATK1308` when the field is there and no number. */
export function numberIn(config: ValueObject, field: string): number | undefined {
  return scalarIn(config, field, (value): value is number => typeof value === 'number', 'a number');
}

/** @throws AtakoraError `ATK1308` when the field is there and neither true nor false. */
export function booleanIn(config: ValueObject, field: string): boolean | undefined {
  return scalarIn(config, field, (value): value is boolean => typeof value === 'boolean', 'true or false');
}

/** Names of the entries of a list field, sorted. @throws AtakoraError `ATK1308` when one has no name. */
export function namesIn(config: ValueObject, field: string): readonly string[] {
  return objectsIn(config, field)
    .map((entry) => textIn(entry, 'name') ?? wrong(`${field}.name`, 'a text'))
    .sort();
}

/** Where the first request was written that has this in the list field; else the first request. */
export function originOf(requirement: MergedRequirement, field: string, name: string): SourceLocation | undefined {
  const asker = requirement.requirements.find((asked) => {
    const list = asked.config[field];
    return Array.isArray(list) && objectsIn(asked.config, field).some((entry) => entry['name'] === name);
  });
  return (asker ?? requirement.requirements[0])?.origin;
}

function listIn<Item extends Value>(config: ValueObject, field: string, isItem: (item: Value) => item is Item, what: string): readonly Item[] {
  const value = config[field];
  if (value === undefined) {
    return [];
  }
  const items = Array.isArray(value) ? (value as readonly Value[]) : wrong(field, `a list of ${what}`);
  return items.map((item) => (isItem(item) ? item : wrong(field, `a list of ${what}`)));
}

function scalarIn<Found extends Value>(config: ValueObject, field: string, isIt: (value: Value) => value is Found, what: string): Found | undefined {
  const value = config[field];
  return value === undefined ? undefined : isIt(value) ? value : wrong(field, what);
}

function wrong(field: string, what: string): never {
  throw new AtakoraError('ATK1308', `the field "${field}" of a requirement must be ${what}`);
}
