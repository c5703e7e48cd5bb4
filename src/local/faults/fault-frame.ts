import { refuseAppService } from '../service-refusals.ts';
import type { LocalContext } from '../context.ts';
import { errorBody } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuseSignIn } from '../serve/sign-in-errors.ts';
import type { FaultEffect } from './fault-rule.ts';

type StatusEffect = Extract<FaultEffect, { readonly kind: 'status' }>;

/** What App Service says while something else is written, by its own number. */
const locks: Readonly<Record<string, string>> = {
  59206: 'Cannot acquire exclusive lock to create, update or delete this site. Retry the request later.',
  59207: 'Cannot acquire exclusive lock to create, update or delete this server farm. Retry the request later.',
};

/** Codes that Network puts into the details of another. */
const retryable = new Set(['ReferencedResourceNotProvisioned', 'RetryableErrorDueToAnotherOperation']);

/** What the sign-in calls the kinds of its refusals; the rest are about what was sent. */
const signInErrors: Readonly<Record<string, string>> = {
  7000222: 'invalid_client',
  7000215: 'invalid_client',
  700016: 'unauthorized_client',
  53003: 'access_denied',
  70043: 'invalid_grant',
  700082: 'invalid_grant',
};

/** The answer that a rule gives in the service's stead, in the frame that the service has for that code. */
export function faultAnswer(context: LocalContext, url: URL, effect: StatusEffect): LocalResponse {
  const { status, code, message, retryAfterS } = effect;
  const headers = {
    'x-ms-failure-cause': effect.html === true ? 'service' : 'gateway',
    ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
  };
  if (effect.html === true) return { kind: 'response', status, headers: { 'content-type': 'text/html; charset=us-ascii', ...headers }, body: page(status) };
  const number = /^AADSTS(\d+)$/.exec(code)?.[1];
  if (number !== undefined && url.hostname.startsWith('login.')) return refuseSignIn(context, { status, error: signInErrors[number] ?? 'invalid_request', number: Number(number), message });
  const lock = locks[code];
  if (lock !== undefined) return answer(status, refuseAppService({ status, code: String(status), extendedCode: code, template: lock }).ownBody, headers);
  if (retryable.has(code)) return answer(status, errorBody({ code: 'RetryableError', message: 'A retryable error occurred.', details: [{ code, message }] }), headers);
  return answer(status, errorBody({ code, message }), headers);
}

/** What front ends answer when nobody behind them does. */
function page(status: number): string {
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">\r\n<HTML><HEAD><TITLE>Service Unavailable</TITLE>\r\n<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>\r\n<BODY><h2>Service Unavailable</h2><hr><p>HTTP Error ${status}. The service is unavailable.</p></BODY></HTML>\r\n`;
}
