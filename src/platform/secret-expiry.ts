import { AtakoraError } from '../model/errors.ts';

const units: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000, y: 365 * 86_400_000 };

/** Azure's client library writes times as 32-bit seconds. */
const latest = (2 ** 31 - 1) * 1000;

/**
 * When a value is to expire: a time from now such as `90d` (h, d, w, y), a day (its end, UTC) or an instant. ISO 8601 UTC, whole seconds.
 * @throws AtakoraError `ATK1002` for anything else, for what is past, and for what is after 2038-01-19.
 */
export function parseExpiry(given: string, now: string): string {
  const at = instantOf(given.trim(), Date.parse(now));
  if (at === undefined) throw new AtakoraError('ATK1002', `--expires ${given} is neither a time from now nor a day`, { hint: 'Write such as 90d, 2027-06-30 or 2027-06-30T12:00:00Z.' });
  if (at <= Date.parse(now)) throw new AtakoraError('ATK1002', `--expires ${given} is not in the future`);
  if (at > latest) throw new AtakoraError('ATK1002', `--expires ${given} is after 2038-01-19, the last day that can be written`);
  return `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

function instantOf(given: string, now: number): number | undefined {
  const [, amount = '', unit = ''] = /^(\d{1,5})([hdwy])$/.exec(given) ?? [];
  const factor = units[unit];
  if (factor !== undefined) return now + Number(amount) * factor;
  if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return isDay(given) ? Date.parse(`${given}T23:59:59Z`) : undefined;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(given) || !isDay(given.slice(0, 10))) return undefined;
  const at = Date.parse(given);
  return Number.isFinite(at) ? at : undefined;
}

/** The 30th of February is no day. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
