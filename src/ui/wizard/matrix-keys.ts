import { graphemes } from '../text/display-width.ts';
import { cleanText } from '../text/fit-text.ts';
import type { Matrix, MatrixRow } from './matrix.ts';
import { cellText, withCell } from './matrix.ts';
import type { Question } from './question.ts';
import { accept, goBack } from './wizard-flow.ts';
import type { Field, WizardAction, WizardState } from './wizard-state.ts';

interface Place {
  readonly matrix: Matrix;
  readonly row: MatrixRow;
  readonly column: string;
}

/** Rows that a page has. */
const page = 10;

/** The state of a matrix question after a key. */
export function pressInMatrix(state: WizardState, question: Question, action: WizardAction): WizardState {
  const matrix = question.matrix?.(state.draft);
  const row = matrix?.rows[state.field.cursor];
  const column = matrix?.columns[state.field.column];
  if (action.name === 'back-tab' || (action.name === 'escape' && state.field.typed === undefined)) {
    return goBack(withTyped(state, undefined), question);
  }
  if (matrix === undefined || row === undefined || column === undefined) {
    return action.name === 'enter' ? accept(state, question, state.field.checked) : state;
  }
  const place: Place = { matrix, row, column };
  return state.field.typed === undefined ? pressInTable(state, question, place, action) : pressInCell(state, place, state.field.typed, action);
}

function pressInTable(state: WizardState, question: Question, place: Place, action: WizardAction): WizardState {
  if (action.name === 'enter') {
    return accept(state, question, state.field.checked);
  }
  if (action.name === 'backspace' || action.name === 'delete') {
    return reset(state, place);
  }
  if (action.name !== 'text' || !('text' in action)) {
    return move(state, place, action.name);
  }
  const known = ({ j: 'down', k: 'up', h: 'left', l: 'right' } as const)[action.text];
  if (known !== undefined) {
    return move(state, place, known);
  }
  switch (action.text) {
    case ' ':
      return cycle(state, place);
    case 'x':
      return reset(state, place);
    case 'e':
      return place.row.values === undefined ? withTyped(state, currentText(state, place)) : cycle(state, place);
    default:
      // A number begins a new value at once; so does what is pasted.
      return place.row.values === undefined && (/^[\d-]/.test(action.text) || action.text.length > 1) ? withTyped(state, oneLine(action.text)) : state;
  }
}

function pressInCell(state: WizardState, place: Place, typed: string, action: WizardAction): WizardState {
  switch (action.name) {
    case 'text':
      return withTyped(state, typed + oneLine(action.text));
    case 'backspace':
    case 'delete':
      return withTyped(state, graphemes(typed).slice(0, -1).join(''));
    case 'clear':
      return withTyped(state, '');
    case 'escape':
      return withTyped(state, undefined);
    case 'enter':
      return take(state, place, typed.trim());
    case 'up':
    case 'down':
    case 'tab': {
      const taken = take(state, place, typed.trim());
      return taken.error === undefined ? move(taken, place, action.name) : taken;
    }
    default:
      return state;
  }
}

/** What was typed, in the cell; complained about when it cannot stand there. Nothing typed is the value that it had. */
function take(state: WizardState, place: Place, text: string): WizardState {
  const { matrix, row, column } = place;
  if (text === '') {
    return reset(withTyped(state, undefined), place);
  }
  const error = matrix.checkCell(column, row.key, text);
  return error === undefined ? set(withTyped(state, undefined), place, text) : { ...state, error };
}

function cycle(state: WizardState, place: Place): WizardState {
  const { values } = place.row;
  const text = currentText(state, place);
  const next = values?.[(values.indexOf(text) + 1) % values.length];
  return next === undefined ? withTyped(state, text) : set(state, place, next);
}

function reset(state: WizardState, place: Place): WizardState {
  return set(state, place, place.matrix.base(place.column, place.row.key));
}

function set(state: WizardState, { matrix, column, row }: Place, text: string): WizardState {
  return withField(state, { checked: withCell(matrix, state.field.checked, column, row.key, text) });
}

function currentText(state: WizardState, { matrix, column, row }: Place): string {
  return cellText(matrix, state.field.checked, column, row.key);
}

function move(state: WizardState, { matrix }: Place, name: WizardAction['name']): WizardState {
  const { cursor, column } = state.field;
  const rows: Partial<Record<WizardAction['name'], number>> = { up: cursor - 1, down: cursor + 1, 'page-up': cursor - page, 'page-down': cursor + page, home: 0, end: matrix.rows.length - 1 };
  const columns: Partial<Record<WizardAction['name'], number>> = { left: column - 1, right: column + 1, tab: (column + 1) % matrix.columns.length };
  return withField(state, { cursor: within(rows[name] ?? cursor, matrix.rows.length), column: within(columns[name] ?? column, matrix.columns.length) });
}

function within(index: number, total: number): number {
  return Math.max(0, Math.min(total - 1, index));
}

function withTyped(state: WizardState, typed: string | undefined): WizardState {
  const { typed: _before, ...field } = state.field;
  return { ...state, field: typed === undefined ? field : { ...field, typed } };
}

function withField(state: WizardState, changes: Partial<Field>): WizardState {
  return { ...state, field: { ...state.field, ...changes } };
}

/** Values have one line; of what is pasted, line breaks go. */
function oneLine(text: string): string {
  return cleanText(text.replaceAll(/[\r\n\t]+/g, ' '));
}
