import type { Json } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import { findResource } from '../world/resource-store.ts';
import { blockedDeletion } from './group-deletion.ts';
import { resourceView } from './resource-view.ts';

/** What a poll asks for. The token says it all, so that no process has to remember operations. */
interface Operation {
  readonly kind: 'put' | 'delete';
  readonly key: string;
  readonly readyAt: string;
}

/** Header values of an accepted operation. Local operations are short: a client need not wait a whole second. */
export function asyncHeaders(context: LocalContext, style: 'azure-asyncoperation' | 'location', operation: Operation, apiVersion: string): Readonly<Record<string, string>> {
  const token = Buffer.from(JSON.stringify(operation)).toString('base64url');
  const folder = style === 'location' ? 'operationresults' : 'operationstatuses';
  const url = `https://management.azure.com/subscriptions/${context.subscriptionId}/${folder}/${token}?api-version=${apiVersion}`;
  return { [style]: url, 'retry-after': '1' };
}

/** `GET …/operationstatuses/{token}`: 200 with a status. */
export function operationStatus(context: LocalContext, token: string): LocalResponse {
  const operation = readToken(token);
  const done = operation.readyAt <= context.at;
  return answer(200, { name: token.slice(0, 36), status: done ? 'Succeeded' : 'InProgress' }, done ? {} : { 'retry-after': '1' });
}

/** `GET …/operationresults/{token}`: 202 until it is done, then what a GET shows, or 200 without a body after a deletion. */
export function operationResult(context: LocalContext, token: string, apiVersion: string): LocalResponse {
  const operation = readToken(token);
  if (operation.readyAt > context.at) return answer(202, undefined, asyncHeaders(context, 'location', operation, apiVersion));
  if (operation.kind === 'delete') {
    const blocked = blockedDeletion(context, operation.key, operation.readyAt);
    if (blocked !== undefined) throw blocked;
    return answer(200);
  }
  const resource = findResource(context.db, operation.key);
  return resource === undefined ? answer(204) : answer(200, resourceView(resource, context.at));
}

function readToken(token: string): Operation {
  try {
    const operation = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Record<string, Json>;
    if (typeof operation['key'] === 'string' && typeof operation['readyAt'] === 'string') {
      return { kind: operation['kind'] === 'delete' ? 'delete' : 'put', key: operation['key'], readyAt: operation['readyAt'] };
    }
  } catch {
    // Not one of ours: answered like an operation that nobody knows.
  }
  throw refuse(404, 'OperationNotFound', 'The asynchronous operation was not found.');
}
