import { kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';

/** The descriptor of a type; for types that nobody described, one that accepts every body and returns it, with or without a region. */
export function kindFor(type: string): ResourceKind {
  return kindOf(type) ?? { ...genericKind(type, ''), location: 'global' };
}
