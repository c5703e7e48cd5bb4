import type { Draft, DraftValue } from '../wizard/answers.ts';
import { listOf } from '../wizard/answers.ts';
import { filterChoices } from '../wizard/choice-list.ts';
import type { Choice, Question } from '../wizard/question.ts';
import type { Matrix, MatrixChange } from '../wizard/matrix.ts';
import { isChanged, parseChange, withCell } from '../wizard/matrix.ts';
import type { LineAsker, Taken } from './line-asker.ts';

/** Leads to the question before. */
export const back = Symbol('back');

/** The word that is answered for it. */
const backWord = 'back';

export interface AskedQuestion {
  readonly question: Question;
  readonly draft: Draft;
  /** What is taken for nothing: an answer that was given before, or the default. */
  readonly fallback: DraftValue | undefined;
}

/** A list longer than this is not read out: the answer is typed. */
const readable = 9;

/** Asks one question of `init` in plain lines: choices have numbers, and the answer is a number, a value or nothing for the default; or to go back. */
export function askQuestionByLines(asker: LineAsker, asked: AskedQuestion): Promise<DraftValue | typeof back> {
  const matrix = asked.question.matrix?.(asked.draft);
  if (matrix !== undefined) {
    return matrix.columns[0] === '' ? askRowsByLines(asker, asked, matrix) : askChangesByLines(asker, asked, matrix);
  }
  return askValueByLines(asker, asked);
}

/** One line of an answer that is no value: back, or a wish for help. */
function orElse<T>({ question }: AskedQuestion, take: (answer: string) => Taken<T>): (answer: string) => Taken<T | typeof back> {
  return (answer) => {
    if (answer.toLowerCase() === backWord) return { value: back };
    if (answer === '?') return { wrong: `${question.help} Without questions: ${question.flag}.` };
    return take(answer);
  };
}

function askValueByLines(asker: LineAsker, asked: AskedQuestion): Promise<DraftValue | typeof back> {
  const { draft, fallback, question } = asked;
  const all = question.choices?.(draft) ?? [];
  // Numbers are those of the list that was read out last.
  let listed: readonly Choice[] = question.kind === 'multiselect' || all.length <= readable ? all : [];
  asker.tell(`${question.title} ${question.help}`);
  for (const line of numbered(listed)) asker.tell(line);
  if (listed.length === 0 && all.length > 0) asker.tell(`${all.length} to choose from. Answer a name, or a part of it to hear those that fit.`);
  const checked = (value: DraftValue): Taken<DraftValue> => {
    const wrong = question.validate(value, draft);
    return wrong === undefined ? { value } : { wrong };
  };
  const take = (answer: string): Taken<DraftValue> => {
    if (answer === '' && fallback !== undefined) return checked(fallback);
    if (question.kind === 'multiselect') return checked(answer.split(/[\s,]+/).filter((part) => part !== '').map((part) => chosen(part, listed)));
    const value = chosen(answer, listed);
    const isKnown = question.kind === 'text' || all.some((choice) => choice.value === value);
    const fitting = isKnown ? [] : filterChoices(all, value);
    if (fitting.length === 0 || (question.free === true && question.validate(value, draft) === undefined)) return checked(value);
    listed = fitting.length <= readable ? fitting : [];
    return { wrong: listed.length === 0 ? `${fitting.length} fit. Answer more of the name.` : [...numbered(listed), 'Answer the number of one, or another part of a name.'].join('\n') };
  };
  return asker.ask(promptOf(question, listed, fallback), orElse(asked, take));
}

function numbered(choices: readonly Choice[]): readonly string[] {
  return choices.map(({ detail, label }, index) => `${index + 1}. ${detail === undefined ? label : `${label}: ${detail}`}`);
}

