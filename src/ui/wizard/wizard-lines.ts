import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth, graphemes } from '../text/display-width.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { DraftValue, PlannedFile } from './answers.ts';
import { windowStart } from './choice-list.ts';
import { fileLines } from './file-lines.ts';
import { matrixLines } from './matrix-lines.ts';
import type { Choice, Question } from './question.ts';
import { wizardHelpLines } from './wizard-help.ts';
import type { EarlierAnswers, WizardState } from './wizard-state.ts';
import { currentQuestion, isShortList, visibleChoices, visibleQuestions } from './wizard-state.ts';

/** What the wizard is drawn for. */
export interface WizardFrame {
  readonly surface: TextSurface;
  /** Lines that the frame may have. */
  readonly rows: number;
  /** Said of the value that is typed or pointed at; left out where there is no room. */
  readonly notes?: readonly string[];
}

/** The screen in three parts: above the list component, if there is one, and below it. Together never more than `rows` lines, its own left out. */
export interface WizardLines {
  readonly above: readonly string[];
  /** A short list, drawn by its own component. */
  readonly list?: readonly Choice[];
  readonly below: readonly string[];
}

/** The wizard's screen. `files` are those that the answers would write; they are shown in the review only. */
export function wizardLines(state: WizardState, files: readonly PlannedFile[], frame: WizardFrame): WizardLines {
  const question = currentQuestion(state);
  if (state.end !== undefined) {
    return { above: endLines(state, frame.surface), below: [] };
  }
  if (state.earlier !== undefined) {
    return { above: earlierLines(state, state.earlier, frame), below: [] };
  }
  if (state.helps) {
    return { above: wizardHelpLines(question, frame.surface, frame.rows), below: [] };
  }
  return question === undefined ? { above: reviewLines(state, files, frame), below: [] } : questionLines(state, question, frame);
}

/** What an earlier attempt left, and how to take it. */
function earlierLines({ questions }: WizardState, { draft, savedAt }: EarlierAnswers, { surface, rows }: WizardFrame): readonly string[] {
  const known = questions.filter(({ id }) => draft[id] !== undefined);
  const names = Math.max(0, ...known.map(({ id }) => displayWidth(labelOf(id))));
  const answers = known.map(({ id }) => truncate(`  ${padEnd(labelOf(id), names)}  ${valueText(draft[id])}`, surface.width, surface.glyphs.ellipsis));
  const head = wrapText(`You were here before, at ${savedAt.slice(0, 16).replace('T', ' ')} UTC, and left these answers:`, surface.width, 2).map((line) => surface.style('strong', line));
  const hint = paintHint('Enter: go on with them - n: start anew - Ctrl-C: leave', surface);
  const room = Math.max(0, rows - head.length - hint.length - 1);
  return [...head, ...answers.slice(0, room), '', ...hint].slice(0, rows);
}

function questionLines(state: WizardState, question: Question, frame: WizardFrame): WizardLines {
  const { style, width } = frame.surface;
  const title = [...progressLines(state, question, frame.surface), ...wrapText(question.title, width, 2).map((line) => style('strong', line))];
  const help = wrapText(question.help, width - 2, 0).map((line) => `  ${style('dim', line)}`);
  const error = state.error === undefined ? [] : wrapText(state.error, width - 2, 0).map((line) => `  ${style('error', line)}`);
  const notes = (frame.notes ?? []).flatMap((note) => wrapText(note, width - 2, 0)).map((line) => `  ${style('dim', line)}`);
  const hint = hintLines(question, frame.surface);
  const fitsNotes = title.length + help.length + error.length + notes.length + hint.length + leastBody <= frame.rows;
  const below = [...error, ...(fitsNotes ? notes : []), ...hint];
  if (isShortList(question)) {
    const list = visibleChoices(state, question);
    // A low window does without the explanation: the list component draws all of its lines.
    const fits = title.length + help.length + list.length + below.length <= frame.rows;
    return { above: fits ? [...title, ...help] : title, list, below };
  }
  const head = headLines(question, [title, help], frame.rows - below.length);
  const body = bodyLines(state, question, frame.surface, frame.rows - head.length - below.length);
  return { above: [...head, ...body], below };
}

