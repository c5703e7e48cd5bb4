import type { Answers, Draft, QuestionId } from './answers.ts';
import { listOf, toAnswers, toDraft } from './answers.ts';
import type { Question } from './question.ts';

/** A given answer that cannot be taken, or one that is missing. */
export interface AnswerProblem {
  readonly id: QuestionId;
  readonly flag: string;
  readonly title: string;
  /** Why it cannot be taken; `missing` when there is none and nothing to assume. */
  readonly reason: string;
}

export type Unasked =
  | { readonly kind: 'answers'; readonly answers: Answers; /** Questions whose default was taken, to be told as assumptions. */ readonly assumed: readonly { readonly id: QuestionId; readonly flag: string; readonly value: string }[] }
  | { readonly kind: 'problems'; readonly problems: readonly AnswerProblem[] };

/**
 * Answers all questions without asking: by what is given (flags), else by the defaults. All problems are reported at once.
 * With `assume` false (no terminal and no `--yes`) a default counts as missing unless it is empty.
 */
export function answerUnasked(questions: readonly Question[], given: Partial<Answers>, assume: boolean): Unasked {
  const flags = toDraft(given);
  let draft: Draft = {};
  const problems: AnswerProblem[] = [];
  const assumed: { id: QuestionId; flag: string; value: string }[] = [];
  for (const question of questions) {
    const { id, flag, title } = question;
    if (question.skip(draft) && flags[id] === undefined) {
      continue;
    }
    const fallback = question.default(draft);
    const isEmpty = fallback === undefined || fallback.length === 0;
    const value = flags[id] ?? (assume || isEmpty ? fallback : undefined);
    const reason = value === undefined ? 'missing' : question.validate(value, draft);
    if (reason !== undefined) {
      problems.push({ id, flag, title, reason: value === '' ? 'missing' : reason });
    }
    if (value !== undefined) {
      draft = { ...draft, [id]: value };
      if (flags[id] === undefined && !isEmpty) {
        assumed.push({ id, flag, value: typeof value === 'string' ? value : value.join(',') });
      }
    }
  }
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'answers', answers: toAnswers(draft), assumed };
}

/** The command that gives the same answers again: shown after the wizard, for scripts. */
export function equivalentCommand(questions: readonly Question[], answers: Answers): string {
  const draft = toDraft(answers);
  const flags = questions.flatMap(({ id, flag, kind, skip }) => {
    const value = draft[id];
    // A value that a person enters has no place in a script.
    const lines = kind === 'matrix' ? listOf(value).filter((line) => id !== 'secrets' || !line.endsWith('=enter')) : undefined;
    const texts = lines ?? [value === undefined ? '' : typeof value === 'string' ? value : value.join(',')];
    return skip(draft) ? [] : texts.filter((text) => text !== '').map((text) => `${flag} ${quoted(text)}`);
  });
  return ['atakora init --yes', ...flags].join(' ');
}

/** As a POSIX shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w.,:/@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
