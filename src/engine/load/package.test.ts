import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packFiles } from './package-archive.ts';
import { readPackage } from './read-package.ts';

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-package-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const app = { 'dist/host.json': '{}', 'dist/package.json': '{}', 'dist/functions/a.js': 'a' };
const place = (folder: string, path = 'dist') => ({ folder, path, location: { file: 'atakora/backend.ts', line: 3 } });

describe('packages of code', () => {
  it('have the same bytes and the same hash for the same files, in whatever order and place', async () => {
    const one = await readPackage(place(project(app)));
    const two = await readPackage(place(project(Object.fromEntries(Object.entries(app).reverse()))));
    expect(two).toEqual(one);
    expect((await readPackage(place(project({ ...app, 'dist/functions/a.js': 'b' })))).hash).not.toBe(one.hash);
    expect((await readPackage(place(project({ ...app, 'dist/functions/b.js': 'a' })))).hash).not.toBe(one.hash);
  });

  it('tell names and contents apart in the hash', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(packFiles(new Map([['a', bytes('bc')]])).hash).not.toBe(packFiles(new Map([['ab', bytes('c')]])).hash);
  });

  it('hold every file, and none that is secret or the machine\'s own', async () => {
    const folder = project({ ...app, 'dist/local.settings.json': 'secret', 'dist/.env': 'secret', 'dist/.git/x': 'y', 'dist/über/ü.txt': 'ü' });
    const entries = unzipSync((await readPackage(place(folder))).zip);
    expect(Object.keys(entries).sort()).toEqual(['functions/a.js', 'host.json', 'package.json', 'über/ü.txt']);
    expect(strFromU8(entries['functions/a.js'] ?? new Uint8Array())).toBe('a');
  });

  it('follow links to packages, and refuse one that leads back up', async () => {
    const folder = project({ ...app, 'lib/index.js': 'lib' });
    mkdirSync(join(folder, 'dist/node_modules'));
    symlinkSync(join(folder, 'lib'), join(folder, 'dist/node_modules/lib'));
    expect(Object.keys(unzipSync((await readPackage(place(folder))).zip))).toContain('node_modules/lib/index.js');
    symlinkSync(join(folder, 'dist'), join(folder, 'dist/again'));
    await expect(readPackage(place(folder))).rejects.toMatchObject({ code: 'ATK1320', message: expect.stringContaining('link to a folder that it lies in') });
  });

  it('take a zip archive as it is', async () => {
    const folder = project({ 'app.zip': 'PK…' });
    expect(new TextDecoder().decode((await readPackage(place(folder, 'app.zip'))).zip)).toBe('PK…');
  });

  it.each([
    ['missing', {}, 'dist', 'there is no dist'],
    ['no app', { 'dist/a.js': '' }, 'dist', 'dist holds no host.json'],
    ['a file', { 'dist.tar': '' }, 'dist.tar', 'dist.tar is neither a folder nor a .zip file'],
  ] as const)('are refused by name and place: %s', async (_name, files, path, message) => {
    await expect(readPackage(place(project(files), path))).rejects.toMatchObject({ code: 'ATK1320', message, location: { line: 3 } });
  });
});
