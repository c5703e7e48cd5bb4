import { keys } from './project-terminal.ts';
import type { Ground } from './asking-projects.ts';
import { prepare, protect } from './asking-projects.ts';

/** Everything that asks somebody at a terminal has a row here, or is named in `askedAlike` with the row that it shares an asker and its words with. */
export interface AskingPlace {
  readonly name: string;
  /** Files of `src` in which the question is asked. */
  readonly asksIn: readonly string[];
  readonly ground: Ground;
  readonly prepare?: (folder: string) => void | Promise<void>;
  readonly argv: readonly string[];
  /** What is done there, for the page about flags; absent: another way of asking what another row asks. */
  readonly doing?: string;
  /** A command line that does the same without asking. */
  readonly byFlags?: string;
  /** Text to wait for, and what to type then, until the question stands. `line`: the terminal edits it. */
  readonly way?: readonly (readonly [shows: string, typed: string, line?: true])[];
  /** On the screen once the question stands. */
  readonly shows: string;
  /** `keys`: read one by one; `line`: a whole line, edited by the terminal; `word`: a line that is edited key by key. */
  readonly reads: 'keys' | 'line' | 'word' | 'value';
  readonly env?: Readonly<Record<string, string>>;
  /** Exit code at Ctrl-C, a request to end, or the end of the input; 130 when absent. */
  readonly exit?: number;
  /** Things were under way: what they did stays, and only the lock must be free. */
  readonly underWay?: true;
  /** How Ctrl-C goes on to the end: the board asks. */
  readonly afterCtrlC?: readonly (readonly [shows: string, typed: string])[];
}

const { down, enter } = keys;
const dumb = { TERM: 'dumb' };
const local = '--local';
const cancel = '❯ Cancel';
const leaves = 'q leave';
const yes = 'y';