/** A table in a low window does without the explanation, then without the steps. */
function headLines(question: Question, [title, help]: readonly [readonly string[], readonly string[]], rows: number): readonly string[] {
  const fits = (head: readonly string[]): boolean => question.kind !== 'matrix' || head.length + leastTable <= rows;
  const all = [...title, ...help];
  if (fits(all)) return all;
  return fits(title) ? title : title.slice(2);
}

/** What a question keeps for itself before notes are shown: a filter and some choices. */
const leastBody = 5;

/** Heading, a row or two, and a line about the cell. */
const leastTable = 4;

function bodyLines(state: WizardState, question: Question, surface: TextSurface, rows: number): readonly string[] {
  const matrix = question.matrix?.(state.draft);
  if (matrix !== undefined) {
    return matrixLines(matrix, state.field, surface, rows);
  }
  return question.kind === 'text' ? fieldLines(state, surface) : choiceLines(state, question, surface, rows);
}

/** `Project > Template > [Region] > …`, or `3/6 Region` where that is too wide. */
function progressLines(state: WizardState, question: Question, surface: TextSurface): readonly string[] {
  const steps = [...new Set(state.questions.map(({ step }) => step)), 'Review'];
  const at = steps.indexOf(question.step);
  const long = steps.map((step, index) => (index === at ? `[${step}]` : step)).join(' > ');
  const text = displayWidth(long) <= surface.width ? long : truncate(`${at + 1}/${steps.length} ${question.step}`, surface.width, surface.glyphs.ellipsis);
  return [surface.style('dim', text), ''];
}

function fieldLines(state: WizardState, surface: TextSurface): readonly string[] {
  const parts = graphemes(state.field.text);
  const text = `${parts.slice(0, state.field.caret).join('')}${surface.glyphs.cursor}${parts.slice(state.field.caret).join('')}`;
  const [first = '', ...rest] = wrapText(text, surface.width - 2, 0);
  return [`${surface.style('accent', surface.glyphs.pointer)} ${first}`, ...rest.map((line) => `  ${line}`)];
}

function choiceLines(state: WizardState, question: Question, surface: TextSurface, rows: number): readonly string[] {
  const { style, glyphs } = surface;
  const choices = visibleChoices(state, question);
  const total = question.choices?.(state.draft).length ?? 0;
  const filter = question.filter === true ? [`  ${state.field.filter}${glyphs.cursor}  ${style('dim', `${choices.length} of ${total}`)}`] : [];
  const size = Math.max(1, Math.min(choices.length, rows - filter.length, 12));
  const from = windowStart(choices.length, state.field.cursor, size);
  const labels = Math.max(0, ...choices.map(({ label }) => displayWidth(label)));
  const shown = choices.slice(from, from + size).map((choice, index) => {
    const isAt = from + index === state.field.cursor;
    const mark = question.kind === 'multiselect' ? `${state.field.checked.includes(choice.value) ? glyphs.checked : glyphs.unchecked} ` : '';
    return choiceLine(choice, { isAt, mark, labels }, surface);
  });
  return [...filter, ...(choices.length === 0 ? [`  ${style('dim', 'Nothing matches. Backspace widens the search.')}`] : shown)];
}

function choiceLine(choice: Choice, row: { readonly isAt: boolean; readonly mark: string; readonly labels: number }, surface: TextSurface): string {
  const { style, glyphs, width } = surface;
  const pointer = row.isAt ? glyphs.pointer : ' '.repeat(displayWidth(glyphs.pointer));
  const lead = `${pointer} ${row.mark}`;
  const label = truncate(choice.label, Math.max(1, width - displayWidth(lead)), glyphs.ellipsis);
  const room = width - displayWidth(lead) - row.labels - 2;
  const detail = choice.detail === undefined || room < 8 ? '' : `  ${style('dim', truncate(choice.detail, room, glyphs.ellipsis))}`;
  const text = `${lead}${detail === '' ? label : padEnd(label, row.labels)}`;
  return (row.isAt ? style('accent', text) : text) + detail;
}

