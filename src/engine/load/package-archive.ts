import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

/** What an app runs, packed. */
export interface PackedPackage {
  /** SHA-256 (hex) of names and contents: the same for the same files, wherever and whenever they are packed. */
  readonly hash: string;
  /** Files in it. */
  readonly files: number;
  /** A zip archive; made when it is first asked for. */
  readonly zip: Uint8Array;
}

/** Time of every entry: the first that a zip archive can tell, so that packing twice gives the same bytes. */
const entryTime = new Date(1980, 0, 1);

/** Packs files by their name in the archive (with `/`). The order in which they are given does not matter. */
export function packFiles(files: ReadonlyMap<string, Uint8Array>): PackedPackage {
  const sorted = [...files].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const hash = createHash('sha256');
  const entries: Zippable = {};
  for (const [name, content] of sorted) {
    hash.update(`${name.length}:${name}:${content.byteLength}:`).update(content);
    entries[name] = [content, { mtime: entryTime, level: 6 }];
  }
  let zip: Uint8Array | undefined;
  return {
    hash: hash.digest('hex'),
    files: sorted.length,
    get zip() {
      zip ??= zipSync(entries);
      return zip;
    },
  };
}

/** A package that the user packed: its hash is that of its bytes. */
export function packedArchive(zip: Uint8Array): PackedPackage {
  return { hash: createHash('sha256').update(zip).digest('hex'), files: 1, zip };
}
