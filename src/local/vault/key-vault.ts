import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalAnswer, LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal, errorBody } from '../refusal.ts';
import { claimedBy, findResource } from '../world/resource-store.ts';
import type { Vault } from './secret-operations.ts';
import { deleteSecret, getSecret, listDeleted, listSecrets, listVersions, purgeSecret, readDeleted, recoverSecret, setSecret, updateSecret } from './secret-operations.ts';

/**
 * Answers a request to a vault's own host. A vault that is not there has no host: nothing answers.
 * @see https://learn.microsoft.com/rest/api/keyvault/secrets
 */
export function answerVault(context: LocalContext, request: LocalRequest, url: URL): LocalAnswer {
  const vault = findVault(context, url.hostname);
  if (vault === undefined) return { kind: 'unreachable', code: 'ENOTFOUND', host: url.hostname };
  return withVaultHeaders(context, vault, challenged(context, request) ?? refusing(() => route(context, vault, request, url)));
}

function findVault(context: LocalContext, host: string): Vault | undefined {
  const name = /^([^.]+)\.vault\.azure\.net$/i.exec(host)?.[1];
  const key = name === undefined ? undefined : claimedBy(context.db, 'microsoft.keyvault/vaults', name);
  const resource = key === undefined ? undefined : findResource(context.db, key);
  if (name === undefined || resource === undefined) return undefined;
  const properties = isJsonObject(resource.body['properties']) ? resource.body['properties'] : {};
  const days = properties['softDeleteRetentionInDays'];
  return {
    name: name.toLowerCase(),
    location: typeof resource.body['location'] === 'string' ? resource.body['location'] : '',
    recoverableDays: typeof days === 'number' ? days : 90,
    purgeProtected: properties['enablePurgeProtection'] === true,
  };
}

/** Key Vault challenges first, before a client sends its body. */
function challenged(context: LocalContext, request: LocalRequest): LocalResponse | undefined {
  if (/^bearer \S+/i.test(request.headers['authorization'] ?? '')) return undefined;
  const challenge = `Bearer authorization="https://login.microsoftonline.com/${context.tenantId}", resource="https://vault.azure.net"`;
  return answer(401, errorBody({ code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' }), { 'www-authenticate': challenge });
}

function route(context: LocalContext, vault: Vault, request: LocalRequest, url: URL): LocalResponse {
  const method = request.method.toUpperCase();
  const [collection = '', name, third] = url.pathname.split('/').filter((segment) => segment !== '').map((segment) => decodeURIComponent(segment));
  if (name !== undefined) checkName(name);
  const page = { max: Number(url.searchParams.get('maxresults') ?? 25), after: url.searchParams.get('$skiptoken') ?? '', apiVersion: url.searchParams.get('api-version') ?? '' };
  if (collection.toLowerCase() === 'secrets') {
    if (name === undefined) {
      if (method === 'GET') return listSecrets(context, vault, page);
    } else if (method === 'GET' && third === 'versions') return listVersions(context, vault, name, page);
    else if (method === 'GET') return getSecret(context, vault, name, third);
    else if (method === 'PUT' && third === undefined) return setSecret(context, vault, name, bodyOf(request));
    else if (method === 'PATCH') return updateSecret(context, vault, name, third, bodyOf(request));
    else if (method === 'DELETE' && third === undefined) return deleteSecret(context, vault, name);
  } else if (collection.toLowerCase() === 'deletedsecrets') {
    if (name === undefined) {
      if (method === 'GET') return listDeleted(context, vault, page);
    } else if (method === 'GET') return readDeleted(context, vault, name);
    else if (method === 'DELETE') return purgeSecret(context, vault, name);
    else if (method === 'POST' && third === 'recover') return recoverSecret(context, vault, name);
  }
  throw new Refusal(405, { code: 'MethodNotAllowed', message: `HTTP ${method} not allowed` });
}

function checkName(name: string): void {
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw new Refusal(400, { code: 'BadParameter', message: `The request URI contains an invalid name: ${name}` });
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
    if (error instanceof Refusal) return answer(error.status, errorBody(error.error));
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
