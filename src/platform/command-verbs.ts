import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';

/** A verb of a command such as `env`: how it is loaded, the words that it takes after its name and the flags that are its own. */
export interface Verb {
  readonly run: (context: CommandContext) => Promise<number>;
  /** As in `env compare A B`; `?` marks what may be left out. */
  readonly words?: readonly string[];
  /** Names of flags that not every verb takes. */
  readonly flags?: readonly string[];
  /** In place of `run` for a person at the terminal who gives no words. */
  readonly bare?: (context: CommandContext) => Promise<number>;
}

/**
 * Runs the verb that the first word names; without one `bare`, where there is a person at the terminal.
 * @throws AtakoraError `ATK1002` for an unknown verb, with the nearest, a word too few or too many, and a flag of another verb.
 */
export async function runVerb(context: CommandContext, verbs: Readonly<Record<string, Verb>>, bare?: () => Promise<number>): Promise<number> {
  const { command } = context;
  const [name, ...words] = context.positionals;
  if (name === undefined) return withoutVerb(context, verbs, bare);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    const near = nearest(name, Object.keys(verbs));
    throw new AtakoraError('ATK1002', `"${command} ${name}" is not known`, { hint: near === undefined ? `Known: ${Object.keys(verbs).join(', ')}.` : `Did you mean \`${command} ${near}\`?` });
  }
  const run = words.length === 0 && context.options.interactive ? verb.bare : undefined;
  if (run === undefined) checkWords(`${command} ${name}`, verb, words);
  checkFlags(`${command} ${name}`, verb, verbs, context);
  return (run ?? verb.run)(context);
}

/** @throws AtakoraError `ATK1002` where nothing is meant without a verb, or nobody is there to look at it, and for flags of a verb. */
function withoutVerb(context: CommandContext, verbs: Readonly<Record<string, Verb>>, bare: (() => Promise<number>) | undefined): Promise<number> {
  if (bare === undefined || !context.options.interactive) {
    throw new AtakoraError('ATK1002', `${context.command} needs VERB: ${Object.keys(verbs).join(', ')}`, bare === undefined ? {} : { hint: 'Without one it lists all, for a person at a terminal.' });
  }
  checkFlags(`${context.command} without a verb`, { run: bare }, verbs, context);
  return bare();
}

function checkWords(name: string, { words: wanted = [] }: Verb, given: readonly string[]): void {
  const usage = `atakora ${[name, ...wanted.map((word) => (word.endsWith('?') ? `[${word.slice(0, -1)}]` : word))].join(' ')}`;
  const missing = wanted.find((word, at) => !word.endsWith('?') && given[at] === undefined);
  if (missing !== undefined) {
    throw new AtakoraError('ATK1002', `${name} needs ${missing}`, { hint: `Usage: ${usage}` });
  }
  const extra = given[wanted.length];
  if (extra !== undefined) {
    throw new AtakoraError('ATK1002', `${name} takes ${wanted.length === 0 ? 'no further words' : `at most ${wanted.length}`}; "${extra}" is one too many`, { hint: `Usage: ${usage}` });
  }
}

function checkFlags(name: string, { flags = [] }: Verb, verbs: Readonly<Record<string, Verb>>, context: CommandContext): void {
  const owned = new Set(Object.values(verbs).flatMap((verb) => verb.flags ?? []));
  const foreign = Object.keys(context.flags).find((flag) => owned.has(flag) && !flags.includes(flag));
  if (foreign !== undefined) {
    throw new AtakoraError('ATK1002', `--${foreign} is not a flag of ${name}`, { hint: flags.length === 0 ? `${name} has no flags of its own.` : `It has ${flags.map((flag) => `--${flag}`).join(', ')}.` });
  }
}
