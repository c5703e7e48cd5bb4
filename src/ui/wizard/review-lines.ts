import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { DraftValue, PlannedFile } from './answers.ts';
import { windowStart } from '../screen/window-start.ts';
import { fileLines } from './file-lines.ts';
import type { Question } from './question.ts';
import type { AnswerOrigin, EarlierAnswers, WizardState } from './wizard-state.ts';
import { visibleQuestions } from './wizard-state.ts';
import { hintLines } from './wizard-hints.ts';
import { isWarning, noteLines } from './note-lines.ts';

/** What the review is drawn in. */
export interface ReviewFrame {
  readonly surface: TextSurface;
  /** Lines that it may have. */
  readonly rows: number;
  /** What Azure says of the answers together; empty until it has. Absent where nothing is looked up. */
  readonly notes?: readonly string[];
}

/** Every answer with where it comes from, what Azure says of them, and the files that they make. */
export function reviewLines(state: WizardState, files: readonly PlannedFile[], { notes: known, rows, surface }: ReviewFrame): readonly string[] {
  const { glyphs, style, width } = surface;
  const waits = known?.length === 0 && state.questions.some(({ isChecked }) => isChecked?.(state.draft) === true);
  const notes = waits ? [`Asking Azure${glyphs.ellipsis}`] : (known ?? []);
  const hint = hintLines('review', surface);
  const writes = files.filter((file) => file.before !== file.after).length;
  const isAt = state.reviewCursor === visibleQuestions(state).length;
  const write = `${isAt ? glyphs.pointer : ' '.repeat(displayWidth(glyphs.pointer))} ${writes === 0 ? 'Nothing to write: the project is as answered' : `Write ${plural(writes, 'file')}`}`;
  const list = [...answerLines(state, surface, state.reviewCursor), style(isAt ? 'accent' : 'strong', truncate(write, width, glyphs.ellipsis))];
  const said = state.said.flatMap((text) => wrapText(text, width, 0)).map((line) => style('dim', line));
  const title = style('strong', truncate('Review: nothing is written yet', width, glyphs.ellipsis));
  const room = rows - 1 - hint.length;
  // A low window shows the part of the list that the cursor is in, and leaves some lines for what is said or for the differences.
  const size = Math.max(1, Math.min(list.length, state.showsDiffs ? Math.max(1, Math.floor(room / 2)) : Math.max(3, room - 2)));
  const from = windowStart(list.length, state.reviewCursor, size);
  const head = [title, ...list.slice(from, from + size)];
  const question = visibleQuestions(state)[state.reviewCursor];
  // In a narrow window only the line of the cursor is told whole.
  const whole = question === undefined || width >= 60 ? [] : wrapText(`${labelOf(question.id)}: ${valueText(state, question)}, ${originText(question, state.sources[question.id])}`, width - 2, 0).map((line) => `  ${style('dim', line)}`);
  const most = Math.max(0, Math.min(rows - head.length - hint.length, Math.max(2, Math.floor(rows / 3))));
  const told = state.showsDiffs && most < 4 ? [] : [...noteLines(notes.filter(isWarning), surface), ...whole, ...said, ...noteLines(notes.filter((note) => !isWarning(note)), surface)].slice(0, most);
  const left = rows - head.length - told.length - hint.length;
  const gap = left > 4 ? [''] : [];
  const tree = left > 1 ? scrolled(fileLines(files, surface, state.showsDiffs), left - gap.length, state.scroll, surface) : [];
  return [...head, ...told, ...gap, ...tree, ...hint].slice(0, rows);
}

/** A part of the lines, with a line that says how many are not shown. */
function scrolled(lines: readonly string[], room: number, scroll: number, surface: TextSurface): readonly string[] {
  if (lines.length <= room) {
    return lines;
  }
  const size = Math.max(0, room - 1);
  const from = Math.min(scroll, lines.length - size);
  const more = truncate(`${surface.glyphs.ellipsis} lines ${from + 1} to ${from + size} of ${lines.length}`, surface.width, surface.glyphs.ellipsis);
  return [...lines.slice(from, from + size), surface.style('dim', more)];
}

