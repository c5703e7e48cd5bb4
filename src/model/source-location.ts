/** A place in a file that a user can open. */
export interface SourceLocation {
  /** Path relative to the project folder, with forward slashes; absolute only when outside of it. */
  readonly file: string;
  /** 1-based line; absent when only the file is known. */
  readonly line?: number;
  /** 1-based column. */
  readonly column?: number;
}

/** `file:line:column` with as many parts as are known. */
export function formatLocation(at: SourceLocation): string {
  const line = at.line === undefined ? '' : `:${at.line}`;
  const column = at.line === undefined || at.column === undefined ? '' : `:${at.column}`;
  return `${at.file}${line}${column}`;
}

/** Reads what `formatLocation` wrote; undefined for empty text. */
export function parseLocation(text: string): SourceLocation | undefined {
  const [, file = '', line, column] = /^(.+?)(?::(\d+))?(?::(\d+))?$/.exec(text) ?? [];
  if (file === '') {
    return undefined;
  }
  return { file, ...(line === undefined ? {} : { line: Number(line) }), ...(column === undefined ? {} : { column: Number(column) }) };
}
