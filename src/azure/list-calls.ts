import type { AzureLists } from '../engine/azure-questions.ts';
import type { Deletion } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { advised } from './advise-failure.ts';
import { armCalls } from './arm-calls.ts';
import type { ClientOptions } from './sdk-clients.ts';
import { unfoldFailure } from './unfold-failure.ts';

/** Statuses with which Resource Manager says that there is no such list: an unknown type, a scope that it cannot be listed in, a method that it has not. */
const noSuchList: ReadonlySet<number> = new Set([400, 404, 405]);

/** A list that has not ended after so many pages goes round in a circle. */
const mostPages = 10_000;

type Call = ReturnType<typeof armCalls>;

/** Lists of Resource Manager as they come, page by page; and the deletion for good of what it keeps. */
export function listCalls(options: ClientOptions): AzureLists {
  const call = armCalls(options);
  return {
    list: (path, apiVersion, signal) => listAll(call, path, apiVersion, signal),
    startPurge: (path, apiVersion, signal) => startPurge(call, path, apiVersion, signal),
  };
}

async function listAll(call: Call, path: string, apiVersion: string, signal: AbortSignal | undefined): Promise<readonly JsonObject[] | undefined> {
  const found: JsonObject[] = [];
  let next: string | undefined = path;
  for (let page = 0; next !== undefined; page += 1) {
    const { status, body } = await call({ method: 'GET', path: next, apiVersion }, signal);
    if (page === 0 && noSuchList.has(status)) return undefined;
    // Of a provider that the subscription has not registered there is nothing.
    if (page === 0 && codeOf(body) === 'MissingSubscriptionRegistration') return [];
    if (status !== 200 || !isJsonObject(body) || page > mostPages) throw brokenOff(path, status, body);
    for (const item of Array.isArray(body['value']) ? body['value'] : []) if (isJsonObject(item)) found.push(item);
    next = pathOf(body['nextLink']);
  }
  return found;
}

function codeOf(body: unknown): string {
  const error = isJsonObject(body) ? body['error'] : undefined;
  return isJsonObject(error) && typeof error['code'] === 'string' ? error['code'] : '';
}

/** Half of a list would make what is missing in it look as if it were not there. */
function brokenOff(path: string, status: number, body: unknown): AtakoraError {
  const failure = advised(unfoldFailure(isJsonObject(body) ? body : undefined, { status }) ?? { code: `Http${status}`, message: `status ${status}`, status });
  return new AtakoraError('ATK1803', `Azure did not give the whole list ${path}: ${failure.message} (${failure.code})`, { source: 'azure', cause: failure });
}

/** Path and query of the next page. The sign-in goes to Resource Manager only, wherever a link leads. */
function pathOf(link: unknown): string | undefined {
  if (typeof link !== 'string' || link === '') return undefined;
  const { pathname, searchParams } = new URL(link, 'https://management.azure.com');
  searchParams.delete('api-version');
  const query = searchParams.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/purge-deleted */
async function startPurge(call: Call, path: string, apiVersion: string, signal: AbortSignal | undefined): Promise<Deletion> {
  const { status, body } = await call({ method: 'POST', path: `${path}/purge`, apiVersion }, signal);
  if (status >= 400 && status !== 404) {
    const failure = advised(unfoldFailure(body, { status }) ?? { code: `Http${status}`, message: `status ${status}`, status });
    throw new AtakoraError('ATK1803', `Azure refused to purge ${path}: ${failure.message} (${failure.code})`, { source: 'azure', cause: failure, ...(failure.advice === undefined ? {} : { hint: failure.advice.hint }) });
  }
  return { isDone: async (pollSignal) => (await call({ method: 'GET', path, apiVersion }, pollSignal)).status === 404 };
}
