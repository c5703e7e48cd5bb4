import type { Value } from './expression.ts';
import { isArray, isObject } from './value.ts';

/** A value as `concat`, `string` and `join` print it: `True` and `False`, compact JSON for arrays and objects. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return '';
  return typeof value === 'object' ? jsonOf(value, doubleQuoted) : String(value);
}

/** A value as `format` prints it: like `textOf`, but with single quotes inside of arrays and objects. */
export function formattedText(value: Value): string {
  return isArray(value) || isObject(value) ? jsonOf(value, singleQuoted) : textOf(value);
}

function jsonOf(value: Value, quote: (text: string) => string): string {
  if (typeof value === 'string') return quote(value);
  if (isArray(value)) return `[${value.map((inner) => jsonOf(inner, quote)).join(',')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([key, inner]) => `${quote(key)}:${jsonOf(inner, quote)}`).join(',')}}`;
  return String(value);
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}

function singleQuoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
