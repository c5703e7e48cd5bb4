import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from './gate.ts';

/** Content by path, relative to the root of a tree, with forward slashes. */
export type TreeFiles = Readonly<Record<string, string>>;

/** Packages that a planted import may name; empty ones, so that no rule depends on what is in the real package. */
const fakePackages = ['@azure/identity', 'cosmiconfig', 'diff', 'ink', 'ink-select-input', 'jsonc-parser', 'listr2', 'react', 'zod'];

function writeTree(root: string, files: TreeFiles): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/**
 * Makes a temporary project that is laid out and configured like this one, with these source files, and returns its
 * root. The caller removes it.
 */
export function plantTree(files: TreeFiles): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-gates-')));
  for (const config of ['.oxlintrc.json', '.dependency-cruiser.mjs', 'knip.json', 'test/gates/lint-rules']) {
    cpSync(join(projectRoot, config), join(root, config), { recursive: true });
  }
  // The compiler's settings without Node's types, which live in packages that a planted tree does not have.
  const tsconfig = readFileSync(join(projectRoot, 'tsconfig.json'), 'utf8').replace('"types": ["node"]', '"types": []');
  writeTree(root, { 'tsconfig.json': tsconfig, 'package.json': '{ "name": "atakora", "type": "module" }\n' });
  for (const name of fakePackages) {
    const manifest = { name, version: '1.0.0', type: 'module', exports: './index.js' };
    writeTree(root, {
      [`node_modules/${name}/package.json`]: JSON.stringify(manifest),
      [`node_modules/${name}/index.js`]: 'export const thing = 1;\n',
    });
  }
  // As in an installed checkout: the package can be found by its own name.
  symlinkSync('..', join(root, 'node_modules/atakora'), 'junction');
  writeTree(root, files);
  return root;
}
