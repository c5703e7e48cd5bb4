import type { LocalContext } from '../context.ts';
import type { LocalRequest } from '../request.ts';
import { takeAllowance } from './allowances.ts';

/**
 * The headers that every answer of Resource Manager carries.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function traceHeaders(context: LocalContext, request: LocalRequest, requestId: string): Readonly<Record<string, string>> {
  const correlationId = context.correlationId ?? requestId;
  const client = request.headers['x-ms-client-request-id'];
  const { name: kind, left, leftOfAll } = takeAllowance(context.db, { method: request.method, principalId: context.caller.principalId, at: context.at });
  const allowance = new URL(request.url).pathname.toLowerCase().includes('/subscriptions/') ? 'subscription' : 'tenant';
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': correlationId,
    'x-ms-routing-request-id': `LOCAL:${context.at.replace(/[-:]|\.\d+/g, '')}:${correlationId}`,
    [`x-ms-ratelimit-remaining-${allowance}-${kind}`]: String(left),
    ...(allowance === 'subscription' ? { [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: String(leftOfAll) } : {}),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    ...(client === undefined || request.headers['x-ms-return-client-request-id'] !== 'true' ? {} : { 'x-ms-client-request-id': client }),
    date: new Date(Date.parse(context.at)).toUTCString(),
  };
}
