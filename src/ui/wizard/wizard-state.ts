import type { ScreenKey } from '../screen-key.ts';
import type { Draft, QuestionId } from './answers.ts';
import { filterChoices } from './choice-list.ts';
import type { Choice, Question } from './question.ts';

/** Everything that the wizard holds; a pure function of the keys pressed. */
export interface WizardState {
  readonly questions: readonly Question[];
  /** Answered by flags: not asked, but shown and changeable in the review. */
  readonly given: ReadonlySet<QuestionId>;
  /** Answers that have been accepted. */
  readonly draft: Draft;
  /** Where each of them comes from. */
  readonly sources: AnswerOrigins;
  /** What was answered without a question at the last step, to be told. */
  readonly said: readonly string[];
  /** What stood in a question when the user went back from it. */
  readonly unfinished: Draft;
  /** Index of the question that is asked, or the review. */
  readonly at: number | 'review';
  /** True when the question was opened from the review and leads back to it. */
  readonly isEdit: boolean;
  readonly field: Field;
  readonly error?: string;
  /** Row of the review: a visible question, or one past the last for the writing. */
  readonly reviewCursor: number;
  /** First line of the review's files that is shown. */
  readonly scroll: number;
  readonly showsDiffs: boolean;
  /** Help lies over the screen until the next key. */
  readonly helps: boolean;
  /** Answers of an earlier attempt, until it is said whether they are taken. */
  readonly earlier?: EarlierAnswers;
  readonly end?: 'write' | 'cancelled';
}

/** Answers of an attempt that was left before it wrote anything. */
export interface EarlierAnswers {
  readonly draft: Draft;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
  /** What the questions are about (manifest, configuration, templates) is not as it was then. */
  readonly isOutdated?: true;
}

/** `earlier`: an attempt that was left. `detected`: found in the folder or the sign-in. `default`: what most people take. */
export type AnswerOrigin = 'typed' | 'flag' | 'file' | 'earlier' | 'detected' | 'default';
export type AnswerOrigins = Readonly<Partial<Record<QuestionId, AnswerOrigin>>>;

/** What is being typed or chosen. */
export interface Field {
  readonly text: string;
  /** Grapheme before which the next text goes. */
  readonly caret: number;
  readonly filter: string;
  /** Index in the filtered choices. */
  readonly cursor: number;
  readonly checked: readonly string[];
  /** Of a matrix: the column that the cursor is in. */
  readonly column: number;
  /** Of a matrix: what is being typed into the cell; of a `multiselect`: the name of one more choice. */
  readonly typed?: string;
}

/** A key, or what a list component of its own says. */
export type WizardAction = ScreenKey | { readonly name: 'highlight' | 'choose'; readonly value: string };

/** Nothing typed, nothing chosen. */
export const noField: Field = { text: '', caret: 0, filter: '', cursor: 0, checked: [], column: 0 };

/** The question that is asked; undefined in the review. */
export function currentQuestion(state: WizardState): Question | undefined {
  return state.at === 'review' ? undefined : state.questions[state.at];
}

/** The questions that have an answer to show. */
export function visibleQuestions(state: WizardState): readonly Question[] {
  return state.questions.filter((question) => !question.skip(state.draft));
}

/** The choices of a question: those that the filter leaves, with those that were typed. */
export function visibleChoices(state: WizardState, question: Question): readonly Choice[] {
  const choices = question.choices?.(state.draft) ?? [];
  if (question.filter === true) return filterChoices(choices, state.field.filter);
  if (question.kind !== 'multiselect') return choices;
  return [...choices, ...state.field.checked.filter((value) => choices.every((choice) => choice.value !== value)).map((value) => ({ value, label: value }))];
}

/** Choices up to which a list is short: it fits the lowest window. */
const shortList = 5;

/** True for a short list, which a component of its own moves through. */
export function isShortList(question: Question, draft: Draft): boolean {
  return question.kind === 'select' && question.filter !== true && (question.choices?.(draft).length ?? 0) <= shortList;
}

/** The state without the complaint about the last key. */
export function withoutError(state: WizardState): WizardState {
  const { error: _forgotten, ...calm } = state;
  return calm;
}
