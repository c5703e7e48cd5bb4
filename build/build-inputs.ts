import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const inputs = ['build', 'package-lock.json', 'package.json', 'src', 'tsconfig.json', 'tsconfig.types.json'];

/**
 * SHA-256 over the names and bytes of everything that a build reads, so that `prepare`, which npm runs several times
 * for one installation, builds once. The lock file stands for the installed libraries.
 */
export function hashBuildInputs(root: string): string {
  const files = readdirSync(root, { withFileTypes: true })
    .filter((entry) => inputs.includes(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
            .filter((child) => child.isFile())
            .map((child) => join(child.parentPath, child.name))
        : [join(root, entry.name)],
    )
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
