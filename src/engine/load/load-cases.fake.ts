import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadOutcome } from './load-process.fake.ts';

/** Files of a project by path; `atakora/backend.ts` is its entry. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** Writes a project into a fresh folder and returns the folder. `below` is a folder in between. */
export function writeProject(files: ProjectFiles, below = 'project'): string {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'atakora-load-'))), below);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Loads projects in one process of their own and returns what came of each, with what the process wrote to stderr. `ATAKORA_TEST_NODE` names another Node.js. */
export async function loadProjects(folders: readonly string[]): Promise<{ readonly outcomes: readonly LoadOutcome[]; readonly stderr: string }> {
  const script = fileURLToPath(new URL('load-process.fake.ts', import.meta.url));
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stderr, stdout } = await promisify(execFile)(process.env['ATAKORA_TEST_NODE'] ?? process.execPath, [script, ...folders], { env, maxBuffer: 64 * 1024 * 1024 });
  return { outcomes: JSON.parse(stdout) as readonly LoadOutcome[], stderr };
}
