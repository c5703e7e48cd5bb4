import { callSite } from './call-site.ts';
import { unknownFields } from './check-fields.ts';
import { checkMovable } from './movable-address.ts';
import { refuse, wrong } from './problem.ts';
import { noteRefactoring } from './refactoring-notes.ts';

/** What `removed` is given. */
export interface Removed {
  /** The address that the definition had: `main/uploads/account`, without its backend `uploads/account`; `uploads/*` for everything of an owner. */
  readonly from: string;
  /** The resource stays in Azure. To delete it, leave out the call: what the definition does not have is deleted. */
  readonly keep: true;
}

/**
 * Leaves a resource to others: it goes from the state and stays in Azure as it is. Called beside the backend, once the definition no
 * longer has the resource.
 * @example removed({ from: 'uploads/account', keep: true });
 * @throws AtakoraError `ATK1308` when the address has not the right form, or `keep` is not true.
 */
export function removed(removal: Removed): void {
  const origin = callSite(removed);
  const kept = (removal as { readonly keep?: unknown }).keep === true;
  refuse(
    [
      ...unknownFields(removal, ['from', 'keep']),
      ...checkMovable(removal.from, 'from'),
      ...(kept ? [] : [wrong('`keep` has to be true', 'To have the resource deleted, leave out the call: what the definition does not have is deleted.')]),
    ],
    'removed',
    origin,
  );
  noteRefactoring({ kind: 'removed', from: removal.from, origin });
}
