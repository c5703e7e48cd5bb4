import type { Phase, StampedEvent } from '../model/event.ts';
import type { Verbosity } from './plain/event-lines.ts';
import { eventLines, outputLines, summaryLines } from './plain/event-lines.ts';
import type { PlanDetail } from './plain/plan-text.ts';
import { renderPlan } from './plain/plan-text.ts';
import { createSurface } from './plain/text-surface.ts';
import type { RunView } from './run-view.ts';
import { fallbackApproval } from './run-view.ts';
import type { Glyphs } from './text/glyphs.ts';
import type { StatusLine } from './text/status-line.ts';
import { createStatusLine } from './text/status-line.ts';
import type { TitleOfType } from './text/type-title.ts';
import type { View } from './view-model.ts';
import { emptyView, reduce } from './view-model.ts';

export interface InteractiveViewOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Milliseconds since 1970, by the clock that stamps the events. */
  readonly nowMs: () => number;
  /** Called for each Ctrl-C while the board is up, with how often it was pressed. */
  readonly onInterrupt: (presses: number) => void;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  readonly motion?: boolean;
  /** False: nobody may be asked, the fallback is the answer. */
  readonly asks?: boolean;
  readonly verbosity?: Verbosity;
  readonly detail?: PlanDetail;
  readonly titleOf?: TitleOfType;
}

const phaseWords: Readonly<Record<Phase, string>> = {
  load: 'Reading the backend',
  compose: 'Putting the backend together',
  synthesize: 'Making the templates',
  refresh: 'Reading what is in Azure',
  plan: 'Comparing',
  recover: 'Taking up an interrupted run',
  apply: 'Applying',
  destroy: 'Deleting',
  record: 'Writing the record',
};

/**
 * The view of a terminal: a status line, the printed plan, the question, then the board. Ink is loaded only for the question and the board,
 * so that a plan never waits for it.
 */
export function createInteractiveView(options: InteractiveViewOptions): RunView {
  const write = (text: string): void => void options.stdout.write(text);
  const status = createStatusLine(options.stdout);
  const verbosity = options.verbosity ?? 'normal';
  let view = emptyView;
  let board: BoardFeed | undefined;

  return {
    onEvent(event) {
      view = reduce(view, event);
      if (event.type === 'apply') {
        status.clear();
        board = openBoard(options);
      }
      if (board !== undefined) {
        board.push(event);
        return;
      }
      showEvent(event, view, { ...options, write, status, verbosity });
    },
    async confirm(question) {
      status.clear();
      if (options.asks === false || !options.stdin.isTTY) {
        return fallbackApproval(question);
      }
      const { askApproval } = await import('./ink/ask-approval.tsx');
      return askApproval({ stdout: options.stdout, stdin: options.stdin, question, glyphs: options.glyphs, color: options.color });
    },
    async close() {
      status.clear();
      await board?.close();
    },
  };
}

interface Screen extends Omit<InteractiveViewOptions, 'verbosity'> {
  readonly write: (text: string) => void;
  readonly status: StatusLine;
  readonly verbosity: Verbosity;
}

function showEvent(event: StampedEvent, view: View, screen: Screen): void {
  const surface = createSurface({ ...screen, width: screen.stdout.columns });
  switch (event.type) {
    case 'phase':
      return event.status === 'started' ? screen.status.show(`${phaseWords[event.phase]}${screen.glyphs.ellipsis}`) : screen.status.clear();
    case 'plan':
      screen.status.clear();
      return screen.write(renderPlan(event.plan, { ...screen, width: screen.stdout.columns, detail: screen.verbosity === 'quiet' ? 'counts' : screen.detail }));
    case 'prompt':
      // What the user answered stands on the screen already.
      return event.by === 'user' ? undefined : writeLines(eventLines(event, surface, screen.verbosity), screen);
    case 'summary':
      return writeLines([...outputLines(view.outputs, surface), ...summaryLines(event, view.apply?.kind, surface)], screen);
    default:
      return writeLines(eventLines(event, surface, screen.verbosity), screen);
  }
}

function writeLines(lines: readonly string[], screen: Screen): void {
  if (lines.length > 0) {
    screen.status.clear();
    screen.write(`${lines.join('\n')}\n`);
  }
}

/** A board that is being loaded or is up; events wait for it. */
interface BoardFeed {
  push(event: StampedEvent): void;
  close(): Promise<void>;
}

function openBoard(options: InteractiveViewOptions): BoardFeed {
  const waiting: StampedEvent[] = [];
  const listeners = new Set<(event: StampedEvent) => void>();
  const mounted = import('./ink/render-apply.tsx').then(({ mountBoard }) =>
    mountBoard({
      ...options,
      subscribe(listener) {
        listeners.add(listener);
        for (const event of waiting.splice(0)) {
          listener(event);
        }
        return () => listeners.delete(listener);
      },
    }),
  );
  // `close` awaits it and passes the failure on; until then it is not unhandled.
  mounted.catch(() => undefined);
  return {
    push(event) {
      if (listeners.size === 0) {
        waiting.push(event);
      }
      for (const listener of listeners) {
        listener(event);
      }
    },
    close: async () => (await mounted).done(),
  };
}
