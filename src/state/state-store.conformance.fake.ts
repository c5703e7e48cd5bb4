import { describe, expect, it } from 'vitest';
import type { LockRequest, StateLock, StateStore } from '../engine/ports.ts';
import type { Address } from '../model/address.ts';
import type { JournalEntry, RemovalEntry } from '../model/journal.ts';
import { parseRunId } from '../model/run-id.ts';
import type { StateDocument } from '../model/state.ts';
import type { StateCipher } from './state-cipher.ts';

/** One place for a state; every store made of it is another process's view of the same place. */
export interface StateStoreSubject {
  readonly open: (cipher?: StateCipher) => StateStore;
  /** Takes the lock away from whoever has it. */
  readonly breakLock: () => Promise<void>;
  /** Everything that is stored, by name; absent where nothing is encrypted. */
  readonly stored?: () => Promise<ReadonlyMap<string, string>>;
}

export const sampleRun = parseRunId('synth-20260115-100000-0123abcd');
export const sampleProject = { project: '00000000-0000-4000-8000-000000000001', environment: 'dev' } as const;

/** A small valid state. */
export function sampleState(serial: number, changes: Partial<StateDocument> = {}): StateDocument {
  return {
    version: 1,
    lineage: 'lineage-a',
    serial,
    ...sampleProject,
    cloud: 'AzureCloud',
    tenantId: '11111111-1111-4111-8111-111111111111',
    subscriptionId: '22222222-2222-4222-8222-222222222222',
    run: sampleRun,
    tool: 'atakora 0.1.0',
    resources: {
      'main/storage.main/account': {
        id: '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stone',
        type: 'Microsoft.Storage/storageAccounts',
        apiVersion: '2025-01-01',
        name: 'stone',
        stack: 'data',
        owner: 'storage.main',
        dependsOn: ['main/group.main/group' as Address],
        desired: { location: 'westeurope', properties: { minimumTlsVersion: 'TLS1_2' } },
        desiredHash: 'ab',
        generation: 1,
        createdRun: sampleRun,
        updatedRun: sampleRun,
        status: 'applied',
        protect: false,
      },
    },
    outputs: { url: { value: `https://stone/${serial}`, stack: 'data', expression: '[reference()]' } },
    packages: {},
    updatedAt: '2026-01-15T10:00:00.000Z',
    updatedBy: 'tester',
    ...changes,
  };
}

/** A journal entry that is told apart by its number. */
export function sampleEntry(number: number): JournalEntry {
  return { type: 'resource-failed', at: '2026-01-15T10:00:00.000Z', run: sampleRun, address: `main/owner/resource${number}` as Address, code: String(number) };
}

const request: LockRequest = { command: 'apply', run: sampleRun, timeoutMs: 0 };

/** Takes a lock that must be free. */
export async function acquire(store: StateStore, changes: Partial<LockRequest> = {}): Promise<StateLock> {
  const result = await store.lock({ ...request, ...changes });
  if (result.kind !== 'acquired') {
    throw new Error(`held by ${result.by.id}`);
  }
  return result.lock;
}

