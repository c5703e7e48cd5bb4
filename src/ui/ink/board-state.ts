import type { StampedEvent } from '../../model/event.ts';
import type { ChoiceQuestion } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';
import type { View } from '../view-model.ts';
import { emptyView, reduce } from '../view-model.ts';
import type { BoardPane } from './board-pane.ts';
import { followingPane, pressOnPane } from './board-pane.ts';
import type { ChoiceState } from './choice-state.ts';
import { beginChoice, pressChoiceKey } from './choice-state.ts';

/** What the board holds beside the view: what of the record is still to be written, and the question that stands over the picture. */
export interface BoardState {
  readonly view: View;
  /** Parts of the record that have become final and are not written yet, in their order. */
  readonly unwritten: readonly RecordEntry[];
  /** Stacks that are in the record. */
  readonly recorded: ReadonlySet<string>;
  readonly choice?: ChoiceState;
  readonly pane: BoardPane;
}

/** A finished stack with its resources, a line that an event tells, or the end of the run. */
export type RecordEntry =
  | { readonly kind: 'stack'; readonly stack: string; readonly view: View }
  | { readonly kind: 'event'; readonly event: StampedEvent }
  | { readonly kind: 'end'; readonly view: View };

export const emptyBoard: BoardState = { view: emptyView, unwritten: [], recorded: new Set(), pane: followingPane };

/** The board after one more event. */
export function reduceBoard(board: BoardState, event: StampedEvent): BoardState {
  const view = reduce(board.view, event);
  const next: BoardState = { ...board, view };
  switch (event.type) {
    case 'stack':
    case 'resource':
      return withStacks(next, false);
    case 'summary':
      return withEntry(withStacks(next, true), { kind: 'end', view });
    case 'error':
      // Told at the end with the result, unless the end is over.
      return view.summary === undefined ? next : withEntry(next, { kind: 'event', event });
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
      return withEntry(next, { kind: 'event', event });
    default:
      return next;
  }
}

/** The board when what it had to write is written. */
export function writtenBoard(board: BoardState): BoardState {
  return board.unwritten.length === 0 ? board : { ...board, unwritten: [] };
}

/** The board with a question over it. */
export function askOnBoard(board: BoardState, question: ChoiceQuestion): BoardState {
  return { ...board, choice: beginChoice(question) };
}

/** The board after a key: a question takes all, else they move what is looked at. */
export function pressOnBoard(board: BoardState, key: ScreenKey): BoardState {
  return board.choice === undefined ? { ...board, pane: pressOnPane(board.pane, key, { changes: board.view.items.length, said: board.view.said.length }) } : { ...board, choice: pressChoiceKey(board.choice, key) };
}

/** The board without its question. */
export function endChoice({ choice: _answered, ...board }: BoardState): BoardState {
  return board;
}

/** The board when it is taken down. Without a summary (which others may tell, or the run broke off) it records what it has: failures, and what never ended. */
export function closeBoard(board: BoardState): BoardState {
  const { view } = board;
  return view.summary !== undefined || view.apply === undefined ? board : withEntry(withStacks(board, true), { kind: 'end', view });
}

function withEntry(board: BoardState, entry: RecordEntry): BoardState {
  return { ...board, unwritten: [...board.unwritten, entry] };
}

/**
 * With the stacks that have become final. A failed one stays on the board until the run ends: what to do about it must not scroll away.
 * `all`: those that never ended too.
 */
function withStacks(board: BoardState, all: boolean): BoardState {
  const { view, recorded } = board;
  const final = view.stacks.filter(({ stack, status }) => !recorded.has(stack) && (all || ((status === 'succeeded' || status === 'skipped') && hasEnded(view, stack))));
  if (final.length === 0) return board;
  return {
    ...board,
    unwritten: [...board.unwritten, ...final.map(({ stack }): RecordEntry => ({ kind: 'stack', stack, view }))],
    recorded: new Set([...recorded, ...final.map(({ stack }) => stack)]),
  };
}

function hasEnded(view: View, stack: string): boolean {
  return view.items.every((item) => item.stack !== stack || (item.status !== 'queued' && item.status !== 'running'));
}
