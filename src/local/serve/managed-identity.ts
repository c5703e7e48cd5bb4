import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ManagedIdentity } from '../access/identities.ts';
import { findManagedIdentity } from '../access/identities.ts';
import { issueToken } from '../access/tokens.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { Database } from '../world/database.ts';
import { audienceOf } from './token-audience.ts';

/** A managed identity's token lives for a day. */
const lifetimeS = 86_400;

/**
 * Answers for the two token services of managed identities: that of machines (`/metadata/identity/oauth2/token`) and that of App
 * Service (`/msi/token`). Azure knows which machine asks; here the identity is named, or it is the only one of the world.
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity
 */
export function answerManagedIdentity(context: LocalContext, request: LocalRequest, url: URL): LocalResponse {
  const path = url.pathname.toLowerCase().replace(/\/+$/, '');
  const appService = path === '/msi/token';
  if (!appService && path !== '/metadata/identity/oauth2/token') return refused(404, 'not_found', `There is no ${url.pathname} here.`);
  if (request.method.toUpperCase() !== 'GET') return refused(405, 'invalid_request', 'The method is not allowed.');
  const problem = appService ? headerProblem(context.db, request.headers['x-identity-header']) : metadataProblem(request);
  if (problem !== undefined) return problem;
  const query = url.searchParams;
  const resource = query.get('resource') ?? '';
  if (resource === '') return refused(400, 'invalid_request', "Missing query variable 'resource'");
  const audience = audienceOf(resource);
  if (audience === undefined) return refused(400, 'invalid_resource', `AADSTS500011: The resource principal named ${resource} was not found in the tenant named ${context.tenantId}.`);
  const identity = askedFor(context.db, query);
  if (identity === undefined) return refused(400, 'invalid_request', 'Identity not found');
  if (identity === 'several') return refused(400, 'invalid_request', 'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request');
  return granted(context, identity, resource, audience, appService);
}

/** The secret that requests to App Service's token endpoint carry; the same for every app of a world. */
export function identityHeader(db: Database): string {
  const name = 'identity-header';
  const known = db.get('select value from access_keys where name = ?', name)?.['value'];
  if (typeof known === 'string') return known;
  db.run('insert or ignore into access_keys (name, value) values (?, ?)', name, randomBytes(18).toString('hex').toUpperCase());
  return String(db.get('select value from access_keys where name = ?', name)?.['value']);
}

/** A request that was forwarded may come from a server that was talked into it; the header is what such a server cannot set. */
function metadataProblem({ headers }: LocalRequest): LocalResponse | undefined {
  if (headers['metadata']?.toLowerCase() !== 'true') return refused(400, 'invalid_request', 'Required metadata header not specified');
  return headers['x-forwarded-for'] === undefined ? undefined : refused(400, 'invalid_request', 'Requests with an X-Forwarded-For header are refused');
}

function headerProblem(db: Database, given: string | undefined): LocalResponse | undefined {
  if (given === undefined) return refused(400, 'invalid_request', 'The header X-IDENTITY-HEADER is missing');
  const [right, sent] = [Buffer.from(identityHeader(db)), Buffer.from(given)];
  return right.length === sent.length && timingSafeEqual(right, sent) ? undefined : refused(401, 'unauthorized', 'The header X-IDENTITY-HEADER is not that of this world');
}

function askedFor(db: Database, query: URLSearchParams): ManagedIdentity | 'several' | undefined {
  const value = (...names: readonly string[]) => names.map((name) => query.get(name)).find((text) => text !== null && text !== '') ?? undefined;
  const [clientId, objectId, resourceId] = [value('client_id', 'clientid'), value('object_id', 'principal_id'), value('mi_res_id', 'msi_res_id')];
  if (clientId !== undefined || objectId !== undefined || resourceId !== undefined) return findManagedIdentity(db, { clientId, objectId, resourceId });
  const carriers = db.all("select id from resources where json_extract(body, '$.identity.principalId') is not null or type = 'microsoft.managedidentity/userassignedidentities' order by key limit 2");
  return carriers.length > 1 ? 'several' : findManagedIdentity(db, { resourceId: String(carriers[0]?.['id'] ?? '') });
}

function granted(context: LocalContext, identity: ManagedIdentity, resource: string, audience: string, appService: boolean): LocalResponse {
  const expiresAt = later(context.at, lifetimeS * 1000);
  const token = issueToken(context.db, {
    principalId: identity.principalId,
    kind: 'managedIdentity',
    clientId: identity.clientId,
    audience,
    tenantId: context.tenantId,
    issuedAt: context.at,
    expiresAt,
    resourceId: identity.resourceId,
  });
  const seconds = (at: string): string => String(Math.floor(Date.parse(at) / 1000));
  const span = String(lifetimeS - 1);
  const machine = { expires_in: span, ext_expires_in: span, not_before: seconds(context.at) };
  return answer(200, {
    access_token: token,
    client_id: identity.clientId,
    ...(appService ? {} : machine),
    expires_on: seconds(expiresAt),
    resource,
    token_type: 'Bearer',
  });
}

function refused(status: number, error: string, description: string): LocalResponse {
  return answer(status, { error, error_description: description });
}
