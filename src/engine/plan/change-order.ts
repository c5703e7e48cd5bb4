import { actionKinds, type Change, type PlanCounts } from '../../model/plan.ts';
import { stackNames } from '../../model/stack-name.ts';
import type { Synthesis } from '../../model/synthesis.ts';

/** Danger first, then stacks in deployment order, then addresses in code units. */
export function sortChanges(changes: readonly Change[], synthesis: Synthesis | undefined): readonly Change[] {
  const known = new Map(synthesis?.stacks.map(({ id, stack }) => [id, stackNames.indexOf(stack)]));
  const ranks = new Map<string, number>();
  const rank = (stack: string): number => {
    const found = ranks.get(stack) ?? known.get(stack) ?? rankByName(stack);
    ranks.set(stack, found);
    return found;
  };
  return [...changes].sort(
    (a, b) =>
      actionKinds.indexOf(a.action.kind) - actionKinds.indexOf(b.action.kind) ||
      rank(a.stack) - rank(b.stack) ||
      compareText(a.stack, b.stack) ||
      compareText(a.address, b.address),
  );
}

/** Stacks of the state that the synthesis no longer has: `data-2` counts as `data`, unknown ones come last. */
function rankByName(stack: string): number {
  const index = (stackNames as readonly string[]).indexOf(stack.replace(/-\d+$/, ''));
  return index < 0 ? stackNames.length : index;
}

/** By code units. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many changes of each kind. */
export function countChanges(changes: readonly Change[]): PlanCounts {
  const of = (kind: Change['action']['kind']): number => changes.reduce((sum, change) => sum + (change.action.kind === kind ? 1 : 0), 0);
  return {
    create: of('create'),
    update: of('update'),
    replace: of('replace'),
    delete: of('delete'),
    move: of('move'),
    import: of('import'),
    forget: of('forget'),
    unchanged: of('no-op'),
  };
}
