import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth, graphemes } from '../text/display-width.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import type { PlannedFile } from './answers.ts';
import { windowStart } from '../screen/window-start.ts';
import { matrixLines } from './matrix-lines.ts';
import { isWarning, noteLines } from './note-lines.ts';
import type { Choice, Question } from './question.ts';
import { answerLines, earlierLines, reviewLines } from './review-lines.ts';
import { wizardHelpLines } from './wizard-help.ts';
import { hintLines, hintOf } from './wizard-hints.ts';
import type { WizardState } from './wizard-state.ts';
import { currentQuestion, isShortList, visibleChoices } from './wizard-state.ts';

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
    // A picture as high as the window would clear what stands above it.
    return { above: endLines(state, frame.surface).slice(-frame.rows), below: [] };
  }
  if (state.earlier !== undefined) {
    return { above: earlierLines(state, state.earlier, frame), below: [] };
  }
  if (state.helps) {
    return { above: wizardHelpLines(question, frame.surface, frame.rows, state.scroll), below: [] };
  }
  return question === undefined ? { above: reviewLines(state, files, frame), below: [] } : questionLines(state, question, frame);
}

function questionLines(state: WizardState, question: Question, frame: WizardFrame): WizardLines {
  const { surface, rows } = frame;
  const { style, width } = surface;
  const dim = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => wrapText(text, width - 2, 0)).map((line) => `  ${style('dim', line)}`);
  const parts = {
    title: wrapText(question.title, width, 2).map((line) => style('strong', line)),
    error: state.error === undefined ? [] : wrapText(state.error, width - 2, 0).map((line) => `  ${style('error', line)}`),
    hint: hintLines(hintOf(question, question.kind === 'multiselect' && state.field.typed !== undefined), surface),
    steps: progressLines(state, question, surface),
    said: dim(state.said),
    warnings: noteLines((frame.notes ?? []).filter(isWarning), surface),
    notes: noteLines((frame.notes ?? []).filter((note) => !isWarning(note)), surface),
    help: dim([question.help]),
  };
  const list = isShortList(question, state.draft) ? visibleChoices(state, question) : undefined;
  const shown = fitting(parts, list?.length ?? leastBody(question), rows);
  const above = [...shown.steps, ...shown.said, ...parts.title, ...shown.help];
  const below = [...parts.error, ...shown.warnings, ...shown.notes, ...shown.gap, ...parts.hint];
  return list === undefined ? { above: [...above, ...bodyLines(state, question, surface, Math.max(1, rows - above.length - below.length))], below } : { above, list, below };
}

/** Lines that go when the window is low, the least important last; of those that nobody can look up elsewhere a part stays. */
const optional = ['steps', 'said', 'warnings', 'notes', 'gap', 'help'] as const;
const partly: readonly string[] = ['said', 'warnings', 'notes'];

type Parts = Readonly<Record<'title' | 'error' | 'hint' | Exclude<(typeof optional)[number], 'gap'>, readonly string[]>>;

/** The parts for which there is room beside title, answer, complaint and keys: help is on `?`. */
function fitting(parts: Parts, body: number, rows: number): Readonly<Record<(typeof optional)[number], readonly string[]>> {
  const shown: Record<(typeof optional)[number], readonly string[]> = { steps: [], said: [], warnings: [], notes: [], gap: [], help: [] };
  let room = rows - parts.title.length - parts.error.length - parts.hint.length - body;
  for (const name of optional) {
    const lines = name === 'gap' ? [''] : parts[name];
    if (lines.length > room && !partly.includes(name)) continue;
    shown[name] = lines.slice(0, Math.max(0, room));
    room -= shown[name].length;
  }
  return shown;
}

/** What the answer keeps for itself: of a table its heading, a row or two and a line about the cell; of a list some choices. */
function leastBody({ kind }: Question): number {
  return { text: 1, select: 3, multiselect: 3, matrix: 4 }[kind];
}

function bodyLines(state: WizardState, question: Question, surface: TextSurface, rows: number): readonly string[] {
  const matrix = question.matrix?.(state.draft);
  if (matrix !== undefined) {
    return matrixLines(matrix, state.field, surface, rows);
  }
  return question.kind === 'text' ? fieldLines(state, surface, rows) : choiceLines(state, question, surface, rows);
}

/** `Project > Template > [Region] > …`, or `3/6 Region` where that is too wide. */
function progressLines(state: WizardState, question: Question, surface: TextSurface): readonly string[] {
  const steps = [...new Set(state.questions.map(({ step }) => step)), 'Review'];
  const at = steps.indexOf(question.step);
  const long = steps.map((step, index) => (index === at ? `[${step}]` : step)).join(' > ');
  const text = displayWidth(long) <= surface.width ? long : truncate(`${at + 1}/${steps.length} ${question.step}`, surface.width, surface.glyphs.ellipsis);
  return [surface.style('dim', text), ''];
}

/** The text with its cursor; of one that is longer than the room the part around the cursor. */
function fieldLines(state: WizardState, surface: TextSurface, rows: number): readonly string[] {
  const parts = graphemes(state.field.text);
  const before = `${parts.slice(0, state.field.caret).join('')}${surface.glyphs.cursor}`;
  const all = wrapText(`${before}${parts.slice(state.field.caret).join('')}`, surface.width - 2, 0);
  const from = windowStart(all.length, Math.min(all.length, wrapText(before, surface.width - 2, 0).length) - 1, rows);
  return all.slice(from, from + rows).map((line, index) => `${index === 0 ? surface.style('accent', surface.glyphs.pointer) : ' '} ${line}`);
}

function choiceLines(state: WizardState, question: Question, surface: TextSurface, rows: number): readonly string[] {
  const { style, glyphs } = surface;
  const choices = visibleChoices(state, question);
  const total = question.choices?.(state.draft).length ?? 0;
  const filter = question.filter === true ? [`  ${state.field.filter}${glyphs.cursor}  ${style('dim', `${choices.length} of ${total}`)}`] : [];
  const extra = question.kind === 'multiselect' && state.field.typed !== undefined ? 1 : 0;
  const size = Math.max(1, Math.min(choices.length, rows - filter.length - extra, 12));
  const from = windowStart(choices.length, state.field.cursor, size);
  const labels = Math.max(0, ...choices.map(({ label }) => displayWidth(label)));
  const shown = choices.slice(from, from + size).map((choice, index) => {
    const isAt = from + index === state.field.cursor;
    const mark = question.kind === 'multiselect' ? `${state.field.checked.includes(choice.value) ? glyphs.checked : glyphs.unchecked} ` : '';
    return choiceLine(choice, { isAt, mark, labels }, surface);
  });
  const none = question.free === true ? 'Nothing of the list matches: Enter takes what is typed.' : 'Nothing matches. Backspace widens the search.';
  const naming = question.kind === 'multiselect' && state.field.typed !== undefined ? [`  ${style('accent', 'Name:')} ${state.field.typed}${glyphs.cursor}`] : [];
  return [...filter, ...(choices.length === 0 ? wrapText(none, surface.width - 2, 0).map((line) => `  ${style('dim', line)}`) : shown), ...naming];
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

/** What stays in the scrollback. */
function endLines(state: WizardState, surface: TextSurface): readonly string[] {
  return state.end === 'cancelled' ? wrapText('Cancelled: nothing was written.', surface.width, 0) : answerLines(state, surface, -1);
}
