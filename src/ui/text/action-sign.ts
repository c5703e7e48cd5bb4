import type { PlanAction } from '../../model/plan.ts';
import { assertNever } from '../../model/assert-never.ts';
import type { Glyphs } from './glyphs.ts';
import type { StyleRole } from './style.ts';

type ActionKind = PlanAction['kind'];

/** The sign of an action in front of its address: `+`, `~`, `-/+`, `+/-`, `-`, `→`, `⇐`, `.`; nothing for what stays; its verb where signs are words. */
export function actionSign(action: PlanAction, glyphs: Glyphs): string {
  if (glyphs.spoken === true) return actionVerbs[action.kind];
  switch (action.kind) {
    case 'create':
      return '+';
    case 'update':
      return '~';
    case 'replace':
      return action.order === 'delete-first' ? '-/+' : '+/-';
    case 'delete':
      return '-';
    case 'move':
      return glyphs.move;
    case 'import':
      return glyphs.import;
    case 'forget':
      return '.';
    case 'no-op':
      return ' ';
    default:
      return assertNever(action);
  }
}

/** Role in which an action is painted. */
export const actionRoles: Readonly<Record<ActionKind, StyleRole>> = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'delete',
  move: 'move',
  import: 'move',
  forget: 'warning',
  'no-op': 'dim',
};

/** The word after `3 to …`. An update is called change, as in the last line of a plan. */
export const actionVerbs: Readonly<Record<ActionKind, string>> = {
  create: 'create',
  update: 'change',
  replace: 'replace',
  delete: 'delete',
  move: 'move',
  import: 'import',
  forget: 'forget',
  'no-op': 'leave',
};

/** What is being done and what was done, for the lines of an apply. */
export const applyVerbs = {
  create: { running: 'creating', done: 'created' },
  update: { running: 'changing', done: 'changed' },
  replace: { running: 'replacing', done: 'replaced' },
  delete: { running: 'deleting', done: 'deleted' },
} as const;
