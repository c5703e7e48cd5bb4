import { PassThrough } from 'node:stream';

/** The part of a terminal's input that a line is edited from. */
type LineInput = Pick<NodeJS.ReadStream, 'isTTY' | 'on' | 'off' | 'pause' | 'resume' | 'setRawMode'>;

/** Longer than any word that has to be typed. */
const mostTyped = 200;

// oxlint-disable-next-line eslint/no-control-regex -- Enter, Ctrl-U and whatever else edits or ends a line
const control = /[\u0000-\u001F\u007F]/;

const ctrlC = '\u0003';
const ctrlD = '\u0004';

/**
 * Input for an editor of one short line that is drawn again after each character: of a paste of thousands it would draw thousands of ever longer
 * lines. What follows the first few hundred characters is dropped until a key that edits or ends the line. The end of the input is Ctrl-C:
 * the editor would wait for ever.
 */
export class ShortInput extends PassThrough {
  readonly #source: LineInput;
  #typed = 0;

  constructor(source: LineInput) {
    super();
    this.#source = source;
    source.on('data', this.#receive);
    source.on('end', this.#leave);
    source.resume();
  }

  get isTTY(): boolean {
    return this.#source.isTTY;
  }

  setRawMode(enabled: boolean): this {
    this.#source.setRawMode(enabled);
    return this;
  }

  /** Gives the source back. */
  release(): void {
    this.#source.off('data', this.#receive);
    this.#source.off('end', this.#leave);
    this.#source.pause();
  }

  readonly #receive = (chunk: string | Buffer): void => {
    const kept = [...chunk.toString()].filter((character) => {
      this.#typed = control.test(character) ? 0 : this.#typed + 1;
      return this.#typed <= mostTyped;
    });
    this.write(kept.join('').replaceAll(ctrlD, ctrlC));
  };

  readonly #leave = (): void => void this.write(ctrlC);
}
