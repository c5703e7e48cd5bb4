import type { CivilTime } from './date-time.ts';
import { civilFromEpoch } from './date-time.ts';
import { evaluationError } from './template-error.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Standard formats as patterns, in the invariant culture. */
const standard: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  M: 'MMMM dd',
  m: 'MMMM dd',
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff'Z'",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff'Z'",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};

const specifier = /'([^']*)'|"([^"]*)"|\\(.)|%?(d{1,4}|f{1,7}|F{1,7}|h{1,2}|H{1,2}|m{1,2}|M{1,4}|s{1,2}|t{1,2}|y{1,5}|z{1,3}|K)/g;

/**
 * A moment in UTC by a .NET format, standard (`u`) or custom (`yyyyMMdd`), in the invariant culture.
 * @throws ArmTemplateError `ATK2004` for a single letter that is no standard format.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
 */
export function formatDate(epochMs: number, format: string): string {
  const time = civilFromEpoch(epochMs);
  if (format.length === 1 && standard[format] === undefined) throw evaluationError(`The date format '${format}' is not valid: no standard format has that letter`);
  const pattern = format === '' ? (standard['G'] ?? '') : (standard[format] ?? format);
  return pattern.replace(specifier, (_, single: string | undefined, double: string | undefined, escaped: string | undefined, letters: string | undefined) => single ?? double ?? escaped ?? field(time, letters ?? ''));
}

function field(time: CivilTime, letters: string): string {
  const { length } = letters;
  switch (letters.charAt(0)) {
    case 'd':
      return named(time.day, length, weekdays[time.weekday] ?? '');
    case 'M':
      return named(time.month, length, months[time.month - 1] ?? '');
    case 'y':
      return length <= 2 ? padded(time.year % 100, length) : padded(time.year, length);
    case 'H':
      return padded(time.hour, length);
    case 'h':
      return padded(time.hour % 12 || 12, length);
    case 'm':
      return padded(time.minute, length);
    case 's':
      return padded(time.second, length);
    case 'f':
      return padded(time.millisecond, 3).padEnd(7, '0').slice(0, length);
    case 'F':
      return padded(time.millisecond, 3).slice(0, length).replace(/0+$/, '');
    case 't':
      return (time.hour < 12 ? 'AM' : 'PM').slice(0, length);
    case 'z':
      return length === 1 ? '+0' : length === 2 ? '+00' : '+00:00';
    default:
      return 'Z';
  }
}

function named(number: number, length: number, name: string): string {
  if (length <= 2) return padded(number, length);
  return length === 3 ? name.slice(0, 3) : name;
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
