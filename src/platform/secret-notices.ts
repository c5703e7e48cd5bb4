import { nearest } from '../define/nearest.ts';
import type { CommandContext } from './command-context.ts';
import type { SecretSession } from './secret-session.ts';
import { warn } from './secret-text.ts';

/** Says that the code could not be read, where a command goes on without it. */
export function tellCode(context: CommandContext, { codeFailure }: Pick<SecretSession, 'codeFailure'>): void {
  if (codeFailure !== undefined) {
    warn(context, `${codeFailure.message} (${codeFailure.code}): going on with what was applied; what is declared is not known`);
  }
}

/** Warns of a name that nobody declares, with the one that was perhaps meant. */
export function suggestDeclared(context: CommandContext, { declared, codeFailure }: Pick<SecretSession, 'declared' | 'codeFailure'>, name: string): void {
  if (codeFailure !== undefined) return;
  const near = nearest(name, declared.map((secret) => secret.name));
  warn(context, `no component declares ${name}${near === undefined ? '' : `; did you mean ${near}?`}`);
}
