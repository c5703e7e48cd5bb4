import { AtakoraError } from '../model/errors.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration such as `30s`, `5m`, `1h`; 0 for none. @throws AtakoraError `ATK1002` for anything else. */
export function parseDuration(text: string | undefined, flag: string): number {
  if (text === undefined) {
    return 0;
  }
  const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = units[unit ?? ''];
  if (amount === undefined || factor === undefined) {
    throw new AtakoraError('ATK1002', `--${flag} ${text} is not a time`, { hint: 'Write a number with ms, s, m or h, such as 5m.' });
  }
  return Number(amount) * factor;
}
