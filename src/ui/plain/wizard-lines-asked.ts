import type { Draft, DraftValue } from '../wizard/answers.ts';
import type { Choice, Question } from '../wizard/questions.ts';
import type { LineAsker, Taken } from './line-asker.ts';

/** Asks one question of `init` in plain lines: choices have numbers, and the answer is a number, a value or nothing for the default. */
export function askQuestionByLines(asker: LineAsker, question: Question, draft: Draft, isListed: (choices: readonly Choice[]) => boolean): Promise<DraftValue> {
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
