import type { ChoiceQuestion } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';
import { askOnBoard, endChoice, pressOnBoard } from './board-state.ts';
import type { UpdatableStore } from './board-store.ts';

/** Keys of a board, and the one question that may stand over it. */
export interface BoardAsker {
  press(key: ScreenKey): void;
  /** Resolves with the value chosen; undefined when `signal` takes the question away. */
  choose(question: ChoiceQuestion, signal: AbortSignal): Promise<string | undefined>;
}

/** One question at a time over the board of a store. */
export function createBoardAsker(store: UpdatableStore): BoardAsker {
  let answered: (answer: string | undefined) => void = () => undefined;
  return {
    press: (key) => {
      store.update((board) => pressOnBoard(board, key));
      store.flush();
      const answer = store.latest().choice?.answer;
      if (answer !== undefined) {
        answered(answer);
      }
    },
    choose: async (question, signal) => {
      store.update((board) => askOnBoard(board, question));
      store.flush();
      const answer = await new Promise<string | undefined>((resolve) => {
        answered = resolve;
        if (signal.aborted) {
          resolve(undefined);
        }
        signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      store.update(endChoice);
      store.flush();
      return answer;
    },
  };
}
