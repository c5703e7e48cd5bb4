import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, createFakeRunArchive } from '../engine/ports.fake.ts';
import type { RunArchive } from '../engine/ports.ts';
import { parseRunId } from '../model/run-id.ts';
import { createFakeBlobContainer } from './blob-container.fake.ts';
import { createBlobRunArchive } from './blob-run-archive.ts';
import { recodeRunArchive } from './recode-run-archive.ts';
import { createLocalRunArchive } from './run-archive.ts';
import { testCipher } from './sealed-store.conformance.fake.ts';
import type { StateCipher } from './state-cipher.ts';
import { sampleProject } from './state-store.conformance.fake.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atakora-runs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const older = parseRunId('synth-20260115-100000-ffffffff');
const newer = parseRunId('synth-20260115-100001-00000000');

describe.each<[string, () => RunArchive]>([
  ['the local one', () => createLocalRunArchive(join(folder, 'runs'))],
  ['the local one, encrypted', () => createLocalRunArchive(join(folder, 'runs'), { ...sampleProject, cipher: testCipher() })],
  ['the one in blobs', () => createBlobRunArchive({ container: createFakeBlobContainer({ clock: createFakeClock() }), ...sampleProject })],
  ['the one in blobs, encrypted', () => createBlobRunArchive({ container: createFakeBlobContainer({ clock: createFakeClock() }), ...sampleProject, cipher: testCipher() })],
  ['the fake', createFakeRunArchive],
])('a run archive, %s', (_name, make) => {
  it('gives back what was written and lists runs newest first', async () => {
    const archive = make();
    expect(await archive.list()).toEqual([]);
    await archive.write(older, 'templates/data.json', '{}');
    await archive.write(newer, 'plan.json', 'a');
    await archive.write(newer, 'plan.json', 'b');
    expect(await archive.read(older, 'templates/data.json')).toBe('{}');
    expect(await archive.read(newer, 'plan.json')).toBe('b');
    expect(await archive.read(newer, 'other.json')).toBeUndefined();
    expect(await archive.list()).toEqual([newer, older]);
    await archive.write(older, 'templates/app.json', '{}');
    await archive.write(older, 'events.ndjson', '');
    expect(await archive.names(older)).toEqual(['events.ndjson', 'templates/app.json', 'templates/data.json']);
    expect(await archive.names(parseRunId('synth-20260115-100002-00000000'))).toEqual([]);
  });

  it('removes files and runs, each as often as it is asked; a run without files is none', async () => {
    const archive = make();
    await archive.write(older, 'templates/data.json', '{}');
    await archive.write(older, 'plan.json', 'a');
    await archive.write(newer, 'packages/ab.zip.base64', 'b');
    await archive.remove(older, 'templates/data.json');
    await archive.remove(older, 'templates/data.json');
    expect(await archive.names(older)).toEqual(['plan.json']);
    await archive.remove(older);
    await archive.remove(older);
    expect(await archive.list()).toEqual([newer]);
    await archive.remove(newer, 'packages/ab.zip.base64');
    expect(await archive.list()).toEqual([]);
  });
});

describe('an archive that is encrypted', () => {
  const archives = (cipher?: StateCipher): RunArchive => createLocalRunArchive(folder, { ...sampleProject, ...(cipher === undefined ? {} : { cipher }) });

  it('says nothing without its passphrase, and knows a file in the place of another', async () => {
    const archive = archives(testCipher());
    await archive.write(older, 'plan.json', 'a plan');
    await archive.write(newer, 'plan.json', 'another');
    expect(await readFile(join(folder, older, 'plan.json'), 'utf8')).not.toContain('a plan');
    await expect(archives().read(older, 'plan.json')).rejects.toMatchObject({ code: 'ATK1713' });
    await expect(archives(testCipher('wrong')).read(older, 'plan.json')).rejects.toMatchObject({ code: 'ATK1713' });
    await copyFile(join(folder, newer, 'plan.json'), join(folder, older, 'plan.json'));
    await expect(archive.read(older, 'plan.json')).rejects.toMatchObject({ code: 'ATK1701' });
  });

  it('is turned on and given another passphrase by writing all again', async () => {
    await archives().write(older, 'templates/data.json', '{}');
    await archives().write(newer, 'plan.json', 'a');
    await expect(archives(testCipher()).read(older, 'templates/data.json')).rejects.toMatchObject({ code: 'ATK1714' });
    expect(await recodeRunArchive(archives(testCipher('first', { acceptPlain: true })))).toBe(2);
    expect(await recodeRunArchive(archives(testCipher('second', { previous: () => Promise.resolve('first') })))).toBe(2);
    const archive = archives(testCipher('second'));
    expect([await archive.read(older, 'templates/data.json'), await archive.read(newer, 'plan.json')]).toEqual(['{}', 'a']);
    expect(await recodeRunArchive(archives(testCipher('second', { writePlain: true })))).toBe(2);
    expect(await archives().read(newer, 'plan.json')).toBe('a');
  });
});

describe('the local run archive', () => {
  it('refuses names that lead out of the run', async () => {
    const archive = createLocalRunArchive(folder);
    for (const name of ['../x', 'a/../../x', '/etc/x', '.']) {
      await expect(archive.write(older, name, '')).rejects.toMatchObject({ code: 'ATK9001' });
    }
  });

  it('leaves folders aside that are no runs, and says when it cannot write', async () => {
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, older), 'in the way');
    const archive = createLocalRunArchive(folder);
    expect(await archive.list()).toEqual([older]);
    await expect(archive.write(older, 'plan.json', '')).rejects.toMatchObject({ code: 'ATK1901' });
  });
});
