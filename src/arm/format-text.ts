import type { Value } from './expression.ts';
import { evaluationError } from './template-error.ts';
import { formattedText } from './text-of-value.ts';
import { isInteger } from './value.ts';

const item = /\{\{|\}\}|\{(\d+)(?:,\s*(-?\d+))?(?::([^{}]*))?\}|[{}]/g;

/**
 * Composite formatting: `{0}`, `{1,8}` for a width, `{2:X4}` for a number format, doubled braces for themselves.
 * @throws ArmTemplateError `ATK2004` for a stray brace and for an index that no argument has.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/composite-formatting
 */
export function formatText(pattern: string, args: readonly Value[]): string {
  return pattern.replace(item, (found: string, index: string | undefined, width: string | undefined, format: string | undefined) => {
    if (found === '{{') return '{';
    if (found === '}}') return '}';
    if (index === undefined) throw evaluationError(`The format string is not valid: a brace stands alone`);
    const value = args[Number(index)];
    if (value === undefined) throw evaluationError(`The format string is not valid: there is no argument '${index}'`);
    return pad(format === undefined ? formattedText(value) : formatNumber(value, format), Number(width ?? 0));
  });
}

function pad(text: string, width: number): string {
  const capped = Math.min(Math.abs(width), 10_000);
  return width < 0 ? text.padEnd(capped) : text.padStart(capped);
}

/** Integers in the standard formats D, X, N, F, G and in custom patterns of zeros; other values print as without format. */
function formatNumber(value: Value, format: string): string {
  if (!isInteger(value)) return formattedText(value);
  const number = BigInt(value);
  const digits = number < 0n ? (-number).toString() : number.toString();
  const sign = number < 0n ? '-' : '';
  const [, letter = '', precision = ''] = /^([A-Za-z])(\d{0,2})$/.exec(format) ?? [];
  switch (letter.toLowerCase()) {
    case 'd':
      return `${sign}${digits.padStart(Number(precision), '0')}`;
    case 'x': {
      const hex = BigInt.asUintN(number < -0x8000_0000n ? 64 : number < 0n ? 32 : 64, number).toString(16).padStart(Number(precision), '0');
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    case 'n':
      return `${sign}${digits.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction(precision, 2)}`;
    case 'f':
      return `${sign}${digits}${fraction(precision, 2)}`;
    default:
      return /^0+$/.test(format) ? `${sign}${digits.padStart(format.length, '0')}` : `${sign}${digits}`;
  }
}

function fraction(precision: string, usual: number): string {
  const places = precision === '' ? usual : Number(precision);
  return places === 0 ? '' : `.${'0'.repeat(places)}`;
}
