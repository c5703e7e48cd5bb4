import type { KeySource } from './key-source.ts';
import { KeySourceBefore } from './key-source.ts';

// oxlint-disable-next-line eslint/no-control-regex -- what a terminal answers is a control sequence
const report = /\u001B\[(\d+);\d+R/;
// oxlint-disable-next-line eslint/no-control-regex -- the beginning of one
const beginning = /\u001B(?:\[[\d;]*)?$/;

/** Asks where the cursor is (DSR 6). @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
const question = '\u001B[6n';

/**
 * Keys of a terminal, without its answers to a question: they come by the same way as keys. Forwards everything as it is while nothing
 * is asked.
 */
export class CursorReports extends KeySourceBefore {
  #held = '';
  #answer: ((row: number | undefined) => void) | undefined;

  constructor(source: KeySource) {
    super(source);
    this.on('newListener', (name) => {
      if (name === 'data' && this.listenerCount('data') === 0) source.on('data', this.#receive);
    });
    this.on('removeListener', (name) => {
      if (name === 'data' && this.listenerCount('data') === 0) source.off('data', this.#receive);
    });
  }

  /** The row of the cursor, from 1; undefined from a terminal that does not say in time, or when nobody reads its keys. One question at a time. */
  async ask(write: (text: string) => void, patienceMs: number): Promise<number | undefined> {
    if (this.listenerCount('data') === 0 || this.#answer !== undefined) return undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer?.(undefined), patienceMs);
      this.#answer = (row) => {
        clearTimeout(timer);
        this.#answer = undefined;
        const typed = this.#held;
        this.#held = '';
        if (typed !== '') this.emit('data', typed);
        resolve(row);
      };
      write(question);
    });
  }

  readonly #receive = (chunk: string | Buffer): void => {
    if (this.#answer === undefined) {
      this.emit('data', chunk);
      return;
    }
    const typed = this.#held + chunk.toString();
    const found = report.exec(typed);
    if (found !== null) {
      this.#held = typed.replace(found[0], '');
      this.#answer(Number(found[1]));
      return;
    }
    // Only what may be the beginning of the answer waits; keys go on.
    this.#held = beginning.exec(typed)?.[0] ?? '';
    const keys = typed.slice(0, typed.length - this.#held.length);
    if (keys !== '') this.emit('data', keys);
  };
}
