import { describe, expect, test } from 'vitest';
import { parseDuration } from './duration-flag.ts';

describe('a duration', () => {
  test.each([[undefined, 0], ['0s', 0], ['250ms', 250], ['30s', 30_000], ['5m', 300_000], ['2h', 7_200_000]])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text, 'lock-timeout')).toBe(ms);
  });

  test.each(['', '5', 'm', '-5m', '1.5h', '5 m', '5M', '5d', '1h30m'])('"%s" is none', (text) => {
    expect(() => parseDuration(text, 'lock-timeout')).toThrow(expect.objectContaining({ code: 'ATK1002', message: `--lock-timeout ${text} is not a time` }));
  });
});
