import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { BlobContainer } from '../engine/blob-container.ts';
import { connectBlobContainer } from './blob-container.ts';

interface Answer {
  readonly status: number;
  /** Of `x-ms-error-code`. */
  readonly code?: string;
  /** The connection is closed instead. */
  readonly broken?: boolean;
}

const key = Buffer.from('secret-key').toString('base64');
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

/** An account on this machine that gives these answers, one a request, the last again and again. */
async function account(answers: readonly Answer[]): Promise<{ readonly container: BlobContainer; readonly requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const { status, code, broken } = answers[Math.min(requests.length, answers.length) - 1] ?? { status: 500 };
    request.resume().on('end', () => {
      if (broken === true) return void request.socket.destroy();
      response.writeHead(status, { etag: '"0x1"', ...(code === undefined ? {} : { 'x-ms-error-code': code, 'content-type': 'application/xml' }) });
      response.end(code === undefined ? '' : `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>Said of it.\nRequestId:0\nTime:1</Message></Error>`);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ststate`;
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=ststate;AccountKey=${key};BlobEndpoint=${endpoint};`;
  return { requests, container: connectBlobContainer({ container: 'state', connectionString }) };
}

describe('a container of blobs', () => {
  it('has its address in the cloud of the environment, and asks for a token of storage when it is used', async () => {
    const scopes: (string | string[])[] = [];
    const credential = {
      getToken: (scope: string | string[]) => {
        scopes.push(scope);
        return Promise.reject(Object.assign(new Error('nobody is signed in'), { name: 'CredentialUnavailableError' }));
      },
    };
    const container = connectBlobContainer({ container: 'state', account: 'ststate', cloud: 'AzureUSGovernment', tenantId: 't', credential });
    expect(container.url).toBe('https://ststate.blob.core.usgovcloudapi.net/state');
    expect(scopes).toEqual([]);
    await expect(container.get('p/dev.json')).rejects.toMatchObject({ code: 'ATK1801' });
    expect(new Set(scopes.flat())).toEqual(new Set(['https://storage.azure.com/.default']));
  });

  it('sends every condition of a write', async () => {
    const { container, requests } = await account([{ status: 201 }]);
    expect(await container.put('p/dev.json', '{}', { match: '"0x0"', lease: 'l' }, { run: 'r' })).toEqual({ ok: true, value: '"0x1"' });
    expect(requests.map(({ method, url, headers }) => [method, url?.split('?')[0], headers['if-match'], headers['x-ms-lease-id'], headers['x-ms-meta-run'], headers['x-ms-blob-type']])).toEqual([
      ['PUT', '/ststate/state/p/dev.json', '"0x0"', 'l', 'r', 'BlockBlob'],
    ]);
  });

  it.each([
    [{ status: 401, code: 'InvalidAuthenticationInfo' }, 'ATK1801'],
    [{ status: 403, code: 'AuthorizationPermissionMismatch' }, 'ATK1802'],
    [{ status: 404, code: 'ContainerNotFound' }, 'ATK1715'],
    [{ status: 409, code: 'ContainerBeingDeleted' }, 'ATK1715'],
    [{ status: 409, code: 'BlockCountExceedsLimit' }, 'ATK1803'],
  ])('answers %o with a code, and never shows the key', async (answer, code) => {
    const { container } = await account([answer]);
    for (const call of [() => container.get('a'), () => container.append('a', 'x', { lease: 'l', position: 0 }), () => container.list(''), () => container.renew('a', 'l')]) {
      const error = await call().then(() => undefined, (thrown: unknown) => thrown as Error);
      expect(error).toMatchObject({ code });
      expect(`${error?.message}${JSON.stringify((error as { cause?: unknown }).cause)}`).not.toContain(key);
    }
  });

  it.each([
    [{ status: 404, code: 'BlobNotFound' }, 'missing'],
    [{ status: 409, code: 'BlobAlreadyExists' }, 'exists'],
    [{ status: 412, code: 'ConditionNotMet' }, 'changed'],
    [{ status: 412, code: 'AppendPositionConditionNotMet' }, 'moved'],
    [{ status: 409, code: 'LeaseAlreadyPresent' }, 'leased'],
    [{ status: 412, code: 'LeaseIdMissing' }, 'leased'],
    [{ status: 412, code: 'LeaseLost' }, 'lease-lost'],
    [{ status: 412, code: 'LeaseIdMismatchWithBlobOperation' }, 'lease-lost'],
    [{ status: 409, code: 'LeaseIsBrokenAndCannotBeRenewed' }, 'lease-lost'],
  ])('gives back %o as a condition that did not hold', async (answer, reason) => {
    const { container } = await account([answer]);
    expect(await container.put('a', '')).toEqual({ ok: false, reason, ...answer });
    expect(await container.renew('a', 'l')).toEqual({ ok: false, reason, ...answer });
  });

  it('sends an append again when the answer was lost, so that the second time says so', async () => {
    const { container, requests } = await account([{ status: 0, broken: true }, { status: 503, code: 'ServerBusy' }, { status: 412, code: 'AppendPositionConditionNotMet' }]);
    expect(await container.append('j', 'line\n', { lease: 'l', position: 7 })).toMatchObject({ ok: false, reason: 'moved' });
    expect(requests.map(({ headers }) => headers['x-ms-blob-condition-appendpos'])).toEqual(['7', '7', '7']);
  });
});
