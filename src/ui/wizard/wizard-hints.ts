import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { wrapText } from '../text/fit-text.ts';
import type { Question } from './question.ts';

/** What the line below a screen says, the most important last: that is never cut off. */
const hints = {
  text: 'Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  select: 'up/down - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  filter: 'type to narrow - up/down - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  multiselect: 'up/down - Space: choose - n: another - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  naming: 'Enter: take the name - Esc: give it up - Ctrl-C: leave',
  matrix: 'arrows - Space: change - e: type - x: as it was - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  review: 'up/down - PgUp/PgDn - d: differences - Enter: change or write - Esc: back - ?: help - Ctrl-C: leave',
  earlier: 'Enter: go on with them - n: start anew - Ctrl-C: leave',
} as const;

/** The keys of a screen in at most two lines: what comes first goes first, as it is in the help too. */
export function hintLines(screen: keyof typeof hints, surface: TextSurface): readonly string[] {
  const joint = ` ${surface.glyphs.separator} `;
  const linesOf = (parts: readonly string[]): readonly string[] =>
    parts.reduce<readonly string[]>((lines, part) => {
      const longer = `${lines.at(-1) ?? ''}${joint}${part}`;
      return lines.length > 0 && displayWidth(longer) <= surface.width ? lines.with(-1, longer) : [...lines, part];
    }, []);
  let parts: readonly string[] = hints[screen].split(' - ');
  while (linesOf(parts).length > 2 && parts.length > 3) parts = parts.slice(1);
  return linesOf(parts).flatMap((line) => wrapText(line, surface.width, 0)).map((line) => surface.style('dim', line));
}

/** Which of them a question has. */
export function hintOf({ filter, kind }: Question, isNaming: boolean): keyof typeof hints {
  return isNaming ? 'naming' : filter === true ? 'filter' : kind;
}
