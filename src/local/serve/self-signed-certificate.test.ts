import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { ensureCertificate, readCertificate } from './certificate-files.ts';
import { derInteger, derObjectId, derTime, derValue } from './der.ts';
import { makeCertificate } from './self-signed-certificate.ts';
import { temporaryFolder } from './temporary-folder.fake.ts';

const input = { dnsNames: ['localhost', '*.vault.localhost'], addresses: [Uint8Array.of(127, 0, 0, 1)], from: '2026-01-01T00:00:00.000Z', to: '2027-02-02T03:04:05.000Z' };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('values in DER', () => {
  it('have the lengths, signs and dates that the rules demand', () => {
    expect(hex(derValue(4, new Uint8Array(127)).slice(0, 2))).toBe('047f');
    expect(hex(derValue(4, new Uint8Array(128)).slice(0, 3))).toBe('048180');
    expect(hex(derValue(4, new Uint8Array(300)).slice(0, 4))).toBe('0482012c');
    expect(hex(derInteger(Uint8Array.of(0, 0, 0x80)))).toBe('02020080');
    expect(hex(derInteger(Uint8Array.of(0, 0)))).toBe('020100');
    expect(hex(derObjectId('1.2.840.10045.4.3.2'))).toBe('06082a8648ce3d040302');
    expect(Buffer.from(derTime('2049-12-31T23:59:59.999Z')).toString('latin1')).toBe('\x17\x0d491231235959Z');
    expect(Buffer.from(derTime('2050-01-01T00:00:00Z')).toString('latin1')).toBe('\x18\x0f20500101000000Z');
  });

  it('give integers that no reader takes for negative or padded', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const content = derInteger(bytes).slice(2);
      expect((content[0] ?? 0) < 0x80).toBe(true);
      expect(content.length > 1 && content[0] === 0 && (content[1] ?? 0) < 0x80).toBe(false);
      expect(BigInt(`0x${hex(content)}`)).toBe(BigInt(`0x${hex(bytes)}`));
    }));
  });
});

describe('a certificate that we make', () => {
  it('is read by Node with its names, times, key and signature, and is no authority', () => {
    const { cert, key } = makeCertificate(input);
    const parsed = new X509Certificate(cert);
    expect(parsed.subjectAltName).toBe('DNS:localhost, DNS:*.vault.localhost, IP Address:127.0.0.1');
    expect(new Date(parsed.validFrom).toISOString()).toBe(input.from);
    expect(new Date(parsed.validTo).toISOString()).toBe(input.to);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(parsed.ca).toBe(false);
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(parsed.checkHost('kv.vault.localhost')).toBe('*.vault.localhost');
    expect(parsed.checkHost('management.azure.com')).toBeUndefined();
    expect(new X509Certificate(makeCertificate(input).cert).serialNumber).not.toBe(parsed.serialNumber);
  });

  it('is trusted in a handshake by who trusts it, and by nobody else', async () => {
    const now = new Date().toISOString();
    const { cert, key } = makeCertificate({ ...input, from: now, to: new Date(Date.now() + 60_000).toISOString() });
    const server = createServer({ cert, key }, (socket) => void socket.on('error', () => undefined).end('hello'));
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const reach = (servername: string, ca?: string): Promise<string> => new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername, ...(ca === undefined ? {} : { ca }) }, () => {
        socket.on('data', (data) => resolve(data.toString()));
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
    expect(await reach('localhost', cert)).toBe('hello');
    expect(await reach('one.vault.localhost', cert)).toBe('hello');
    expect(await reach('login.microsoftonline.com', cert)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await reach('localhost')).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });
});

describe('the certificate in a folder', () => {
  it('is kept until it is about to end, and its key is for its owner only', () => {
    const folder = join(temporaryFolder(), 'certificate');
    const first = ensureCertificate(folder, '2026-01-01T00:00:00.000Z');
    expect(statSync(join(folder, 'localhost-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(first.certFile, 'utf8')).toBe(first.cert);
    expect(ensureCertificate(folder, '2027-01-01T00:00:00.000Z').cert).toBe(first.cert);
    const next = ensureCertificate(folder, '2027-01-30T00:00:00.000Z');
    expect(next.cert).not.toBe(first.cert);
    expect(new X509Certificate(next.cert).checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(new X509Certificate(next.cert).checkHost('app.scm.azurewebsites.localhost')).toBe('*.scm.azurewebsites.localhost');
  });

  it('is made anew when somebody spoiled it', () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'localhost-cert.pem'), 'nothing');
    writeFileSync(join(folder, 'localhost-key.pem'), 'nothing');
    expect(new X509Certificate(ensureCertificate(folder, '2026-01-01T00:00:00.000Z').cert).ca).toBe(false);
  });

  it('may be the user\'s own, if certificate and key belong together', () => {
    const folder = temporaryFolder();
    const [one, two] = [makeCertificate(input), makeCertificate(input)];
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    expect(readCertificate(file('cert', one.cert), file('key', one.key))).toMatchObject(one);
    expect(() => readCertificate(file('cert', one.cert), file('key', two.key))).toThrow(expect.objectContaining({ code: 'ATK2106' }));
    expect(() => readCertificate(join(folder, 'none'), file('key', two.key))).toThrow(expect.objectContaining({ code: 'ATK1902' }));
  });
});
