const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words that stand for numbers, the first for `least`. */
  readonly words: readonly string[];
}

const fields: readonly CronField[] = [
  { name: 'second', least: 0, most: 59, words: [] },
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'day of the week', least: 0, most: 6, words: days },
];

/**
 * Why Azure Functions would refuse a timer's schedule; undefined when it would not. The form is NCRONTAB in UTC:
 * `{second} {minute} {hour} {day} {month} {day of the week}`, or five fields without the second.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
export function checkSchedule(schedule: string): string | undefined {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== 5 && parts.length !== 6) {
    return `it has ${schedule.trim() === '' ? 0 : parts.length} fields instead of 5 or 6`;
  }
  const expected = fields.slice(6 - parts.length);
  for (const [index, field] of expected.entries()) {
    const wrong = (parts[index] ?? '').split(',').find((item) => !isItem(item, field));
    if (wrong !== undefined) {
      return `"${wrong}" cannot be the ${field.name} (${field.least} to ${field.most})`;
    }
  }
  return undefined;
}

function isItem(item: string, field: CronField): boolean {
  const [range = '', step, ...rest] = item.split('/');
  const validStep = step === undefined || (/^\d+$/.test(step) && Number(step) >= 1);
  if (rest.length > 0 || !validStep) {
    return false;
  }
  if (range === '*') {
    return true;
  }
  const ends = range.split('-').map((end) => numberOf(end, field));
  const [from, to = from] = ends;
  return ends.length <= 2 && from !== undefined && to !== undefined && from <= to;
}

function numberOf(text: string, field: CronField): number | undefined {
  const word = field.words.indexOf(text.toLowerCase().slice(0, 3));
  if (word >= 0 && /^[a-z]+$/i.test(text)) {
    return word + field.least;
  }
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= field.least && number <= field.most ? number : undefined;
}
