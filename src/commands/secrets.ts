import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { readingForList } from '../platform/reading-backend.ts';
import { rotateFlags } from '../platform/rotate-choice.ts';
import { secretInputFlags } from '../platform/secret-input.ts';

/** A verb: how it is loaded, the words that it takes after its name and the flags that are its own. */
interface Verb {
  readonly run: (context: CommandContext) => Promise<number>;
  /** `?` marks a word that may be left out. */
  readonly words?: readonly string[];
  readonly flags?: readonly string[];
  readonly json?: Command['json'];
}

/** The verbs of `.env` files. */
const dotenv = () => import('./secrets-dotenv.ts');

function isForFile({ flags }: Pick<CommandContext, 'flags'>): boolean {
  return flags['dotenv'] === true;
}

const inputFlags = secretInputFlags.map(({ name }) => name);

const verbs: Readonly<Record<string, Verb>> = {
  set: { run: async (context) => (isForFile(context) ? (await dotenv()).setInEnvFile(context) : (await import('./secrets-set.ts')).setSecret(context)), words: ['NAME', 'VALUE?'], flags: [...inputFlags, 'expires', 'content-type', 'tag', 'force', 'vault', 'dotenv'] },
  get: { run: async (context) => (isForFile(context) ? (await dotenv()).getFromEnvFile(context) : (await import('./secrets-get.ts')).getSecret(context)), words: ['NAME'], flags: ['version', 'vault', 'dotenv'] },
  list: { run: async (context) => (isForFile(context) ? (await dotenv()).listEnvFile(context) : (await import('./secrets-list.ts')).listSecrets(context)), words: ['NAME?'], flags: ['deleted', 'vault', 'dotenv'] },
  remove: { run: async (context) => (isForFile(context) ? (await dotenv()).removeFromEnvFile(context) : (await import('./secrets-remove.ts')).removeSecret(context)), words: ['NAME'], flags: ['purge', 'vault', 'dotenv'] },
  recover: { run: async (context) => (await import('./secrets-recover.ts')).recoverSecret(context), words: ['NAME'], flags: ['vault'] },
  rotate: { run: async (context) => (await import('./secrets-rotate.ts')).rotateSecrets(context), words: ['NAME?'], flags: [...inputFlags, ...rotateFlags.map(({ name }) => name), 'vault'], json: 'events' },
  check: { run: async (context) => (await import('./secrets-check.ts')).checkSecrets(context), flags: ['dotenv'] },
  import: { run: async (context) => (await import('./secrets-import.ts')).importSecrets(context), words: ['FILE'], flags: ['all', 'vault', 'dotenv'] },
};

const ownFlags: ReadonlySet<string> = new Set(Object.values(verbs).flatMap(({ flags = [] }) => flags));

