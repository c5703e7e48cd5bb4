import { matchesAction } from '../../model/action-pattern.ts';

/** Rights that a role gives: control and data actions, each with exceptions. Patterns have `*` for any text; letter case does not matter. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/**
 * True when one of the permissions gives the action and its own exceptions do not take it away. Another permission, or another role,
 * may still give what an exception leaves out.
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions
 */
export function permits(permissions: readonly Permission[], action: string, plane: 'control' | 'data'): boolean {
  return permissions.some((permission) => {
    const [given, taken] = plane === 'control' ? [permission.actions, permission.notActions] : [permission.dataActions, permission.notDataActions];
    return given.some((pattern) => matchesAction(pattern, action)) && !taken.some((pattern) => matchesAction(pattern, action));
  });
}
