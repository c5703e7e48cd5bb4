import { z } from 'zod';
import type { SignInIdentity } from '../model/doctor.ts';

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const claimsSchema = z.looseObject({
  tid: z.string().optional(),
  oid: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  idtyp: z.string().optional(),
  upn: z.string().optional(),
  preferred_username: z.string().optional(),
  unique_name: z.string().optional(),
  exp: z.number().optional(),
});

/** Who a token is for, by its claims; the token itself goes nowhere. What cannot be read is left out. */
export function identityOf(token: string): SignInIdentity {
  const claims = claimsSchema.safeParse(payloadOf(token)).data ?? {};
  const user = claims.upn ?? claims.preferred_username ?? claims.unique_name;
  const isApplication = claims.idtyp === 'app' || user === undefined;
  const who = user ?? claims.appid ?? claims.azp ?? claims.oid;
  return {
    isApplication,
    ...(who === undefined ? {} : { who }),
    ...(claims.tid === undefined ? {} : { tenantId: claims.tid }),
    ...(claims.oid === undefined ? {} : { objectId: claims.oid }),
    ...(claims.exp === undefined ? {} : { expiresAt: new Date(claims.exp * 1_000).toISOString() }),
  };
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