export const secrets: Command = {
  name: 'secrets',
  summary: 'set, look at, remove and rotate the secrets of an environment',
  description: [
    'Without a verb, at a terminal: all of them in a list, with what can be done.',
    'set NAME: asks for the value, masked; or takes it from standard input, --from-file or --generate, and adds it as the current version. Before the vault stands it offers to apply just what the vault needs.',
    'get NAME: prints one value, to a pipe or after a confirmation. list [NAME]: names, versions, age, expiry and who reads them, or the versions of one; never values.',
    'remove NAME: deletes it so that it can be recovered until it is purged; --purge ends it for good. recover NAME: brings it back.',
    'rotate NAME, --due or --all-generated: a new version; the apps that read it fetch it and restart; the earlier version is disabled after --grace, or current again when an app does not run with the new one.',
    'check: what the code declares against what is there: missing, expiring and due ones, who reads them, names that nobody declares; exit code 5 when a required one cannot be read. import FILE: shows by name what a file of NAME=VALUE lines or a JSON object would change, asks, and sets it; what is equal is left alone, so that an import that was cut off goes on when it is run again.',
    'With --dotenv set, get, list, remove, check and import work on the .env file of the environment, for running the code on this machine.',
  ].join(' '),
  arguments: [
    { name: 'VERB', required: false, summary: Object.keys(verbs).join(', ') },
    { name: 'ARGUMENT', required: false, multiple: true, summary: 'what the verb works on: the name of a secret, and its value for set' },
  ],
  flags: [
    ...secretInputFlags,
    { name: 'expires', type: 'string', value: 'WHEN', summary: 'set: when the value expires, such as 90d or 2027-06-30' },
    { name: 'content-type', type: 'string', value: 'TEXT', summary: 'set: what the value is, such as application/x-pem-file' },
    { name: 'tag', type: 'string', multiple: true, value: 'NAME=TEXT', summary: 'set: a tag of the version' },
    { name: 'force', type: 'boolean', summary: 'set: a new version although the value is the same' },
    { name: 'version', type: 'string', value: 'ID', summary: 'get: another version than the current one' },
    { name: 'deleted', type: 'boolean', summary: 'list: those that were removed and can be recovered' },
    { name: 'purge', type: 'boolean', summary: 'remove: for good, nothing can be recovered' },
    ...rotateFlags,
    { name: 'all', type: 'boolean', summary: 'import: also names that no component declares' },
    { name: 'vault', type: 'string', value: 'ADDRESS', summary: 'the vault, where the environment has several' },
    { name: 'dotenv', type: 'boolean', summary: 'the .env file of the environment in place of its vault' },
  ],
  json: 'document',
  jsonOf: ([verb = '']) => (Object.hasOwn(verbs, verb) ? (verbs[verb]?.json ?? 'document') : 'document'),
  examples: [
    'atakora secrets --env prod',
    'atakora secrets set STRIPE_KEY --env prod',
    'atakora secrets set JWT_KEY --generate --expires 90d --env qa',
    'atakora secrets set TLS_KEY --from-file key.pem --local',
    'atakora secrets list --env prod',
    'atakora secrets get STRIPE_KEY --env dev | pbcopy',
    'atakora secrets rotate STRIPE_KEY --env prod',
    'atakora secrets rotate --due --dry-run --env prod',
    'atakora secrets remove OLD_KEY --env dev',
    'atakora secrets check --env prod',
    'atakora secrets import .env --env qa',
  ],
  opening: readingForList,
  run: async (context) => {
    const [name, ...words] = context.positionals;
    if (name === undefined) return withoutVerb(context);
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (verb === undefined) {
      const near = nearest(name, Object.keys(verbs));
      throw new AtakoraError('ATK1002', `"secrets ${name}" is not known`, { hint: near === undefined ? `Known: ${Object.keys(verbs).join(', ')}.` : `Did you mean \`secrets ${near}\`?` });
    }
    checkWords(name, verb, words);
    checkFlags(name, verb, context);
    return verb.run(context);
  },
};

/** The list, where a person can walk through it. @throws AtakoraError `ATK1002` where there is nobody, and for flags of a verb. */
async function withoutVerb(context: CommandContext): Promise<number> {
  if (!context.options.interactive) throw new AtakoraError('ATK1002', `secrets needs VERB: ${Object.keys(verbs).join(', ')}`, { hint: 'Without one it lists all secrets, for a person at a terminal.' });
  checkFlags('', { run: withoutVerb, flags: ['dotenv'] }, context);
  return (await import('../platform/browse-secrets.ts')).browseSecrets(context);
}

/** The words themselves are not repeated: one may be a value. @throws AtakoraError `ATK1002` for a word too few or too many. */
function checkWords(name: string, { words: wanted = [] }: Verb, given: readonly string[]): void {
  const usage = `atakora secrets ${[name, ...wanted.map((word) => (word.endsWith('?') ? `[${word.slice(0, -1)}]` : word))].join(' ')}`;
  const missing = wanted.find((word, at) => !word.endsWith('?') && given[at] === undefined);
  if (missing !== undefined) {
    throw new AtakoraError('ATK1002', `secrets ${name} needs ${missing}`, { hint: `Usage: ${usage}` });
  }
  if (given.length > wanted.length) {
    throw new AtakoraError('ATK1002', `secrets ${name} takes ${wanted.length === 0 ? 'no further words' : `at most ${wanted.length}`} after it, not ${given.length}`, { hint: `Usage: ${usage}. A value with blanks stands in quotes.` });
  }
}

/** @throws AtakoraError `ATK1002` for a flag of another verb. */
function checkFlags(name: string, { flags = [] }: Verb, context: CommandContext): void {
  const foreign = Object.keys(context.flags).find((flag) => ownFlags.has(flag) && !flags.includes(flag));
  if (foreign !== undefined) {
    throw new AtakoraError('ATK1002', `--${foreign} is not a flag of secrets${name === '' ? ' without a verb' : ` ${name}`}`, { hint: flags.length === 0 ? `secrets ${name} has no flags of its own.` : `It has ${flags.map((flag) => `--${flag}`).join(', ')}.` });
  }
}
