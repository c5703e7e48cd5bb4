import { graphemes } from '../text/display-width.ts';
import { cleanText } from '../text/fit-text.ts';
import { pressInMatrix } from './matrix-keys.ts';
import type { Question } from './question.ts';
import { accept, backFromReview, decideEarlier, goBack, openQuestion } from './wizard-flow.ts';
import type { WizardAction, WizardState } from './wizard-state.ts';
import { currentQuestion, isShortList, visibleChoices, visibleQuestions, withoutError } from './wizard-state.ts';

/** Lines that a page of help has in the lowest window, and more than any help has. */
const helpPage = 6;
const mostHelpLines = 60;

/** The wizard after a key. Nothing changes any more once it has ended. */
export function pressWizardKey(state: WizardState, action: WizardAction): WizardState {
  if (state.end !== undefined) {
    return state;
  }
  if (action.name === 'interrupt') {
    return { ...state, end: 'cancelled' };
  }
  if (state.earlier !== undefined) {
    return pressAtEarlier(state, action);
  }
  if (state.helps) {
    const by = ({ down: 1, up: -1, 'page-down': helpPage, 'page-up': -helpPage } as Partial<Record<WizardAction['name'], number>>)[action.name];
    return by === undefined ? { ...state, helps: false, scroll: 0 } : { ...state, scroll: clamp(state.scroll + by, mostHelpLines) };
  }
  const question = currentQuestion(state);
  if (action.name === 'text' && 'text' in action && action.text === '?' && !isTyping(state, question)) {
    return { ...state, helps: true, scroll: 0 };
  }
  if (question === undefined) {
    return pressInReview(state, action);
  }
  const calm = withoutError(state);
  if (question.kind === 'multiselect' && state.field.typed !== undefined && action.name !== 'back-tab') {
    return pressInNewChoice(calm, question, state.field.typed, action);
  }
  if (question.kind === 'matrix') {
    return pressInMatrix(calm, question, action);
  }
  if (action.name === 'back-tab' || (action.name === 'left' && question.kind !== 'text')) {
    return goBack(calm, question);
  }
  if (action.name === 'escape') {
    return state.field.filter === '' ? goBack(calm, question) : { ...calm, field: { ...state.field, filter: '', cursor: 0 } };
  }
  switch (question.kind) {
    case 'text':
      return pressInText(calm, question, action);
    case 'select':
      return pressInSelect(calm, question, action);
    case 'multiselect':
      return pressInMultiselect(calm, question, action);
  }
}

/** True when a question mark may belong to what is typed. */
function isTyping({ field }: WizardState, question: Question | undefined): boolean {
  return question !== undefined && ((question.kind === 'text' && field.text !== '') || field.filter !== '' || field.typed !== undefined);
}

function pressAtEarlier(state: WizardState, action: WizardAction): WizardState {
  const key = action.name === 'text' && 'text' in action ? action.text.toLowerCase() : action.name;
  switch (key) {
    case 'enter':
    case 'y':
      return decideEarlier(state, true);
    case 'n':
    case 'escape':
      return decideEarlier(state, false);
    default:
      return state;
  }
}

function pressInText(state: WizardState, question: Question, action: WizardAction): WizardState {
  const parts = graphemes(state.field.text);
  const caret = Math.min(state.field.caret, parts.length);
  const edit = (next: readonly string[], at: number): WizardState => ({ ...state, field: { ...state.field, text: next.join(''), caret: at } });
  switch (action.name) {
    case 'text': {
      const before = parts.slice(0, caret).join('') + action.text;
      return edit([before, ...parts.slice(caret)], graphemes(before).length);
    }
    case 'backspace':
    // Many terminals send the code of Delete for the key that says Backspace.
    case 'delete':
      return caret === 0 ? state : edit([...parts.slice(0, caret - 1), ...parts.slice(caret)], caret - 1);
    case 'clear':
      return edit([], 0);
    case 'left':
      return edit(parts, Math.max(0, caret - 1));
    case 'right':
      return edit(parts, Math.min(parts.length, caret + 1));
    case 'home':
      return edit(parts, 0);
    case 'end':
      return edit(parts, parts.length);
    case 'enter':
      return accept(state, question, state.field.text.trim());
    default:
      return state;
  }
}

function pressInSelect(state: WizardState, question: Question, action: WizardAction): WizardState {
  const choices = visibleChoices(state, question);
  if (action.name === 'choose') {
    return accept(state, question, action.value);
  }
  if (action.name === 'highlight') {
    return { ...state, field: { ...state.field, cursor: Math.max(0, choices.findIndex((choice) => choice.value === action.value)) } };
  }
  if (isShortList(question, state.draft)) {
    return state;
  }
  switch (action.name) {
    case 'enter': {
      const chosen = choices[state.field.cursor];
      if (chosen !== undefined) return accept(state, question, chosen.value);
      return question.free === true ? accept(state, question, state.field.filter.trim()) : { ...state, error: `Nothing matches "${state.field.filter}".` };
    }
    case 'text':
      if (question.filter !== true) return moveCursor(state, ({ j: 'down', k: 'up' } as const)[action.text] ?? 'text', choices.length);
      return { ...state, field: { ...state.field, filter: (state.field.filter + cleanText(action.text)).trimStart(), cursor: 0 } };
    case 'backspace':
    case 'delete':
      return { ...state, field: { ...state.field, filter: graphemes(state.field.filter).slice(0, -1).join(''), cursor: 0 } };
    case 'clear':
      return { ...state, field: { ...state.field, filter: '', cursor: 0 } };
    default:
      return moveCursor(state, action.name, choices.length);
  }
}