/** What every `StateStore` must do, run by each of them. */
export function describeStateStore(name: string, makeSubject: () => Promise<StateStoreSubject>): void {
  describe(`${name} as a state store`, () => {
    it('has nothing at first', async () => {
      const store = (await makeSubject()).open();
      expect(await store.read()).toBeUndefined();
      expect(await store.readJournal()).toEqual([]);
      expect(await store.history()).toEqual([]);
      expect(await store.readVersion(1)).toBeUndefined();
    });

    it('gives back what was written, to other processes too', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open());
      await lock.write(sampleState(1));
      await lock.release();
      expect(await subject.open().read()).toEqual(sampleState(1));
    });

    it('keeps every earlier version, newest first', async () => {
      const store = (await makeSubject()).open();
      const lock = await acquire(store);
      for (const serial of [1, 2, 3]) {
        await lock.write(sampleState(serial));
      }
      expect((await store.history()).map((version) => version.serial)).toEqual([2, 1]);
      expect(await store.readVersion(1)).toEqual(sampleState(1));
      expect(await store.readVersion(3)).toBeUndefined();
      await lock.release();
    });

    it('refuses another lineage, a skipped, repeated or earlier serial, and changes nothing', async () => {
      const store = (await makeSubject()).open();
      const lock = await acquire(store);
      await expect(lock.write(sampleState(2))).rejects.toMatchObject({ code: 'ATK1706' });
      await lock.write(sampleState(1));
      for (const wrong of [sampleState(1), sampleState(3), sampleState(2, { lineage: 'lineage-b' })]) {
        await expect(lock.write(wrong)).rejects.toMatchObject({ code: 'ATK1706' });
      }
      await expect(lock.write(sampleState(2, { environment: 'prod' }))).rejects.toMatchObject({ code: 'ATK1703' });
      expect(await store.read()).toEqual(sampleState(1));
      expect(await store.history()).toEqual([]);
      await lock.release();
    });

    it('adopts a document from elsewhere where there is none, or an earlier serial of the same lineage', async () => {
      const store = (await makeSubject()).open();
      const lock = await acquire(store);
      await lock.write(sampleState(5), 'adopt');
      for (const wrong of [sampleState(5), sampleState(4), sampleState(9, { lineage: 'lineage-b' })]) {
        await expect(lock.write(wrong, 'adopt')).rejects.toMatchObject({ code: 'ATK1706' });
      }
      await expect(lock.write(sampleState(9, { environment: 'prod' }), 'adopt')).rejects.toMatchObject({ code: 'ATK1703' });
      await lock.write(sampleState(9), 'adopt');
      expect(await store.read()).toEqual(sampleState(9));
      expect((await store.history()).map((version) => version.serial)).toEqual([5]);
      await lock.release();
    });

    it('keeps the journal in order until the state is written', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open());
      const entries = [1, 2, 3].map(sampleEntry);
      await Promise.all(entries.map((entry) => lock.append(entry)));
      expect(await subject.open().readJournal()).toEqual(entries);
      await lock.write(sampleState(1));
      expect(await subject.open().readJournal()).toEqual([]);
      await lock.append(sampleEntry(4));
      expect(await subject.open().readJournal()).toEqual([sampleEntry(4)]);
      await lock.release();
    });

    it('keeps what a clean-up notes apart from the entries of runs, and forgets it only when nothing else is in the journal', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open());
      await lock.write(sampleState(1));
      const removal: RemovalEntry = { type: 'removal-start', at: '2026-01-15T10:00:00.000Z', run: sampleRun, kind: 'runs', id: sampleRun };
      await lock.append(removal);
      expect([await subject.open().readJournal(), await subject.open().readRemovals()]).toEqual([[], [removal]]);
      await lock.settleRemovals();
      expect(await subject.open().readRemovals()).toEqual([]);
      await lock.append(removal);
      await lock.append(sampleEntry(1));
      await lock.settleRemovals();
      expect([await subject.open().readJournal(), await subject.open().readRemovals()]).toEqual([[sampleEntry(1)], [removal]]);
      await lock.write(sampleState(2));
      expect([await subject.open().readJournal(), await subject.open().readRemovals()]).toEqual([[], []]);
      await lock.release();
    });

    it('removes earlier versions, each as often as it is asked, and only with the lock', async () => {
      const subject = await makeSubject();
      const store = subject.open();
      const lock = await acquire(store);
      for (const serial of [1, 2, 3]) {
        await lock.write(sampleState(serial));
      }
      await lock.removeVersion(1);
      await lock.removeVersion(1);
      await lock.removeVersion(3);
      expect((await store.history()).map((version) => version.serial)).toEqual([2]);
      expect(await store.read()).toEqual(sampleState(3));
      await subject.breakLock();
      await expect(lock.removeVersion(2)).rejects.toMatchObject({ code: 'ATK1705' });
      await expect(lock.settleRemovals()).rejects.toMatchObject({ code: 'ATK1705' });
      expect((await store.history()).map((version) => version.serial)).toEqual([2]);
      await lock.release();
    });

    it('goes on with the journal of a process that died', async () => {
      const subject = await makeSubject();
      const first = await acquire(subject.open());
      await first.append(sampleEntry(1));
      await subject.breakLock();
      const second = await acquire(subject.open());
      await second.append(sampleEntry(2));
      expect(await subject.open().readJournal()).toEqual([sampleEntry(1), sampleEntry(2)]);
      await second.release();
      await first.release();
    });

    it('lets one hold the lock and tells the others who', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open(), { command: 'destroy' });
      const second = await subject.open().lock(request);
      expect(second).toMatchObject({ kind: 'held', by: { id: lock.record.id, command: 'destroy', run: sampleRun } });
      await lock.release();
      await (await acquire(subject.open())).release();
    });

    it('waits for the lock as long as it was told to', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open());
      const waiting = subject.open().lock({ ...request, timeoutMs: 60_000 });
      await lock.release();
      const result = await waiting;
      expect(result.kind).toBe('acquired');
      await (result as { readonly lock: StateLock }).lock.release();
    });

    it('stops waiting when it is told to', async () => {
      const subject = await makeSubject();
      const lock = await acquire(subject.open());
      const stop = new AbortController();
      const waiting = subject.open().lock({ ...request, timeoutMs: 3_600_000 }, stop.signal);
      stop.abort(new Error('stopped'));
      await expect(waiting).rejects.toThrow('stopped');
      await lock.release();
    });

    it('refuses every change once the lock is lost, and says so', async () => {
      const subject = await makeSubject();
      const store = subject.open();
      const lock = await acquire(store);
      await lock.write(sampleState(1));
      await subject.breakLock();
      await expect(lock.append(sampleEntry(1))).rejects.toMatchObject({ code: 'ATK1705' });
      await expect(lock.write(sampleState(2))).rejects.toMatchObject({ code: 'ATK1705' });
      expect(lock.lost.aborted).toBe(true);
      expect(await store.read()).toEqual(sampleState(1));
      expect(await store.readJournal()).toEqual([]);
      await lock.release();
    });

    it('does not take a successor\'s lock away when one that lost it is released, and releases twice without harm', async () => {
      const subject = await makeSubject();
      const first = await acquire(subject.open());
      await subject.breakLock();
      const second = await acquire(subject.open());
      await first.release();
      await first.release();
      expect((await subject.open().lock(request)).kind).toBe('held');
      await second.append(sampleEntry(1));
      await second.release();
    });

    it('refuses changes after the release', async () => {
      const lock = await acquire((await makeSubject()).open());
      await lock.release();
      await expect(lock.append(sampleEntry(1))).rejects.toMatchObject({ code: 'ATK1705' });
      await expect(lock.write(sampleState(1))).rejects.toMatchObject({ code: 'ATK1705' });
    });
  });
}
