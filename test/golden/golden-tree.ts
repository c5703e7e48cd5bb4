import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the files that people review. */
export const snapshots: string = fileURLToPath(new URL('../../snapshots', import.meta.url));

/** True when the golden files are to be written anew: `UPDATE=1 npx vitest run test/golden`. */
export const updating: boolean = process.env['UPDATE'] === '1';

/** Paths of all files below a folder, with forward slashes, sorted; none when there is no such folder. */
export function goldenFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) {
    return [];
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/')).sort();
}

/** Makes a folder of golden files hold exactly these texts. */
export function rewrite(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const path of goldenFiles(folder).filter((candidate) => texts[candidate] === undefined)) {
    rmSync(join(folder, path));
  }
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A golden file as it is in the repository. @throws Error saying how to make it. */
export function readGolden(folder: string, path: string): string {
  const file = join(folder, path);
  if (!existsSync(file)) {
    throw new Error(`${file} is missing; UPDATE=1 writes it`);
  }
  return readFileSync(file, 'utf8');
}
