import { modelledKind } from './modelled-kind.ts';
import type { ResourceKind } from './resource-kind.ts';

/**
 * What may be assumed of a type that the catalogue does not have: its region and name cannot change, and Azure returns what was sent.
 * @param type ARM type as the user wrote it; one with more than two segments is a child.
 * @param apiVersion Empty where nobody asks for it.
 */
export function genericKind(type: string, apiVersion = ''): ResourceKind {
  return modelledKind({
    type,
    apiVersion,
    title: type.split('/').at(-1) ?? type,
    settle: { nulls: 'kept' },
    local: { duration: 'seconds' },
  });
}
