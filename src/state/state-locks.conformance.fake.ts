import { describe, expect, it } from 'vitest';
import type { StateLock } from '../engine/ports.ts';
import type { StateDocument } from '../model/state.ts';
import { acquire, sampleEntry, sampleRun, sampleState, type StateStoreSubject } from './state-store.conformance.fake.ts';

const numberIn = (state: StateDocument | undefined): number => Number(state?.outputs['last']?.value ?? 0);

/** What every `StateStore` must do with locks besides taking them. */
export function describeStateLocks(name: string, makeSubject: () => Promise<StateStoreSubject>, concurrent = 20): void {
  describe(`the locks of ${name}`, () => {
    it('show who holds one, and nobody when it is free', async () => {
      const subject = await makeSubject();
      expect(await subject.open().lockInfo()).toBeUndefined();
      const lock = await acquire(subject.open(), { command: 'destroy' });
      expect(await subject.open().lockInfo()).toMatchObject({ id: lock.record.id, command: 'destroy', run: sampleRun, who: lock.record.who, held: true });
      await lock.release();
      expect(await subject.open().lockInfo()).toBeUndefined();
    });

    it('say where the state is', async () => {
      expect((await makeSubject()).open().describe()).not.toBe('');
    });

    it('are broken by their id alone; the holder finds out, a trace stays', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open());
      await lock.write(sampleState(1));
      await expect(subject.open().breakLock('another')).rejects.toMatchObject({ code: 'ATK1712', message: expect.stringContaining(lock.record.id) as string });
      expect(await subject.open().breaks()).toEqual([]);
      const broken = await subject.open().breakLock(lock.record.id);
      expect(broken).toMatchObject({ by: 'tester', record: { id: lock.record.id, command: 'apply', run: sampleRun } });
      await expect(lock.append(sampleEntry(1))).rejects.toMatchObject({ code: 'ATK1705' });
      await expect(lock.write(sampleState(2))).rejects.toMatchObject({ code: 'ATK1705' });
      expect(lock.lost.aborted).toBe(true);
      expect(await subject.open().lockInfo()).toBeUndefined();
      expect(await subject.open().breaks()).toEqual([broken]);
      expect(await subject.open().read()).toEqual(sampleState(1));
      const next = await subject.open().lock({ command: 'apply', run: sampleRun, timeoutMs: 0 });
      expect(next).toMatchObject({ kind: 'acquired' });
      expect(next).not.toHaveProperty('takenOver');
      await (next as { readonly lock: StateLock }).lock.release();
      await lock.release();
    });

    it('that nobody has cannot be broken', async () => {
      const store = (await makeSubject()).open();
      await expect(store.breakLock('any')).rejects.toMatchObject({ code: 'ATK1712', message: expect.stringContaining('nobody') as string });
      await (await acquire(store)).release();
      await expect(store.breakLock('any')).rejects.toMatchObject({ code: 'ATK1712' });
      expect(await store.breaks()).toEqual([]);
    });

    it('that were broken are listed newest first, beside the history and not in it', async () => {
      const store = (await makeSubject()).open();
      const ids: string[] = [];
      for (let round = 0; round < 2; round += 1) {
        const lock = await acquire(store);
        ids.unshift(lock.record.id);
        await new Promise((done) => setTimeout(done, 5));
        await store.breakLock(lock.record.id);
        await lock.release();
      }
      expect((await store.breaks()).map(({ record }) => record.id).sort()).toEqual([...ids].sort());
      expect(await store.history()).toEqual([]);
    });

    it(`let ${concurrent} at once in one after the other, and none loses what another wrote`, async () => {
      const subject = await makeSubject();
      let inside = 0;
      const work = async (): Promise<void> => {
        const store = subject.open();
        const result = await store.lock({ command: 'apply', run: sampleRun, timeoutMs: 600_000 });
        if (result.kind === 'held') {
          throw new Error(`held by ${result.by.id}`);
        }
        inside += 1;
        expect(inside).toBe(1);
        const state = await store.read();
        await result.lock.append(sampleEntry(numberIn(state)));
        await result.lock.write(sampleState((state?.serial ?? 0) + 1, { outputs: { last: { value: numberIn(state) + 1, stack: 'data', expression: '' } } }));
        inside -= 1;
        await result.lock.release();
      };
      await Promise.all(Array.from({ length: concurrent }, work));
      const store = subject.open();
      expect(numberIn(await store.read())).toBe(concurrent);
      expect((await store.history()).map(({ serial }) => serial)).toEqual(Array.from({ length: concurrent - 1 }, (_, index) => concurrent - 1 - index));
      expect(await store.readJournal()).toEqual([]);
      expect(await store.lockInfo()).toBeUndefined();
    }, 120_000);

    it('have to be held to write documents again, and a journal has to be folded in first', async () => {
      const store = (await makeSubject()).open();
      const lock = await acquire(store);
      expect(await lock.recode()).toBe(0);
      await lock.write(sampleState(1));
      await lock.write(sampleState(2));
      expect(await lock.recode()).toBe(2);
      expect(await store.read()).toEqual(sampleState(2));
      expect(await store.readVersion(1)).toEqual(sampleState(1));
      await lock.append(sampleEntry(1));
      await expect(lock.recode()).rejects.toMatchObject({ code: 'ATK1706' });
      await lock.release();
      await expect(lock.recode()).rejects.toMatchObject({ code: 'ATK1705' });
    });

    it('set a journal aside, which is kept and hides no version', async () => {
      const store = (await makeSubject()).open();
      const lock = await acquire(store);
      expect(await lock.setJournalAside()).toBeUndefined();
      await lock.append(sampleEntry(0));
      expect(await lock.setJournalAside()).toEqual(expect.any(String));
      expect(await store.readJournal()).toEqual([]);
      await lock.write(sampleState(1));
      expect(await lock.setJournalAside()).toBeUndefined();
      expect(await store.history()).toEqual([]);
      await lock.release();
      await expect(lock.setJournalAside()).rejects.toMatchObject({ code: 'ATK1705' });
    });
  });
}
