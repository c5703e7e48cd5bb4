import type { Verbosity } from './plain/event-lines.ts';
import type { PlanDetail } from './plain/plan-text.ts';
import type { RunView } from './run-view.ts';
import type { ViewChoice } from './terminal-kind.ts';
import { asciiGlyphs, unicodeGlyphs } from './text/glyphs.ts';
import type { TitleOfType } from './text/type-title.ts';

/** What every view of a run may need; each takes its part. */
export interface RunViewOptions {
  readonly choice: ViewChoice;
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Milliseconds since 1970, by the clock that stamps the events. */
  readonly nowMs: () => number;
  /** Called for each Ctrl-C that a view takes as a key (signals are the platform's), with how often it was pressed. */
  readonly onInterrupt: (presses: number) => void;
  readonly verbosity?: Verbosity;
  readonly detail?: PlanDetail;
  /** Words for ARM types, from the catalogue of resource kinds. */
  readonly titleOf?: TitleOfType;
}

/** The view for this terminal. Each is loaded only when it is the one. */
export async function createRunView(options: RunViewOptions): Promise<RunView> {
  const { choice, stdout, stdin } = options;
  const glyphs = choice.unicode ? unicodeGlyphs : asciiGlyphs;
  const write = (text: string): void => void stdout.write(text);
  if (choice.kind === 'json') {
    const { createJsonView } = await import('./json/json-view.ts');
    return createJsonView({ write });
  }
  if (choice.kind === 'board') {
    const { createInteractiveView } = await import('./interactive-view.ts');
    return createInteractiveView({ ...options, glyphs, color: choice.color, motion: choice.motion, asks: choice.asks });
  }
  const { createPlainView } = await import('./plain/plain-view.ts');
  return createPlainView({
    ...options,
    write,
    width: stdout.isTTY ? stdout.columns : undefined,
    color: choice.color,
    glyphs,
    ...(choice.asks
      ? {
          ask: async (question) => {
            const { askPlain } = await import('./plain/ask-plain.ts');
            return askPlain(question, { stdin, stdout });
          },
        }
      : {}),
  });
}
