import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';

/** A verb: how it is loaded, the words that it takes after its name and the flags that are its own. */
interface Verb {
  readonly run: (context: CommandContext) => Promise<number>;
  /** As in `state mv FROM TO`; `?` marks what may be left out, `…` what may be repeated. */
  readonly words?: readonly string[];
  readonly flags?: readonly string[];
}

const verbs: Readonly<Record<string, Verb>> = {
  list: { run: async (context) => (await import('./state-list.ts')).listState(context) },
  show: { run: async (context) => (await import('./state-show.ts')).showState(context), words: ['ADDRESS?'] },
  pull: { run: async (context) => (await import('./state-pull.ts')).pullState(context), flags: ['out'] },
  push: { run: async (context) => (await import('./state-push.ts')).pushState(context), words: ['FILE?'], flags: ['from'] },
  mv: { run: async (context) => (await import('./state-mv.ts')).moveInState(context), words: ['FROM', 'TO'] },
  rm: { run: async (context) => (await import('./state-rm.ts')).removeFromState(context), words: ['ADDRESS…'] },
  history: { run: async (context) => (await import('./state-history.ts')).showStateHistory(context) },
  restore: { run: async (context) => (await import('./state-restore.ts')).restoreState(context), words: ['SERIAL'] },
  'lock-info': { run: async (context) => (await import('./state-lock-info.ts')).showLock(context) },
  unlock: { run: async (context) => (await import('./state-unlock.ts')).unlockState(context), words: ['ID'] },
  rewrite: { run: async (context) => (await import('./state-rewrite.ts')).rewriteState(context) },
  bootstrap: { run: async (context) => (await import('./state-bootstrap.ts')).bootstrapStateCommand(context), flags: ['account', 'container', 'resource-group', 'location'] },
};

const ownFlags: ReadonlySet<string> = new Set(Object.values(verbs).flatMap(({ flags = [] }) => flags));

export const state: Command = {
  name: 'state',
  summary: 'look at the state and mend it; make the place it lives in',
  description: [
    'list: every resource of the state. show [ADDRESS]: what was sent for one and what Azure returned, else the whole state. Secret values are never in it.',
    'pull: prints the state (or writes it to --out FILE) and rebuilds the lock file from it, merge conflict markers included. push FILE: writes a state that came from the stored one; push --from local: moves the files of the project into the configured container.',
    'mv FROM TO: another address for a resource, or for all of an owner (main/storage.main). rm ADDRESS…: forgets resources, which stay in Azure.',
    'history: earlier versions and broken locks. restore SERIAL: makes an earlier version the newest one; 0 sets aside the damaged journal of a first apply.',
    'Without a verb, in a terminal: a list of the resources to walk through, with all that can be done with them.',
    'lock-info: who holds the lock. unlock ID: takes it away from a holder that is gone.',
    'rewrite: writes all versions again, to turn encryption on or off or to change the passphrase.',
    'bootstrap: makes the storage account of the state, and can be repeated.',
  ].join(' '),
  arguments: [
    { name: 'VERB', required: false, summary: Object.keys(verbs).join(', ') },
    { name: 'ARGUMENT', required: false, multiple: true, summary: 'what the verb works on: addresses, a file, a serial, the id of a lock' },
  ],
  flags: [
    { name: 'out', type: 'string', value: 'FILE', summary: 'pull: write the state here' },
    { name: 'from', type: 'string', value: 'local', summary: 'push: the files in which the environment kept its state before' },
    { name: 'account', type: 'string', value: 'NAME', summary: 'bootstrap: name of the storage account (else made from the project\'s)' },
    { name: 'container', type: 'string', value: 'NAME', summary: 'bootstrap: name of the container (else atakora-state)' },
    { name: 'resource-group', type: 'string', value: 'NAME', summary: 'bootstrap: group of the storage account (else rg-PROJECT-state)' },
    { name: 'location', type: 'string', value: 'REGION', summary: 'bootstrap: region (else that of the environment)' },
  ],
  json: 'document',
  examples: [
    'atakora state list --local',
    'atakora state show main/cosmos.main/account --local',
    'atakora state mv main/storage.main main/storage.files --env dev',
    'atakora state bootstrap --env prod',
    'atakora state push --from local --env prod',
  ],
  run: async (context) => {
    const [name = '', ...words] = context.positionals;
    if (context.positionals.length === 0) return withoutVerb(context);
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (verb === undefined) {
      const near = nearest(name, Object.keys(verbs));
      throw new AtakoraError('ATK1002', `"state ${name}" is not known`, { hint: near === undefined ? `Known: ${Object.keys(verbs).join(', ')}.` : `Did you mean \`state ${near}\`?` });
    }
    checkWords(name, verb, words);
    checkFlags(name, verb, context);
    return verb.run(context);
  },
};

/** @throws AtakoraError `ATK1002` where there is nobody to walk through the state, and for a flag of a verb. */
async function withoutVerb(context: CommandContext): Promise<number> {
  if (!context.options.interactive) throw new AtakoraError('ATK1002', `state needs VERB: ${Object.keys(verbs).join(', ')}`, { hint: 'Without one it lists the resources, for a person at a terminal.' });
  const foreign = Object.keys(context.flags).find((flag) => ownFlags.has(flag));
  if (foreign !== undefined) throw new AtakoraError('ATK1002', `--${foreign} is a flag of a verb of state`, { hint: 'See `atakora state --help`.' });
  return (await import('../platform/browse-state.ts')).browseState(context);
}

/** @throws AtakoraError `ATK1002` for a word too few or too many. */
function checkWords(name: string, { words: wanted = [] }: Verb, given: readonly string[]): void {
  const usage = `atakora state ${[name, ...wanted.map((word) => (word.endsWith('?') ? `[${word.slice(0, -1)}]` : word))].join(' ')}`;
  const missing = wanted.find((word, at) => !word.endsWith('?') && given[at] === undefined);
  if (missing !== undefined) {
    throw new AtakoraError('ATK1002', `state ${name} needs ${missing.replace('…', '')}`, { hint: `Usage: ${usage}` });
  }
  const extra = wanted.at(-1)?.endsWith('…') === true ? undefined : given[wanted.length];
  if (extra !== undefined) {
    throw new AtakoraError('ATK1002', `state ${name} takes ${wanted.length === 0 ? 'no further words' : `at most ${wanted.length}`}; "${extra}" is one too many`, { hint: `Usage: ${usage}` });
  }
}

/** @throws AtakoraError `ATK1002` for a flag of another verb. */
function checkFlags(name: string, { flags = [] }: Verb, context: CommandContext): void {
  const foreign = Object.keys(context.flags).find((flag) => ownFlags.has(flag) && !flags.includes(flag));
  if (foreign !== undefined) {
    throw new AtakoraError('ATK1002', `--${foreign} is not a flag of state ${name}`, { hint: flags.length === 0 ? `state ${name} has no flags of its own.` : `It has ${flags.map((flag) => `--${flag}`).join(', ')}.` });
  }
}
