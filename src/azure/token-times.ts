import type { AccessToken, TokenCredential } from '@azure/identity';

/** When the last token was valid, as far as it says; to tell a wrong clock. */
export interface TokenTimes {
  last(): { readonly from?: string; readonly until?: string } | undefined;
}

/** The credential, remembering the times of the last token that it gave (never the token). */
export function withTokenTimes(credential: TokenCredential): { readonly credential: TokenCredential; readonly times: TokenTimes } {
  let last: AccessToken | undefined;
  let seen: ReturnType<TokenTimes['last']>;
  return {
    credential: {
      getToken: async (scopes, options) => {
        const token = await credential.getToken(scopes, options);
        if (token !== null && token !== last) {
          seen = timesOf(token);
          last = token;
        }
        return token;
      },
    },
    times: { last: () => seen },
  };
}

/** `nbf` and `exp` of the token's claims; without them what the sign-in said of its end. */
function timesOf({ token, expiresOnTimestamp }: AccessToken): ReturnType<TokenTimes['last']> {
  const claims = claimsOf(token);
  const from = instantOf(claims['nbf']);
  const until = instantOf(claims['exp']) ?? new Date(expiresOnTimestamp).toISOString();
  return { ...(from === undefined ? {} : { from }), until };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function instantOf(seconds: unknown): string | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : undefined;
}
