import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { temporaryFolder } from '../local-azure.fake.ts';
import { openDatabase } from '../world/database.ts';
import { addServicePrincipal, findManagedIdentity, hasClient, ownerPrincipalId, verifyClientSecret } from './identities.ts';
import type { ReadOptions, TokenClaims } from './tokens.ts';
import { armAudiences, issueToken, readToken } from './tokens.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const at = '2026-01-15T10:00:00.000Z';
const claims: TokenClaims = { principalId: '0A000000-0000-4000-8000-000000000001', clientId: 'app-id', kind: 'servicePrincipal', audience: 'https://management.azure.com/', tenantId, issuedAt: at, expiresAt: '2026-01-15T11:00:00.000Z' };
const arm: ReadOptions = { tenantId, audiences: armAudiences, trustOpaque: false };

function world() {
  return openDatabase(join(temporaryFolder(), 'world'));
}

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a token', () => {
  it('says who asks, in the form that SDKs take apart', () => {
    const db = world();
    const token = issueToken(db, claims);
    expect(readToken(db, `Bearer ${token}`, at, arm)).toEqual({ kind: 'servicePrincipal', principalId: claims.principalId.toLowerCase(), clientId: 'app-id', name: 'app-id' });
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(payload).toMatchObject({ aud: 'https://management.azure.com/', tid: tenantId, oid: claims.principalId, exp: Date.parse(claims.expiresAt) / 1000 });
  });

  it.each([
    ['AuthenticationFailed', undefined, at, arm],
    ['AuthenticationFailed', 'Basic abc', at, arm],
    ['InvalidAuthenticationToken', 'Bearer opaque', at, arm],
    ['InvalidAuthenticationToken', 'Bearer a.b.c', at, arm],
    ['ExpiredAuthenticationToken', 'good', '2026-01-15T11:00:00.000Z', arm],
    ['InvalidAuthenticationToken', 'good', '2026-01-15T09:00:00.000Z', arm],
    ['InvalidAuthenticationTokenAudience', 'good', at, { ...arm, audiences: ['https://vault.azure.net'] }],
    ['InvalidAuthenticationTokenTenant', 'good', at, { ...arm, tenantId: '22222222-2222-4222-8222-222222222222' }],
  ] as const)('is refused with %s when it is %s at %s', (code, given, now, options) => {
    const db = world();
    const header = given === 'good' ? `Bearer ${issueToken(db, claims)}` : given;
    const refusal = refusalOf(() => readToken(db, header, now, options));
    expect([refusal.status, refusal.error.code]).toEqual([401, code]);
    expect(refusal.headers['www-authenticate']).toContain(`https://login.microsoftonline.com/${options.tenantId}`);
  });

  it('of another world, or with changed claims, is refused', () => {
    const db = world();
    const token = issueToken(db, claims);
    expect(refusalOf(() => readToken(world(), `Bearer ${token}`, at, arm)).error.code).toBe('InvalidAuthenticationToken');
    const [header, payload = '', signature] = token.split('.');
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(claims.principalId, ownerPrincipalId)).toString('base64url');
    expect(refusalOf(() => readToken(db, `Bearer ${header}.${changed}.${signature}`, at, arm)).error.code).toBe('InvalidAuthenticationToken');
  });

  it('of no particular form is the owner’s in process, and nobody’s over the network', () => {
    const db = world();
    expect(readToken(db, 'Bearer local', at, { ...arm, trustOpaque: true })).toMatchObject({ kind: 'owner', principalId: ownerPrincipalId });
    expect(refusalOf(() => readToken(db, 'Bearer local', at, arm)).status).toBe(401);
  });
});

describe('a service principal', () => {
  it('signs in with its secret and with no other; the secret itself is not kept', () => {
    const db = world();
    const made = addServicePrincipal(db, { displayName: 'ci' });
    expect(verifyClientSecret(db, made.clientId.toUpperCase(), made.secret)).toMatchObject({ kind: 'servicePrincipal', principalId: made.objectId });
    expect(verifyClientSecret(db, made.clientId, `${made.secret}x`)).toBeUndefined();
    expect(verifyClientSecret(db, made.objectId, made.secret)).toBeUndefined();
    expect([hasClient(db, made.clientId), hasClient(db, made.objectId)]).toEqual([true, false]);
    expect(JSON.stringify(db.all('select * from principals'))).not.toContain(made.secret);
  });

  it('is no managed identity', () => {
    const db = world();
    const made = addServicePrincipal(db, { displayName: 'ci' });
    expect([findManagedIdentity(db, { clientId: made.clientId }), findManagedIdentity(db, { objectId: made.objectId }), findManagedIdentity(db, {})]).toEqual([undefined, undefined, undefined]);
  });
});
