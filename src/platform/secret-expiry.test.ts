import { describe, expect, it } from 'vitest';
import { parseExpiry } from './secret-expiry.ts';

const now = '2026-06-15T12:00:00.400Z';

describe('when a value expires', () => {
  it.each([
    ['90d', '2026-09-13T12:00:00Z'],
    ['36h', '2026-06-17T00:00:00Z'],
    ['2w', '2026-06-29T12:00:00Z'],
    ['1y', '2027-06-15T12:00:00Z'],
    ['2026-06-15', '2026-06-15T23:59:59Z'],
    ['2028-02-29', '2028-02-29T23:59:59Z'],
    ['2027-01-01T00:00:00+02:00', '2026-12-31T22:00:00Z'],
    ['2038-01-19T03:14:07Z', '2038-01-19T03:14:07Z'],
  ])('%s is %s', (given, at) => {
    expect(parseExpiry(given, now)).toBe(at);
  });

  it.each(['soon', '90', '90 d', '-1d', '2027-13-01', '2027-02-30', '2027-06-30T25:00:00Z', '2027-06-30 12:00', '1.5d', '', '2026-06-14', '0d', '2026-06-15T11:59:59Z', '2038-01-19T03:14:08Z', '99999y'])('%s is none', (given) => {
    expect(() => parseExpiry(given, now)).toThrow(expect.objectContaining({ code: 'ATK1002' }));
  });
});