function pressInMultiselect(state: WizardState, question: Question, action: WizardAction): WizardState {
  const choices = visibleChoices(state, question);
  const check = (checked: readonly string[]): WizardState => ({ ...state, field: { ...state.field, checked } });
  if (action.name === 'text' && action.text === 'n' && question.free === true) {
    return { ...state, field: { ...state.field, typed: '' } };
  }
  if (action.name === 'enter') {
    return accept(state, question, choices.map(({ value }) => value).filter((value) => state.field.checked.includes(value)));
  }
  if (action.name !== 'text') {
    return moveCursor(state, action.name, choices.length);
  }
  if (action.text === ' ') {
    const value = choices[state.field.cursor]?.value;
    const { checked } = state.field;
    return value === undefined ? state : check(checked.includes(value) ? checked.filter((other) => other !== value) : [...checked, value]);
  }
  if (action.text === 'a') {
    return check(state.field.checked.length === choices.length ? [] : choices.map(({ value }) => value));
  }
  return moveCursor(state, action.text === 'j' ? 'down' : action.text === 'k' ? 'up' : 'text', choices.length);
}

/** While the name of one more choice is typed: Enter takes it, Esc gives it up. */
function pressInNewChoice(state: WizardState, question: Question, typed: string, action: WizardAction): WizardState {
  const { typed: _before, ...field } = state.field;
  switch (action.name) {
    case 'text':
      return { ...state, field: { ...field, typed: typed + cleanText(action.text).replaceAll(/\s+/g, '') } };
    case 'backspace':
    case 'delete':
      return { ...state, field: { ...field, typed: graphemes(typed).slice(0, -1).join('') } };
    case 'clear':
      return { ...state, field: { ...field, typed: '' } };
    case 'escape':
      return { ...state, field };
    case 'enter':
      return takeNewChoice({ ...state, field }, question, typed);
    default:
      return state;
  }
}

function takeNewChoice(state: WizardState, question: Question, typed: string): WizardState {
  if (typed === '') return state;
  const error = question.validate([typed], state.draft);
  if (error !== undefined) return { ...state, error, field: { ...state.field, typed } };
  const checked = [...new Set([...state.field.checked, typed])];
  const taken = { ...state, field: { ...state.field, checked } };
  return { ...taken, field: { ...taken.field, cursor: visibleChoices(taken, question).findIndex(({ value }) => value === typed) } };
}

const page = 10;

function moveCursor(state: WizardState, name: WizardAction['name'], total: number): WizardState {
  const { cursor } = state.field;
  const targets: Partial<Record<WizardAction['name'], number>> = {
    up: cursor - 1,
    down: cursor + 1,
    'page-up': cursor - page,
    'page-down': cursor + page,
    home: 0,
    end: total - 1,
  };
  const target = targets[name];
  return target === undefined ? state : { ...state, field: { ...state.field, cursor: clamp(target, total) } };
}

function clamp(index: number, total: number): number {
  return Math.max(0, Math.min(total - 1, index));
}

function pressInReview(state: WizardState, action: WizardAction): WizardState {
  const visible = visibleQuestions(state);
  const rows = visible.length + 1;
  const name = action.name === 'text' && 'text' in action ? ({ j: 'down', k: 'up', d: 'diffs' } as const)[action.text] : action.name;
  switch (name) {
    case 'up':
      return { ...state, reviewCursor: clamp(state.reviewCursor - 1, rows) };
    case 'down':
    case 'tab':
      return { ...state, reviewCursor: clamp(state.reviewCursor + 1, rows) };
    case 'home':
      return { ...state, reviewCursor: 0 };
    case 'end':
      return { ...state, reviewCursor: rows - 1 };
    case 'page-down':
      return { ...state, scroll: state.scroll + page };
    case 'page-up':
      return { ...state, scroll: Math.max(0, state.scroll - page) };
    case 'diffs':
      return { ...state, showsDiffs: !state.showsDiffs, scroll: 0 };
    case 'escape':
    case 'back-tab':
    case 'left':
      return backFromReview(state);
    case 'enter': {
      const question = visible[state.reviewCursor];
      return question === undefined ? { ...state, end: 'write' } : openQuestion(state, state.questions.indexOf(question), true);
    }
    default:
      return state;
  }
}
