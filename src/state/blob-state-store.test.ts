import { describe, expect, it } from 'vitest';
import { createFakeClock, createFakeIds, type FakeClock } from '../engine/ports.fake.ts';
import type { StateStore } from '../engine/ports.ts';
import type { LockRecord } from '../model/lock-record.ts';
import { type BlobMemory, createBlobMemory, createFakeBlobContainer, type FakeBlobContainerOptions } from './blob-container.fake.ts';
import { createBlobStateStore } from './blob-state-store.ts';
import { describeSealedStore, testCipher } from './sealed-store.conformance.fake.ts';
import type { StateCipher } from './state-cipher.ts';
import { describeStateLocks } from './state-locks.conformance.fake.ts';
import { acquire, describeStateStore, sampleEntry, sampleProject, sampleRun, sampleState, type StateStoreSubject } from './state-store.conformance.fake.ts';

const ids = createFakeIds();
const base = `${sampleProject.project}/${sampleProject.environment}`;

function openStore(memory: BlobMemory, clock: FakeClock, cipher?: StateCipher, onCall?: FakeBlobContainerOptions['onCall']): StateStore {
  const container = createFakeBlobContainer({ clock, memory, ...(onCall === undefined ? {} : { onCall }) });
  return createBlobStateStore({ container, ...sampleProject, clock, ids, who: { user: 'tester', host: 'here', pid: process.pid }, ...(cipher === undefined ? {} : { cipher }) });
}

async function subject(): Promise<StateStoreSubject> {
  const memory = createBlobMemory();
  const clock = createFakeClock();
  return {
    open: (cipher) => openStore(memory, clock, cipher),
    breakLock: async () => {
      const container = createFakeBlobContainer({ clock, memory });
      await container.break(`${base}.json`);
      await container.break(`${base}.journal`);
    },
    stored: async () => new Map([...memory.blobs].map(([name, { text }]) => [name, text])),
  };
}

describeStateStore('the blob store', subject);
describeStateStore('the blob store, encrypted,', async () => {
  const plain = await subject();
  return { ...plain, open: () => plain.open(testCipher()) };
});
describeStateLocks('the blob store', subject);
describeSealedStore('the blob store', subject);

/** A place whose time stands still until the test moves it. */
function still(): { readonly memory: BlobMemory; readonly clock: FakeClock; readonly open: (onCall?: FakeBlobContainerOptions['onCall']) => StateStore; readonly recordAt: () => LockRecord } {
  const memory = createBlobMemory();
  const clock = createFakeClock({ auto: false });
  return { memory, clock, open: (onCall) => openStore(memory, clock, undefined, onCall), recordAt: () => JSON.parse(memory.blobs.get(`${base}.lock.json`)?.text ?? '') as LockRecord };
}

const request = { command: 'apply', run: sampleRun, timeoutMs: 0 } as const;

