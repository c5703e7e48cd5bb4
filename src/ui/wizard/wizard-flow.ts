import { graphemes } from '../text/display-width.ts';
import type { Draft, DraftValue } from './answers.ts';
import { listOf } from './answers.ts';
import type { Question } from './question.ts';
import { sameValue } from './question-values.ts';
import type { AnswerOrigin, EarlierAnswers, WizardState } from './wizard-state.ts';
import { noField, visibleChoices, visibleQuestions, withoutError } from './wizard-state.ts';

/** The wizard at its first question that no flag has answered. */
export function beginWizard(questions: readonly Question[], given: Draft, earlier?: EarlierAnswers): WizardState {
  const answeredByFlag = new Set(questions.map(({ id }) => id).filter((id) => given[id] !== undefined));
  const start: WizardState = {
    questions,
    given: answeredByFlag,
    draft: given,
    sources: Object.fromEntries(questions.filter(({ id }) => answeredByFlag.has(id)).map(({ id, isInFile }) => [id, isInFile === true ? 'file' : 'flag'] as const)),
    said: [],
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
  const kept = earlierDraft(state, earlier);
  const draft = dropImpossible(rest.questions, { ...kept, ...rest.draft });
  const sources = { ...Object.fromEntries(Object.keys(kept).map((id) => [id, 'earlier' as const])), ...rest.sources };
  // As if all of them had just been answered: what they leave open is asked, or taken where there is no choice.
  return goForward({ ...rest, draft, sources, given: new Set([...rest.given, ...rest.questions.map(({ id }) => id).filter((id) => draft[id] !== undefined)]) }, -1, rest.given);
}

/** The state after an answer: complained about, or kept and on to the next question. */
export function accept(state: WizardState, question: Question, value: DraftValue): WizardState {
  const error = question.validate(value, state.draft);
  if (error !== undefined) {
    return { ...state, error };
  }
  const { [question.id]: _finished, ...unfinished } = state.unfinished;
  const draft = dropImpossible(state.questions, { ...state.draft, [question.id]: value });
  const sources = { ...state.sources, [question.id]: originOf(state, question, value) };
  return goForward({ ...state, draft, sources, unfinished }, state.at === 'review' ? -1 : state.at);
}

/** An answer that is taken again as it was keeps where it came from. */
function originOf(state: WizardState, question: Question, value: DraftValue): AnswerOrigin {
  const before = state.sources[question.id];
  if (before !== undefined && sameValue(state.draft[question.id], value)) return before;
  if (!sameValue(question.default(state.draft), value)) return 'typed';
  return question.isDetected(state.draft) ? 'detected' : 'default';
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

/** On to the next question that has to be asked; to the review when there is none. What has one answer only is taken and said. */
function goForward(state: WizardState, from: number, given = state.given): WizardState {
  let taken: WizardState = { ...state, said: [] };
  for (;;) {
    const next = taken.questions.findIndex((question, index) => {
      const isAnswered = taken.draft[question.id] !== undefined && (taken.isEdit || taken.given.has(question.id));
      return (index > from || taken.isEdit) && !question.skip(taken.draft) && !isAnswered && !isTaken(taken, question);
    });
    const question = taken.questions[next];
    const sole = question?.sole?.(taken.draft);
    if (question === undefined || sole === undefined || taken.draft[question.id] !== undefined) {
      const ended = { ...taken, given };
      return question === undefined ? openReview(ended) : openQuestion(ended, next, taken.isEdit);
    }
    taken = { ...taken, draft: dropImpossible(taken.questions, { ...taken.draft, [question.id]: sole.value }), sources: { ...taken.sources, [question.id]: 'detected' }, said: [...taken.said, ...(sole.said === '' ? [] : [sole.said])] };
  }
}

/** True for a question that was answered without being asked, and stays so: neither way leads through it. */
function isTaken({ draft }: WizardState, question: Question): boolean {
  return draft[question.id] !== undefined && sameValue(question.sole?.(draft)?.value, draft[question.id]);
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
  const before = state.questions.findLastIndex((other, at) => at < index && isAsked(state, other));
  if (before === -1) {
    return state;
  }
  return openQuestion({ ...state, said: [], unfinished: { ...state.unfinished, [question.id]: fieldValue(state, question) } }, before, false);
}

function isAsked(state: WizardState, question: Question): boolean {
  return !question.skip(state.draft) && !state.given.has(question.id) && !isTaken(state, question);
}

function fieldValue(state: WizardState, question: Question): DraftValue {
  if (question.kind === 'text') {
    return state.field.text;
  }
  if (question.kind === 'multiselect' || question.kind === 'matrix') return state.field.checked;
  return visibleChoices(state, question)[state.field.cursor]?.value ?? (question.free === true ? state.field.filter : '');
}

/** Opens a question with what was entered in it, its answer, or its default. */
export function openQuestion(state: WizardState, index: number, isEdit: boolean): WizardState {
  const question = state.questions[index];
  if (question === undefined) {
    return openReview(state);
  }
  const value = state.unfinished[question.id] ?? state.draft[question.id] ?? question.default(state.draft);
  const text = question.kind === 'text' && typeof value === 'string' ? value : '';
  const at = (question.choices?.(state.draft) ?? []).findIndex((choice) => choice.value === value);
  const filter = at === -1 && question.filter === true && question.free === true && typeof value === 'string' ? value : '';
  return { ...withoutError(state), at: index, isEdit, field: { text, caret: graphemes(text).length, filter, cursor: Math.max(0, at), checked: listOf(value), column: 0 } };
}

/** To the last question that was asked; nothing when flags have answered all. */
export function backFromReview(state: WizardState): WizardState {
  const last = state.questions.findLastIndex((question) => isAsked(state, question));
  return last === -1 ? state : openQuestion(state, last, false);
}
