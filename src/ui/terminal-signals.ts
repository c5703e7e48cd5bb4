import type { StampedEvent } from '../model/event.ts';
import { cleanLine, truncate } from './text/fit-text.ts';
import { countItems } from './view-model-apply.ts';
import type { View } from './view-model.ts';
import { emptyView, reduce } from './view-model.ts';

/** What the window around the text is told of a run: its title, its progress, and that it has ended. */
export interface SignalOptions {
  /** Writes control sequences that draw nothing. */
  readonly write: (sequence: string) => void;
  /** The terminal shows progress in its tab or on the task bar (OSC 9;4). Others take it for a notification. */
  readonly progress: boolean;
  /** Rings when a run ends that took at least this long, in milliseconds; absent: never. */
  readonly bellAfterMs?: number;
}

export interface TerminalSignals {
  onEvent(event: StampedEvent): void;
  /** Gives title and progress back as they were. Can be called twice. */
  close(): void;
}

const escape = '\u001B';
const bell = '\u0007';
/** Keeps the title of the shell, and brings it back. @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html (XTWINOPS 22, 23) */
const pushTitle = `${escape}[22;0t`;
const popTitle = `${escape}[23;0t`;
/** @see https://learn.microsoft.com/windows/terminal/tutorials/progress-bar-sequences */
const progressOf = (state: 0 | 1 | 2 | 3, percent: number): string => `${escape}]9;4;${state};${percent}${bell}`;

/** Tells the terminal of an apply or destroy; silent until one begins. Says nothing twice. */
export function createTerminalSignals(options: SignalOptions): TerminalSignals {
  let view: View = emptyView;
  let isTold = false;
  let title = '';
  let progress = '';
  const tell = (): void => {
    const next = titleOf(view);
    if (next !== title) {
      title = next;
      options.write(`${escape}]2;${next}${bell}`);
    }
    const shown = options.progress ? progressText(view) : '';
    if (shown !== progress) {
      progress = shown;
      options.write(shown);
    }
  };
  const close = (): void => {
    if (!isTold) return;
    isTold = false;
    title = '';
    options.write(`${progress === '' ? '' : progressOf(0, 0)}${popTitle}`);
    progress = '';
  };
  return {
    onEvent: (event) => {
      view = reduce(view, event);
      if (view.apply === undefined) return;
      if (event.type === 'summary') {
        close();
        if (options.bellAfterMs !== undefined && event.elapsedMs >= options.bellAfterMs) options.write(bell);
      } else if (event.type === 'apply' || event.type === 'resource') {
        if (!isTold) options.write(pushTitle);
        isTold = true;
        tell();
      }
    },
    close,
  };
}

/** `apply dev 12/40`, and how many failed. */
function titleOf({ start, items, apply }: View): string {
  const counts = countItems(items);
  const failed = counts.failed === 0 ? '' : `, ${counts.failed} failed`;
  return truncate(cleanLine(`atakora ${apply?.kind ?? ''} ${start?.environment ?? ''} ${counts.succeeded}/${counts.total}${failed}`), 80, '...');
}

function progressText({ items }: View): string {
  const counts = countItems(items);
  const ended = counts.succeeded + counts.failed + counts.skipped;
  return progressOf(counts.failed > 0 ? 2 : 1, counts.total === 0 ? 0 : Math.floor((ended * 100) / counts.total));
}