describe('the lease of a blob store', () => {
  it('lasts a minute and is renewed every twenty seconds, with a heartbeat', async () => {
    const { clock, memory, open, recordAt } = still();
    const lock = await acquire(open());
    for (let second = 20; second <= 200; second += 20) {
      await clock.advance(20_000);
      expect(Date.parse(recordAt().heartbeat) - Date.parse(recordAt().since)).toBe(second * 1000);
    }
    expect((await open().lock(request)).kind).toBe('held');
    expect([...memory.blobs.values()].map(({ lease }) => lease?.seconds).filter((seconds) => seconds !== undefined)).toEqual([60, 60]);
    await lock.write(sampleState(1));
    await lock.release();
    expect(clock.sleeping()).toBe(0);
    expect([...memory.blobs.keys()].sort()).toEqual([`${base}.journal`, `${base}.json`]);
  });

  it('of a holder that died is free after its minute, and says whose it was', async () => {
    const { clock, memory, open, recordAt } = still();
    const dead = createFakeClock({ auto: false });
    const first = await acquire(openStore(memory, { ...clock, now: () => clock.now(), sleep: (ms, signal) => dead.sleep(ms, signal) }));
    const record = recordAt();
    await clock.advance(59_999);
    expect(await open().lock(request)).toEqual({ kind: 'held', by: record });
    expect(await open().lockInfo()).toEqual({ ...record, held: true });
    await clock.advance(1);
    expect(await open().lockInfo()).toEqual({ ...record, held: false });
    const next = await open().lock(request);
    expect(next).toMatchObject({ kind: 'acquired', takenOver: record });
    await expect(first.append(sampleEntry(1))).rejects.toMatchObject({ code: 'ATK1705' });
    await first.release();
    expect(recordAt().id).not.toBe(record.id);
  });

  it('that cannot be renewed for a minute is lost, although nobody else wants it', async () => {
    const { clock, open } = still();
    let away = false;
    const lock = await acquire(open((when, { operation }) => {
      if (away && when === 'before' && operation !== 'get') throw new Error('the network is away');
    }));
    await clock.advance(20_000);
    away = true;
    await clock.advance(59_999);
    expect(lock.lost.aborted).toBe(false);
    await clock.advance(5_001);
    expect(lock.lost.aborted).toBe(true);
    away = false;
    await expect(lock.write(sampleState(1))).rejects.toMatchObject({ code: 'ATK1705' });
    await lock.release();
  });

  it('outlives a network that is away for half a minute', async () => {
    const { clock, open } = still();
    let away = false;
    const lock = await acquire(open((when) => {
      if (away && when === 'before') throw new Error('the network is away');
    }));
    await clock.advance(19_000);
    away = true;
    await clock.advance(30_000);
    away = false;
    await clock.advance(20_000);
    expect(lock.lost.aborted).toBe(false);
    await lock.write(sampleState(1));
    await lock.release();
  });

  it('that was broken is noticed at the next renewal', async () => {
    const { clock, memory, open } = still();
    const lock = await acquire(open());
    await createFakeBlobContainer({ clock, memory }).break(`${base}.json`);
    await clock.advance(20_000);
    expect(lock.lost.aborted).toBe(true);
    await lock.release();
  });

  it('keeps everybody without it from writing, also past our own checks', async () => {
    const { clock, memory, open } = still();
    const lock = await acquire(open());
    const container = createFakeBlobContainer({ clock, memory });
    expect(await container.put(`${base}.json`, '{}')).toMatchObject({ ok: false, reason: 'leased' });
    expect(await container.putAppendable(`${base}.journal`)).toMatchObject({ ok: false, reason: 'leased' });
    await lock.release();
  });

  it('of a journal whose holder died a moment later than that of the state is ended by the next', async () => {
    const { clock, memory, open } = still();
    await (await acquire(open())).release();
    const container = createFakeBlobContainer({ clock, memory });
    await container.acquire(`${base}.journal`, 'dead', 60);
    await (await acquire(open())).release();
  });

  it('that a foreign tool took has a holder nobody knows, and can be broken by that name', async () => {
    const { clock, memory, open } = still();
    await (await acquire(open())).release();
    await createFakeBlobContainer({ clock, memory }).acquire(`${base}.json`, 'foreign', 1e9);
    const looking = open().lock(request);
    await clock.advance(0);
    await clock.advance(200);
    expect(await looking).toMatchObject({ kind: 'held', by: { id: 'unknown' } });
    await open().breakLock('unknown');
    await (await acquire(open())).release();
  });
});

describe('an answer that got lost on its way', () => {
  it.each(['append', 'put'])('of the %s of a write does not make it happen twice or fail', async (operation) => {
    const memory = createBlobMemory();
    const clock = createFakeClock();
    let lose = false;
    const container = createFakeBlobContainer({ clock, memory });
    // The transport sends the same request again when the answer does not come.
    const again = <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) => async (...args: A): Promise<T> => {
      const first = await call(...args);
      return lose ? call(...args) : first;
    };
    const flaky = { ...container, [operation]: again(container[operation as 'append'] as (...args: readonly unknown[]) => Promise<unknown>) };
    const store = createBlobStateStore({ container: flaky, ...sampleProject, clock, ids, who: { user: 'tester', host: 'here', pid: 1 } });
    const lock = await acquire(store);
    await lock.write(sampleState(1));
    lose = true;
    await lock.append(sampleEntry(1));
    await lock.append(sampleEntry(2));
    expect(await store.readJournal()).toEqual([sampleEntry(1), sampleEntry(2)]);
    await lock.write(sampleState(2));
    expect(await store.read()).toEqual(sampleState(2));
    lose = false;
    await lock.release();
  });
});

