import type { DoctorFinding } from '../../model/doctor.ts';
import type { MissingPermission } from '../preflight/check-permissions.ts';
import { found, good } from './finding.ts';

/** Actions that are named; the rest is counted. */
const named = 4;

/**
 * The built-in roles that give what is missing, with the least that does: Contributor gives everything but what is about access, for which
 * there are two.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged
 */
function rolesFor(actions: readonly string[]): readonly string[] {
  const access = actions.filter((action) => /^Microsoft\.Authorization\//i.test(action));
  const onlyRoles = access.every((action) => /^Microsoft\.Authorization\/role/i.test(action));
  return [...(access.length < actions.length ? ['Contributor'] : []), ...(access.length === 0 ? [] : [onlyRoles ? 'Role Based Access Control Administrator' : 'User Access Administrator'])];
}

export interface PermissionFacts {
  /** What is missing for what the next apply would do. */
  readonly next: readonly MissingPermission[];
  /** What is missing to make anew everything that the backend has. */
  readonly whole: readonly MissingPermission[];
  /** Object id of who is signed in, for the commands that give a role. */
  readonly objectId?: string;
}

/**
 * This identity may do all that the backend needs; else which built-in roles are missing, and how they are given. What the next apply does not
 * need is a warning: who may only change an app can go on doing so.
 */
export function checkPermissions({ next, whole, objectId }: PermissionFacts): readonly DoctorFinding[] {
  const known = new Set(next.flatMap((row) => (row.kind === 'unknown' ? [row.scope] : row.actions)));
  const later = whole.flatMap((row): readonly MissingPermission[] => {
    if (row.kind === 'unknown') return known.has(row.scope) ? [] : [row];
    const actions = row.actions.filter((action) => !known.has(action));
    return actions.length === 0 ? [] : [{ ...row, actions }];
  });
  const findings = [...next.map((row) => findingOf(row, 'problem', objectId)), ...later.map((row) => findingOf(row, 'warning', objectId))];
  return findings.length === 0 ? [good('this identity may do everything that the backend needs')] : findings;
}

function findingOf(row: MissingPermission, status: 'problem' | 'warning', objectId: string | undefined): DoctorFinding {
  return row.kind === 'unknown' ? unknown(row) : lacking(row, status, objectId);
}

function unknown({ scope }: MissingPermission): DoctorFinding {
  return found('could-not-check', `Azure does not say what this identity may do on ${scope}`, 'A role that was just activated shows after some minutes: run `atakora doctor` again.', 'ATK1802');
}

function lacking({ scope, actions }: Extract<MissingPermission, { readonly kind: 'lacking' }>, status: 'problem' | 'warning', objectId: string | undefined): DoctorFinding {
  const roles = rolesFor(actions);
  const more = actions.length > named ? ` and ${actions.length - named} more` : '';
  const commands = roles.map((role) => `\`az role assignment create --assignee ${objectId ?? 'OBJECT_ID'} --role "${role}" --scope ${scope}\``).join(', ');
  const when = status === 'problem' ? '' : ', which the next apply does not need';
  const text = `${roles.join(' and ')} ${roles.length === 1 ? 'is' : 'are'} missing on ${scope}: this identity may not do ${actions.slice(0, named).join(', ')}${more}${when}`;
  return found(status, text, `Who owns it can give ${roles.length === 1 ? 'it' : 'them'}: ${commands}.`, 'ATK1802');
}
