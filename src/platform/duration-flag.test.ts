import { describe, expect, test } from 'vitest';
import { parseDuration } from './duration-flag.ts';

describe('a duration', () => {
  test.each([[undefined, 0], ['0s', 0], ['250ms', 250], ['30s', 30_000], ['5m', 300_000], ['2h', 7_200_000], ['30d', 2_592_000_000], ['2w', 1_209_600_000], ['P30D', 2_592_000_000], ['PT12H', 43_200_000], ['P1DT1.5S', 86_401_500], ['P2W', 1_209_600_000], ['P1M', 2_678_400_000], ['P1Y', 31_622_400_000], ['pt5m', 300_000], ['PT0S', 0]])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text, 'lock-timeout')).toBe(ms);
  });

  test.each(['', '5', 'm', '-5m', '1.5h', '5 m', '5M', '5D', '1h30m', '30 days', 'P', 'PT', 'P1DT', '30', '-P1D', 'P1.5D', 'P1S', 'thirty', '9999999999d', '999999999999999999999s', 'P101Y', 'Infinityd', '1e3d', '٣d'])('"%s" is none', (text) => {
    expect(() => parseDuration(text, 'lock-timeout')).toThrow(expect.objectContaining({ code: 'ATK1002', message: `--lock-timeout ${text} is not a time` }));
  });
});
