import type { FindingKind } from '../model/cleanup.ts';
import { findingKinds } from '../model/cleanup.ts';
import { AtakoraError } from '../model/errors.ts';
import { nearest } from '../define/nearest.ts';
import type { FlagSpec } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag, textFlag } from './command-context.ts';
import { parseDuration } from './duration-flag.ts';

/** What a clean-up was asked for. */
export interface CleanupWish {
  readonly olderThanMs: number;
  readonly keep: number;
  readonly kinds: readonly FindingKind[];
  readonly dryRun: boolean;
}

const usualAge = '30d';
const usualKeep = 10;
const mostKept = 100_000;

export const cleanupFlags: readonly FlagSpec[] = [
  { name: 'older-than', type: 'string', value: 'TIME', summary: `only what was last written before that: 30d, 12h, 2w, P30D (${usualAge})` },
  { name: 'kind', type: 'string', multiple: true, value: 'KIND', summary: `only ${findingKinds.join(', ')}; may be given several times` },
  { name: 'keep', type: 'string', value: 'N', summary: `newest ones of each history that stay, whatever their age (${usualKeep})` },
  { name: 'dry-run', type: 'boolean', summary: 'show what was found, remove nothing' },
];

/**
 * What the flags ask for; an age that was not given is told as taken.
 * @throws AtakoraError `ATK1002` for a time, a kind or a number that is none.
 */
export function readCleanupWish(context: CommandContext): CleanupWish {
  const given = textFlag(context, 'older-than');
  const wish = { olderThanMs: parseDuration(given ?? usualAge, 'older-than'), keep: wantedKeep(context), kinds: wantedKinds(context), dryRun: context.flags['dry-run'] === true };
  if (given === undefined) {
    context.output.emit({ type: 'assumption', what: 'age', value: usualAge, from: 'the default of --older-than' });
  }
  return wish;
}

function wantedKeep(context: CommandContext): number {
  const text = textFlag(context, 'keep');
  const keep = text === undefined ? usualKeep : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(keep <= mostKept)) {
    throw new AtakoraError('ATK1002', `--keep ${text ?? ''} is not a number from 0 to ${mostKept}`);
  }
  return keep;
}

function wantedKinds(context: CommandContext): readonly FindingKind[] {
  const given = listFlag(context, 'kind').flatMap((text) => text.split(',')).map((text) => text.trim());
  if (given.length === 0) return findingKinds;
  for (const word of given) {
    if (findingKinds.some((kind) => kind === word)) continue;
    const near = nearest(word, findingKinds);
    throw new AtakoraError('ATK1002', `--kind ${word} is not one of ${findingKinds.join(', ')}`, near === undefined ? {} : { hint: `Did you mean --kind ${near}?` });
  }
  return findingKinds.filter((kind) => given.includes(kind));
}
