import { truncate } from './fit-text.ts';

/** One line at the bottom that is overwritten: what goes on before there is anything to show. */
export interface StatusLine {
  show(text: string): void;
  /** Removes it, before anything else is written. */
  clear(): void;
}

/** A status line of a terminal. It uses the two oldest controls only (carriage return, erase line), and loads nothing. */
export function createStatusLine(stdout: { write(text: string): unknown; readonly columns?: number }): StatusLine {
  let shown = false;
  const clear = (): void => {
    if (shown) {
      shown = false;
      stdout.write('\r\u001B[2K');
    }
  };
  return {
    show(text) {
      clear();
      shown = true;
      // A line as wide as the window would move the cursor to the next one.
      stdout.write(truncate(text, Math.max(1, (stdout.columns ?? 80) - 1)));
    },
    clear,
  };
}
