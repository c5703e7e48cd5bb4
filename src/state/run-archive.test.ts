import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeRunArchive } from '../engine/ports.fake.ts';
import type { RunArchive } from '../engine/ports.ts';
import { parseRunId } from '../model/run-id.ts';
import { createLocalRunArchive } from './run-archive.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atakora-runs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const older = parseRunId('synth-20260115-100000-ffffffff');
const newer = parseRunId('synth-20260115-100001-00000000');

describe.each<[string, () => RunArchive]>([
  ['the local one', () => createLocalRunArchive(join(folder, 'runs'))],
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
