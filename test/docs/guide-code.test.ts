import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FencedFile } from './fenced-files.ts';
import { fencedFiles } from './fenced-files.ts';
import { inRepository, synthesizeFolder } from './project-in-folder.ts';

const manifest = { schema: 1, id: '3d1c7f52-95a4-4a0f-8d8a-6b1f0f0c2e77', project: 'guide', location: 'westeurope', packages: { main: { path: '.' } } };

const options = { target: 'es2024', lib: ['es2024'], module: 'nodenext', types: ['node'], strict: true, exactOptionalPropertyTypes: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true };

const allFiles = readdirSync(inRepository('docs/guide')).map((name) => ({ name, files: fencedFiles(readFileSync(inRepository(`docs/guide/${name}`), 'utf8')) }));
const pages = allFiles.filter((page) => page.files.some((file) => file.path === 'atakora/backend.ts'));

describe('code of the guide', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('is found', () => {
    expect(pages.length).toBeGreaterThan(1);
  });

  for (const page of pages) {
    it(`of ${page.name} is a backend without errors`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'atakora-guide-'));
      folders.push(folder);
      write(folder, [{ path: '.atakora/manifest.json', text: JSON.stringify(manifest) }, ...handlersOf(page.files), ...page.files]);
      for (const { addresses, errors } of synthesizeFolder(folder, ['dev', 'prod'])) {
        expect(errors).toEqual([]);
        expect(addresses.length).toBeGreaterThan(1);
      }
    });
  }

  it('compiles', () => {
    const folder = mkdtempSync(join(tmpdir(), 'atakora-guide-'));
    folders.push(folder);
    for (const page of allFiles) write(join(folder, page.name), page.files);
    const compilerOptions = { ...options, typeRoots: [inRepository('node_modules/@types')], paths: { atakora: [inRepository('src/index.ts')] } };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
    const { status, stdout } = spawnSync(process.execPath, [inRepository('node_modules/typescript-7/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

/** The handlers that the definitions name: only that they are there matters, they are never loaded. */
function handlersOf(files: readonly FencedFile[]): readonly FencedFile[] {
  return files.flatMap((file) => [...file.text.matchAll(/entry: '(\.\/[^']+)'/g)].map((found) => ({ path: join(dirname(file.path), found[1] ?? ''), text: 'export {};\n' })));
}

function write(folder: string, files: readonly FencedFile[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}
