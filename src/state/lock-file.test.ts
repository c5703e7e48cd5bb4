import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, createFakeIds } from '../engine/ports.fake.ts';
import { compareLockFile, emptyLockFile, type LockFile, lockFileEntry, parseLockFile, printLockFile, resolvePins } from './lock-file.ts';
import { createLockFileStore, type LockFileStore } from './lock-file-store.ts';
import { sampleState } from './state-store.conformance.fake.ts';

const state = sampleState(3);
const entry = lockFileEntry(state);
const address = 'main/storage.main/account';

describe('the lock file\'s text', () => {
  it('has sorted keys and one line an address', () => {
    const file: LockFile = { version: 1, environments: { prod: { lineage: 'l', serial: 1, pins: {} }, dev: { lineage: 'k', serial: 2, pins: { 'main/b/c': ['b', 2, 'v'], 'main/a/c': ['a', 1, 'v'] } } } };
    expect(printLockFile(file)).toBe(`{
  "version": 1,
  "environments": {
    "dev": {
      "lineage": "k",
      "serial": 2,
      "pins": {
        "main/a/c": ["a", 1, "v"],
        "main/b/c": ["b", 2, "v"]
      }
    },
    "prod": {
      "lineage": "l",
      "serial": 1,
      "pins": {}
    }
  }
}
`);
  });

  it('reads back as it was', () => {
    const pin = fc.tuple(fc.string(), fc.integer({ min: 1, max: 9 }), fc.string());
    const entries = fc.record({ lineage: fc.string({ minLength: 1 }), serial: fc.nat(), pins: fc.dictionary(fc.stringMatching(/^main\/[a-z]+\/[a-z]+$/), pin) });
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), entries), (environments) => {
        const file: LockFile = { version: 1, environments };
        expect(parseLockFile(printLockFile(file))).toEqual({ kind: 'read', file });
      }),
    );
  });

  it.each([
    ['conflict markers', '{\n<<<<<<< HEAD\n  "version": 1\n=======\n}\n>>>>>>> other\n', 'conflict'],
    ['broken JSON', '{"version": 1', 'JSON'],
    ['a wrong form', '{"version": 1, "environments": {"dev": {}}}', 'environments.dev'],
    ['an address twice', '{"version": 1, "environments": {"dev": {"lineage": "l", "serial": 1, "pins": {"a": ["b", 1, "c"], "a": ["d", 1, "c"]}}}}', 'twice'],
  ])('with %s cannot be read, and says why', (_name, text, why) => {
    expect(parseLockFile(text)).toEqual({ kind: 'unreadable', why: expect.stringContaining(why) as string });
  });

  it('of a newer version is refused by name', () => {
    expect(() => parseLockFile('{"version": 2}')).toThrow(expect.objectContaining({ code: 'ATK1702' }));
  });
});

describe('the lock file beside a state', () => {
  it('is the same, or behind when it is missing, older or has other pins', () => {
    expect(compareLockFile('dev', state, entry)).toBe('same');
    expect(compareLockFile('dev', state, undefined)).toBe('behind');
    expect(compareLockFile('dev', state, { ...entry, serial: 2 })).toBe('behind');
    expect(compareLockFile('dev', state, { ...entry, pins: {} })).toBe('behind');
  });

  it('is refused when it is ahead, when the state is gone, and when it knows another state', () => {
    expect(() => compareLockFile('dev', state, { ...entry, serial: 4 })).toThrow(expect.objectContaining({ code: 'ATK1707' }));
    expect(() => compareLockFile('dev', undefined, entry)).toThrow(expect.objectContaining({ code: 'ATK1707' }));
    expect(() => compareLockFile('dev', state, { ...entry, lineage: 'other' })).toThrow(expect.objectContaining({ code: 'ATK1708' }));
  });

  it('never stands in the way of an environment that was destroyed', () => {
    expect(compareLockFile('dev', undefined, { ...entry, pins: {} })).toBe('same');
    expect(compareLockFile('dev', state, { lineage: 'other', serial: 9, pins: {} })).toBe('behind');
  });

  it('gives pins only where the state has none', () => {
    const file: LockFile = { version: 1, environments: { dev: { ...entry, pins: { [address]: ['old', 1, 'v1'], 'main/a/b': ['kept', 2, 'v2'] } } } };
    const pins = resolvePins(state, file, 'dev');
    expect(pins.get(address)).toEqual({ address, name: 'stone', generation: 1, apiVersion: '2025-01-01' });
    expect(pins.get('main/a/b')).toEqual({ address: 'main/a/b', name: 'kept', generation: 2, apiVersion: 'v2' });
    expect(resolvePins(undefined, file, 'prod').size).toBe(0);
    expect(resolvePins(undefined, emptyLockFile, 'constructor').size).toBe(0);
  });
});

describe('the lock file on disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atakora-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (seed = 1): LockFileStore =>
    createLockFileStore({ path: join(folder, 'state.lock.json'), clock: createFakeClock(), ids: createFakeIds(seed), who: { user: 'tester', host: 'here', pid: process.pid }, isAlive: () => true });

  it('is empty when there is none', async () => {
    expect(await open().read()).toEqual({ file: emptyLockFile, diagnostics: [] });
  });

  it('takes the entry of one environment and leaves the others, and says whether it changed', async () => {
    expect(await open().update(state)).toBe(true);
    expect(await open().update({ ...state, environment: 'prod' })).toBe(true);
    expect(await open().update(state)).toBe(false);
    const { file } = await open().read();
    expect(file.environments).toEqual({ dev: entry, prod: entry });
    expect(await readdir(folder)).toEqual(['state.lock.json']);
  });

  it('lets every environment land that is written at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `env${String(index).padStart(2, '0')}`);
    await Promise.all(names.map((environment, index) => open(index + 1).update({ ...state, environment })));
    expect(Object.keys((await open().read()).file.environments)).toEqual(names);
    expect(await readdir(folder)).toEqual(['state.lock.json']);
  });

  it('with conflict markers counts as empty with a warning, and is kept aside when it is built anew', async () => {
    const path = join(folder, 'state.lock.json');
    const conflict = `<<<<<<< HEAD\n${printLockFile(emptyLockFile)}=======\n>>>>>>> other\n`;
    await writeFile(path, conflict);
    const read = await open().read();
    expect(read.file).toEqual(emptyLockFile);
    expect(read.diagnostics).toMatchObject([{ code: 'ATK1709', severity: 'warning' }]);
    expect(await readdir(folder)).toEqual(['state.lock.json']);
    expect(await open().update(state)).toBe(true);
    expect(await readFile(`${path}.conflict`, 'utf8')).toBe(conflict);
    expect((await open().read()).file.environments).toEqual({ dev: entry });
  });

  it('never takes a twin', async () => {
    await expect(open().update({ ...state, environment: 'dev@local' })).rejects.toMatchObject({ code: 'ATK9001' });
  });
});
