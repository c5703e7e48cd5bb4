import { featureName, featureNameForm } from '../model/feature-name.ts';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';

/** Fields of a configuration that are not known, each with the nearest that is. */
export function unknownFields(config: object, known: readonly string[], place = ''): readonly Problem[] {
  return Object.keys(config)
    .filter((field) => !known.includes(field))
    .map((field) => wrong(`"${place}${field}" is not a field of it`, suggestion(field, known)));
}

/** A problem when a given value is not one of the allowed. */
export function oneOf(value: unknown, allowed: readonly (string | number)[], field: string): readonly Problem[] {
  if (value === undefined || allowed.includes(value as string)) {
    return [];
  }
  return [wrong(`${field} is ${JSON.stringify(value)}`, typeof value === 'string' ? suggestion(value, allowed.map(String)) : `Known: ${allowed.join(', ')}.`)];
}

/** A problem when a text is missing or does not match. `form` completes "must be …". */
export function matching(value: unknown, pattern: RegExp, field: string, form: string): readonly Problem[] {
  return typeof value === 'string' && pattern.test(value) ? [] : [wrong(`${field} is ${JSON.stringify(value) ?? 'missing'}, but must be ${form}`)];
}

/** A problem when a given number is no whole number of the range. */
export function wholeNumber(value: unknown, least: number, most: number, field: string): readonly Problem[] {
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)) {
    return [];
  }
  return [wrong(`${field} is ${JSON.stringify(value)}, but must be a whole number from ${least} to ${most}`)];
}

/** A problem when a given feature flag cannot be one. */
export function checkFeature(value: unknown): readonly Problem[] {
  return value === undefined ? [] : matching(value, featureName, 'feature', featureNameForm);
}
