import type { Value } from './expression.ts';
import { objectOf } from './value.ts';
import { evaluationLimits } from './limits.ts';

interface Reader {
  readonly text: string;
  at: number;
}

/** The value of a JSON text, single quotes, bare property names, comments and a comma after the last element allowed as Azure does; undefined when it is not one. */
export function parseJson(text: string): Value | undefined {
  const reader: Reader = { text, at: 0 };
  const value = readValue(reader, 0);
  skipSpace(reader);
  return reader.at === text.length ? value : undefined;
}

/** White space and comments. */
const space = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const literal = /true|false|null/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const bareName = /[A-Za-z_$][\w$]*/y;
const text = /"[^"\\]*(?:\\[^][^"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y;

function readValue(reader: Reader, depth: number): Value | undefined {
  if (depth > evaluationLimits.valueDepth) return undefined;
  skipSpace(reader);
  const char = reader.text.charAt(reader.at);
  if (char === '{') return readObject(reader, depth);
  if (char === '[') return readArray(reader, depth);
  if (char === '"' || char === "'") return readString(reader);
  const word = take(reader, literal);
  if (word !== undefined) return word === 'null' ? null : word === 'true';
  const digits = take(reader, number);
  return digits === undefined ? undefined : readNumber(digits);
}

function readNumber(digits: string): Value {
  const near = Number(digits);
  if (!/^-?\d+$/.test(digits) || Number.isSafeInteger(near)) return near;
  const exact = BigInt(digits);
  return BigInt.asIntN(64, exact) === exact ? exact : near;
}

function readObject(reader: Reader, depth: number): Value | undefined {
  reader.at += 1;
  const entries: [string, Value][] = [];
  for (;;) {
    skipSpace(reader);
    if (accept(reader, '}')) return objectOf(entries);
    const key = take(reader, bareName) ?? readString(reader);
    skipSpace(reader);
    if (key === undefined || !accept(reader, ':')) return undefined;
    const value = readValue(reader, depth + 1);
    if (value === undefined) return undefined;
    entries.push([key, value]);
    skipSpace(reader);
    if (accept(reader, '}')) return objectOf(entries);
    if (!accept(reader, ',')) return undefined;
  }
}

function readArray(reader: Reader, depth: number): Value | undefined {
  reader.at += 1;
  const values: Value[] = [];
  for (;;) {
    skipSpace(reader);
    if (accept(reader, ']')) return values;
    const value = readValue(reader, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
    skipSpace(reader);
    if (accept(reader, ']')) return values;
    if (!accept(reader, ',')) return undefined;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function readString(reader: Reader): string | undefined {
  const quoted = take(reader, text);
  return quoted?.slice(1, -1).replace(/\\(?:u([\dA-Fa-f]{4})|([^]))/g, (_, code: string | undefined, char: string) => (code === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16))));
}

function skipSpace(reader: Reader): void {
  take(reader, space);
}

function accept(reader: Reader, char: string): boolean {
  if (reader.text.charAt(reader.at) !== char) return false;
  reader.at += 1;
  return true;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}
