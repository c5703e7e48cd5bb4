import { matchesAction } from '../../model/action-pattern.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';

/** What one role gives and takes: `Microsoft.Storage/*` and `Microsoft.Authorization/*\/Delete`. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** The rows of an answer of `Microsoft.Authorization/permissions`. */
export function permissionsOf(body: Json | undefined): readonly Permission[] {
  const rows = isJsonObject(body) && Array.isArray(body['value']) ? (body['value'] as readonly Json[]) : [];
  return rows.map((row) => ({ actions: texts(row, 'actions'), notActions: texts(row, 'notActions') }));
}

function texts(row: Json, key: string): readonly string[] {
  const list = isJsonObject(row) ? row[key] : undefined;
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}

/** True when one role gives the action without taking it away itself; what another role takes away does not count. */
export function isPermitted(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(({ actions, notActions }) => actions.some((pattern) => matchesAction(pattern, action)) && !notActions.some((pattern) => matchesAction(pattern, action)));
}
