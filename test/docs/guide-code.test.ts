import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fencedFiles } from './fenced-files.ts';
import { inRepository, synthesizeFolder } from './project-in-folder.ts';

const manifest = { schema: 1, id: '3d1c7f52-95a4-4a0f-8d8a-6b1f0f0c2e77', project: 'guide', location: 'westeurope', packages: { main: { path: '.' } } };

const pages = readdirSync(inRepository('docs/guide'))
  .map((name) => ({ name, files: fencedFiles(readFileSync(inRepository(`docs/guide/${name}`), 'utf8')) }))
  .filter((page) => page.files.some((file) => file.path === 'atakora/backend.ts'));

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
      for (const file of [{ path: '.atakora/manifest.json', text: JSON.stringify(manifest) }, ...page.files]) {
        mkdirSync(dirname(join(folder, file.path)), { recursive: true });
        writeFileSync(join(folder, file.path), file.text);
      }
      for (const { addresses, errors } of synthesizeFolder(folder, ['dev', 'prod'])) {
        expect(errors).toEqual([]);
        expect(addresses.length).toBeGreaterThan(1);
      }
    });
  }
});
