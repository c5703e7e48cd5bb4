import { render } from 'ink';
import type { StampedEvent } from '../../model/event.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { createSurface } from '../plain/text-surface.ts';
import type { ChoiceQuestion } from '../run-view.ts';
import type { Glyphs } from '../text/glyphs.ts';
import type { Color } from '../text/style.ts';
import type { TitleOfType } from '../text/type-title.ts';
import { ApplyBoard, BrokenBoundary } from './ApplyBoard.tsx';
import { createBoardAsker } from './board-asker.ts';
import { closeBoard, reduceBoard } from './board-state.ts';
import type { UpdatableStore } from './board-store.ts';
import { createBoardStore } from './board-store.ts';
import { BoardWindow } from './board-window.ts';
import { CursorReports } from './cursor-reports.ts';
import type { KeySource } from './key-source.ts';
import { OneKeyStdin } from './one-key-stdin.ts';
import { createRecordWriter } from './record-lines.ts';

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
  /** Called once when the picture cannot be drawn any more: the terminal is as it was, the record is still written by `done()`. */
  readonly onBroken?: (error: unknown) => void;
  readonly glyphs: Glyphs;
  readonly color: Color;
  /** False: nothing moves but the elapsed seconds. */
  readonly motion?: boolean;
  /** Makes links in the lines of the record. */
  readonly paint?: (line: string) => string;
  /** False: a terminal that cuts long lines when it gets narrower. */
  readonly reflows?: boolean;
  readonly titleOf?: TitleOfType;
}

/** A board on the screen. */
export interface Board {
  /** Puts a list over the picture, which goes on; undefined when `signal` takes it away, or without keys. */
  choose(question: ChoiceQuestion, signal: AbortSignal): Promise<string | undefined>;
  /** Takes the board down; resolves when its record is written and the terminal is as it was. */
  done(): Promise<void>;
}

/**
 * Shows an apply as a live tree of tasks until `done()` is called; finished stacks, and at the end everything, go to the scrollback.
 * `NO_COLOR` must have become `FORCE_COLOR=0` before this file is loaded.
 */
export function mountBoard(options: BoardOptions): Board {
  const surface = surfaceOf(options);
  const cursor = options.stdin?.isTTY === true ? new CursorReports(options.stdin) : undefined;
  const window = new BoardWindow({ stdout: options.stdout, reflows: options.reflows ?? true, cursor });
  const record = createRecordWriter(surface);
  const recordOf = (store: UpdatableStore): readonly string[] => store.take().flatMap((entry) => record.lines(entry, window.columns)).map((line) => options.paint?.(line) ?? line);
  let isDrawn = false;
  const store: UpdatableStore = createBoardStore(() => {
    if (!isDrawn) return;
    window.refresh();
    if (window.holdsRecord) return;
    const lines = recordOf(store);
    if (lines.length > 0) window.print(lines);
  });
  const unsubscribe = options.subscribe((event) => store.update((board) => reduceBoard(board, event)));
  const asker = createBoardAsker(store);
  const app = renderBoard(options, { store, surface, window, asker, cursor });
  isDrawn = true;
  // What came while the window moved.
  const unheed = window.subscribe(() => store.flush());
  return {
    choose: (question, signal) => (cursor === undefined ? Promise.resolve(undefined) : asker.choose(question, signal)),
    async done() {
      unsubscribe();
      unheed();
      store.update(closeBoard);
      await app.waitUntilRenderFlush();
      await window.finish(() => recordOf(store));
      isDrawn = false;
      app.unmount();
      window.close();
      await app.waitUntilExit();
    },
  };
}

function surfaceOf({ stdout, color, glyphs, titleOf }: BoardOptions): TextSurface {
  return createSurface({ width: stdout.columns, color, glyphs, ...(titleOf === undefined ? {} : { titleOf }) });
}

interface BoardParts {
  readonly store: UpdatableStore;
  readonly surface: TextSurface;
  readonly window: BoardWindow;
  readonly asker: ReturnType<typeof createBoardAsker>;
  readonly cursor: CursorReports | undefined;
}

function renderBoard(options: BoardOptions, { store, surface, window, asker, cursor }: BoardParts): ReturnType<typeof render> {
  let lines: readonly string[] = [];
  const onBroken = (error: unknown): void => {
    // Not in the middle of React's work.
    setImmediate(() => {
      app.unmount();
      options.onBroken?.(error);
    });
  };
  const app = render(
    <BrokenBoundary onBroken={onBroken}>
      <ApplyBoard
        store={store}
        place={window}
        surface={surface}
        nowMs={options.nowMs}
        motion={options.motion ?? true}
        keys={cursor !== undefined}
        onInterrupt={options.onInterrupt}
        onKey={asker.press}
        onLines={(drawn) => (lines = drawn)}
      />
    </BrokenBoundary>,
    {
      stdout: window as unknown as NodeJS.WriteStream,
      ...(cursor === undefined ? {} : { stdin: new OneKeyStdin(cursor) as unknown as NodeJS.ReadStream }),
      exitOnCtrlC: false,
      incrementalRendering: true,
      interactive: true,
      patchConsole: false,
      // Pictures are batched before Ink: what is drawn is what was last told.
      maxFps: 1000,
      onRender: () => window.drew(lines),
    },
  );
  window.shows(app);
  return app;
}
