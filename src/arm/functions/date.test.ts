import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilFromEpoch, daysFromCivil } from '../date-time.ts';
import { deployment, errorOf, valueOf } from '../deployment.fake.ts';
import { expandDeployment } from '../expand.ts';

describe('date functions', () => {
  test.each([
    ["[dateTimeAdd('2026-01-31T10:00:00Z', 'P1M')]", '2026-03-02T10:00:00Z'],
    ["[dateTimeAdd('2026-01-01', '-PT1S')]", '2025-12-31T23:59:59Z'],
    ["[dateTimeAdd('2026-01-01T00:00:00+02:00', 'PT0S', 'u')]", '2025-12-31 22:00:00Z'],
    ["[dateTimeAdd('2026-01-01 00:00:00Z', 'P1DT2H', 'ddd, dd MMM yy h:mm tt')]", 'Fri, 02 Jan 26 2:00 AM'],
    ["[dateTimeToEpoch('1969-12-31T23:59:59Z')]", -1],
    ['[dateTimeFromEpoch(951782400)]', '2000-02-29T00:00:00Z'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test.each(["[dateTimeAdd('2026-02-30', 'P1D')]", "[dateTimeAdd('2026-01-01', '1 day')]", "[dateTimeAdd('2026-01-01', 'P')]", "[dateTimeAdd('9999-12-31', 'P1D')]", '[dateTimeFromEpoch(9223372036854775807)]'])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });

  test('utcNow gives the moment of the deployment, in defaults of parameters only', () => {
    const [parameter] = expandDeployment(deployment({ parameters: { a: { type: 'string', defaultValue: '[utcNow()]' } } })).parameters;
    expect(parameter?.value).toBe('20260304T050607Z');
    expect(errorOf(() => valueOf('[utcNow()]')).message).toContain("'utcNow' is not expected at this location");
  });

  test('the calendar agrees with the platform over ten thousand years', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const civil = civilFromEpoch(date.getTime());
        expect([civil.year, civil.month, civil.day, civil.weekday, civil.hour, civil.minute]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay(), date.getUTCHours(), date.getUTCMinutes()]);
        expect(daysFromCivil(civil.year, civil.month, civil.day)).toBe(Math.floor(date.getTime() / 86_400_000));
      }),
    );
  });
});
