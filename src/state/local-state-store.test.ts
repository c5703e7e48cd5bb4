import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock, createFakeIds } from '../engine/ports.fake.ts';
import type { Clock, StateLock, StateStore } from '../engine/ports.ts';
import type { LockRecord } from '../model/lock-record.ts';
import { processIsAlive } from './process-alive.ts';
import { processStartMark } from './process-start.ts';
import { createLocalStateStore, type LocalStateStoreOptions } from './local-state-store.ts';
import { describeSealedStore, testCipher } from './sealed-store.conformance.fake.ts';
import { describeStateLocks } from './state-locks.conformance.fake.ts';
import { acquire, describeStateStore, sampleEntry, sampleProject, sampleRun, sampleState, type StateStoreSubject } from './state-store.conformance.fake.ts';

const folders: string[] = [];

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atakora-state-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

const ids = createFakeIds();

function openStore(folder: string, clock: Clock, changes: Partial<LocalStateStoreOptions> = {}): StateStore {
  const who = { user: 'tester', host: 'here', pid: process.pid };
  return createLocalStateStore({ folder, ...sampleProject, clock, ids, who, isAlive: (id) => id === process.pid, ...changes });
}

/** Real time, for tests in which files are waited for: a fake clock runs through hours meanwhile. */
const realClock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }) };

async function subject(): Promise<StateStoreSubject> {
  const folder = await makeFolder();
  return {
    open: (cipher) => openStore(folder, realClock, cipher === undefined ? {} : { cipher }),
    breakLock: () => unlink(join(folder, 'dev.lock.json')),
    stored: async () => {
      const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
    },
  };
}

describeStateStore('the local store', subject);
describeStateStore('the local store, encrypted,', async () => {
  const plain = await subject();
  return { ...plain, open: () => plain.open(testCipher()) };
});
describeStateLocks('the local store', subject);
describeSealedStore('the local store', subject);

const holder: LockRecord = { id: 'old', who: 'other', host: 'here', processId: 4242, command: 'apply', run: sampleRun, since: '2026-01-15T10:00:00.000Z', heartbeat: '2026-01-15T10:00:00.000Z' };

async function placeHolder(folder: string, changes: Partial<LockRecord>): Promise<void> {
  await writeFile(join(folder, 'dev.lock.json'), JSON.stringify({ ...holder, ...changes }));
}

describe('a lock whose holder is gone', () => {
  it('is taken over at once when its process on this host is gone, and says from whom', async () => {
    const folder = await makeFolder();
    await placeHolder(folder, {});
    const result = await openStore(folder, createFakeClock()).lock({ command: 'plan', run: sampleRun, timeoutMs: 0 });
    expect(result).toMatchObject({ kind: 'acquired', takenOver: { id: 'old', who: 'other' } });
    if (result.kind === 'acquired') {
      await result.lock.append(sampleEntry(1));
      await result.lock.release();
    }
    expect(await readdir(folder)).toEqual(['dev.journal.ndjson']);
  });

  it.each([
    ['a living process of this host, however old its heartbeat', { processId: process.pid, heartbeat: '2020-01-01T00:00:00.000Z' }],
    ['another host with a heartbeat of a minute ago', { host: 'there', heartbeat: '2026-01-15T09:59:00.000Z' }],
    ['another host with a heartbeat from the future, after our clock was set back', { host: 'there', heartbeat: '2027-01-01T00:00:00.000Z' }],
  ])('is not gone when it is %s', async (_name, changes) => {
    const folder = await makeFolder();
    await placeHolder(folder, changes);
    const result = await openStore(folder, createFakeClock()).lock({ command: 'plan', run: sampleRun, timeoutMs: 0 });
    expect(result).toMatchObject({ kind: 'held', by: { id: 'old' } });
  });

  it('is gone on another host when its heart has not beaten for more than a minute', async () => {
    const folder = await makeFolder();
    await placeHolder(folder, { host: 'there', heartbeat: '2026-01-15T09:58:59.999Z' });
    await (await acquire(openStore(folder, createFakeClock({ auto: false })))).release();
  });

  it('that nobody can read is held by somebody unknown', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'dev.lock.json'), '');
    const result = await openStore(folder, createFakeClock()).lock({ command: 'plan', run: sampleRun, timeoutMs: 0 });
    expect(result).toMatchObject({ kind: 'held', by: { id: 'unknown' } });
  });

  it('is taken over although another process died while it took it over', async () => {
    const folder = await makeFolder();
    await placeHolder(folder, {});
    await writeFile(join(folder, 'dev.lock.json.old.claim'), JSON.stringify({ ...holder, id: 'died', processId: 4243 }));
    await writeFile(join(folder, 'dev.lock.json.died.claim'), JSON.stringify({ ...holder, id: 'died-too', processId: 4244 }));
    await (await acquire(openStore(folder, createFakeClock()))).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is left to the living process that is taking it over', async () => {
    const folder = await makeFolder();
    await placeHolder(folder, {});
    await writeFile(join(folder, 'dev.lock.json.old.claim'), JSON.stringify({ ...holder, id: 'alive', processId: process.pid }));
    const result = await openStore(folder, createFakeClock()).lock({ command: 'plan', run: sampleRun, timeoutMs: 0 });
    expect(result.kind).toBe('held');
  });
});

