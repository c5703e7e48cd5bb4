import { describe, expect, it } from 'vitest';
import { checkSchedule } from './cron.ts';

describe('schedules of timers', () => {
  it.each(['0 30 3 * * *', '0 */5 * * * *', '0 0 9-17 * * 1-5', '0 0 0 1,15 * *', '0 5 * Jan,Jul Mon', '*/15 * * * *', '0 0 12 * January-March Sun,Sat'.replace('12 *', '12 1')])('%s is one', (schedule) => {
    expect(checkSchedule(schedule)).toBeUndefined();
  });

  it.each([
    ['', 'it has 0 fields'],
    ['0 0 3 * *  * *', 'it has 7 fields'],
    ['01:00:00', 'it has 1 fields'],
    ['60 0 0 * * *', '"60" cannot be the second'],
    ['0 0 24 * * *', '"24" cannot be the hour (0 to 23)'],
    ['0 0 0 0 * *', '"0" cannot be the day '],
    ['0 0 0 * Juny *', undefined],
    ['0 0 0 * Foo *', '"Foo" cannot be the month'],
    ['0 0 0 * * 7', '"7" cannot be the day of the week'],
    ['0 */0 * * * *', '"*/0" cannot be the minute'],
    ['0 9-5 * * * *', '"9-5" cannot be the minute'],
    ['0 1-2-3 * * * *', '"1-2-3" cannot be the minute'],
    ['0 -1 * * * *', '"-1" cannot be the minute'],
    ['0 1,,2 * * * *', '"" cannot be the minute'],
  ])('"%s": %s', (schedule, why) => {
    if (why === undefined) {
      expect(checkSchedule(schedule)).toBeUndefined();
    } else {
      expect(checkSchedule(schedule)).toContain(why);
    }
  });
});
