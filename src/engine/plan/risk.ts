import type { PlanAction, Risk } from '../../model/plan.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { PlannedProperty } from './property-changes.ts';
import { isAtOrBelow } from './property-point.ts';

/**
 * What an action can do to people. A type that is not in the catalogue may hold data, so taking it away counts as losing it.
 * What extends another resource (roles, locks, diagnostics) is never a service of its own.
 */
export function riskOf(action: PlanAction, kind: ResourceKind | undefined, properties: readonly PlannedProperty[]): Risk {
  if (action.kind === 'delete' || action.kind === 'replace') {
    if (kind === undefined || kind.holdsData) {
      return 'loses-data';
    }
    return kind.scope === 'extension' ? 'safe' : 'interrupts-service';
  }
  const interrupts = properties.some(({ plainPath }) => kind?.interrupting.some((path) => isAtOrBelow(plainPath, path)) === true);
  return (action.kind === 'update' || action.kind === 'move') && interrupts ? 'interrupts-service' : 'safe';
}
