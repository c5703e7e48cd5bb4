import { unzipSync } from 'fflate';
import { packedArchive, packFiles } from './package-archive.ts';

/** True when an archive is the package of that hash: by its bytes where a user packed it, by names and contents of its files where we did. */
export function isPackageOf(hash: string, zip: Uint8Array): boolean {
  return packedArchive(zip).hash === hash || contentHash(zip) === hash;
}

function contentHash(zip: Uint8Array): string | undefined {
  try {
    return packFiles(new Map(Object.entries(unzipSync(zip)))).hash;
  } catch {
    return undefined;
  }
}
