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
  | { readonly kind: 'answers'; readonly answers: Answers; /** Questions whose default was taken, to be told as assumptions. */ readonly assumed: readonly { readonly id: QuestionId; readonly flag: string; readonly value: string; /** Found in the folder, not what most people take. */ readonly isDetected: boolean }[] }
  | { readonly kind: 'problems'; readonly problems: readonly AnswerProblem[] };

/**
 * Answers all questions without asking: by what is given (flags), else by the defaults. All problems are reported at once.
 * With `assume` false (no terminal and no `--yes`) a default counts as missing unless it is empty.
 */
export function answerUnasked(questions: readonly Question[], given: Partial<Answers>, assume: boolean): Unasked {
  const flags = toDraft(given);
  let draft: Draft = {};
  const problems: AnswerProblem[] = [];
  const assumed: { id: QuestionId; flag: string; value: string; isDetected: boolean }[] = [];
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
        assumed.push({ id, flag, value: typeof value === 'string' ? value : value.join(','), isDetected: question.isDetected(draft) });
      }
    }
  }
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'answers', answers: toAnswers(draft), assumed };
}

/**
 * The command that gives the same answers again: shown after the wizard, for scripts. `detected`: what the project said before; what has been
 * emptied since is said too.
 */
export function equivalentCommand(questions: readonly Question[], answers: Answers, detected: Partial<Answers> = {}): string {
  const [draft, before] = [toDraft(answers), toDraft(detected)];
  const flags = questions.flatMap(({ id, flag, kind, skip }) => {
    const value = draft[id];
    // A value that a person enters has no place in a script.
    const lines = kind === 'matrix' ? listOf(value).filter((line) => id !== 'secrets' || !line.endsWith('=enter')) : undefined;
    const texts = lines ?? [value === undefined ? '' : typeof value === 'string' ? value : value.join(',')];
    const isEmptied = kind !== 'matrix' && texts.join('') === '' && (before[id] ?? '').length > 0;
    return skip(draft) ? [] : texts.filter((text) => text !== '' || isEmptied).map((text) => flagWith(flag, text));
  });
  return ['atakora init --yes', ...flags].join(' ');
}

/** A value that begins like a flag has to hang on its own. */
function flagWith(flag: string, text: string): string {
  return text.startsWith('-') ? `${flag}=${quoted(text)}` : `${flag} ${quoted(text)}`;
}

/** As a POSIX shell takes it for one word. */
export function quoted(text: string): string {
  return /^[\w.,:/@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
