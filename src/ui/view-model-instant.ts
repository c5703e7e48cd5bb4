const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?Z$/;

/**
 * Milliseconds since 1970 of an ISO 8601 UTC time as the stamper writes it, 0 for anything else.
 * Own arithmetic (days from civil), because the pure core has no `Date`.
 * @see https://howardhinnant.github.io/date_algorithms.html
 */
export function parseInstant(text: string): number {
  const parts = pattern.exec(text);
  if (parts === null) {
    return 0;
  }
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 7).map(Number);
  const millis = Number((parts[7] ?? '0').padEnd(3, '0'));
  return ((daysSince1970(year, month, day) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000 + millis;
}

function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
