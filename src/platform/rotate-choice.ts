import { AtakoraError } from '../model/errors.ts';
import type { FlagSpec } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';

/** What `secrets rotate` was asked for. */
export interface RotateChoice {
  readonly what: { readonly kind: 'named'; readonly name: string } | { readonly kind: 'due' | 'generated' };
  readonly graceSeconds: number;
  readonly dryRun: boolean;
}

/** Flags of `secrets rotate`, beside those that say where a value comes from. */
export const rotateFlags: readonly FlagSpec[] = [
  { name: 'due', type: 'boolean', summary: 'rotate: all whose schedule says so; also ends graces, and rotations that were cut off' },
  { name: 'all-generated', type: 'boolean', summary: 'rotate: all whose value is made up' },
  { name: 'grace', type: 'string', value: 'TIME', summary: 'rotate: how long the earlier version can still be read, such as 1h (the default) or 7d; 0 for not at all' },
  { name: 'dry-run', type: 'boolean', summary: 'rotate: only show what would be rotated' },
];

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const defaultGrace = '1h';
/** Nobody means more; Key Vault keeps versions for ever. */
const mostGraceSeconds = 365 * 86_400;

/** @throws AtakoraError `ATK1002` when it is not said what to rotate, or said twice. */
export function rotateChoice(context: Pick<CommandContext, 'flags' | 'positionals'>): RotateChoice {
  const [, name] = context.positionals;
  const [due, generated] = [context.flags['due'] === true, context.flags['all-generated'] === true];
  const given = [...(name === undefined ? [] : ['a name']), ...(due ? ['--due'] : []), ...(generated ? ['--all-generated'] : [])];
  if (given.length > 1) throw new AtakoraError('ATK1002', `${given.join(' and ')} contradict each other`, { hint: 'Give one of them.' });
  if (given.length === 0) throw new AtakoraError('ATK1002', 'secrets rotate needs to know what to rotate', { hint: 'Usage: atakora secrets rotate NAME, --due or --all-generated.' });
  const source = ['from-file', 'generate', 'length', 'alphabet'].find((flag) => context.flags[flag] !== undefined && context.flags[flag] !== false);
  if (name === undefined && source !== undefined) throw new AtakoraError('ATK1002', `--${source} is for one secret`, { hint: `Name it: atakora secrets rotate NAME --${source}.` });
  return { what: name === undefined ? { kind: due ? 'due' : 'generated' } : { kind: 'named', name }, graceSeconds: graceOf(textFlag(context, 'grace') ?? defaultGrace), dryRun: context.flags['dry-run'] === true };
}

/** Seconds. @throws AtakoraError `ATK1002` */
function graceOf(text: string): number {
  const [, amount, unit = 's'] = /^(\d{1,9})(s|m|h|d)$/.exec(text === '0' ? '0s' : text) ?? [];
  const seconds = Number(amount) * (units[unit] ?? 0);
  if (amount === undefined || seconds > mostGraceSeconds) throw new AtakoraError('ATK1002', `--grace ${text} is not a time of at most a year`, { hint: 'Write a number with s, m, h or d, such as 1h; or 0.' });
  return seconds;
}
