import { callSite } from './call-site.ts';
import { unknownFields } from './check-fields.ts';
import { checkMovable } from './movable-address.ts';
import { refuse, wrong } from './problem.ts';
import { noteRefactoring } from './refactoring-notes.ts';

/** What `moved` is given. */
export interface Moved {
  /** The address until now: `main/uploads/account`, without its backend `uploads/account`; `uploads/*` for everything of an owner. */
  readonly from: string;
  /** The address from now on, in the same form. */
  readonly to: string;
}

/**
 * Says that a resource is known by another address now, so that the next plan keeps it, with its Azure name, instead of deleting one and
 * creating another. Called beside the backend, at the top of any of its files; it may stay there for environments that are applied later.
 * @example moved({ from: 'uploads/*', to: 'documents/*' });
 * @throws AtakoraError `ATK1308` when an address has not the right form.
 */
export function moved(move: Moved): void {
  const origin = callSite(moved);
  const mixed = typeof move.from === 'string' && typeof move.to === 'string' && move.from.endsWith('/*') !== move.to.endsWith('/*');
  refuse(
    [
      ...unknownFields(move, ['from', 'to']),
      ...checkMovable(move.from, 'from'),
      ...checkMovable(move.to, 'to'),
      ...(mixed ? [wrong('one of `from` and `to` is a whole owner and the other a resource', 'End both with `/*`, or none.')] : []),
      ...(move.from === move.to ? [wrong(`\`from\` and \`to\` are both ${JSON.stringify(move.from)}`)] : []),
    ],
    'moved',
    origin,
  );
  noteRefactoring({ kind: 'moved', from: move.from, to: move.to, origin });
}