describe('a process number that is used again', () => {
  it('does not keep the lock of the process that had it before', async () => {
    const folder = await makeFolder();
    const own = processStartMark(process.pid);
    expect(own, 'this system tells when a process began').toBeDefined();
    await placeHolder(folder, { processId: process.pid, startMark: 'long ago' });
    const store = openStore(folder, createFakeClock(), { isAlive: processIsAlive });
    expect(await store.lockInfo()).toMatchObject({ id: 'old', held: false });
    const result = await store.lock({ command: 'plan', run: sampleRun, timeoutMs: 0 });
    expect(result).toMatchObject({ kind: 'acquired', takenOver: { id: 'old' }, lock: { record: { startMark: own } } });
    expect(await store.lockInfo()).toMatchObject({ held: true });
    expect((await openStore(folder, createFakeClock(), { isAlive: processIsAlive }).lock({ command: 'plan', run: sampleRun, timeoutMs: 0 })).kind).toBe('held');
    await (result as { readonly lock: StateLock }).lock.release();
  });
});

describe('the heartbeat', () => {
  it('shows in the lock file every twenty seconds', async () => {
    const folder = await makeFolder();
    const clock = createFakeClock({ auto: false });
    const lock = await acquire(openStore(folder, clock));
    const file = join(folder, 'dev.lock.json');
    await clock.advance(20_000);
    await expect.poll(async () => (JSON.parse(await readFile(file, 'utf8')) as LockRecord).heartbeat).toBe('2026-01-15T10:00:20.000Z');
    await lock.release();
    expect(clock.sleeping()).toBe(0);
  });

  it('finds out that the lock was lost', async () => {
    const folder = await makeFolder();
    const clock = createFakeClock({ auto: false });
    const lock = await acquire(openStore(folder, clock));
    await unlink(join(folder, 'dev.lock.json'));
    await placeHolder(folder, { processId: process.pid });
    await clock.advance(20_000);
    await expect.poll(() => lock.lost.aborted).toBe(true);
    await lock.release();
    expect(JSON.parse(await readFile(join(folder, 'dev.lock.json'), 'utf8'))).toMatchObject({ id: 'old', heartbeat: holder.heartbeat });
  });
});

