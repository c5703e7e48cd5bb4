import { displayWidth } from '../ui/text/display-width.ts';
import type { InputStream, OutputStream, Platform } from './platform.ts';

/** What a command shows before it is loaded. */
export interface Opening {
  /** No longer and no more than the window. */
  readonly lines: readonly string[];
  /** The lines are a screen that awaits keys: what is typed is not echoed, and kept for the screen that follows. */
  readonly takesKeys?: true;
}

/** A picture on the terminal that stands until something else is written. */
export interface FirstFrame {
  /** Takes the picture away, if it still stands, and gives the terminal's keys back. */
  end(): void;
}

/** A terminal's keys. */
interface KeyInput extends InputStream {
  readonly isRaw?: boolean;
  setRawMode?(enabled: boolean): unknown;
}

/** What Ink writes before a picture, for terminals that show it in one go. */
const together = '\u001B[?2026h';
const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
const ctrlC = 3;

/**
 * Paints lines before what draws screens is loaded. Whatever is written next takes their place in the same write: Ink's first picture, a line,
 * a failure. `onInterrupt` is called at a Ctrl-C where keys are taken, which stays among them.
 */
export function paintFirstFrame({ stdin, stdout, stderr }: Pick<Platform, 'stdin' | 'stdout' | 'stderr'>, { lines, takesKeys }: Opening, onInterrupt: () => void): FirstFrame {
  const release = takesKeys === true ? holdKeys(stdin, onInterrupt) : undefined;
  stdout.write(`${takesKeys === true ? hideCursor : ''}${lines.join('\n')}`);
  let stands = true;
  const takeAway = (): string => {
    if (!stands) return '';
    stands = false;
    for (const unhook of hooks) unhook();
    release?.();
    return `${eraseLines(lines, stdout.columns)}${takesKeys === true ? showCursor : ''}`;
  };
  // A failure goes to the other stream of the same terminal.
  const hooks = [...new Set([stdout, ...(stderr.isTTY === true ? [stderr] : [])])].map((stream) => beforeNextWrite(stream, takeAway));
  return {
    end: () => {
      const erase = takeAway();
      if (erase !== '') stdout.write(erase);
      const keys: KeyInput = stdin;
      if (takesKeys === true && keys.isRaw === true) keys.setRawMode?.(false);
    },
  };
}

/** Back to where the first line began, and everything from there on gone. In a window that became narrower, lines have become several. */
function eraseLines(lines: readonly string[], columns = Number.POSITIVE_INFINITY): string {
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
  return `\r${rows > 1 ? `\u001B[${rows - 1}A` : ''}\u001B[J`;
}

/** Puts a text before what is written to a stream next; where that begins a picture shown in one go, inside of it. Returns how to leave the stream alone. */
function beforeNextWrite(stream: OutputStream, before: () => string): () => void {
  const own = stream.write as (this: OutputStream, chunk: string | Uint8Array, ...rest: readonly unknown[]) => boolean;
  const hooked = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const prefix = before();
    if (typeof chunk === 'string') {
      return own.call(stream, chunk.startsWith(together) ? `${together}${prefix}${chunk.slice(together.length)}` : `${prefix}${chunk}`, ...rest);
    }
    own.call(stream, prefix);
    return own.call(stream, chunk, ...rest);
  };
  stream.write = hooked as OutputStream['write'];
  return () => {
    if (stream.write === hooked) stream.write = own as OutputStream['write'];
  };
}

/** Reads the terminal's keys without an echo; answers with how to put them back, for whoever reads next. The terminal stays as it is until the end. */
function holdKeys(stdin: KeyInput, onInterrupt: () => void): () => void {
  const held: Buffer[] = [];
  const take = (chunk: Buffer): void => {
    held.push(chunk);
    if (chunk.includes(ctrlC)) onInterrupt();
  };
  stdin.setRawMode?.(true);
  stdin.on('data', take);
  return () => {
    stdin.off('data', take);
    stdin.pause();
    if (held.length > 0) stdin.unshift(Buffer.concat(held));
  };
}
