import type { LocalContext } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { LocalRequest } from '../request.ts';
import type { Caller } from './caller.ts';
import { readToken, vaultAudiences } from './tokens.ts';

/** From this version of the interface on, the challenge names one more kind of token. */
const newerChallenge = '2026';

/**
 * Who asks a vault. Key Vault challenges before a client sends its body.
 * @throws Refusal 401 that says where a token is to be had
 * @see https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses
 */
export function vaultCaller(context: LocalContext, request: LocalRequest, apiVersion: string): Caller {
  const { authorization } = request.headers;
  if (!/^bearer \S+/i.test(authorization ?? '')) {
    const kinds = apiVersion.startsWith('20') && apiVersion >= newerChallenge ? 'Bearer, PoP, or MTLS_POP' : 'Bearer or PoP';
    throw challenge(context, `AKV10000: Request is missing a ${kinds} token.`);
  }
  try {
    return readToken(context.db, authorization, context.at, { tenantId: context.tenantId, audiences: vaultAudiences, trustOpaque: request.network !== true });
  } catch (error) {
    throw error instanceof Refusal ? challenge(context, wordsOf(error)) : error;
  }
}

/** Key Vault has its own words for a token that it does not take. */
function wordsOf({ error }: Refusal): string {
  switch (error.code) {
    case 'InvalidAuthenticationTokenAudience': {
      const found = /resource '([^']*)'/.exec(error.message)?.[1] ?? '';
      return `AKV10022: Invalid audience. Expected https://vault.azure.net, found: ${found}.`;
    }
    case 'InvalidAuthenticationTokenTenant':
      return `AKV10032: Invalid issuer. ${error.message}`;
    case 'ExpiredAuthenticationToken':
      return `[TokenExpired] Error validating token: ${error.message}`;
    default:
      return '[BearerReadAccessTokenFailed] Error validating token: the signature or the form of the token is not valid.';
  }
}

function challenge(context: LocalContext, message: string): Refusal {
  const header = `Bearer authorization="https://login.microsoftonline.com/${context.tenantId}", resource="https://vault.azure.net"`;
  return new Refusal(401, { code: 'Unauthorized', message }, { 'www-authenticate': header });
}
