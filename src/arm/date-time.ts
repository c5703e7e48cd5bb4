/** Milliseconds of a day. */
const dayMs = 86_400_000;

/** Days from 1970-01-01 to a date of the Gregorian calendar; month counts from 1. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** A moment in UTC taken apart; month and day count from 1, Sunday is weekday 0. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** The calendar fields of a moment, in milliseconds since 1970-01-01T00:00Z. */
export function civilFromEpoch(epochMs: number): CivilTime {
  const days = Math.floor(epochMs / dayMs);
  const rest = epochMs - days * dayMs;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: rest % 1000,
  };
}

const moment = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i;

/** `20260304T050607Z`, which `utcNow()` prints, with the dashes and colons that it lacks. */
const compact = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/i;
/** `03/04/2026 05:06:07`, the month first, as the invariant culture prints it. */
const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(.*)$/s;
/** `Wed, 04 Mar 2026 05:06:07 GMT`. */
const worded = /^(?:[A-Za-z]{3}, )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/i;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What the formats `utcNow` can print have in common: the same moment with dashes and colons. */
function isoLike(text: string): string {
  const trimmed = text.trim();
  if (compact.test(trimmed)) return trimmed.replace(compact, (_, year: string, month: string, day: string, hour = '00', minute = '00', second = '00') => `${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (slashed.test(trimmed)) return trimmed.replace(slashed, '$3-$1-$2$4');
  return trimmed.replace(worded, (_, day: string, month: string, year: string, time: string) => `${year}-${monthNames.indexOf(month.toLowerCase()) + 1}-${day} ${time}Z`);
}

/** Milliseconds since 1970-01-01T00:00Z of a date and time, ISO-like or as `utcNow` prints it; without an offset it is UTC. Undefined when it is none. */
export function parseMoment(text: string): number | undefined {
  const match = moment.exec(isoLike(text));
  if (match === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0] = match.map(Number);
  const fields = { year: year ?? 0, month: month ?? 0, day: day ?? 0, hour: hour || 0, minute: minute || 0, second: second || 0 };
  if (fields.month < 1 || fields.month > 12 || fields.day < 1 || fields.hour > 23 || fields.minute > 59 || fields.second > 59) return undefined;
  const days = daysFromCivil(fields.year, fields.month, fields.day);
  if (civilFromEpoch(days * dayMs).month !== fields.month) return undefined;
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  return days * dayMs + fields.hour * 3_600_000 + fields.minute * 60_000 + fields.second * 1000 + millisecond - offsetMs(match[8]);
}

function offsetMs(offset: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(offset ?? '');
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

const duration = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Milliseconds of an ISO 8601 duration as Azure counts it: a year has 365 days and a month 30. Undefined when it is none.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date#datetimeadd
 */
export function parseDuration(text: string): number | undefined {
  const match = duration.exec(text);
  if (match === null || /[PT]$/.test(text)) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part: string | undefined) => Number(part ?? 0));
  const total = (years * 365 + months * 30 + weeks * 7 + days) * dayMs + (hours * 3600 + minutes * 60 + seconds) * 1000;
  return match[1] === '-' ? -total : total;
}
