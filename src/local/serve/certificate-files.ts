import { X509Certificate, createPrivateKey } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtakoraError } from '../../model/errors.ts';
import type { Certificate } from './self-signed-certificate.ts';
import { makeCertificate } from './self-signed-certificate.ts';

/** A certificate to serve with, and the file that clients are to trust. */
export interface ServedCertificate extends Certificate {
  readonly certFile: string;
}

const dayMs = 86_400_000;
const validDays = 397;
/** A certificate that ends within this time is made anew, so that it does not end under a running server. */
const marginDays = 7;

/** Names that the served local Azure answers to. A wildcard stands for one label, so that each family of hosts has its own. */
const dnsNames = [
  'localhost',
  'management.localhost',
  'login.localhost',
  'vault.localhost',
  '*.vault.localhost',
  '*.azurewebsites.localhost',
  '*.scm.azurewebsites.localhost',
] as const;

const loopback = [Uint8Array.of(127, 0, 0, 1), Uint8Array.of(...Array.from({ length: 15 }, () => 0), 1)] as const;

/**
 * The certificate in a folder; made when there is none, or when it is about to end. Only its owner can read the key.
 * @param now ISO 8601 UTC
 * @throws AtakoraError `ATK1901` when it cannot be written.
 */
export function ensureCertificate(folder: string, now: string): ServedCertificate {
  const files = { cert: join(folder, 'localhost-cert.pem'), key: join(folder, 'localhost-key.pem') };
  const known = existsSync(files.cert) && existsSync(files.key) ? readPair(files.cert, files.key) : undefined;
  if (known !== undefined && endsAfter(known.cert, Date.parse(now) + marginDays * dayMs)) return { ...known, certFile: files.cert };
  const at = Date.parse(now);
  // A day back: clocks of containers and of their hosts differ.
  const made = makeCertificate({ dnsNames, addresses: loopback, from: new Date(at - dayMs).toISOString(), to: new Date(at + validDays * dayMs).toISOString() });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    write(files.key, made.key, 0o600);
    write(files.cert, made.cert, 0o644);
  } catch (cause) {
    throw new AtakoraError('ATK1901', `the certificate cannot be written into ${folder}`, { cause });
  }
  return { ...made, certFile: files.cert };
}

/**
 * The user's own certificate.
 * @throws AtakoraError `ATK1902` when a file cannot be read, `ATK2106` when the two are no pair.
 */
export function readCertificate(certFile: string, keyFile: string): ServedCertificate {
  const texts = [certFile, keyFile].map((file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new AtakoraError('ATK1902', `${file} cannot be read`, { cause });
    }
  });
  const [cert = '', key = ''] = texts;
  if (!isPair(cert, key)) throw new AtakoraError('ATK2106', `${certFile} and ${keyFile} are not a certificate and its private key, both PEM`);
  return { cert, key, certFile };
}

function readPair(certFile: string, keyFile: string): Certificate | undefined {
  const pair = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  return isPair(pair.cert, pair.key) ? pair : undefined;
}

function isPair(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function endsAfter(cert: string, time: number): boolean {
  return Date.parse(new X509Certificate(cert).validTo) > time;
}

/** Two servers that start at once each leave a whole file. */
function write(file: string, text: string, mode: number): void {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode });
  chmodSync(fresh, mode);
  renameSync(fresh, file);
}
