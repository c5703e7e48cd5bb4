import type { BoardStore } from './ApplyBoard.tsx';
import type { BoardState, RecordEntry } from './board-state.ts';
import { emptyBoard, writtenBoard } from './board-state.ts';

/** The state of one board, which events change at once. */
export interface UpdatableStore extends BoardStore {
  update(change: (board: BoardState) => BoardState): void;
  /** Also what has not been shown yet. */
  latest(): BoardState;
  /** Shows the latest state. */
  flush(): void;
  /** The parts of the record that are not written yet; from now on they are. */
  take(): readonly RecordEntry[];
}

/** Draws at most about ten pictures a second, however many events arrive: keys are shown at once. */
const batchMs = 100;

/** A store whose listeners hear of changes at most every `batchMs`. `beforeShown`: called each time before they do. */
export function createBoardStore(beforeShown: () => void): UpdatableStore {
  const listeners = new Set<() => void>();
  let latest = emptyBoard;
  let shown = emptyBoard;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    beforeShown();
    shown = latest;
    for (const listener of listeners) {
      listener();
    }
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => shown,
    latest: () => latest,
    update(change) {
      latest = change(latest);
      timer ??= setTimeout(flush, batchMs);
    },
    flush,
    take: () => {
      const { unwritten } = latest;
      latest = writtenBoard(latest);
      return unwritten;
    },
  };
}
