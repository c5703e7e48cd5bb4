import { assertNever } from '../../model/assert-never.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { SecretNeed } from '../../model/secret-need.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { TextSurface } from './text-surface.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;
type Verbosity = 'quiet' | 'normal' | 'verbose';

/** All secrets without a value: what each is, who reads it, where it is declared, and what sets it. */
export function secretNeedLines({ missing, unchecked }: EventOf<'secrets'>, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  const required = missing.filter((need) => need.required && !need.generated);
  const made = missing.filter((need) => need.generated);
  const optional = missing.filter((need) => !need.required);
  const { style } = surface;
  const head = (text: string): readonly string[] => wrapText(text, surface.width - 9, 2).map((line, index) => (index === 0 ? `${style('warning', 'warning')}: ${line}` : `  ${line}`));
  return [
    ...(unchecked === undefined ? [] : head(`which secrets have a value could not be checked: ${cleanLine(unchecked)}`)),
    ...(required.length === 0 ? [] : [...head(`${plural(required.length, 'required secret')} without a value`), ...required.flatMap((need) => needLines(need, surface))]),
    ...(made.length === 0 || verbosity === 'quiet' ? [] : wrapText(`${listOf(made)}: apply makes ${made.length === 1 ? 'the value' : 'the values'} up`, surface.width, 2)),
    ...(optional.length === 0 || verbosity === 'quiet' ? [] : wrapText(`${listOf(optional)}: no value, and the code can go without`, surface.width, 2)),
  ];
}

function listOf(needs: readonly SecretNeed[]): string {
  return needs.map(({ name }) => cleanLine(name)).join(', ');
}

function needLines({ name, description, because, neededBy, location, command }: SecretNeed, surface: TextSurface): readonly string[] {
  const indented = (text: string, by: number): readonly string[] => wrapText(text, surface.width - by, 2).map((line) => `${' '.repeat(by)}${line}`);
  const readers = neededBy.map(({ component, setting }) => `${cleanLine(component)} (${cleanLine(setting)})`);
  return [
    ...indented(`${surface.style('strong', cleanLine(name))}${description === undefined ? '' : `  ${cleanLine(description)}`}${because === 'disabled' ? '  (its current version is disabled)' : ''}`, 2),
    ...(readers.length === 0 ? [] : indented(`needed by ${readers.join(', ')}`, 4)),
    ...(location === undefined ? [] : indented(`declared at ${cleanLine(location)}`, 4)),
    ...indented(`set it: ${cleanLine(command)}`, 4),
  ];
}

/** What happened to one secret of a run, by its name. */
export function secretLines({ name, vault, status, generated, elapsedMs, because }: EventOf<'secret'>, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  const { style, glyphs, width } = surface;
  const what = `secret ${cleanLine(name)}`;
  const time = elapsedMs === undefined ? '' : ` after ${formatDuration(elapsedMs)}`;
  const why = because === undefined ? '' : `: ${cleanLine(because)}`;
  const signed = (sign: string, text: string): readonly string[] => wrapText(text, width - 2, 2).map((line, index) => (index === 0 ? `${sign} ${line}` : `  ${line}`));
  switch (status) {
    case 'started':
      return verbosity === 'verbose' ? signed(style('dim', glyphs.waiting), `writing ${what} into ${cleanLine(vault)}`) : [];
    case 'written':
      return verbosity === 'quiet' ? [] : signed(style('success', glyphs.done), `${what} is in ${cleanLine(vault)}${generated === true ? ', made up' : ''}${time}`);
    case 'kept':
      return verbosity === 'quiet' ? [] : signed(style('dim', glyphs.done), `${what} has a value in ${cleanLine(vault)} already, which stays`);
    case 'failed':
      return signed(style('error', glyphs.failed), `${what} was not written${time}${why}`);
    case 'skipped':
      return signed(style('warning', glyphs.skipped), `${what} was not written${why}`);
    default:
      return assertNever(status);
  }
}
