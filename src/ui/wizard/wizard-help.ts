import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import type { Question } from './question.ts';

/** A row of the wizard's key table: help and documentation are made of it. */
export interface WizardBinding {
  readonly keys: string;
  readonly help: string;
  /** The kinds of screen where it means that; absent: all. */
  readonly on?: readonly WizardScreenKind[];
}

/** `filter`: a list that is narrowed by typing. */
type WizardScreenKind = Question['kind'] | 'filter' | 'review';

export const wizardKeys: readonly WizardBinding[] = [
  { keys: 'Enter', help: 'Takes the answer and goes on; in the review changes the line, or writes.' },
  { keys: 'Esc Shift+Tab', help: 'Goes back; what was entered stays.' },
  { keys: 'arrows', help: 'Move from cell to cell; Tab goes to the next column.', on: ['matrix'] },
  { keys: 'Space', help: 'The next value, or typing where the value is free; a digit begins a number.', on: ['matrix'] },
  { keys: 'x Backspace', help: 'Puts the cell back.', on: ['matrix'] },
  { keys: 'Left', help: 'Goes back, where it does not move in a text.', on: ['select', 'filter', 'multiselect', 'review'] },
  { keys: 'Up Down', help: 'Moves in the list.', on: ['select', 'filter', 'multiselect', 'review'] },
  { keys: '1 to 9', help: 'Chooses at once.', on: ['select'] },
  { keys: 'letters', help: 'Narrow the list: every word has to occur, or its letters in their order.', on: ['filter'] },
  { keys: 'Ctrl-U', help: 'Empties the field.', on: ['text', 'filter'] },
  { keys: 'Space', help: 'Chooses or unchooses; a chooses all.', on: ['multiselect'] },
  { keys: 'n', help: 'Adds one of another name.', on: ['multiselect'] },
  { keys: 'PgUp PgDn', help: 'Moves a page.', on: ['filter', 'multiselect', 'matrix', 'review'] },
  { keys: 'd', help: 'Shows what changes in files that exist.', on: ['review'] },
  { keys: '?', help: 'Shows this, where the field is empty.' },
  { keys: 'Ctrl-C', help: 'Leaves. Nothing is written; the answers are offered next time.' },
];

/** Which keys a question has. */
function screenKindOf(question: Question | undefined): WizardScreenKind {
  return question === undefined ? 'review' : question.filter === true ? 'filter' : question.kind;
}

/** The help of a screen: what is asked, its flag, and the keys; at most `rows` lines, from `scroll` on. */
export function wizardHelpLines(question: Question | undefined, surface: TextSurface, rows: number, scroll: number): readonly string[] {
  const { style, width, glyphs } = surface;
  const kind = screenKindOf(question);
  const keys = wizardKeys.filter(({ on }) => on?.includes(kind) ?? true);
  const column = Math.max(...keys.map((row) => displayWidth(row.keys)));
  const about = question === undefined ? ['Nothing is written before you choose to.'] : [question.help, `Without questions: ${question.flag}, or "${question.id}" in a file for --answers.`];
  const lines = [
    style('strong', truncate(question?.title ?? 'Review', width, glyphs.ellipsis)),
    ...about.flatMap((text) => wrapText(text, width - 2, 0).map((line) => `  ${line}`)),
    '',
    ...keys.flatMap((row) => wrapText(row.help, Math.max(8, width - column - 4), 0).map((line, index) => `  ${index === 0 ? style('accent', padEnd(row.keys, column)) : ' '.repeat(column)}  ${line}`)),
  ];
  const room = Math.max(1, rows - 1);
  if (lines.length < room) return [...lines, '', style('dim', 'Any key goes back')];
  const from = Math.max(0, Math.min(scroll, lines.length - room));
  const foot = lines.length <= room ? 'Any key goes back' : truncate(`${from + room < lines.length ? 'Down: more' : 'Up: before'} ${glyphs.separator} other keys go back`, width, glyphs.ellipsis);
  return [...lines.slice(from, from + room), style('dim', foot)].slice(-rows);
}
