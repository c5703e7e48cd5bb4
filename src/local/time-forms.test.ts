import { expect, it } from 'vitest';
import { epochSeconds, usTime } from './time-forms.ts';

it.each([
  ['2018-07-02T12:08:13.000Z', '7/2/2018 12:08:13 PM'],
  ['2026-11-21T00:00:05.999Z', '11/21/2026 12:00:05 AM'],
  ['2026-01-05T23:59:00Z', '1/5/2026 11:59:00 PM'],
])('%s is %s in a message, and so are its seconds', (at, text) => {
  expect(usTime(at)).toBe(text);
  expect(usTime(epochSeconds(at))).toBe(text);
});
