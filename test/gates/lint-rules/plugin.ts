import { disableWithReason } from './disable-with-reason.ts';
import { fileName } from './file-name.ts';
import { noBarrel } from './no-barrel.ts';
import { noPlainError } from './no-plain-error.ts';
import { noProcessExit } from './no-process-exit.ts';
import { pureCore } from './pure-core.ts';
import type { Rule } from './rule.ts';

const rules: Readonly<Record<string, Rule>> = {
  'disable-with-reason': disableWithReason,
  'file-name': fileName,
  'no-barrel': noBarrel,
  'no-plain-error': noPlainError,
  'no-process-exit': noProcessExit,
  'pure-core': pureCore,
};

/** The project's own lint rules, in the form that the linter loads. */
export default { meta: { name: 'atakora' }, rules };
