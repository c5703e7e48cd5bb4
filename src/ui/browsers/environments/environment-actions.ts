import type { ActionTarget, BrowserAction } from '../../browser/browser.ts';
import { plural } from '../../text/plural.ts';
import type { ListedEnvironment } from './listed-environment.ts';

type Target = ActionTarget<ListedEnvironment>;

/** The action's environment; actions that take one are never without. */
function keyOf({ items }: Target): string {
  return items[0]?.key ?? '';
}

function refusing(why: (environment: ListedEnvironment) => string | undefined): (target: Target) => string | undefined {
  return ({ items: [environment] }) => (environment === undefined ? undefined : why(environment));
}

const incomplete = refusing(({ key, lacks }) => (lacks.length === 0 ? undefined : `${key} lacks ${lacks.join(', ')}; its twin is ${key}@local`));
const unapplied = refusing(({ applied, key }) => (applied.kind === 'nothing' ? `nothing is applied in ${key}` : undefined));
const either = (...checks: readonly ((target: Target) => string | undefined)[]) => (target: Target): string | undefined => checks.map((check) => check(target)).find((why) => why !== undefined);

const irremovable = refusing(({ applied, from, isDefault, isTwin, key, name }) => {
  if (isTwin) return `the twin is there as long as ${name} is; destroy takes away what it holds`;
  if (from.length === 1 && from[0] === 'built-in') return 'it is built in, and neither manifest nor configuration names it';
  if (isDefault) return 'it is the default of the manifest';
  return applied.kind === 'applied' && applied.resources > 0 ? `${key} holds ${plural(applied.resources, 'resource')}: destroy them first` : undefined;
});

function aName(text: string): string | undefined {
  return text === '' ? 'type a name, or Esc to go back' : /^[\w@-]+$/.test(text) && !text.startsWith('-') ? undefined : 'a name has letters, digits and -';
}

/** A command on the environment of the row. */
function on(words: readonly string[]): (target: Target) => readonly string[] {
  return (target) => [...words, '--env', keyOf(target)];
}

/** Between two twins the names are those of their environments. */
function promotion(target: Target): readonly string[] {
  const [from] = target.items;
  const to = target.text.replace(/@local$/, '');
  return from?.isTwin === true ? ['env', 'promote', from.name, to, '--local'] : ['env', 'promote', keyOf(target), to];
}

/** What can be done with environments. */
export const environmentActions: readonly BrowserAction<ListedEnvironment>[] = [
  { key: 'u', name: 'use', help: 'Commands in this checkout work on it when they name none.', footer: true, takes: 'one', refuse: refusing(({ isChosen }) => (isChosen ? 'commands work on it already' : undefined)), command: (target) => ['env', 'use', keyOf(target)] },
  { key: 'p', name: 'plan', help: 'Shows what an apply would change.', footer: true, takes: 'one', refuse: incomplete, command: on(['plan']) },
  { key: 'A', name: 'apply', help: 'Plans, asks and deploys.', takes: 'one', refuse: incomplete, command: on(['apply']) },
  { key: 'x', name: 'explore the plan', help: 'Opens the plan, to walk through it.', takes: 'one', refuse: incomplete, command: on(['plan', '--explore']) },
  { key: 's', name: 'show', help: 'Prints every value and where it comes from.', takes: 'one', command: (target) => ['env', 'show', keyOf(target)] },
  { key: 'm', name: 'settings', help: 'The settings of all environments as a table whose cells can be changed.', takes: 'none', command: () => ['env', 'compare'] },
  { key: 'c', name: 'compare with', help: 'Prints what differs between it and another one.', takes: 'one', ask: { prompt: (target) => `Compare ${keyOf(target)} with:`, check: aName }, command: (target) => ['env', 'compare', keyOf(target), target.text] },
  { key: 't', name: 'promote to', help: 'Plans in another environment what is live in this one, asks, and applies it there.', takes: 'one', refuse: unapplied, ask: { prompt: (target) => `Promote what is live in ${keyOf(target)} to:`, check: aName }, command: promotion },
  { key: 'f', name: 'drift', help: 'Opens what is live beside what was applied.', takes: 'one', refuse: either(incomplete, unapplied), command: on(['drift', '--explore']) },
  { key: 'S', name: 'secrets', help: 'Opens its secrets.', takes: 'one', refuse: incomplete, command: on(['secrets']) },
  { key: 'H', name: 'history', help: 'Opens its runs.', takes: 'one', command: on(['history', '--explore']) },
  { key: 'T', name: 'state', help: 'Opens its state: what was applied, resource by resource.', takes: 'one', refuse: unapplied, command: on(['state']) },
  { key: 'o', name: 'outputs', help: 'Prints its outputs.', takes: 'one', refuse: unapplied, command: on(['outputs']) },
  { key: 'D', name: 'doctor', help: 'Checks what a deployment needs: credentials, permissions, quotas, names, state.', takes: 'one', command: on(['doctor']) },
  { key: 'n', name: 'add', help: 'Adds an environment to the manifest.', takes: 'none', ask: { prompt: () => 'Name of the new environment:', check: aName }, command: ({ text }) => ['env', 'add', text] },
  { key: 'b', name: 'add one like it', help: 'Adds an environment whose settings start from those of this one.', takes: 'one', ask: { prompt: ({ items }) => `Name of the environment that extends ${items[0]?.name ?? ''}:`, check: aName }, command: ({ items, text }) => ['env', 'add', text, '--extends', items[0]?.name ?? ''] },
  { key: 'd', name: 'remove', help: 'Takes it out of manifest and configuration, after a question; what is in Azure is never touched.', takes: 'one', refuse: irremovable, command: ({ items }) => ['env', 'remove', items[0]?.name ?? ''] },
  { key: 'X', name: 'destroy', help: 'Removes everything that was applied in it, once that is agreed to.', takes: 'one', refuse: unapplied, command: on(['destroy']) },
  { key: 'e', name: 'open in the editor', help: 'Opens the place where it is written in $VISUAL or $EDITOR.', takes: 'one', refuse: refusing(({ location }) => (location === undefined ? 'it is written nowhere: it is built in' : undefined)), wish: ({ items }) => ({ kind: 'edit', location: items[0]?.location ?? { file: '.' } }) },
  { key: 'y', name: 'copy the name', help: 'Copies its name to the clipboard of the terminal.', takes: 'one', wish: (target) => ({ kind: 'copy', text: keyOf(target) }) },
];
