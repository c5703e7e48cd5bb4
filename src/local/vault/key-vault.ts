import { isJsonObject } from '../../model/json.ts';
import { vaultCaller } from '../access/vault-sign-in.ts';
import type { LocalContext } from '../context.ts';
import type { LocalAnswer, LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal, errorBody } from '../refusal.ts';
import { deleteSecret, listDeleted, purgeOverdue, purgeSecret, readDeleted, recoverSecret } from './deleted-secrets.ts';
import { backupSecret, restoreSecret } from './secret-backup.ts';
import { getSecret, listSecrets, listVersions, setSecret, updateSecret } from './secret-operations.ts';
import { pageOf } from './secret-view.ts';
import type { SecretRight } from './vault-access.ts';
import { requireVaultAccess } from './vault-access.ts';
import type { Vault } from './vault-resource.ts';
import { findVault } from './vault-resource.ts';

/**
 * Answers a request to a vault's own host. A vault that is not there has no host: nothing answers.
 * @see https://learn.microsoft.com/rest/api/keyvault/secrets
 */
export function answerVault(given: LocalContext, request: LocalRequest, url: URL): LocalAnswer {
  const vault = findVault(given, url.hostname, url.searchParams.get('api-version') ?? '');
  if (vault === undefined) return { kind: 'unreachable', code: 'ENOTFOUND', host: url.hostname };
  return withVaultHeaders(given, vault, refusing(() => serve({ ...given, caller: vaultCaller(given, request, vault.apiVersion) }, vault, request, url)));
}

function serve(context: LocalContext, vault: Vault, request: LocalRequest, url: URL): LocalResponse {
  if (vault.apiVersion === '') throw new Refusal(400, { code: 'BadParameter', message: 'api-version must be specified' });
  const call = callOf(request, url);
  const operation = operationOf(call);
  if (operation === undefined) throw new Refusal(405, { code: 'MethodNotAllowed', message: `HTTP ${call.method} not allowed` });
  requireVaultAccess(context, vault, operation.right, operation.right === 'restore' ? undefined : call.name);
  if (call.name !== undefined) checkName(call.name);
  purgeOverdue(context, vault);
  return operation.run(context, vault, request, url);
}

interface VaultCall {
  readonly method: string;
  readonly collection: string;
  readonly name?: string;
  /** Version, or what is done with the secret. */
  readonly detail?: string;
}

function callOf(request: LocalRequest, url: URL): VaultCall {
  const [collection = '', name, detail] = url.pathname.split('/').filter((segment) => segment !== '').map(decoded);
  return {
    method: request.method.toUpperCase(),
    collection: collection.toLowerCase(),
    ...(name === undefined ? {} : { name }),
    ...(detail === undefined ? {} : { detail }),
  };
}

interface Operation {
  readonly right: SecretRight;
  readonly run: (context: LocalContext, vault: Vault, request: LocalRequest, url: URL) => LocalResponse;
}

function operationOf(call: VaultCall): Operation | undefined {
  if (call.collection === 'secrets') return call.name === undefined ? secretList(call) : secretOperation(call, call.name);
  if (call.collection === 'deletedsecrets') return call.name === undefined ? deletedList(call) : deletedOperation(call, call.name);
  return undefined;
}

function secretList({ method }: VaultCall): Operation | undefined {
  return method === 'GET' ? { right: 'list', run: (context, vault, _request, url) => listSecrets(context, vault, pageOf(url)) } : undefined;
}

function deletedList({ method }: VaultCall): Operation | undefined {
  return method === 'GET' ? { right: 'list', run: (context, vault, _request, url) => listDeleted(context, vault, pageOf(url)) } : undefined;
}

function secretOperation({ method, detail }: VaultCall, name: string): Operation | undefined {
  const word = detail?.toLowerCase();
  switch (method) {
    case 'GET':
      if (word === 'versions') return { right: 'list', run: (context, vault, _request, url) => listVersions(context, vault, name, pageOf(url)) };
      return { right: 'get', run: (context, vault) => getSecret(context, vault, name, detail) };
    case 'PUT':
      return detail === undefined ? { right: 'set', run: (context, vault, request) => setSecret(context, vault, name, bodyOf(request)) } : undefined;
    case 'PATCH':
      return { right: 'update', run: (context, vault, request) => updateSecret(context, vault, name, detail, bodyOf(request)) };
    case 'DELETE':
      return detail === undefined ? { right: 'delete', run: (context, vault) => deleteSecret(context, vault, name) } : undefined;
    case 'POST':
      if (word === 'backup') return { right: 'backup', run: (context, vault) => backupSecret(context, vault, name) };
      return name.toLowerCase() === 'restore' && detail === undefined ? { right: 'restore', run: (context, vault, request) => restoreSecret(context, vault, bodyOf(request)) } : undefined;
    default:
      return undefined;
  }
}

function deletedOperation({ method, detail }: VaultCall, name: string): Operation | undefined {
  if (method === 'POST') return detail?.toLowerCase() === 'recover' ? { right: 'recover', run: (context, vault) => recoverSecret(context, vault, name) } : undefined;
  if (detail !== undefined) return undefined;
  if (method === 'GET') return { right: 'get', run: (context, vault) => readDeleted(context, vault, name) };
  return method === 'DELETE' ? { right: 'purge', run: (context, vault) => purgeSecret(context, vault, name) } : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidName(segment);
  }
}

function checkName(name: string): void {
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw invalidName(name);
}

function invalidName(name: string): Refusal {
  return new Refusal(400, { code: 'BadParameter', message: `The request URI contains an invalid name: ${name}` });
}

function bodyOf(request: LocalRequest): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(request.body ?? '');
    if (isJsonObject(parsed)) return parsed;
  } catch {
    // Refused below, with what is no JSON and what is no object alike.
  }
  throw new Refusal(400, { code: 'BadParameter', message: 'The request body is not a JSON object.' });
}

function refusing(work: () => LocalResponse): LocalResponse {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return answer(error.status, errorBody(error.error), error.headers);
    throw error;
  }
}

function withVaultHeaders(context: LocalContext, vault: Vault, response: LocalResponse): LocalResponse {
  const headers = {
    'cache-control': 'no-cache',
    'x-ms-keyvault-region': vault.location,
    'x-ms-keyvault-service-version': '1.9.908.1',
    'x-ms-request-id': context.ids.uuid(),
    'x-ms-keyvault-network-info': 'conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;',
  };
  return { ...response, headers: { ...headers, ...response.headers } };
}
