import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashBuildInputs } from './build-inputs.ts';
import { bundle } from './bundle.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

/** Source file by its name in `dist/`: the program that `bin/atakora.js` starts and the library that users import. */
const entries = { main: 'src/platform/main.ts', index: 'src/index.ts' };

/** File in `dist/` with the hash of the inputs that it was built from; not part of the package. */
const stampName = '.build-inputs';

function emitDeclarations(root: string, outputFolder: string): void {
  const compiler = join(root, 'node_modules/typescript-7/bin/tsc');
  const args = ['-p', join(root, 'tsconfig.types.json'), '--outDir', join(outputFolder, 'types')];
  const ended = spawnSync(process.execPath, [compiler, ...args], { cwd: root, stdio: 'inherit' });
  if (ended.status !== 0) throw new Error('the declarations of the library do not compile');
}

/**
 * Builds `dist/` of the project at `root`: code, declarations and notices. It builds aside and puts the result in
 * place at the end, so that a failed build leaves the old one.
 */
export async function buildPackage(root: string): Promise<void> {
  const inputs = hashBuildInputs(root);
  const finished = join(root, 'dist');
  const next = join(root, `.dist-${process.pid}`);
  try {
    const chunks = await bundle({
      entries: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
      outputFolder: next,
    });
    emitDeclarations(root, next);
    writeFileSync(join(next, 'THIRD_PARTY_NOTICES.txt'), thirdPartyNotices(chunks.flatMap((chunk) => chunk.modules)));
    writeFileSync(join(next, stampName), inputs);
    rmSync(finished, { recursive: true, force: true });
    renameSync(next, finished);
    const totalBytes = chunks.reduce((sum, chunk) => sum + chunk.sizeBytes, 0);
    console.log(`dist: ${chunks.length} files of code, ${(totalBytes / 1_000_000).toFixed(1)} MB`);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

/** True when `dist/` of the project at `root` was built from what lies there now. */
export function isBuilt(root: string): boolean {
  const stamp = join(root, 'dist', stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashBuildInputs(root);
}
