import { EventEmitter } from 'node:events';
import type { CursorReports } from './cursor-reports.ts';
import { rowsOfLines } from './frame-rows.ts';
import type { LineAbove } from './lost-rows.ts';
import { lostLines, reclaim, recordAbove } from './lost-rows.ts';
import { isModeOnly, steadily, together } from './steady-frame.ts';

/** Columns and rows. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
  /** Something was pushed out of reach: it comes back with a larger window only when the picture goes down to the last row. */
  readonly fills?: boolean;
}

export interface BoardWindowOptions {
  readonly stdout: NodeJS.WriteStream;
  /** The terminal breaks long lines anew when it gets narrower; one that does not cuts them. */
  readonly reflows: boolean;
  /** Tells where the cursor is. */
  readonly cursor?: CursorReports | undefined;
}

/** The renderer of the picture, as far as the window needs it. */
export interface Picture {
  /** Forgets what it has drawn. */
  clear(): void;
}

/** A window whose size has not changed for this long stands still: an edge that is drawn tells of each step. Milliseconds. */
const stillMs = 70;
/** After a picture was pushed out of reach, the record waits this long for the window to become large again: what is written goes in between. Milliseconds. */
const holdMs = 30_000;
/** What a terminal gets to say where its cursor is. */
const patienceMs = 150;

const eraseDown = '\u001B[J';
const up = (rows: number): string => (rows === 0 ? '' : `\u001B[${rows}A`);

/**
 * The terminal as Ink sees it: a picture at the end of a record that is written once and for all. Ink counts the lines that it drew; a
 * window that gets narrower breaks them anew, and one that gets lower moves them out of reach, so that what Ink erases would be something
 * else. Here the picture is erased by the rows that it takes in the new window, at the first step of a change; nothing is drawn until the
 * window stands still; and what was pushed out of reach is erased when it comes back.
 */
export class BoardWindow extends EventEmitter {
  readonly isTTY = true;
  readonly #stdout: NodeJS.WriteStream;
  readonly #options: BoardWindowOptions;
  readonly #listeners = new Set<() => void>();
  #size: WindowSize;
  #picture: Picture = { clear: () => undefined };
  /** Lines of the picture in the window, as they were written. */
  #count = 0;
  /** What they say, as the picture tells it. */
  #drawn: readonly string[] = [];
  #above: readonly LineAbove[] = [];
  #gathered: string[] | undefined;
  #muted = false;
  #restless: PromiseWithResolvers<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hold: NodeJS.Timeout | undefined;

  constructor(options: BoardWindowOptions) {
    super();
    this.#options = options;
    this.#stdout = options.stdout;
    this.#size = { columns: options.stdout.columns, rows: options.stdout.rows };
    this.#stdout.on('resize', this.#moved);
  }

  get columns(): number {
    return this.#size.columns;
  }

  get rows(): number {
    return this.#size.rows;
  }

  /** The size, the same object until it changes. */
  readonly size = (): WindowSize => this.#size;

  /** Calls back when the window stands still in a new size; returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** True while the size changes: nothing is drawn and nothing may be printed. */
  get isRestless(): boolean {
    return this.#restless !== undefined;
  }

  /** True while the record should wait; the listeners are told when it need not any more. */
  get holdsRecord(): boolean {
    return this.isRestless || this.#hold !== undefined;
  }

  /** Whose picture it is. */
  shows(picture: Picture): void {
    this.#picture = picture;
  }

