import { diagnostic, type Diagnostic } from '../../model/diagnostic.ts';
import type { PlanContext } from './plan-context.ts';
import { originOf, takesAway, type PlannedResource } from './planned-resource.ts';

/** True when the state or the definition protects it: protection ends with an apply of its own, never in the same plan. */
export function isProtected(planned: PlannedResource): boolean {
  return planned.record?.protect === true || planned.desired?.protect === true;
}

/** Errors for what the plan must not do: take away what is protected (`ATK1501`) or what holds data and was not named (`ATK1502`). */
export function guardPlan(planned: readonly PlannedResource[], context: PlanContext): readonly Diagnostic[] {
  const { input } = context;
  const allowed = new Set(input.allowDataLoss ?? []);
  // Naming a resource names what lives in it: it goes with it.
  const allowedIds = Object.entries(input.state?.resources ?? {}).flatMap(([address, record]) => (allowed.has(address) ? [record.id.toLowerCase()] : []));
  const isNamed = (id: string): boolean => allowedIds.some((named) => id === named || id.startsWith(`${named}/`));
  return planned.flatMap((item) => {
    if (!item.exists || !takesAway(item.action)) {
      return [];
    }
    const location = originOf(item);
    const verb = item.action.kind === 'delete' ? 'deleted' : 'replaced';
    if (isProtected(item)) {
      return [diagnostic('error', 'ATK1501', `${item.address} is protected and would be ${verb}`, { location, address: item.address })];
    }
    const named = input.kind === 'destroy' || allowed.has(item.address) || isNamed((item.record?.id ?? '').toLowerCase());
    if (item.risk !== 'loses-data' || named) {
      return [];
    }
    const holds = input.kinds(item.record?.type ?? '') === undefined ? 'and may hold data: its type is not in the catalogue' : 'with the data in it';
    const summary = `${item.address} would be ${verb} ${holds}`;
    return [diagnostic('error', 'ATK1502', summary, { hint: `Name it with --allow-data-loss ${item.address}, or type the environment's name when apply asks in a terminal.`, location, address: item.address })];
  });
}
