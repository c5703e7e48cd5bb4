import { graphemes } from '../text/display-width.ts';
import type { Draft, DraftValue } from './answers.ts';
import { listOf } from './answers.ts';
import type { Question } from './question.ts';
import type { EarlierAnswers, WizardState } from './wizard-state.ts';
import { noField, visibleChoices, visibleQuestions, withoutError } from './wizard-state.ts';

/** The wizard at its first question that no flag has answered. */
export function beginWizard(questions: readonly Question[], given: Draft, earlier?: EarlierAnswers): WizardState {
  const answeredByFlag = new Set(questions.map(({ id }) => id).filter((id) => given[id] !== undefined));
  const start: WizardState = {
    questions,
    given: answeredByFlag,
    draft: given,
    unfinished: {},
    at: 'review',
    isEdit: false,
    field: noField,
    reviewCursor: 0,
    scroll: 0,
    showsDiffs: false,
    helps: false,
  };
  const begun = goForward(start, -1);
  return earlier === undefined || Object.keys(earlierDraft(begun, earlier)).length === 0 ? begun : { ...begun, earlier };
}

/** What of earlier answers still is an answer, and no flag has given. */
function earlierDraft({ questions, given }: WizardState, { draft }: EarlierAnswers): Draft {
  let kept: Draft = {};
  for (const { id, validate, skip } of questions) {
    const value = draft[id];
    if (value !== undefined && !given.has(id) && !skip({ ...draft, ...kept }) && validate(value, { ...draft, ...kept }) === undefined) kept = { ...kept, [id]: value };
  }
  return kept;
}

/** Goes on with the answers of the earlier attempt, at the first question that it left open; or without them. */
export function decideEarlier(state: WizardState, takes: boolean): WizardState {
  const { earlier, ...rest } = state;
  if (earlier === undefined || !takes) return rest;
  const draft = dropImpossible(rest.questions, { ...earlierDraft(state, earlier), ...rest.draft });
  const open = rest.questions.findIndex((question) => !question.skip(draft) && draft[question.id] === undefined);
  return open === -1 ? openReview({ ...rest, draft }) : openQuestion({ ...rest, draft }, open, false);
}

/** The state after an answer: complained about, or kept and on to the next question. */
export function accept(state: WizardState, question: Question, value: DraftValue): WizardState {
  const error = question.validate(value, state.draft);
  if (error !== undefined) {
    return { ...state, error };
  }
  const { [question.id]: _finished, ...unfinished } = state.unfinished;
  const draft = dropImpossible(state.questions, { ...state.draft, [question.id]: value });
  return goForward({ ...state, draft, unfinished }, state.at === 'review' ? -1 : state.at);
}

/**
 * Without the answers that another answer has made impossible, such as a default environment that is gone.
 * What comes after an open question is left alone: it may depend on its answer.
 */
function dropImpossible(questions: readonly Question[], draft: Draft): Draft {
  let left = draft;
  for (const { fit, id, skip, validate } of questions) {
    const before = left[id];
    const value = before === undefined || fit === undefined ? before : fit(before, left);
    if (value !== undefined && value !== before) {
      left = { ...left, [id]: value };
    }
    if (value === undefined) {
      if (skip(left)) {
        continue;
      }
      return left;
    }
    if (skip(left) || validate(value, left) !== undefined) {
      const { [id]: _gone, ...rest } = left;
      left = rest;
    }
  }
  return left;
}

/** On to the next question that has to be asked; to the review when there is none. */
function goForward(state: WizardState, from: number): WizardState {
  const next = state.questions.findIndex((question, index) => {
    const isAnswered = state.draft[question.id] !== undefined && (state.isEdit || state.given.has(question.id));
    return (index > from || state.isEdit) && !question.skip(state.draft) && !isAnswered;
  });
  return next === -1 ? openReview(state) : openQuestion(state, next, state.isEdit);
}

function openReview(state: WizardState): WizardState {
  const entered: WizardState = { ...state, at: 'review', isEdit: false, field: noField, scroll: 0 };
  return { ...entered, reviewCursor: visibleQuestions(entered).length };
}

/** Back without losing what was entered; from an edit to the review with the answer that it had. */
export function goBack(state: WizardState, question: Question): WizardState {
  if (state.isEdit && state.draft[question.id] !== undefined) {
    return openReview(state);
  }
  const index = state.questions.indexOf(question);
  const before = state.questions.findLastIndex((other, at) => at < index && !other.skip(state.draft) && !state.given.has(other.id));
  if (before === -1) {
    return state;
  }
  return openQuestion({ ...state, unfinished: { ...state.unfinished, [question.id]: fieldValue(state, question) } }, before, false);
}

function fieldValue(state: WizardState, question: Question): DraftValue {
  if (question.kind === 'text') {
    return state.field.text;
  }
  return question.kind === 'multiselect' || question.kind === 'matrix' ? state.field.checked : (visibleChoices(state, question)[state.field.cursor]?.value ?? '');
}

/** Opens a question with what was entered in it, its answer, or its default. */
export function openQuestion(state: WizardState, index: number, isEdit: boolean): WizardState {
  const question = state.questions[index];
  if (question === undefined) {
    return openReview(state);
  }
  const value = state.unfinished[question.id] ?? state.draft[question.id] ?? question.default(state.draft);
  const text = question.kind === 'text' && typeof value === 'string' ? value : '';
  const cursor = Math.max(0, (question.choices?.(state.draft) ?? []).findIndex((choice) => choice.value === value));
  return { ...withoutError(state), at: index, isEdit, field: { text, caret: graphemes(text).length, filter: '', cursor, checked: listOf(value), column: 0 } };
}

/** To the last question that was asked; nothing when flags have answered all. */
export function backFromReview(state: WizardState): WizardState {
  const last = state.questions.findLastIndex((question) => !question.skip(state.draft) && !state.given.has(question.id));
  return last === -1 ? state : openQuestion(state, last, false);
}
