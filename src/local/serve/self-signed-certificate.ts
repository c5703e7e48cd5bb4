import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Der } from './der.ts';
import { derBits, derContext, derInteger, derObjectId, derSequence, derTag, derTime, derUtf8, derValue } from './der.ts';

/** A certificate and its private key, both as PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateInput {
  /** Names in the order of the certificate; `*` may stand for the first label. */
  readonly dnsNames: readonly string[];
  /** IPv4 or IPv6 addresses as their bytes. */
  readonly addresses: readonly Uint8Array[];
  /** ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
}

const oid = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/**
 * Makes a certificate that signs itself, on a fresh P-256 key. It is no authority: who trusts it trusts these names only.
 * @see https://www.rfc-editor.org/rfc/rfc5280
 */
export function makeCertificate(input: CertificateInput): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const algorithm = derSequence(derObjectId(oid.ecdsaWithSha256));
  const name = derSequence(derValue(derTag.set, derSequence(derObjectId(oid.commonName), derUtf8('Atakora local Azure'))));
  const body = derSequence(
    derContext(0, true, derInteger(Uint8Array.of(2))),
    derInteger(serialNumber()),
    algorithm,
    name,
    derSequence(derTime(input.from), derTime(input.to)),
    name,
    spki,
    derContext(3, true, derSequence(...extensions(input, spki))),
  );
  const signature = new Uint8Array(sign('sha256', body, privateKey));
  return { cert: pem('CERTIFICATE', derSequence(body, algorithm, derBits(signature))), key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
}

function extensions({ dnsNames, addresses }: CertificateInput, spki: Uint8Array): readonly Der[] {
  const names = [...dnsNames.map((dns) => derContext(2, false, new TextEncoder().encode(dns))), ...addresses.map((address) => derContext(7, false, address))];
  const keyId = new Uint8Array(createHash('sha1').update(spki).digest());
  return [
    extension(oid.basicConstraints, true, derSequence()),
    // Bit 0, digitalSignature: all that a TLS server with an elliptic key needs.
    extension(oid.keyUsage, true, derBits(Uint8Array.of(0x80), 7)),
    extension(oid.extendedKeyUsage, false, derSequence(derObjectId(oid.serverAuth))),
    extension(oid.subjectKeyId, false, derValue(derTag.octetString, keyId)),
    extension(oid.subjectAltName, false, derSequence(...names)),
  ];
}

function extension(id: string, critical: boolean, value: Der): Der {
  const flag = critical ? [derValue(derTag.boolean, Uint8Array.of(0xff))] : [];
  return derSequence(derObjectId(id), ...flag, derValue(derTag.octetString, value));
}

/** Positive and never zero, of at most 16 bytes. */
function serialNumber(): Uint8Array {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function pem(label: string, der: Der): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