/** A table with one column: every row by its number. */
async function askRowsByLines(asker: LineAsker, asked: AskedQuestion, matrix: Matrix): Promise<DraftValue | typeof back> {
  const { question } = asked;
  asker.tell(`${question.title} ${question.help}`);
  let lines: readonly string[] = [];
  for (const { key, detail, values = [] } of matrix.rows) {
    asker.tell(detail === undefined ? key : `${key}: ${detail}`);
    for (const [index, value] of values.entries()) asker.tell(`${index + 1}. ${value}`);
    const before = listOf(asked.fallback).map((line) => parseChange(line, false)).find((change) => change?.key === key)?.text ?? matrix.base('', key);
    const text = await asker.ask(
      `Number (Enter for ${values.indexOf(before) + 1}):`,
      orElse(asked, (answer) => {
        const value = answer === '' ? before : /^\d+$/.test(answer) ? (values[Number(answer) - 1] ?? answer) : answer;
        const wrong = matrix.checkCell('', key, value);
        return wrong === undefined ? { value } : { wrong };
      }),
    );
    if (text === back) return back;
    lines = withCell(matrix, lines, '', key, text);
  }
  return lines;
}

/** A table of settings: nothing is read out unless somebody wants to change it; then one change a line, all of them checked together at the end. */
async function askChangesByLines(asker: LineAsker, asked: AskedQuestion, matrix: Matrix): Promise<DraftValue | typeof back> {
  const before = listOf(asked.fallback);
  asker.tell(`${asked.question.title} How large and how safe each environment is.${before.length === 0 ? '' : ` Changed before: ${before.join(', ')}.`}`);
  const wants = await asker.ask('Change settings? (y/N)', orElse(asked, (answer) => ({ '': { value: false }, n: { value: false }, no: { value: false }, y: { value: true }, yes: { value: true } })[answer.toLowerCase()] ?? { wrong: 'Answer y or n.' }));
  if (wants === back) return back;
  if (!wants) return before;
  asker.tell(`Settings: ${matrix.rows.map(({ key }) => key).join(', ')}.`);
  let lines = before;
  for (;;) {
    const change = await asker.ask<MatrixChange | undefined | typeof back>('ENV.SETTING=VALUE (Enter when done):', orElse(asked, (answer) => takeChange(answer, lines, matrix)));
    if (change === back) return back;
    if (change === undefined) return lines;
    lines = withCell(matrix, lines, change.column, change.key, change.text);
    const was = matrix.base(change.column, change.key) || 'not set';
    asker.tell(isChanged(lines, change.column, change.key) ? `${change.column}.${change.key} is ${change.text}; it was ${was}.` : `${change.column}.${change.key} is ${was}, as it was.`);
  }
}

function takeChange(answer: string, lines: readonly string[], matrix: Matrix): Taken<MatrixChange | undefined> {
  const parsed = answer === '' ? undefined : parseChange(answer, true);
  const wrong = answer === '' ? matrix.checkAll(lines) : parsed === undefined ? matrix.checkAll([answer]) : matrix.checkCell(parsed.column, parsed.key, parsed.text);
  return wrong === undefined ? { value: parsed } : { wrong };
}

/** The value of the choice with this number or this name; anything else is the value itself. */
function chosen(answer: string, choices: readonly Choice[]): string {
  const named = choices.find(({ label }) => label.toLowerCase() === answer.toLowerCase());
  return /^\d+$/.test(answer) ? (choices[Number(answer) - 1]?.value ?? answer) : (named?.value ?? answer);
}

function promptOf(question: Question, listed: readonly Choice[], fallback: DraftValue | undefined): string {
  const what = question.kind === 'multiselect' ? 'Numbers or names, with commas' : listed.length > 0 ? 'Number' : 'Answer';
  const assumed = (typeof fallback === 'string' ? [fallback] : (fallback ?? [])).flatMap((value) => {
    const at = listed.findIndex((choice) => choice.value === value);
    return at >= 0 ? [String(at + 1)] : value === '' ? [] : [value];
  });
  return `${what} (Enter for ${assumed.length === 0 ? 'none' : assumed.join(', ')}):`;
}
