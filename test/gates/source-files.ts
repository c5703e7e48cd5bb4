import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Folders that every gate must look at completely; a gate that saw fewer files than exist here fails. */
const inspectedFolders: readonly string[] = ['bin', 'src'];

const sourceFile = /\.(?:ts|tsx|js|mjs|cjs)$/;

/** The inspected folders that a project has. */
export function existingFolders(root: string): readonly string[] {
  return inspectedFolders.filter((folder) => existsSync(join(root, folder)));
}

/**
 * The source files below the inspected folders of a project, as sorted paths relative to `root` with forward slashes.
 * It walks the disk itself: asking the tools under test what exists would prove nothing.
 */
export function sourceFiles(root: string): readonly string[] {
  return existingFolders(root)
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && sourceFile.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).split(sep).join('/'))
    .sort();
}
