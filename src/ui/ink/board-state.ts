import type { StampedEvent } from '../../model/event.ts';
import type { ChoiceQuestion } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';
import type { View } from '../view-model.ts';
import { emptyView, reduce } from '../view-model.ts';
import type { BoardPane } from './board-pane.ts';
import { followingPane, pressOnPane } from './board-pane.ts';
import type { ChoiceState } from './choice-state.ts';
import { beginChoice, pressChoiceKey } from './choice-state.ts';

/** What the board holds beside the view: the record that has gone to the scrollback, and the question that stands over the picture. */
export interface BoardState {
  readonly view: View;
  /** Parts of the record, in the order in which they became final. Only ever grows. */
  readonly record: readonly RecordEntry[];
  readonly choice?: ChoiceState;
  readonly pane: BoardPane;
  /** True when nothing more will be told: the picture is empty, everything is in the record. */
  readonly closed: boolean;
}

/** A finished stack with its resources, a line that an event tells, or the end of the run. */
export type RecordEntry =
  | { readonly kind: 'stack'; readonly stack: string; readonly view: View }
  | { readonly kind: 'event'; readonly event: StampedEvent }
  | { readonly kind: 'end'; readonly view: View };

export const emptyBoard: BoardState = { view: emptyView, record: [], pane: followingPane, closed: false };

/** The board after one more event. */
export function reduceBoard(board: BoardState, event: StampedEvent): BoardState {
  const view = reduce(board.view, event);
  switch (event.type) {
    case 'stack':
    case 'resource':
      return { ...board, view, record: [...board.record, ...finishedStacks(board.record, view, false)] };
    case 'summary':
      return { ...board, view, record: [...board.record, ...finishedStacks(board.record, view, true), { kind: 'end', view }] };
    case 'error':
      // Told at the end with the result, unless the end is over.
      return { ...board, view, record: view.summary === undefined ? board.record : [...board.record, { kind: 'event', event }] };
    case 'log':
    case 'diagnostic':
    case 'preflight':
    case 'what-if':
    case 'drift':
    case 'lock':
    case 'package':
    case 'secrets':
    case 'secret':
    case 'rotations':
    case 'rotation':
    case 'consumer':
    case 'retry':
      return { ...board, view, record: [...board.record, { kind: 'event', event }] };
    default:
      return { ...board, view };
  }
}

/** The board with a question over it. */
export function askOnBoard(board: BoardState, question: ChoiceQuestion): BoardState {
  return { ...board, choice: beginChoice(question) };
}

/** The board after a key: a question takes all, else they move what is looked at. */
export function pressOnBoard(board: BoardState, key: ScreenKey): BoardState {
  return board.choice === undefined ? { ...board, pane: pressOnPane(board.pane, key, board.view.items.length) } : { ...board, choice: pressChoiceKey(board.choice, key) };
}

/** The board without its question. */
export function endChoice({ choice: _answered, ...board }: BoardState): BoardState {
  return board;
}

/** The board when it is taken down. Without a summary (which others may tell, or the run broke off) it records what it has: failures, and what never ended. */
export function closeBoard(board: BoardState): BoardState {
  const { view } = board;
  if (view.summary !== undefined || view.apply === undefined) {
    return { ...board, closed: true };
  }
  return { ...board, closed: true, record: [...board.record, ...finishedStacks(board.record, view, true), { kind: 'end', view }] };
}

/**
 * Stacks that have become final. A failed one stays on the board until the run ends: what to do about it must not scroll away.
 * `all`: those that never ended too.
 */
function finishedStacks(record: readonly RecordEntry[], view: View, all: boolean): readonly RecordEntry[] {
  const recorded = new Set(record.flatMap((entry) => (entry.kind === 'stack' ? [entry.stack] : [])));
  return view.stacks
    .filter((stack) => !recorded.has(stack.stack))
    .filter((stack) => all || ((stack.status === 'succeeded' || stack.status === 'skipped') && hasEnded(view, stack.stack)))
    .map((stack) => ({ kind: 'stack', stack: stack.stack, view }));
}

function hasEnded(view: View, stack: string): boolean {
  return view.items.every((item) => item.stack !== stack || (item.status !== 'queued' && item.status !== 'running'));
}