describe('a process that is killed at any call', () => {
  /** Two runs' worth of work: every kind of write, with history. Says what was acknowledged. */
  async function work(store: StateStore, acknowledged: { state: number; entries: number }): Promise<void> {
    const lock = await acquire(store);
    const serial = (await store.read())?.serial ?? 0;
    for (const number of [1, 2]) {
      await lock.append(sampleEntry(number));
      acknowledged.entries = number;
    }
    await lock.write(sampleState(serial + 1));
    Object.assign(acknowledged, { state: serial + 1, entries: 0 });
    await lock.append(sampleEntry(1));
    acknowledged.entries = 1;
    await lock.write(sampleState(serial + 2));
    Object.assign(acknowledged, { state: serial + 2, entries: 0 });
    await lock.release();
  }

  it('leaves a state that can be read and holds everything acknowledged, and the next goes on', async () => {
    let calls = 0;
    await work(openStore(createBlobMemory(), createFakeClock(), undefined, () => (calls += 1)), { state: 0, entries: 0 });
    expect(calls).toBeGreaterThan(50);
    for (let kill = 1; kill <= calls; kill += 1) {
      const { memory, clock, open } = still();
      const acknowledged = { state: 0, entries: 0 };
      let count = 0;
      let killed = false;
      const died = new Promise<void>((resolve) => {
        const store = open(() => {
          count += 1;
          if (count >= kill) killed = true;
          if (killed) {
            resolve();
            throw new Error('killed');
          }
        });
        void work(store, acknowledged).catch(() => undefined).then(resolve);
      });
      await died;
      await clock.advance(60_001);
      const next = openStore(memory, clock);
      const state = await next.read();
      const entries = await next.readJournal();
      expect((state?.serial ?? 0) >= acknowledged.state, `killed at call ${kill}`).toBe(true);
      if (state?.serial === acknowledged.state || (state === undefined && acknowledged.state === 0)) {
        expect(entries.length).toBeGreaterThanOrEqual(acknowledged.entries);
      } else {
        expect(entries).toEqual([]);
      }
      const after = { state: 0, entries: 0 };
      const goesOn = work(next, after);
      await clock.advance(0);
      await goesOn;
      expect((await next.read())?.serial).toBe((state?.serial ?? 0) + 2);
      expect((await next.history()).map(({ serial }) => serial)).toEqual(Array.from({ length: (state?.serial ?? 0) + 1 }, (_, index) => (state?.serial ?? 0) + 1 - index));
    }
  });
});

describe('blobs that are not what they should be', () => {
  async function written(): Promise<{ readonly store: StateStore; readonly memory: BlobMemory; readonly edit: (name: string, change: (text: string) => string) => void }> {
    const memory = createBlobMemory();
    const store = openStore(memory, createFakeClock());
    const lock = await acquire(store);
    await lock.write(sampleState(1));
    await lock.write(sampleState(2));
    await lock.append(sampleEntry(1));
    await lock.append(sampleEntry(2));
    await lock.release();
    const edit = (name: string, change: (text: string) => string): void => {
      const blob = memory.blobs.get(`${base}${name}`);
      if (blob === undefined) throw new Error(name);
      blob.text = change(blob.text);
    };
    return { store, memory, edit };
  }

  it.each<[string, (text: string) => string, string]>([
    ['truncated', (text) => text.slice(0, 200), 'ATK1701'],
    ['emptied', () => '', 'ATK1701'],
    ['edited by hand', (text) => text.replace('westeurope', 'northeurope'), 'ATK1701'],
    ['of another project', (text) => text.replace(sampleProject.project, '99999999-0000-4000-8000-000000000001'), 'ATK1703'],
    ['of a newer version', (text) => text.replace('"version": 1', '"version": 7'), 'ATK1702'],
  ])('a state that was %s is refused and never overwritten', async (_name, change, code) => {
    const { store, memory, edit } = await written();
    edit('.json', change);
    const before = memory.blobs.get(`${base}.json`)?.text;
    await expect(store.read()).rejects.toMatchObject({ code, message: expect.stringContaining('memory://container') as string });
    const lock = await acquire(store);
    await expect(lock.write(sampleState(3))).rejects.toMatchObject({ code });
    await lock.release();
    expect(memory.blobs.get(`${base}.json`)?.text).toBe(before);
    expect((await store.history()).length).toBeGreaterThan(0);
  });

  it('a damaged state can be replaced by an adopted one; its bytes are kept', async () => {
    const { store, memory, edit } = await written();
    edit('.json', () => '{"half');
    const lock = await acquire(store);
    await lock.write(sampleState(3), 'adopt');
    await lock.release();
    expect(await store.read()).toEqual(sampleState(3));
    expect(memory.blobs.get(`${base}/history/damaged-${lock.record.id}.json`)?.text).toBe('{"half');
    expect((await store.history()).map(({ serial }) => serial)).toEqual([1]);
  });

  it('a journal that is cut off in a line is refused for going on', async () => {
    const { store, edit } = await written();
    edit('.journal', (text) => text.slice(0, -9));
    expect(await store.readJournal()).toEqual([sampleEntry(1)]);
    const lock = await acquire(store);
    await expect(lock.append(sampleEntry(3))).rejects.toMatchObject({ code: 'ATK1701' });
    await lock.release();
  });

  it('a container that does not exist is named', async () => {
    const { store, memory } = await written();
    memory.exists = false;
    for (const call of [store.read(), store.readJournal(), store.history(), store.lockInfo(), store.lock(request)]) {
      await expect(call).rejects.toMatchObject({ code: 'ATK1715' });
    }
  });
});
