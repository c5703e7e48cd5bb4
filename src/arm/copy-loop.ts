import type { Value } from './expression.ts';
import { armLimits } from './limits.ts';
import { validationError } from './template-error.ts';
import { isInteger } from './value.ts';

/**
 * The number of iterations of a copy loop.
 * @throws ArmTemplateError `ATK2007` when it is not a whole number between 0 and 800.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources
 */
export function copyCount(value: Value, path: string): number {
  if (isInteger(value) && value >= 0 && value <= armLimits.copyCount) return Number(value);
  throw validationError('ATK2007', `The template 'copy' definition at path '${path}' has an invalid copy count. The copy count must be a positive integer value and cannot exceed '${armLimits.copyCount}'. Please see https://aka.ms/arm-copy for usage details.`, path);
}

/**
 * How many resources of a loop are deployed at the same time; undefined means all.
 * @throws ArmTemplateError `ATK2007` when the batch size is negative, no integer or larger than the count.
 */
export function batchSize(mode: Value, size: Value | undefined, count: number, path: string): number | undefined {
  const known = size === undefined || (isInteger(size) && size >= 0 && (size <= count || count === 0));
  if (!known) {
    throw validationError('ATK2007', `The template 'copy' definition at path '${path}' has an invalid copy batch size. The copy batch size must be a non-negative integer value and cannot exceed the copy count '${count}'. Please see https://aka.ms/arm-copy for usage details.`, path);
  }
  if (typeof mode !== 'string' || mode.toLowerCase() !== 'serial') return undefined;
  return Math.max(1, Number(size ?? 1));
}
