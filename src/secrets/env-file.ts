import { parseEnv } from 'node:util';
import { AtakoraError } from '../model/errors.ts';
import { quoteValue } from './env-value.ts';

/** One variable of a file, as Node's `--env-file` reads it. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** Line that its name stands on, from 1. */
  readonly line: number;
}

/** What is odd about a line; says nothing of its content. */
export interface EnvProblem {
  readonly line: number;
  readonly what: string;
}

/** A file of environment variables: text in pieces, which joined give the text again. */
export interface EnvDocument {
  /** In the order of the file; of several with one name the last counts. */
  readonly entries: readonly EnvEntry[];
  readonly problems: readonly EnvProblem[];
  readonly pieces: readonly EnvPiece[];
  /** `\r\n` when most lines end so. */
  readonly lineEnd: '\n' | '\r\n';
}

/** A piece of the text: an assignment with what stands before and after its value, or anything else. */
export type EnvPiece =
  | { readonly kind: 'other'; readonly text: string }
  | { readonly kind: 'entry'; readonly entry: EnvEntry; readonly before: string; readonly written: string; readonly after: string };

const byteOrderMark = '\uFEFF';

/**
 * Reads a file of environment variables, comments and order included. Nothing is refused: what no reader would understand is a problem.
 * @see https://nodejs.org/api/environment_variables.html#dotenv
 */
export function parseEnvFile(text: string): EnvDocument {
  const pieces: EnvPiece[] = [];
  const problems: EnvProblem[] = [];
  let rest = text;
  let line = 1;
  if (rest.startsWith(byteOrderMark)) {
    pieces.push({ kind: 'other', text: byteOrderMark });
    problems.push({ line: 1, what: 'the file starts with a byte order mark, which Node takes for a part of the first name' });
    rest = rest.slice(1);
  }
  while (rest !== '') {
    const { piece, problem } = nextPiece(rest, line);
    pieces.push(piece);
    if (problem !== undefined) {
      problems.push({ line, what: problem });
    }
    const taken = textOf(piece);
    rest = rest.slice(taken.length);
    line += taken.split('\n').length - 1;
  }
  const entries = pieces.flatMap((piece) => (piece.kind === 'entry' ? [piece.entry] : []));
  return { entries, pieces, problems: [...problems, ...repeatedNames(entries)], lineEnd: mostlyCrLf(text) ? '\r\n' : '\n' };
}

/** The text of a document; that of one that was only read is the text it was read from. */
export function printEnvFile(document: Pick<EnvDocument, 'pieces'>): string {
  return document.pieces.map(textOf).join('');
}

/** The values that a reader of the file gets, by name. */
export function envValues(document: EnvDocument): ReadonlyMap<string, string> {
  return new Map(document.entries.map(({ name, value }) => [name, value]));
}

/**
 * The text with a variable set. One that is there keeps its place, its `export`, its way of quoting where the value allows, and its comment;
 * of several of one name the last, which counts, is changed. A new one comes last. A byte order mark is left out.
 * @throws AtakoraError `ATK2210` for a value that Node and dotenv would not both read as it is, `ATK2206` when other lines stand in the way.
 */
export function setInEnvFile(text: string, name: string, value: string): string {
  const document = parseEnvFile(text);
  const at = document.pieces.findLastIndex((piece) => piece.kind === 'entry' && piece.entry.name === name);
  const found = document.pieces[at];
  const pieces =
    found?.kind === 'entry'
      ? document.pieces.with(at, { ...found, written: writtenAs(value, found.written, document.lineEnd) })
      : [...document.pieces, { kind: 'other' as const, text: `${endOfLast(text, document.lineEnd)}${name}=${writtenAs(value, '', document.lineEnd)}${document.lineEnd}` }];
  const next = withoutMark(printEnvFile({ pieces }));
  checkReading(next, new Map([...envValues(document), [name, value]]));
  return next;
}