const hints = {
  text: 'Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  select: 'up/down - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  filter: 'type to narrow - up/down - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  multiselect: 'up/down - Space: choose - a: all - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  matrix: 'arrows - Space: change - e: type - x: as it was - Enter: next - Esc: back - ?: help - Ctrl-C: leave',
  review: 'up/down - Enter: change or write - d: differences - PgUp/PgDn - Esc: back - ?: help - Ctrl-C: leave',
} as const;

function hintLines(question: Question, surface: TextSurface): readonly string[] {
  return ['', ...paintHint(hints[question.filter === true ? 'filter' : question.kind], surface)];
}

/** At most two lines: what comes first goes first, as it is in the help too. */
function paintHint(hint: string, surface: TextSurface): readonly string[] {
  const joint = ` ${surface.glyphs.separator} `;
  const linesOf = (parts: readonly string[]): readonly string[] =>
    parts.reduce<readonly string[]>((lines, part) => {
      const longer = `${lines.at(-1) ?? ''}${joint}${part}`;
      return lines.length > 0 && displayWidth(longer) <= surface.width ? lines.with(-1, longer) : [...lines, part];
    }, []);
  let parts = hint.split(' - ');
  while (linesOf(parts).length > 2 && parts.length > 3) parts = parts.slice(1);
  return linesOf(parts).flatMap((line) => wrapText(line, surface.width, 0)).map((line) => surface.style('dim', line));
}

function reviewLines(state: WizardState, files: readonly PlannedFile[], frame: WizardFrame): readonly string[] {
  const { surface, rows } = frame;
  const hint = paintHint(hints.review, surface);
  const answers = answerLines(state, surface, state.reviewCursor);
  const writes = files.filter((file) => file.before !== file.after).length;
  const isAt = state.reviewCursor === visibleQuestions(state).length;
  const write = `${isAt ? surface.glyphs.pointer : ' '.repeat(displayWidth(surface.glyphs.pointer))} Write ${plural(writes, 'file')}`;
  const list = [...answers, surface.style(isAt ? 'accent' : 'strong', write)];
  // A low window shows the part of the list that the cursor is in.
  const size = Math.max(1, Math.min(list.length, rows - 1 - hint.length));
  const from = windowStart(list.length, state.reviewCursor, size);
  const head = [surface.style('strong', truncate('Review: nothing is written yet', surface.width, surface.glyphs.ellipsis)), ...list.slice(from, from + size)];
  const tree = fileLines(files, surface, state.showsDiffs);
  const room = rows - head.length - hint.length - 1;
  return [...head, ...(room > 0 ? ['', ...scrolled(tree, room, state.scroll, surface)] : []), ...hint].slice(0, rows);
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

function answerLines(state: WizardState, surface: TextSurface, cursor: number): readonly string[] {
  const { style, glyphs, width } = surface;
  const visible = visibleQuestions(state);
  const names = Math.max(0, ...visible.map(({ id }) => displayWidth(labelOf(id))));
  return visible.map((question, index) => {
    const isAt = index === cursor;
    const source = state.given.has(question.id) ? `  (${question.flag})` : '';
    const lead = `${isAt ? glyphs.pointer : ' '.repeat(displayWidth(glyphs.pointer))} ${padEnd(labelOf(question.id), names)}  `;
    const line = truncate(`${lead}${valueText(state.draft[question.id])}${source}`, width, glyphs.ellipsis);
    return isAt ? style('accent', line) : line;
  });
}

/** `defaultEnvironment` as `default environment`. */
function labelOf(id: string): string {
  return id.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: DraftValue | undefined): string {
  const text = typeof value === 'string' ? value : (value ?? []).join(', ');
  return text === '' ? '(none)' : text;
}

/** What stays in the scrollback. */
function endLines(state: WizardState, surface: TextSurface): readonly string[] {
  return state.end === 'cancelled' ? wrapText('Cancelled: nothing was written.', surface.width, 0) : answerLines(state, surface, -1);
}
