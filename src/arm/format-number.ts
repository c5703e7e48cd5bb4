import { evaluationError } from './template-error.ts';

/** Digits after the point, or zeros in front, at most; .NET allows a thousand million. */
const mostDigits = 1_000;

/**
 * A number by a .NET format in the invariant culture: standard (`N0`, `D5`, `X`) or custom (`#,##0.00`, `00`).
 * @throws ArmTemplateError `ATK2004` for a standard format that there is not, or that takes only whole numbers.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings
 * @see https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings
 */
export function formatNumber(value: number | bigint, format: string): string {
  if (format === '') return String(value);
  const [, letter, digits = ''] = /^([A-Za-z])(\d*)$/.exec(format) ?? [];
  if (letter === undefined) return formatCustom(value, format);
  const precision = digits === '' ? undefined : Number(digits);
  if (precision !== undefined && precision > mostDigits) throw notValid(format);
  const whole = typeof value === 'bigint' ? value : Number.isInteger(value) ? BigInt(value) : undefined;
  switch (letter.toLowerCase()) {
    case 'd':
      return whole === undefined ? refuse(format) : signed(whole < 0n, magnitude(whole).padStart(precision ?? 0, '0'));
    case 'x':
    case 'b':
      return whole === undefined ? refuse(format) : inBase(whole, letter, precision ?? 0);
    case 'n':
      return fixed(value, precision ?? 2, true);
    case 'f':
      return fixed(value, precision ?? 2, false);
    case 'c':
      return value < 0 ? `(¤${fixed(negated(value), precision ?? 2, true)})` : `¤${fixed(value, precision ?? 2, true)}`;
    case 'p':
      return `${fixed(typeof value === 'bigint' ? value * 100n : value * 100, precision ?? 2, true)} %`;
    case 'e':
      return scientific(value, precision ?? 6, letter, 3);
    case 'g':
      return general(value, precision ?? 0, letter);
    default:
      return refuse(format);
  }
}

function refuse(format: string): never {
  throw notValid(format);
}

function notValid(format: string): Error {
  return evaluationError(`The format string is not valid: '${format}' is no format for this number`);
}

function magnitude(value: bigint): string {
  return (value < 0n ? -value : value).toString();
}

function negated(value: number | bigint): number | bigint {
  return typeof value === 'bigint' ? -value : -value;
}

function signed(isNegative: boolean, text: string): string {
  return isNegative ? `-${text}` : text;
}

/** Hexadecimal or binary digits; of a negative number those of its 32 or 64 bits. */
function inBase(value: bigint, letter: string, width: number): string {
  const bits = value < 0n && value >= -0x8000_0000n ? 32 : 64;
  const text = BigInt.asUintN(bits, value).toString(letter.toLowerCase() === 'x' ? 16 : 2).padStart(width, '0');
  return letter === 'X' ? text.toUpperCase() : text;
}

/** Whole and fractional digits of a number without its sign, rounded half away from zero. */
function digitsOf(value: number | bigint, places: number): { readonly isNegative: boolean; readonly whole: string; readonly fraction: string } {
  if (typeof value === 'bigint' || Number.isInteger(value)) {
    const exact = BigInt(value);
    return { isNegative: exact < 0n, whole: magnitude(exact), fraction: '0'.repeat(places) };
  }
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(Math.min(places, 100)).split('.');
  return { isNegative: value < 0 && /[1-9]/.test(whole + fraction), whole, fraction: fraction.padEnd(places, '0') };
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

function fixed(value: number | bigint, places: number, withGroups: boolean): string {
  const { isNegative, whole, fraction } = digitsOf(value, places);
  const shown = withGroups ? grouped(whole) : whole;
  return signed(isNegative, fraction === '' ? shown : `${shown}.${fraction}`);
}

function scientific(value: number | bigint, places: number, letter: string, exponentDigits: number): string {
  const [mantissa = '0', exponent = '+0'] = Number(value).toExponential(Math.min(places, 100)).split('e');
  return `${mantissa}${letter}${exponent.charAt(0)}${exponent.slice(1).padStart(exponentDigits, '0')}`;
}

function general(value: number | bigint, precision: number, letter: string): string {
  const whole = typeof value === 'bigint' || Number.isInteger(value) ? magnitude(BigInt(value)) : undefined;
  if (precision === 0 || (whole !== undefined && whole.length <= precision)) return String(value);
  const near = Number(Number(value).toPrecision(Math.min(precision, 100)));
  const exponent = near === 0 ? 0 : Math.floor(Math.log10(Math.abs(near)));
  if (exponent < precision && exponent >= -5) return String(near);
  const [mantissa = '0', power = '+0'] = near.toExponential().split('e');
  return `${mantissa}${letter === 'G' ? 'E' : 'e'}${power.charAt(0)}${power.slice(1).padStart(2, '0')}`;
}

const customParts = /'([^']*)'|"([^"]*)"|\\(.)|([0#][0#,]*(?:\.[0#]*)?|\.[0#]+)|([,.])/g;

/** Zeros and hashes stand for digits, a comma between them for groups; everything else is written as it is. */
function formatCustom(value: number | bigint, format: string): string {
  const sections = format.split(';');
  const [positive = '', negative = '', zero = ''] = sections;
  const isNegative = value < 0;
  if (Number(value) === 0 && zero !== '') return fill(0, zero);
  if (isNegative && negative !== '') return fill(negated(value), negative);
  return signed(isNegative, fill(isNegative ? negated(value) : value, positive));
}

function fill(value: number | bigint, pattern: string): string {
  const scaled = pattern.includes('%') ? Number(value) * 100 : value;
  let isDone = false;
  return pattern.replace(customParts, (_, single: string | undefined, double: string | undefined, escaped: string | undefined, places: string | undefined) => {
    const literal = single ?? double ?? escaped;
    if (literal !== undefined) return literal;
    if (places === undefined || isDone) return '';
    isDone = true;
    return fillDigits(scaled, places);
  });
}

function fillDigits(value: number | bigint, pattern: string): string {
  const [before = '', after = ''] = pattern.split('.');
  const { whole, fraction } = digitsOf(value, after.length);
  const least = before.replaceAll(',', '').replace(/^#*/, '').length;
  const digits = (whole === '0' ? '' : whole).padStart(least, '0');
  const kept = Math.max(after.lastIndexOf('0') + 1, fraction.replace(/0+$/, '').length);
  const shown = /[0#],+[0#]/.test(before) ? grouped(digits) : digits;
  return kept === 0 ? shown : `${shown}.${fraction.slice(0, kept)}`;
}
