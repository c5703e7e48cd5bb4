import { hasClient, verifyClientSecret } from '../access/identities.ts';
import type { Caller } from '../access/caller.ts';
import { issueToken } from '../access/tokens.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { JsonObject } from '../../model/json.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { errorBody } from '../refusal.ts';
import type { SignInError } from './sign-in-errors.ts';
import { missingParameter, missingSecret, refuseSignIn, unknownApplication, unknownAssertion, unknownResource, unknownTenant, unsupportedGrant, wrongScope, wrongSecret } from './sign-in-errors.ts';
import { audienceOf } from './token-audience.ts';

const authority = 'https://login.microsoftonline.com';
const lifetimeS = 3600;

/** Words that stand for whatever tenant signs in. */
const anyTenant: ReadonlySet<string> = new Set(['common', 'organizations']);

/**
 * Answers `login.microsoftonline.com`: discovery and the client-credentials flow. Other flows are refused with their numbers.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function answerSignIn(context: LocalContext, request: LocalRequest, url: URL): LocalResponse {
  const [tenant = '', ...rest] = url.pathname.split('/').filter((part) => part !== '');
  const path = rest.join('/').toLowerCase();
  if (path === 'discovery/instance') return answer(200, instanceDiscovery(context));
  if (!anyTenant.has(tenant.toLowerCase()) && tenant.toLowerCase() !== context.tenantId.toLowerCase()) return refuseSignIn(context, unknownTenant(tenant));
  if (path === '.well-known/openid-configuration') return answer(200, openIdConfiguration(context, tenant, ''));
  if (path === 'v2.0/.well-known/openid-configuration') return answer(200, openIdConfiguration(context, tenant, 'v2.0/'));
  // Tokens are signed with a secret of the world, which no key set shows: only this world checks them.
  if (path === 'discovery/keys' || path === 'discovery/v2.0/keys') return answer(200, { keys: [] });
  if (path !== 'oauth2/token' && path !== 'oauth2/v2.0/token') return answer(404, errorBody({ code: 'NotFound', message: `The local sign-in has no ${url.pathname}.` }));
  if (request.method.toUpperCase() !== 'POST') return refuseSignIn(context, { status: 400, error: 'invalid_request', number: 900561, message: 'The endpoint only accepts POST requests. Received a GET request.' });
  const granted = grantToken(context, request, path === 'oauth2/v2.0/token');
  return 'number' in granted ? refuseSignIn(context, granted) : granted;
}

function grantToken(context: LocalContext, request: LocalRequest, second: boolean): LocalResponse | SignInError {
  const form = new URLSearchParams(request.body ?? '');
  const grant = form.get('grant_type');
  if (grant === null || grant === '') return missingParameter('grant_type');
  if (grant !== 'client_credentials') return unsupportedGrant(grant);
  const caller = signedIn(context, request, form);
  if ('number' in caller) return caller;
  const name = second ? 'scope' : 'resource';
  const given = form.get(name);
  if (given === null || given === '') return missingParameter(name);
  if (second && !given.endsWith('/.default')) return wrongScope(given);
  const resource = second ? given.slice(0, -'/.default'.length) : given;
  const audience = audienceOf(resource);
  if (audience === undefined) return unknownResource(resource, context.tenantId);
  return tokenAnswer(context, caller, audience, second);
}

function signedIn(context: LocalContext, request: LocalRequest, form: URLSearchParams): Caller | SignInError {
  const basic = basicCredentials(request.headers['authorization']);
  const clientId = form.get('client_id') ?? basic?.[0] ?? '';
  const secret = form.get('client_secret') ?? basic?.[1] ?? '';
  if (clientId === '') return missingParameter('client_id');
  if (!hasClient(context.db, clientId)) return unknownApplication(clientId, context.tenantId);
  if (form.has('client_assertion')) return unknownAssertion();
  if (secret === '') return missingSecret();
  return verifyClientSecret(context.db, clientId, secret) ?? wrongSecret(clientId);
}

function basicCredentials(authorization: string | undefined): readonly [string, string] | undefined {
  const encoded = /^basic (\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  if (at < 0) return undefined;
  try {
    return [decodeURIComponent(text.slice(0, at)), decodeURIComponent(text.slice(at + 1))];
  } catch {
    return undefined;
  }
}

/** The first version of the endpoint gives numbers as texts and repeats the resource. */
function tokenAnswer(context: LocalContext, caller: Caller, audience: string, second: boolean): LocalResponse {
  const expiresAt = later(context.at, lifetimeS * 1000);
  const token = issueToken(context.db, {
    principalId: caller.principalId,
    kind: caller.kind,
    clientId: caller.clientId,
    audience,
    tenantId: context.tenantId,
    issuedAt: context.at,
    expiresAt,
  });
  const spans = { expires_in: lifetimeS - 1, ext_expires_in: lifetimeS - 1 };
  const first = {
    expires_in: String(spans.expires_in),
    ext_expires_in: String(spans.ext_expires_in),
    expires_on: unixSeconds(expiresAt),
    not_before: unixSeconds(context.at),
    resource: audience,
  };
  return answer(200, { token_type: 'Bearer', ...(second ? spans : first), access_token: token }, { 'cache-control': 'no-store, no-cache' });
}

function openIdConfiguration(context: LocalContext, tenant: string, version: '' | 'v2.0/'): JsonObject {
  const home = `${authority}/${tenant}`;
  const endpoints = `${home}/oauth2/${version}`;
  return {
    token_endpoint: `${endpoints}token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    jwks_uri: `${home}/discovery/${version}keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'token'],
    scopes_supported: ['openid'],
    issuer: version === '' ? `https://sts.windows.net/${context.tenantId}/` : `${authority}/${context.tenantId}/v2.0`,
    authorization_endpoint: `${endpoints}authorize`,
    device_authorization_endpoint: `${endpoints}devicecode`,
    end_session_endpoint: `${endpoints}logout`,
    tenant_region_scope: 'WW',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
  };
}

/** @see https://learn.microsoft.com/entra/msal/msal-instance-discovery */
function instanceDiscovery(context: LocalContext): JsonObject {
  const host = 'login.microsoftonline.com';
  return {
    tenant_discovery_endpoint: `${authority}/${context.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function unixSeconds(at: string): string {
  return String(Math.floor(Date.parse(at) / 1000));
}
