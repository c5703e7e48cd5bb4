import { render } from 'ink';
import type { StampedEvent } from '../../model/event.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { ChoiceQuestion } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';
import type { Glyphs } from '../text/glyphs.ts';
import type { TitleOfType } from '../text/type-title.ts';
import type { BoardStore } from './ApplyBoard.tsx';
import { ApplyBoard } from './ApplyBoard.tsx';
import type { BoardState } from './board-state.ts';
import { askOnBoard, closeBoard, emptyBoard, endChoice, pressOnBoard, reduceBoard } from './board-state.ts';
import type { KeySource } from './one-key-stdin.ts';
import { OneKeyStdin } from './one-key-stdin.ts';

export interface BoardOptions {
  readonly stdout: NodeJS.WriteStream;
  /** Absent or no terminal: the board has no keys. */
  readonly stdin?: KeySource;
  /** Gives every event of the run, from its first or from now on; returns the end of the subscription. */
  readonly subscribe: (listener: (event: StampedEvent) => void) => () => void;
  /** Milliseconds since 1970, by the clock that stamps the events. */
  readonly nowMs: () => number;
  /** Called for each Ctrl-C. */
  readonly onInterrupt: () => void;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  /** False: nothing moves but the elapsed seconds. */
  readonly motion?: boolean;
  readonly titleOf?: TitleOfType;
}

/** A board on the screen. */
export interface Board {
  /** Puts a list over the picture, which goes on; undefined when `signal` takes it away, or without keys. */
  choose(question: ChoiceQuestion, signal: AbortSignal): Promise<string | undefined>;
  /** Takes the board down; resolves when its record is written and the terminal is as it was. */
  done(): Promise<void>;
}

/** Draws at most about thirty pictures a second, however many events arrive. */
const batchMs = 33;

/**
 * Shows an apply as a live tree of tasks until `done()` is called; finished stacks, and at the end everything, go to the scrollback.
 * `NO_COLOR` must have become `FORCE_COLOR=0` before this file is loaded.
 */
export function mountBoard(options: BoardOptions): Board {
  const surface: TextSurface = createSurface({
    width: options.stdout.columns,
    color: options.color,
    glyphs: options.glyphs,
    ...(options.titleOf === undefined ? {} : { titleOf: options.titleOf }),
  });
  const store = createStore();
  const unsubscribe = options.subscribe((event) => store.update((board) => reduceBoard(board, event)));
  const stdin = options.stdin?.isTTY === true ? new OneKeyStdin(options.stdin) : undefined;
  const asker = createAsker(store);
  const app = render(
    <ApplyBoard store={store} surface={surface} nowMs={options.nowMs} motion={options.motion ?? true} keys={stdin !== undefined} onInterrupt={options.onInterrupt} onKey={asker.press} />,
    {
      stdout: options.stdout,
      ...(stdin === undefined ? {} : { stdin: stdin as unknown as NodeJS.ReadStream }),
      exitOnCtrlC: false,
      incrementalRendering: true,
      interactive: true,
      patchConsole: false,
    },
  );
  const exited = app.waitUntilExit();
  // Whoever awaits `done()` sees a failure of the view; until then it must not end the process as an unhandled rejection.
  exited.catch(() => undefined);
  return {
    choose: (question, signal) => (stdin === undefined ? Promise.resolve(undefined) : asker.choose(question, signal)),
    async done() {
      unsubscribe();
      store.update(closeBoard);
      store.flush();
      // What was not drawn before the unmount is never drawn: first React's turn, then Ink's.
      await new Promise((resolve) => setImmediate(resolve));
      await app.waitUntilRenderFlush();
      app.unmount();
      await exited;
    },
  };
}

interface Asker {
  press(key: ScreenKey): void;
  choose(question: ChoiceQuestion, signal: AbortSignal): Promise<string | undefined>;
}

/** One question at a time over the board of a store. */
function createAsker(store: UpdatableStore): Asker {
  let answered: (answer: string | undefined) => void = () => undefined;
  return {
    press: (key) => {
      store.update((board) => pressOnBoard(board, key));
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

interface UpdatableStore extends BoardStore {
  update(change: (board: BoardState) => BoardState): void;
  /** Also what has not been shown yet. */
  latest(): BoardState;
  flush(): void;
}

/** The state of one board: events change it at once, listeners hear of it at most every `batchMs`. */
function createStore(): UpdatableStore {
  const listeners = new Set<() => void>();
  let latest = emptyBoard;
  let shown = emptyBoard;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
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
  };
}