export const places: readonly AskingPlace[] = [
  { name: 'the approval of apply', doing: 'agree to a plan', byFlags: 'apply --yes', asksIn: ['platform/run-change.ts'], ground: 'applied', argv: ['apply', local], shows: cancel, reads: 'keys' },
  { name: 'the approval of apply, in lines', asksIn: [], ground: 'applied', argv: ['apply', local], shows: '(y/N)', reads: 'line', env: dumb },
  { name: 'the word that destroy wants', doing: 'agree to the removal of everything', byFlags: 'destroy --yes', asksIn: ['platform/run-change.ts'], ground: 'applied', argv: ['destroy', local], shows: 'Type dev to go on', reads: 'word' },
  { name: 'the word that destroy wants, in lines', asksIn: [], ground: 'applied', argv: ['destroy', local], shows: 'Type dev to go on', reads: 'line', env: dumb },
  { name: 'the offer to mend a failure', doing: 'let a failure be mended and tried again', byFlags: 'apply --yes', asksIn: ['platform/mend-failures.ts'], ground: 'failing', argv: ['apply', local, '--secrets-file', 'values.env'], way: [[cancel, yes]], shows: 'try what failed again?', reads: 'keys', exit: 4, underWay: true },
  { name: 'what becomes of a deleted namesake', doing: 'recover what was deleted and keeps a name', byFlags: 'apply --deleted recover --yes', asksIn: ['platform/decide-deleted.ts'], ground: 'kept', argv: ['apply', local], shows: 'Number:', reads: 'line' },
  { name: 'the word that a purge wants', doing: 'purge what was deleted and keeps a name', byFlags: 'apply --deleted purge --yes', asksIn: ['platform/decide-deleted.ts'], ground: 'kept', argv: ['apply', local], way: [['Number:', `2${enter}`, true]], shows: 'nothing to cancel:', reads: 'word' },
  { name: 'a value that apply misses', doing: 'enter values that an apply misses', byFlags: 'apply --secrets-file FILE --yes', asksIn: ['platform/apply-secrets.ts'], ground: 'fresh', argv: ['apply', local], shows: 'value of PAY_KEY', reads: 'value' },
  { name: 'the value of secrets set', doing: 'enter a secret', byFlags: 'secrets set NAME --from-file FILE', asksIn: ['commands/secrets-set.ts'], ground: 'applied', argv: ['secrets', 'set', 'PAY_KEY', local], shows: 'value of PAY_KEY', reads: 'value' },
  { name: 'the value of secrets set, in lines', asksIn: [], ground: 'applied', argv: ['secrets', 'set', 'PAY_KEY', local], shows: 'value of PAY_KEY', reads: 'value', env: dumb },
  { name: 'the value of secrets set --dotenv', doing: 'enter a secret for this machine', byFlags: 'secrets set NAME --from-file FILE --dotenv', asksIn: ['commands/secrets-dotenv.ts'], ground: 'applied', argv: ['secrets', 'set', 'PAY_KEY', '--dotenv'], shows: 'value of PAY_KEY', reads: 'value' },
  { name: 'secrets set over a removed one', doing: 'bring back a removed secret with a new value', byFlags: 'secrets set NAME --from-file FILE --yes', asksIn: ['commands/secrets-set.ts'], ground: 'applied', prepare: (folder) => prepare(folder, 'secrets', 'remove', 'PAY_KEY', local, '--yes'), argv: ['secrets', 'set', 'PAY_KEY', 'some-Valu3-of-it', local], shows: '(y/N)', reads: 'line' },
  { name: 'secrets import', doing: 'import a file of values', byFlags: 'secrets import FILE --yes', asksIn: ['commands/secrets-import.ts'], ground: 'applied', argv: ['secrets', 'import', 'more.env', local], shows: '(y/N)', reads: 'line' },
  { name: 'secrets get', doing: 'see a value on the screen', byFlags: 'secrets get NAME --yes', asksIn: ['platform/reveal-value.ts'], ground: 'applied', argv: ['secrets', 'get', 'PAY_KEY', local], shows: '(y/N)', reads: 'line' },
  { name: 'secrets remove --purge', doing: 'purge a secret', byFlags: 'secrets remove NAME --purge --yes', asksIn: ['commands/secrets-remove.ts'], ground: 'applied', argv: ['secrets', 'remove', 'PAY_KEY', '--purge', local], shows: 'Type PAY_KEY', reads: 'line' },
  { name: 'the question of rotate', doing: 'agree to a rotation', byFlags: 'secrets rotate NAME --yes', asksIn: ['platform/rotate-secrets.ts'], ground: 'applied', argv: ['secrets', 'rotate', 'PAY_KEY', local], shows: cancel, reads: 'keys' },
  { name: 'the value of rotate', doing: 'enter the new value of a rotation', byFlags: 'secrets rotate NAME --from-file FILE --yes', asksIn: ['platform/rotate-value.ts'], ground: 'applied', argv: ['secrets', 'rotate', 'PAY_KEY', local], way: [[cancel, `${down}${enter}`]], shows: 'value of PAY_KEY', reads: 'value' },
  { name: 'the findings of cleanup', doing: 'pick what a clean-up removes', byFlags: 'cleanup --kind KIND --older-than TIME --yes', asksIn: ['platform/choose-findings.ts'], ground: 'applied', argv: ['cleanup', local, '--older-than', '30d', '--kind', 'resources'], shows: '0 of 3 taken', reads: 'keys' },
  { name: 'the findings of cleanup, in lines', asksIn: [], ground: 'applied', argv: ['cleanup', local, '--older-than', '30d', '--kind', 'resources', '--screen-reader'], shows: 'Numbers:', reads: 'line' },
  { name: 'env remove', doing: 'remove an environment', byFlags: 'env remove NAME --yes', asksIn: ['commands/env-remove.ts'], ground: 'applied', argv: ['env', 'remove', 'demo'], shows: '(y/N)', reads: 'line' },
  { name: 'drift --accept', doing: 'take what was changed in Azure', byFlags: 'drift --accept --yes', asksIn: ['platform/accept-drift.ts'], ground: 'applied', argv: ['drift', '--accept', local], shows: cancel, reads: 'keys' },
  { name: 'state restore', doing: 'restore an earlier state', byFlags: 'state restore SERIAL --yes', asksIn: ['commands/state-restore.ts'], ground: 'applied', argv: ['state', 'restore', '1', local], shows: '(y/N)', reads: 'line' },
  { name: 'state push', doing: 'push a state', byFlags: 'state push FILE --yes', asksIn: ['commands/state-push.ts'], ground: 'applied', argv: ['state', 'push', 'state.json', local], shows: '(y/N)', reads: 'line' },
  { name: 'state mv in a protected environment', doing: 'change an address', byFlags: 'state mv FROM TO --yes', asksIn: ['commands/state-mv.ts'], ground: 'applied', prepare: protect, argv: ['state', 'mv', 'main/group.main/group', 'main/group.other/group', local], shows: 'Type dev to go on', reads: 'line' },
  { name: 'the plan explorer', doing: 'look through a plan', byFlags: 'plan --detail full', asksIn: ['platform/plan-command.ts'], ground: 'applied', argv: ['plan', local, '--explore'], shows: 'q leave', reads: 'keys' },
  { name: 'the apply board', doing: 'leave an apply running, and return to it', byFlags: 'apply --attach', asksIn: ['platform/run-interrupts.ts'], ground: 'slow', argv: ['apply', local, '--yes', '--secrets-file', 'values.env'], shows: 'main/functions.main/plan creating', reads: 'keys', exit: 9, underWay: true, afterCtrlC: [['❯ 2 Leave it running', enter]] },
  { name: 'the wizard', doing: 'start or change a project', byFlags: 'init --answers FILE --yes', asksIn: ['platform/collect-answers.ts'], ground: 'empty', argv: ['init'], shows: 'What is the project called?', reads: 'keys' },
  { name: 'the wizard, in lines', asksIn: [], ground: 'empty', argv: ['init', '--screen-reader'], shows: 'What is the project called?', reads: 'line' },
  { name: 'the list of secrets', doing: 'walk through secrets', byFlags: 'secrets list', asksIn: ['platform/browse.ts', 'platform/browse-secrets.ts'], ground: 'applied', argv: ['secrets', local], shows: leaves, reads: 'keys' },
  { name: 'the list of environments', doing: 'walk through environments', byFlags: 'env list', asksIn: ['platform/browse-environments.ts'], ground: 'applied', argv: ['env'], shows: leaves, reads: 'keys' },
  { name: 'the settings of environments', doing: 'compare settings', byFlags: 'env compare A B --all', asksIn: ['platform/browse-settings.ts'], ground: 'applied', argv: ['env', 'compare'], shows: leaves, reads: 'keys' },
  { name: 'the list of the state', doing: 'walk through the state', byFlags: 'state list', asksIn: ['platform/browse-state.ts'], ground: 'applied', argv: ['state', local], shows: leaves, reads: 'keys' },
  { name: 'the list of runs', doing: 'walk through the runs', byFlags: 'history', asksIn: ['platform/browse-history.ts'], ground: 'applied', argv: ['history', '--explore', local], shows: leaves, reads: 'keys' },
  { name: 'the list of drift', doing: 'walk through drift', byFlags: 'drift --json', asksIn: ['platform/browse-drift.ts'], ground: 'applied', argv: ['drift', '--explore', local], shows: leaves, reads: 'keys' },
  { name: 'the findings of doctor', doing: 'walk through what doctor found', byFlags: 'doctor --json', asksIn: ['platform/browse-doctor.ts'], ground: 'applied', argv: ['doctor', '--explore', local], shows: leaves, reads: 'keys' },
];

/** Files that ask what a row asks, by the same asker; each with the name of that row. */
export const askedAlike: Readonly<Record<string, string>> = {
  'commands/state-rm.ts': 'state restore',
  'commands/state-unlock.ts': 'state restore',
  'commands/state-rewrite.ts': 'state restore',
  'commands/local-reset.ts': 'state restore',
  'platform/bootstrap-state.ts': 'state restore',
  'platform/with-secrets-role.ts': 'state restore',
  // Walked through to its end by the tests of the wizard.
  'platform/init-secrets.ts': 'the value of secrets set',
  'platform/init-report.ts': 'state restore',
  'platform/archived-plan.ts': 'the plan explorer',
};

/** Files that hand a question on to whoever draws it, and ask nothing themselves. */
export const wiring: readonly string[] = ['platform/open-view.ts', 'platform/terminal-view.ts', 'platform/explore-plan.ts', 'platform/secret-input.ts', 'platform/confirm-change.ts'];
