import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject } from '../../model/json.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Database } from '../world/database.ts';
import { Refusal } from '../refusal.ts';
import { epochSeconds, usTime } from '../time-forms.ts';
import type { Caller, CallerKind } from './caller.ts';
import { owner } from './identities.ts';
import { worldKey } from './world-key.ts';

/** What a token says. */
export interface TokenClaims {
  /** Object id. */
  readonly principalId: string;
  readonly kind: CallerKind;
  /** Application id; empty when absent. */
  readonly clientId?: string;
  /** Sign-in name of a person. */
  readonly name?: string;
  /** The resource that it opens, such as `https://management.azure.com`. */
  readonly audience: string;
  readonly tenantId: string;
  /** ISO 8601 UTC. */
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** Resource that carries a managed identity; Azure shows it as `xms_mirid`. */
  readonly resourceId?: string;
}

export interface ReadOptions {
  readonly tenantId: string;
  /** Audiences that are taken, without a slash at the end. */
  readonly audiences: readonly string[];
  /** Takes a token of no particular form as the owner's: requests that never left this process. */
  readonly trustOpaque: boolean;
}

/** Audiences of Resource Manager. */
export const armAudiences: readonly string[] = ['https://management.azure.com', 'https://management.core.windows.net'];

/** Audiences of a vault. */
export const vaultAudiences: readonly string[] = ['https://vault.azure.net'];

/** A signed token in the form of Azure's: header, claims and signature. @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export function issueToken(db: Database, claims: TokenClaims): string {
  const person = claims.kind === 'owner' || claims.kind === 'user';
  const issued = epochSeconds(claims.issuedAt);
  const payload = {
    aud: claims.audience,
    iss: `https://sts.windows.net/${claims.tenantId}/`,
    iat: issued,
    nbf: issued,
    exp: epochSeconds(claims.expiresAt),
    appid: claims.clientId ?? '',
    idtyp: person ? 'user' : 'app',
    oid: claims.principalId,
    sub: claims.principalId,
    tid: claims.tenantId,
    ...(claims.name === undefined ? {} : { upn: claims.name, name: claims.name }),
    ...(claims.resourceId === undefined ? {} : { xms_mirid: claims.resourceId }),
    ver: '1.0',
    atakora_kind: claims.kind,
  };
  const text = `${encode({ typ: 'JWT', alg: 'HS256', kid: 'local' })}.${encode(payload)}`;
  return `${text}.${signature(db, text)}`;
}

/**
 * Who sends a request, by its `Authorization` header.
 * @throws Refusal 401 with Azure's codes `AuthenticationFailed`, `InvalidAuthenticationToken`, `ExpiredAuthenticationToken`,
 *   `InvalidAuthenticationTokenAudience`, `InvalidAuthenticationTokenTenant`.
 */
export function readToken(db: Database, authorization: string | undefined, at: string, options: ReadOptions): Caller {
  const token = /^bearer (\S+)\s*$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized(options, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
  const parts = token.split('.');
  if (parts.length !== 3) {
    if (options.trustOpaque) return owner;
    throw unauthorized(options, 'InvalidAuthenticationToken', 'The access token is invalid.');
  }
  const claims = verified(db, parts, options);
  const now = epochSeconds(at);
  if (Number(claims['exp']) <= now) {
    throw unauthorized(options, 'ExpiredAuthenticationToken', `The access token expiry UTC time '${usTime(Number(claims['exp']))}' is earlier than current UTC time '${usTime(now)}'.`);
  }
  if (Number(claims['nbf']) > now + skewSeconds) {
    throw unauthorized(options, 'InvalidAuthenticationToken', `The access token is not valid yet: current UTC time is '${usTime(now)}'.`);
  }
  const audience = String(claims['aud']).replace(/\/$/, '').toLowerCase();
  if (!options.audiences.includes(audience)) {
    const allowed = options.audiences.flatMap((one) => [`${one}/`, one]).join(',');
    throw unauthorized(options, 'InvalidAuthenticationTokenAudience', `The access token has been obtained for wrong audience or resource '${String(claims['aud'])}'. It should exactly match with one of the allowed audiences '${allowed}'.`);
  }
  if (String(claims['tid']).toLowerCase() !== options.tenantId.toLowerCase()) {
    throw unauthorized(options, 'InvalidAuthenticationTokenTenant', `The access token is from the wrong issuer 'https://sts.windows.net/${String(claims['tid'])}/'. It must match the tenant 'https://sts.windows.net/${options.tenantId}/' associated with this subscription.`);
  }
  return callerOf(claims);
}

/** Seconds by which clocks may differ. */
const skewSeconds = 300;

function verified(db: Database, parts: readonly string[], options: ReadOptions): JsonObject {
  const [header = '', payload = '', given = ''] = parts;
  const right = signature(db, `${header}.${payload}`);
  const same = given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
  const claims = same ? decode(payload) : undefined;
  if (claims === undefined) throw unauthorized(options, 'InvalidAuthenticationToken', 'The access token is invalid.');
  return claims;
}

function callerOf(claims: JsonObject): Caller {
  const kind = claims['atakora_kind'];
  const clientId = String(claims['appid'] ?? '');
  return {
    kind: kind === 'owner' || kind === 'user' || kind === 'managedIdentity' ? kind : 'servicePrincipal',
    principalId: String(claims['oid']).toLowerCase(),
    clientId,
    name: typeof claims['upn'] === 'string' ? claims['upn'] : clientId,
  };
}

function unauthorized({ tenantId }: ReadOptions, code: string, message: string): Refusal {
  const reason = code === 'AuthenticationFailed' ? '' : ', error="invalid_token", error_description="The access token is invalid."';
  return new Refusal(401, { code, message }, { 'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenantId}"${reason}` });
}

function signature(db: Database, text: string): string {
  return createHmac('sha256', worldKey(db, 'token-signing')).update(text).digest('base64url');
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
