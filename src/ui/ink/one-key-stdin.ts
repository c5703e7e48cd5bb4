import type { KeySource } from './key-source.ts';
import { KeySourceBefore } from './key-source.ts';

const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
// oxlint-disable-next-line eslint/no-control-regex -- keys of a terminal are control sequences
const sequence = /^\u001B(?:\u001B?\[\[?[0-?]*[ -/]*[@-~]|\u001B?O[ -~]|[^\u001B[O])/u;

/**
 * The first key of what has been typed: one character, one escape sequence, or one whole paste; undefined when more must come
 * (an unfinished paste) or nothing is there. An unfinished escape sequence goes out as it is: Ink joins it with the rest.
 */
export function takeKey(typed: string): string | undefined {
  if (typed.startsWith(pasteStart)) {
    const end = typed.indexOf(pasteEnd);
    return end === -1 ? undefined : typed.slice(0, end + pasteEnd.length);
  }
  const escaped = sequence.exec(typed)?.[0];
  if (escaped !== undefined) {
    return escaped;
  }
  if (typed.startsWith('\u001B')) {
    return typed.startsWith('\u001B\u001B') ? '\u001B' : typed;
  }
  const point = typed.codePointAt(0);
  return point === undefined ? undefined : String.fromCodePoint(point);
}

/**
 * Input for Ink that hands out one key at a time, each after the last was drawn. Keys that arrive in one piece (SSH, tmux, a held key)
 * would otherwise all be answered by the state before the first of them, so that a list takes the wrong item.
 * It reads from the source only while Ink listens; keys typed ahead of the next screen are dropped, so that none answers a question unseen.
 */
export class OneKeyStdin extends KeySourceBefore {
  #typed = '';
  #current: string | undefined;
  #timer: NodeJS.Immediate | undefined;

  constructor(source: KeySource) {
    super(source);
    this.on('newListener', (name) => {
      if (name === 'readable' && this.listenerCount('readable') === 0) {
        source.on('data', this.#receive);
        source.resume?.();
      }
    });
    this.on('removeListener', (name) => {
      if (name === 'readable' && this.listenerCount('readable') === 0) {
        this.#detach();
      }
    });
  }

  /** The key that waits, once. */
  read(): string | null {
    const key = this.#current;
    this.#current = undefined;
    return key ?? null;
  }

  readonly #receive = (chunk: string | Buffer): void => {
    this.#typed += chunk.toString();
    this.#schedule();
  };

  #schedule(): void {
    this.#timer ??= setImmediate(() => {
      this.#timer = undefined;
      const key = takeKey(this.#typed);
      if (key === undefined) {
        return;
      }
      this.#typed = this.#typed.slice(key.length);
      this.#current = key;
      this.emit('readable');
      if (this.#typed !== '') {
        this.#schedule();
      }
    });
  }

  #detach(): void {
    this.source.off('data', this.#receive);
    this.source.pause?.();
    this.#typed = '';
    this.#current = undefined;
    if (this.#timer !== undefined) {
      clearImmediate(this.#timer);
      this.#timer = undefined;
    }
  }
}
