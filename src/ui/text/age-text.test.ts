import { expect, it } from 'vitest';
import { ageText } from './age-text.ts';

const now = '2026-06-15T12:00:00.000Z';

it.each([
  ['2026-06-15T12:00:00.000Z', 'now'],
  ['2026-06-15T11:59:01.000Z', 'now'],
  ['2026-06-15T11:59:00.000Z', '1 minute ago'],
  ['2026-06-15T09:59:59.000Z', '2 hours ago'],
  ['2026-06-14T11:00:00.000Z', '1 day ago'],
  ['2026-05-16T11:00:00.000Z', '1 month ago'],
  ['2024-06-10T12:00:00.000Z', '2 years ago'],
  ['2026-09-13T13:00:00.000Z', 'in 3 months'],
  ['2026-06-15T12:30:00.000Z', 'in 30 minutes'],
])('%s is %s', (at, text) => {
  expect(ageText(at, now)).toBe(text);
});
