import { AtakoraError } from '../../model/errors.ts';
import type { FaultEffect, FaultMatch, FaultRule } from './fault-rule.ts';

/** The forms of a rule, as messages show them. */
export const ruleForms = [
  '429 PUT type=Microsoft.Storage/* times=2 retry-after=5',
  '503 chance=0.1',
  'latency=200ms..2s GET',
  'drop=after PUT path=*/deployments/*',
  'fail type=Microsoft.Web/sites code=Conflict message="no capacity"',
  'stuck name=web*',
  'slow=5s type=Microsoft.DocumentDB/*',
  'unhealthy name=shop-api',
  '503 GET html=true',
  '429 PUT type=Microsoft.Web/sites code=59206',
] as const;

const matchKeys = ['type', 'name', 'path'] as const;
const countKeys = ['chance', 'skip', 'times'] as const;

/**
 * Reads a rule: an effect, then what it applies to, in words apart by blanks; values with blanks stand in double quotes.
 * @throws AtakoraError `ATK2104` when it is none.
 */
export function parseFaultRule(text: string): FaultRule {
  const words = text.match(/(?:[^\s"]+|"[^"]*")+/g) ?? [];
  const [head = '', ...rest] = words;
  const method = rest.find((word) => /^[A-Za-z]+$/.test(word))?.toUpperCase();
  const pairs = new Map<string, string>();
  for (const word of rest) {
    if (/^[A-Za-z]+$/.test(word)) continue;
    const at = word.indexOf('=');
    if (at < 1) throw wrong(text, `"${word}" is not KEY=VALUE`);
    pairs.set(word.slice(0, at).toLowerCase(), word.slice(at + 1).replaceAll('"', ''));
  }
  const effect = effectOf(text, head, pairs);
  const match: FaultMatch = {
    ...(method === undefined ? {} : { method }),
    ...Object.fromEntries(matchKeys.flatMap((key) => (pairs.has(key) ? [[key, pairs.get(key) ?? '']] : []))),
  };
  refuseUnknown(text, effect, pairs);
  const times = pairs.get('times');
  return {
    text,
    effect,
    match,
    chance: numberOf(text, 'chance', pairs.get('chance') ?? '1', (value) => value > 0 && value <= 1),
    skip: numberOf(text, 'skip', pairs.get('skip') ?? '0', isCount),
    ...(times === undefined ? {} : { times: numberOf(text, 'times', times, isCount) }),
  };
}

function effectOf(text: string, head: string, pairs: ReadonlyMap<string, string>): FaultEffect {
  const [name = '', value] = head.split('=', 2);
  if (/^[45]\d\d$/.test(head)) return statusEffect(text, Number(head), pairs);
  switch (name.toLowerCase()) {
    case 'latency': {
      const [from, to = from] = (value ?? '').split('..');
      return { kind: 'latency', fromMs: milliseconds(text, from), toMs: milliseconds(text, to) };
    }
    case 'drop':
      if (value !== undefined && value !== 'before' && value !== 'after') throw wrong(text, 'drop is `drop=before` or `drop=after`');
      return { kind: 'drop', moment: value ?? 'before' };
    case 'fail':
      return { kind: 'fail', code: pairs.get('code') ?? 'InternalServerError', message: pairs.get('message') ?? 'Encountered internal server error.' };
    case 'stuck':
      return { kind: 'stuck' };
    case 'slow':
      return { kind: 'slow', ms: milliseconds(text, value) };
    case 'healthy':
    case 'unhealthy':
      return { kind: 'health', healthy: name.toLowerCase() === 'healthy' };
    default:
      throw wrong(text, `it begins with "${head}", which is no effect`);
  }
}

/** Codes and texts as Azure gives them with these statuses. */
const usual: Readonly<Record<number, readonly [string, string]>> = {
  429: ['TooManyRequests', 'The request is being throttled as the limit has been reached for operation type.'],
  500: ['InternalServerError', 'Encountered internal server error.'],
  502: ['BadGateway', 'The gateway did not receive a response from the service.'],
  503: ['ServiceUnavailable', 'The service is unavailable now, is over capacity or misbehaving.'],
  504: ['GatewayTimeout', 'The gateway did not receive a response within the specified time period.'],
};

function statusEffect(text: string, status: number, pairs: ReadonlyMap<string, string>): FaultEffect {
  const [code, message] = usual[status] ?? ['BadRequest', 'The request failed because a fault rule says so.'];
  const retry = pairs.get('retry-after') ?? (status === 429 ? '1' : undefined);
  return {
    kind: 'status',
    status,
    code: pairs.get('code') ?? code,
    message: pairs.get('message') ?? message,
    ...(retry === undefined ? {} : { retryAfterS: numberOf(text, 'retry-after', retry, isCount) }),
    ...(pairs.get('html') === 'true' ? { html: true } : {}),
  };
}

function refuseUnknown(text: string, effect: FaultEffect, pairs: ReadonlyMap<string, string>): void {
  const own = effect.kind === 'status' ? ['code', 'message', 'retry-after', 'html'] : effect.kind === 'fail' ? ['code', 'message'] : [];
  const known: readonly string[] = [...matchKeys, ...countKeys, ...own];
  const stranger = [...pairs.keys()].find((key) => !known.includes(key));
  if (stranger !== undefined) throw wrong(text, `"${stranger}" does not go with it; known here: ${known.join(', ')}`);
}

function milliseconds(text: string, value: string | undefined): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(value ?? '');
  if (found === null) throw wrong(text, `"${value ?? ''}" is no time such as 250ms, 5s or 2m`);
  return Number(found[1]) * ({ ms: 1, s: 1000, m: 60_000 }[found[2] ?? 'ms'] ?? 1);
}

function numberOf(text: string, key: string, value: string, isRight: (value: number) => boolean): number {
  const number = value === '' ? Number.NaN : Number(value);
  if (!isRight(number)) throw wrong(text, `${key}=${value} is not a number in its range`);
  return number;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

function wrong(text: string, why: string): AtakoraError {
  return new AtakoraError('ATK2104', `the fault rule \`${text}\` is not valid: ${why}`, { hint: `Such as: ${ruleForms.slice(0, 4).join(' · ')}` });
}
