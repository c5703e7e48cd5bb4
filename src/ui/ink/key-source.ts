import { EventEmitter } from 'node:events';

/** The part of a terminal's input that Ink uses. */
export interface KeySource extends NodeJS.EventEmitter {
  readonly isTTY?: boolean;
  setRawMode?(enabled: boolean): unknown;
  setEncoding?(encoding: BufferEncoding): unknown;
  ref?(): unknown;
  unref?(): unknown;
  resume?(): unknown;
  pause?(): unknown;
}

/** Input that stands before another: what is asked of the terminal goes through to it. */
export class KeySourceBefore extends EventEmitter implements KeySource {
  protected readonly source: KeySource;

  constructor(source: KeySource) {
    super();
    this.source = source;
  }

  get isTTY(): boolean {
    return this.source.isTTY === true;
  }

  setRawMode(enabled: boolean): this {
    this.source.setRawMode?.(enabled);
    return this;
  }

  setEncoding(encoding: BufferEncoding): this {
    this.source.setEncoding?.(encoding);
    return this;
  }

  ref(): this {
    this.source.ref?.();
    return this;
  }

  unref(): this {
    this.source.unref?.();
    return this;
  }

  resume(): this {
    this.source.resume?.();
    return this;
  }

  pause(): this {
    this.source.pause?.();
    return this;
  }
}
