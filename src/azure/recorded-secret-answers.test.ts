import { existsSync, readFileSync } from 'node:fs';
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import type { SecretVault } from '../engine/secret-vault.ts';
import type { JsonObject } from '../model/json.ts';
import { connectSecrets } from './connect-secrets.ts';

interface Row {
  readonly op: string;
  readonly case: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly response_body: JsonObject | null;
}

const golden = new URL('../../../shared/golden/keyvault.json', import.meta.url);
const rows = existsSync(golden) ? (JSON.parse(readFileSync(golden, 'utf8')) as readonly Row[]) : [];
if (rows.length === 0) console.log('recorded secret answers: skipped, ../shared/golden is not here');

const uri = 'https://kv-one.vault.azure.net/';
const challenge = { 'www-authenticate': 'Bearer authorization="https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000", resource="https://vault.azure.net"' };

/** A vault that says, to whoever brings a token, what was recorded. */
function vaultThatSays({ status, response_body: body }: Row): { readonly vault: SecretVault; readonly asked: PipelineRequest[] } {
  const asked: PipelineRequest[] = [];
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      const answered = (code: number, text: string, headers: Record<string, string> = {}): Promise<PipelineResponse> => Promise.resolve({ request, status: code, bodyAsText: text, headers: createHttpHeaders({ 'content-type': 'application/json', ...headers }) });
      if (status === null) return Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND kv-one.vault.azure.net'), { code: 'ENOTFOUND' }));
      if (request.headers.get('authorization') === undefined) return answered(401, '{"error":{"code":"Unauthorized","message":"AKV10000"}}', challenge);
      asked.push(request);
      return answered(status, body === null ? '' : JSON.stringify(body).replaceAll('{vault}', 'kv-one').replaceAll('{name}', 'secret1').replaceAll('{guid}', '11111111-2222-4333-8444-555555555555'));
    },
  };
  const credential = { getToken: () => Promise.resolve({ token: 'x', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const questions = { ask: () => Promise.resolve({ status: 403, body: undefined }), validate: () => Promise.resolve(undefined), whatIf: () => Promise.resolve(undefined) };
  const retry = { sleep: () => Promise.resolve(), firstMs: 1 };
  return { vault: connectSecrets(uri, { credential, httpClient, questions, retry, waits: { firstMs: 1, mostMs: 2, pollMs: 1, settleMs: 5 } }), asked };
}

/** The call of the port that sends such a request; undefined for what it never does. */
function callOf({ op, method }: Row, vault: SecretVault): (() => Promise<unknown>) | undefined {
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    set: () => vault.set('secret1', 'v'),
    get: () => vault.get('secret1'),
    recover: () => vault.recover('secret1'),
    purge: () => vault.purge('secret1'),
    any: () => (method === 'PUT' ? vault.set('secret1', 'v') : vault.get('secret1')),
  };
  return calls[op];
}

/** Code of ours by the innermost code of the answer. */
const codes: Readonly<Record<string, string | undefined>> = {
  ForbiddenByRbac: 'ATK1802',
  ForbiddenByPolicy: 'ATK1802',
  AccessDenied: 'ATK1802',
  ForbiddenByFirewall: 'ATK1802',
  ForbiddenByConnection: 'ATK1802',
  SecretDisabled: 'ATK2223',
  ObjectIsDeletedButRecoverable: 'ATK2225',
  ObjectIsBeingDeleted: 'ATK2229',
  ObjectIsBeingRecovered: 'ATK2229',
  RequestNotAllowedOnNonDeletedObject: 'ATK2230',
  SecretNotFound: 'ATK2228',
  BadParameter: 'ATK2230',
  Throttled: 'ATK1813',
  Forbidden: 'ATK2227',
  MethodNotAllowed: 'ATK1803',
};

function innermost({ response_body: body }: Row): string {
  const error = body?.['error'] as { readonly code?: string; readonly innererror?: { readonly code?: string } } | undefined;
  return error?.innererror?.code ?? error?.code ?? '';
}

const refusals = rows.filter((row) => (row.status ?? 500) >= 400 && row.op !== 'challenge' && callOf(row, undefined as never) !== undefined);

describe('what vaults were recorded to answer', () => {
  it.each(refusals.filter((row) => row.status !== null).map((row) => [`${row.op}: ${row.case}`, row] as const))('%s, is an error of ours', async (_name, row) => {
    const { vault } = vaultThatSays(row);
    const wanted = codes[innermost(row)];
    const call = callOf(row, vault)?.();
    // What is not there is undefined, and what somebody else has recovered is recovered.
    if ((row.op === 'get' && wanted === 'ATK2228') || (row.op === 'recover' && wanted === 'ATK2230')) await expect(call).resolves.toBeUndefined();
    else await expect(call).rejects.toMatchObject({ code: wanted ?? (expect.stringMatching(/^ATK(?:18|22)\d\d$/) as unknown), source: 'azure' });
  });

  it.each(refusals.filter((row) => row.status === null).map((row) => [row.case, row] as const))('%s: nothing answers', async (_name, row) => {
    await expect(vaultThatSays(row).vault.get('secret1')).rejects.toMatchObject({ code: 'ATK2221' });
  });

  const answers = rows.filter((row) => row.status === 200 && ['set', 'get'].includes(row.op) && !Object.hasOwn(codes, innermost(row)));
  it.each(answers.map((row) => [`${row.op}: ${row.case}`, row] as const))('%s, is a version', async (_name, row) => {
    const { vault } = vaultThatSays(row);
    const body = row.response_body as { readonly id: string; readonly value?: string; readonly contentType?: string; readonly tags?: JsonObject; readonly attributes: { readonly enabled?: boolean; readonly exp?: number; readonly created: number } };
    const expected = { version: body.id.replaceAll('{name}', 'secret1').split('/').at(-1), enabled: body.attributes.enabled !== false, tags: body.tags ?? {}, createdAt: new Date(body.attributes.created * 1000).toISOString() };
    const isPast = body.attributes.exp !== undefined && body.attributes.exp * 1000 < Date.now();
    if (row.op === 'get' && isPast) return expect(vault.get('secret1')).rejects.toMatchObject({ code: 'ATK2224' });
    const version = row.op === 'set' ? await vault.set('secret1', 'v') : await vault.get('secret1');
    expect(version).toMatchObject({ ...expected, ...(row.op === 'get' ? { value: body.value } : {}), ...(body.attributes.exp === undefined ? {} : { expiresAt: new Date(body.attributes.exp * 1000).toISOString() }), ...(body.contentType === undefined ? {} : { contentType: body.contentType }) });
    return undefined;
  });
});

describe('a vault that cannot answer', () => {
  const row = (status: number, code: string): Row => ({ op: 'get', case: '', method: 'GET', path: '', status, response_body: { error: { code, message: 'busy' } } });

  it('is asked again when it is busy, and no more than a few times', async () => {
    const busy = vaultThatSays(row(429, 'Throttled'));
    await expect(busy.vault.get('secret1')).rejects.toMatchObject({ code: 'ATK1813' });
    expect(busy.asked.length).toBe(4);
    const broken = vaultThatSays(row(503, 'ServiceUnavailable'));
    await expect(broken.vault.get('secret1')).rejects.toMatchObject({ code: 'ATK1803' });
    expect(broken.asked.length).toBe(4);
  });
});
