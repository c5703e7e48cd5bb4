import { kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';

/**
 * The descriptor of a type; for types that nobody described, one that accepts every body and returns it, with or without a region.
 * @param name Last name of the resource: `appsettings` of `Microsoft.Web/sites/config` is another thing than `web`.
 */
export function kindFor(type: string, name?: string): ResourceKind {
  return kindOf(type, name) ?? { ...genericKind(type, ''), location: 'global' };
}