/** The text without a variable: all of its lines go, with the comment at their end; a byte order mark is left out. */
export function removeFromEnvFile(text: string, name: string): string {
  const document = parseEnvFile(text);
  const pieces = document.pieces.filter((piece) => !(piece.kind === 'entry' && piece.entry.name === name));
  if (pieces.length === document.pieces.length) {
    return text;
  }
  const next = withoutMark(printEnvFile({ pieces }));
  const values = new Map(envValues(document));
  values.delete(name);
  checkReading(next, values);
  return next;
}

function textOf(piece: EnvPiece): string {
  return piece.kind === 'other' ? piece.text : `${piece.before}${piece.written}${piece.after}`;
}

function nextPiece(rest: string, line: number): { readonly piece: EnvPiece; readonly problem?: string } {
  const whole = /^[^\n]*(?:\n|$)/.exec(rest)?.[0] ?? rest;
  if (/^\s*(?:#|$)/.test(whole)) {
    return { piece: { kind: 'other', text: whole } };
  }
  const before = /^[ \t]*(?:export +)?[ \t]*([^=\s](?:[^=\n]*[^=\s])?)\s*=[ \t]*/.exec(whole);
  if (before?.[1] === undefined) {
    return { piece: { kind: 'other', text: whole }, problem: 'this is neither an assignment nor a comment' };
  }
  const name = before[1];
  const { written, value, problem } = readValue(rest.slice(before[0].length));
  const tail = /^[^\n]*(?:\n|$)/.exec(rest.slice(before[0].length + written.length))?.[0] ?? '';
  const odd = /^[A-Za-z_][\w.-]*$/.test(name) ? problem : 'this is no name of an environment variable';
  return { piece: { kind: 'entry', entry: { name, value, line }, before: before[0], written, after: tail }, ...(odd === undefined ? {} : { problem: odd }) };
}

/** The value at the start of a text: quoted to the next quote of its kind, over lines; else to `#` or the end of the line. */
function readValue(text: string): { readonly written: string; readonly value: string; readonly problem?: string } {
  const quote = text[0] ?? '';
  const end = '"\'`'.includes(quote) && quote !== '' ? text.indexOf(quote, 1) : -1;
  if (end > 0) {
    const inside = text.slice(1, end).replaceAll('\r', '');
    return { written: text.slice(0, end + 1), value: quote === '"' ? inside.replaceAll('\\n', '\n') : inside };
  }
  const opened = quote !== '' && '"\'`'.includes(quote);
  // An open quote takes a `#` along.
  const raw = (opened ? /^[^\n]*/ : /^[^\n#]*/).exec(text)?.[0] ?? '';
  const written = raw.replace(/[ \t\r]+$/, '');
  return { written, value: written.replaceAll('\r', ''), ...(opened ? { problem: 'the quote that starts here is never closed' } : {}) };
}

function repeatedNames(entries: readonly EnvEntry[]): readonly EnvProblem[] {
  const last = new Map(entries.map((entry) => [entry.name, entry.line]));
  return entries.flatMap(({ name, line }) => (last.get(name) === line ? [] : [{ line, what: `${name} is set again on line ${last.get(name) ?? line}, which counts` }]));
}

function writtenAs(value: string, earlier: string, lineEnd: string): string {
  return quoteValue(value, earlier[0]).replaceAll('\n', lineEnd);
}

function endOfLast(text: string, lineEnd: string): string {
  return text === '' || text === byteOrderMark || text.endsWith('\n') ? '' : lineEnd;
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

function mostlyCrLf(text: string): boolean {
  const lines = text.split('\n').length - 1;
  return lines > 0 && text.split('\r\n').length - 1 > lines / 2;
}

/** Node itself must read what was meant: an open quote or blanks after a `=` elsewhere can swallow the lines after them. */
function checkReading(text: string, meant: ReadonlyMap<string, string>): void {
  const read = parseEnv(text);
  const wrong = [...meant].find(([name, value]) => read[name] !== value);
  if (wrong !== undefined) {
    const problem = parseEnvFile(text).problems[0];
    const where = problem === undefined ? 'a line before it ends in blanks or an open quote' : `line ${problem.line}: ${problem.what}`;
    throw new AtakoraError('ATK2206', `Node would not read ${wrong[0]} from the file as it is meant: ${where}`);
  }
}