describe('damaged files', () => {
  async function written(): Promise<{ readonly folder: string; readonly store: StateStore; readonly state: string; readonly journal: string }> {
    const folder = await makeFolder();
    const store = openStore(folder, createFakeClock());
    const lock = await acquire(store);
    await lock.write(sampleState(1));
    await lock.append(sampleEntry(1));
    await lock.append(sampleEntry(2));
    await lock.release();
    return { folder, store, state: join(folder, 'dev.json'), journal: join(folder, 'dev.journal.ndjson') };
  }

  it('refuses a half-written state at every length', async () => {
    const { store, state } = await written();
    const text = await readFile(state, 'utf8');
    for (let length = 0; length < text.length - 2; length += 37) {
      await writeFile(state, text.slice(0, length));
      await expect(store.read()).rejects.toMatchObject({ code: 'ATK1701', hint: expect.stringContaining('history') });
    }
  });

  it('ignores a half-written successor and clears it away under the lock', async () => {
    const { folder, store } = await written();
    await writeFile(join(folder, 'dev.json.0000.tmp'), '{"version": 1, "lin');
    expect(await store.read()).toEqual(sampleState(1));
    await (await acquire(store)).release();
    expect(await readdir(folder)).not.toContain('dev.json.0000.tmp');
  });

  it('drops a torn last line of the journal and goes on behind the whole ones', async () => {
    const { store, journal } = await written();
    await appendFile(journal, '{"type":"resource-failed","at":"20');
    expect(await store.readJournal()).toEqual([sampleEntry(1), sampleEntry(2)]);
    const lock = await acquire(store);
    await lock.append(sampleEntry(3));
    await lock.release();
    expect(await store.readJournal()).toEqual([1, 2, 3].map(sampleEntry));
  });

  it('drops a last line that is valid JSON but was never finished', async () => {
    const { store, journal } = await written();
    await appendFile(journal, JSON.stringify(sampleEntry(3)));
    expect(await store.readJournal()).toEqual([sampleEntry(1), sampleEntry(2)]);
  });

  it.each(['{"type":"resource-fai', '{"type":"unheard-of","at":"","run":""}', '17'])('refuses a journal with the line %s in the middle, for reading and appending', async (line) => {
    const { store, journal } = await written();
    const lines = (await readFile(journal, 'utf8')).split('\n');
    await writeFile(journal, [lines[0], line, ...lines.slice(2)].join('\n'));
    await expect(store.readJournal()).rejects.toMatchObject({ code: 'ATK1701' });
    const lock = await acquire(store);
    await expect(lock.append(sampleEntry(3))).rejects.toMatchObject({ code: 'ATK1701' });
    await lock.release();
  });

  it('ignores a journal that is in the state already, because the process died before it was removed', async () => {
    const { store, journal } = await written();
    const left = await readFile(journal, 'utf8');
    const lock = await acquire(store);
    await lock.write(sampleState(2));
    await writeFile(journal, left);
    expect(await store.readJournal()).toEqual([]);
    await lock.append(sampleEntry(9));
    await lock.release();
    expect(await store.readJournal()).toEqual([sampleEntry(9)]);
  });

  it('refuses a journal of a later state or another lineage', async () => {
    const { store, state, journal } = await written();
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.replace('"serial":1', '"serial":2'));
    await expect(store.readJournal()).rejects.toMatchObject({ code: 'ATK1701' });
    await writeFile(journal, text);
    await writeFile(state, (await readFile(state, 'utf8')).replace('lineage-a', 'lineage-b'));
    await expect(store.readJournal()).rejects.toMatchObject({ code: 'ATK1701' });
  });

  it('lists a damaged version without hiding the others', async () => {
    const { folder, store } = await written();
    const lock = await acquire(store);
    await lock.write(sampleState(2));
    await lock.write(sampleState(3));
    await lock.release();
    await writeFile(join(folder, 'history', 'dev', '2.json'), '{');
    expect((await store.history()).map(({ serial, run }) => [serial, run])).toEqual([
      [2, 'damaged'],
      [1, sampleRun],
    ]);
    await expect(store.readVersion(2)).rejects.toMatchObject({ code: 'ATK1701' });
  });
});

describe('a disk that refuses', () => {
  it('gives a coded error and leaves the old state when the history cannot be written', async () => {
    const folder = await makeFolder();
    const store = openStore(folder, createFakeClock());
    const lock = await acquire(store);
    await lock.write(sampleState(1));
    await writeFile(join(folder, 'history'), 'in the way');
    await expect(lock.write(sampleState(2))).rejects.toMatchObject({ code: 'ATK1901' });
    expect(await store.read()).toEqual(sampleState(1));
    await unlink(join(folder, 'history'));
    await lock.write(sampleState(2));
    await lock.release();
    expect(await store.read()).toEqual(sampleState(2));
  });

  it('tears no later entry when an append fails half-way', async () => {
    const folder = await makeFolder();
    const store = openStore(folder, createFakeClock());
    const lock = await acquire(store);
    await lock.append(sampleEntry(1));
    const broken = { ...sampleEntry(2), toJSON: () => { throw new Error('not JSON'); } };
    await expect(lock.append(broken)).rejects.toThrow();
    await lock.append(sampleEntry(3));
    await lock.release();
    expect(await store.readJournal()).toEqual([sampleEntry(1), sampleEntry(3)]);
  });

  it('gives a coded error when a folder stands where the state or the journal should', async () => {
    const folder = await makeFolder();
    const store = openStore(folder, createFakeClock());
    const lock = await acquire(store);
    await mkdir(join(folder, 'dev.journal.ndjson'));
    await expect(lock.append(sampleEntry(1))).rejects.toMatchObject({ code: expect.stringMatching(/ATK190[12]/) as string });
    await mkdir(join(folder, 'dev.json'));
    await expect(store.read()).rejects.toMatchObject({ code: 'ATK1902' });
    await lock.release();
  });

  it('gives a coded error when the folder cannot be made', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(acquire(openStore(join(folder, 'file', 'state'), createFakeClock()))).rejects.toMatchObject({ code: 'ATK1901' });
  });
});
