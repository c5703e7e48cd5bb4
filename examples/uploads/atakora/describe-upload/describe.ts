import { createHash } from 'node:crypto';
import type { Upload } from '../upload.ts';

/** First bytes of the types that are known, hex. */
const signatures: readonly (readonly [bytes: string, mediaType: string])[] = [
  ['25504446', 'application/pdf'],
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['504b0304', 'application/zip'],
];

/** What the bytes of a file say about it. */
export function describe(file: Uint8Array): Required<Pick<Upload, 'mediaType' | 'bytes' | 'digest'>> {
  const start = Buffer.from(file.subarray(0, 8)).toString('hex');
  return {
    mediaType: signatures.find(([bytes]) => start.startsWith(bytes))?.[1] ?? 'application/octet-stream',
    bytes: file.byteLength,
    digest: createHash('sha256').update(file).digest('hex'),
  };
}
