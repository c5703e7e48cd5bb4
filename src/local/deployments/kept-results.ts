import type { DeploymentScope } from '../../arm/deployment-input.ts';
import type { Json } from '../../model/json.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';

const dayMs = 86_400_000;

/** What a poll gets once the time has come. */
export interface KeptResult {
  readonly readyAt: string;
  readonly status: number;
  readonly body?: Json;
}

/**
 * Keeps the result of an accepted operation and answers 202 with the address to poll. `Retry-After` is short: local operations are.
 * Above subscriptions the address is one of ours; Azure's is not recorded.
 */
export function acceptedAnswer(context: LocalContext, scope: DeploymentScope, apiVersion: string, result: KeptResult): LocalResponse {
  const token = `r${context.ids.hex(30)}`;
  context.db.run('delete from results where ready_at < ?', later(context.at, -dayMs));
  context.db.run('insert into results (token, ready_at, status, body) values (?, ?, ?, ?)', token, result.readyAt, result.status, result.body === undefined ? null : JSON.stringify(result.body));
  const above = scope.subscriptionId === undefined ? '/providers/Microsoft.Resources' : `/subscriptions/${scope.subscriptionId}`;
  return pending(`https://management.azure.com${above}/operationresults/${token}?api-version=${apiVersion}`);
}

/** Answers a poll of a kept result; undefined for every other call. */
export function keptResult(context: LocalContext, { method, segments, apiVersion }: ArmCall): LocalResponse | undefined {
  const token = segments[3];
  if (method !== 'GET' || segments.length !== 4) return undefined;
  const [first, second, third] = segments.map((segment) => segment.toLowerCase());
  const asked = first === 'subscriptions' && third === 'operationresults' ? token : first === 'providers' && second === 'microsoft.resources' && third === 'operationresults' ? token : undefined;
  const row = asked === undefined ? undefined : context.db.get('select ready_at, status, body from results where token = ?', asked);
  if (row === undefined) return undefined;
  if (String(row['ready_at']) > context.at) return pending(`https://management.azure.com/${segments.join('/')}?api-version=${apiVersion}`);
  const body = row['body'];
  return answer(Number(row['status']), typeof body === 'string' ? (JSON.parse(body) as Json) : undefined);
}

function pending(location: string): LocalResponse {
  return answer(202, undefined, { location, 'retry-after': '1' });
}
