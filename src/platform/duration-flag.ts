import { AtakoraError } from '../model/errors.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Lengths in days of what has none of its own: the longest that it can be, so that nothing younger than what is meant counts as older. */
const longestDays = { year: 366, month: 31 } as const;

/** A longer time than a hundred years is a slip of the finger. */
const longestMs = 100 * longestDays.year * 86_400_000;

const isoForm = /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;

/**
 * Milliseconds of a duration such as `30s`, `5m`, `12h`, `30d`, `2w`, or in the form of ISO 8601 (`P30D`, `PT12H`); 0 for none.
 * @throws AtakoraError `ATK1002` for anything else, and for more than a hundred years.
 */
export function parseDuration(text: string | undefined, flag: string): number {
  if (text === undefined) {
    return 0;
  }
  const ms = shortDuration(text) ?? isoDuration(text);
  if (ms === undefined || ms > longestMs) {
    throw new AtakoraError('ATK1002', `--${flag} ${text} is not a time`, { hint: 'Write a number with ms, s, m, h, d or w, such as 5m or 30d, or an ISO 8601 duration, such as P30D.' });
  }
  return ms;
}

function shortDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d+)(ms|s|m|h|d|w)$/.exec(text) ?? [];
  const factor = units[unit ?? ''];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** Years and months count as the longest that they can be. */
function isoDuration(text: string): number | undefined {
  const match = isoForm.exec(text);
  if (match === null) {
    return undefined;
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number((part as string | undefined) ?? 0));
  const wholeDays = years * longestDays.year + months * longestDays.month + weeks * 7 + days;
  return Math.round((((wholeDays * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
}