/** The answers, one a line, with where each comes from. `cursor` is beside the one at that index. */
export function answerLines(state: WizardState, surface: TextSurface, cursor: number): readonly string[] {
  const { style, glyphs, width } = surface;
  const visible = visibleQuestions(state);
  const names = Math.max(0, ...visible.map(({ id }) => displayWidth(labelOf(id))));
  const values = visible.map((question) => valueText(state, question));
  const origins = visible.map((question) => originText(question, state.sources[question.id]));
  const room = width - displayWidth(glyphs.pointer) - names - 3;
  const column = Math.max(0, ...origins.map(displayWidth));
  // Where it does not fit beside the values, the value is what matters.
  const shows = room - column - 2 >= 16;
  const widest = Math.min(shows ? room - column - 2 : room, Math.max(0, ...values.map(displayWidth)));
  return visible.map((_question, index) => {
    const isAt = index === cursor;
    const lead = `${isAt ? glyphs.pointer : ' '.repeat(displayWidth(glyphs.pointer))} ${padEnd(labelOf(visible[index]?.id ?? ''), names)}  `;
    const line = `${lead}${truncate(values[index] ?? '', widest, glyphs.ellipsis)}`;
    const origin = shows && origins[index] !== '' ? `${' '.repeat(Math.max(0, displayWidth(lead) + widest - displayWidth(line)))}  ${style('dim', origins[index] ?? '')}` : '';
    const text = truncate(line, width, glyphs.ellipsis);
    return `${isAt ? style('accent', text) : text}${origin}`.trimEnd();
  });
}

/** Where an answer comes from, in the words of the review. */
export function originText({ flag }: Pick<Question, 'flag'>, origin: AnswerOrigin | undefined): string {
  switch (origin) {
    case undefined:
      return '';
    case 'flag':
      return flag;
    case 'file':
      return 'answers file';
    case 'earlier':
      return 'earlier attempt';
    default:
      return origin;
  }
}

/** `defaultEnvironment` as `default environment`. */
export function labelOf(id: string): string {
  return id.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** An answer as the review shows it: a subscription by its name too. */
export function valueText(state: Pick<WizardState, 'draft'>, { choices, id }: Pick<Question, 'choices' | 'id'>): string {
  const value = state.draft[id];
  const label = id === 'subscriptionId' && value !== '' ? choices?.(state.draft).find((choice) => choice.value === value)?.label : undefined;
  return label === undefined || label === value ? plainValue(value) : `${label} (${plainValue(value)})`;
}

function plainValue(value: DraftValue | undefined): string {
  const text = typeof value === 'string' ? value : (value ?? []).join(', ');
  return text === '' ? '(none)' : text;
}

/** What an earlier attempt left, and how to take it. */
export function earlierLines({ questions }: Pick<WizardState, 'questions'>, { draft, isOutdated, savedAt }: EarlierAnswers, { surface, rows }: ReviewFrame): readonly string[] {
  const known = questions.filter(({ id }) => draft[id] !== undefined);
  const names = Math.max(0, ...known.map(({ id }) => displayWidth(labelOf(id))));
  const answers = known.map(({ id }) => truncate(`  ${padEnd(labelOf(id), names)}  ${plainValue(draft[id])}`, surface.width, surface.glyphs.ellipsis));
  const changed = isOutdated === true ? ['The files of the folder have changed since: what no longer fits is asked again.'] : [];
  const head = [`You were here before, at ${savedAt.slice(0, 16).replace('T', ' ')} UTC, and left these answers:`, ...changed].flatMap((text) => wrapText(text, surface.width, 2)).map((line) => surface.style('strong', line));
  const hint = hintLines('earlier', surface);
  const room = Math.max(0, rows - head.length - hint.length - 1);
  return [...head, ...answers.slice(0, room), '', ...hint].slice(0, rows);
}