  /** What Ink writes: the picture. */
  write(data: string, encoding?: unknown, done?: () => void): boolean {
    const told = typeof encoding === 'function' ? (encoding as () => void) : done;
    if (data === '' || isModeOnly(data)) {
      return this.#stdout.write(data, told);
    }
    if (this.#muted || this.isRestless) {
      if (told !== undefined) setImmediate(told);
      return true;
    }
    if (data === together.begin || data === together.end) {
      return this.#gathered === undefined ? this.#stdout.write(data, told) : true;
    }
    const { text, count } = steadily(data, this.#count);
    this.#count = count;
    if (this.#gathered === undefined) {
      return this.#stdout.write(text, told);
    }
    this.#gathered.push(text);
    if (told !== undefined) setImmediate(told);
    return true;
  }

  /** Tells which lines the picture has, each time it was drawn. */
  drew(lines: readonly string[]): void {
    this.#drawn = lines;
  }

  /** Notices a change of size before the system tells of it, so that nothing is drawn for a window that is no more. */
  refresh(): void {
    const size = this.#stdout.getWindowSize?.();
    if (size !== undefined && (size[0] !== this.#size.columns || size[1] !== this.#size.rows)) this.#change({ columns: size[0], rows: size[1] });
  }

  /** Writes lines of the record above the picture. Not while the window is restless. */
  print(lines: readonly string[]): void {
    this.#together(() => {
      this.#picture.clear();
      this.#record(lines);
      // Ink draws at once, by what it has.
      this.emit('resize');
    });
  }

  /** Erases the picture and writes the rest of the record; nothing is drawn after it. */
  async finish(lines: () => readonly string[]): Promise<void> {
    await this.#restless?.promise;
    this.#together(() => {
      this.#picture.clear();
      this.#record(lines());
    });
  }

  /** Listens to the terminal no longer. */
  close(): void {
    this.#stdout.off('resize', this.#moved);
    clearTimeout(this.#timer);
    clearTimeout(this.#hold);
  }

  #record(lines: readonly string[]): void {
    this.#gathered?.push(lines.map((line) => `${line}\n`).join(''));
    this.#above = recordAbove(this.#above, lines);
  }

  /** Writes in one piece: a terminal that shows what it has at any moment shows no window without a picture. */
  #together(work: () => void): void {
    this.#gathered = [];
    try {
      work();
    } finally {
      const text = this.#gathered.join('');
      this.#gathered = undefined;
      if (text !== '') this.#stdout.write(`${together.begin}${text}${together.end}`);
    }
  }

  #silently(work: () => void): void {
    this.#muted = true;
    try {
      work();
    } finally {
      this.#muted = false;
    }
  }

  readonly #moved = (): void => {
    const { columns, rows } = this.#stdout;
    if (columns !== this.#size.columns || rows !== this.#size.rows) this.#change({ columns, rows });
  };

  #change(size: WindowSize): void {
    if (this.#restless === undefined) {
      this.#restless = Promise.withResolvers();
      this.#wipe(size);
    }
    this.#size = size;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#settle(), stillMs);
  }

  #wipe(size: WindowSize): void {
    this.#silently(() => this.#picture.clear());
    const columns = this.#options.reflows ? size.columns : Number.POSITIVE_INFINITY;
    // Ink ends every picture with a line break, an empty one too.
    const drawn = Array.from({ length: this.#count }, (_, index) => this.#drawn[index] ?? '');
    const rows = rowsOfLines(drawn, columns);
    const reach = size.rows - 1;
    this.#stdout.write(`\r${up(Math.min(rows, reach))}${eraseDown}`);
    const lost = lostLines(drawn, columns, reach);
    if (lost.length > 0) this.#holdRecord();
    this.#above = [...this.#above, ...lost];
    this.#count = 0;
  }

  #holdRecord(): void {
    clearTimeout(this.#hold);
    this.#hold = setTimeout(() => {
      this.#hold = undefined;
      this.#tell();
    }, holdMs);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #settle(): Promise<void> {
    const size = this.#size;
    await this.#reclaim();
    // It moved on while the terminal was asked.
    if (size !== this.#size) return;
    const isLost = this.#above.length > 0;
    if (!isLost) {
      clearTimeout(this.#hold);
      this.#hold = undefined;
    }
    this.#size = { ...size, fills: isLost };
    const restless = this.#restless;
    this.#restless = undefined;
    this.#silently(() => this.#picture.clear());
    this.#tell();
    restless?.resolve();
    setImmediate(() => this.emit('resize'));
  }

  async #reclaim(): Promise<void> {
    if (this.#above.length === 0) return;
    const size = this.#size;
    const row = await this.#options.cursor?.ask((text) => void this.#stdout.write(text), patienceMs);
    if (row === undefined || size !== this.#size) return;
    const found = reclaim(this.#above, row - 1, this.#options.reflows ? size.columns : Number.POSITIVE_INFINITY);
    if (found === undefined) return;
    this.#stdout.write(`${together.begin}\r${up(found.rows)}${eraseDown}${found.again.map((line) => `${line}\n`).join('')}${together.end}`);
    this.#above = found.left;
  }
}
