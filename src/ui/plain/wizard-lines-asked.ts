import type { Draft, DraftValue } from '../wizard/answers.ts';
import type { Choice, Question } from '../wizard/question.ts';
import type { Matrix, MatrixChange } from '../wizard/matrix.ts';
import { parseChange, withCell } from '../wizard/matrix.ts';
import type { LineAsker, Taken } from './line-asker.ts';
import { askYesOrNo } from './line-asker.ts';

/** Asks one question of `init` in plain lines: choices have numbers, and the answer is a number, a value or nothing for the default. */
export function askQuestionByLines(asker: LineAsker, question: Question, draft: Draft, isListed: (choices: readonly Choice[]) => boolean): Promise<DraftValue> {
  const matrix = question.matrix?.(draft);
  if (matrix !== undefined) {
    return matrix.columns[0] === '' ? askRowsByLines(asker, question, matrix) : askChangesByLines(asker, question, matrix);
  }
  const all = question.choices?.(draft) ?? [];
  const listed = question.kind === 'multiselect' || (question.kind === 'select' && isListed(all)) ? all : [];
  const fallback = question.default(draft);
  asker.tell(`${question.title} ${question.help}`);
  for (const [index, { label, detail }] of listed.entries()) {
    asker.tell(`${index + 1}. ${detail === undefined ? label : `${label}: ${detail}`}`);
  }
  const checked = (value: DraftValue): Taken<DraftValue> => {
    const wrong = question.validate(value, draft);
    return wrong === undefined ? { value } : { wrong };
  };
  return asker.ask(promptOf(question, listed, fallback), (answer) => {
    if (answer === '' && fallback !== undefined) return checked(fallback);
    if (question.kind !== 'multiselect') return checked(chosen(answer, listed));
    return checked(answer.split(/[\s,]+/).filter((part) => part !== '').map((part) => chosen(part, listed)));
  });
}

/** A table with one column: every row by its number. */
async function askRowsByLines(asker: LineAsker, question: Question, matrix: Matrix): Promise<DraftValue> {
  asker.tell(`${question.title} ${question.help}`);
  let lines: readonly string[] = [];
  for (const { key, detail, values = [] } of matrix.rows) {
    asker.tell(detail === undefined ? key : `${key}: ${detail}`);
    for (const [index, value] of values.entries()) asker.tell(`${index + 1}. ${value}`);
    const text = await asker.ask<string>(`Number (Enter for ${values.indexOf(matrix.base('', key)) + 1}):`, (answer) => {
      const value = answer === '' ? matrix.base('', key) : /^\d+$/.test(answer) ? (values[Number(answer) - 1] ?? answer) : answer;
      const wrong = matrix.checkCell('', key, value);
      return wrong === undefined ? { value } : { wrong };
    });
    lines = withCell(matrix, lines, '', key, text);
  }
  return lines;
}

/** A table of settings: nothing is read out unless somebody wants to change it; then one change a line, all of them checked together at the end. */
async function askChangesByLines(asker: LineAsker, question: Question, matrix: Matrix): Promise<DraftValue> {
  asker.tell(`${question.title} How large and how safe each environment is.`);
  if (!(await askYesOrNo(asker, 'Change settings?', false))) return [];
  asker.tell(`Settings: ${matrix.rows.map(({ key }) => key).join(', ')}.`);
  let lines: readonly string[] = [];
  for (;;) {
    const change = await asker.ask<MatrixChange | undefined>('ENV.SETTING=VALUE (Enter when done):', (answer) => {
      const parsed = answer === '' ? undefined : parseChange(answer, true);
      const all = answer === '' ? matrix.checkAll(lines) : parsed === undefined ? matrix.checkAll([answer]) : matrix.checkCell(parsed.column, parsed.key, parsed.text);
      return all === undefined ? { value: parsed } : { wrong: all };
    });
    if (change === undefined) return lines;
    lines = withCell(matrix, lines, change.column, change.key, change.text);
    asker.tell(`${change.column}.${change.key} is ${change.text}; it was ${matrix.base(change.column, change.key) || 'not set'}.`);
  }
}

/** The value of the choice with this number; anything else is the value itself. */
function chosen(answer: string, choices: readonly Choice[]): string {
  return /^\d+$/.test(answer) ? (choices[Number(answer) - 1]?.value ?? answer) : answer;
}

function promptOf(question: Question, listed: readonly Choice[], fallback: DraftValue | undefined): string {
  const what = question.kind === 'multiselect' ? 'Numbers, with commas' : listed.length > 0 ? 'Number' : 'Answer';
  const assumed = (typeof fallback === 'string' ? [fallback] : (fallback ?? [])).filter((value) => value !== '').map((value) => {
    const at = listed.findIndex((choice) => choice.value === value);
    return at < 0 ? value : String(at + 1);
  });
  return `${what} (Enter for ${assumed.length === 0 ? 'none' : assumed.join(', ')}):`;
}
