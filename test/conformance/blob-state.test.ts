import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectBlobContainer } from '../../src/azure/blob-container.ts';
import type { BlobContainer } from '../../src/engine/blob-container.ts';
import type { Clock, Ids } from '../../src/engine/ports.ts';
import { createBlobRunArchive } from '../../src/state/blob-run-archive.ts';
import { createBlobStateStore } from '../../src/state/blob-state-store.ts';
import { describeSealedStore, testCipher } from '../../src/state/sealed-store.conformance.fake.ts';
import { printState } from '../../src/state/state-codec.ts';
import { describeStateLocks } from '../../src/state/state-locks.conformance.fake.ts';
import { acquire, describeStateStore, sampleEntry, sampleProject, sampleRun, sampleState, type StateStoreSubject } from '../../src/state/state-store.conformance.fake.ts';
import { type Azurite, publicAccount, startAzurite } from './azurite-process.ts';

const clock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }) };
const ids: Ids = { hex: (digits) => randomUUID().replaceAll('-', '').slice(0, digits), uuid: () => randomUUID() };
const who = { user: 'tester', host: 'here', pid: process.pid };
const base = `${sampleProject.project}/${sampleProject.environment}`;

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
}, 120_000);
afterAll(() => azurite?.stop());

function connectionString(key = publicAccount.key): string {
  return `DefaultEndpointsProtocol=http;AccountName=${publicAccount.account};AccountKey=${key};BlobEndpoint=${azurite.addresses.blob}/${publicAccount.account};`;
}

async function newContainer(): Promise<BlobContainer> {
  const container = connectBlobContainer({ container: `state-${randomUUID()}`, connectionString: connectionString() });
  await container.ensure();
  return container;
}

async function subject(): Promise<StateStoreSubject> {
  const container = await newContainer();
  return {
    open: (cipher) => createBlobStateStore({ container, ...sampleProject, clock, ids, who, pollMs: { first: 20, most: 300 }, ...(cipher === undefined ? {} : { cipher }) }),
    breakLock: async () => {
      await container.break(`${base}.json`);
      await container.break(`${base}.journal`);
    },
    stored: async () => new Map(await Promise.all((await container.list('')).map(async ({ name }) => [name, (await container.get(name))?.text ?? ''] as const))),
  };
}

describeStateStore('the blob store on Azurite', subject);
describeStateStore('the encrypted blob store on Azurite', async () => {
  const plain = await subject();
  return { ...plain, open: () => plain.open(testCipher()) };
});
describeStateLocks('the blob store on Azurite', subject);
describeSealedStore('the blob store on Azurite', subject);

describe('the blob container of the SDK', () => {
  it('keeps text as it is, with its metadata', async () => {
    const container = await newContainer();
    const text = 'ä€😀\r\n\u0000\uFEFF';
    await container.put('a/b.json', text, {}, { run: 'r', updatedat: '2026-01-15T10:00:00.000Z' });
    expect(await container.get('a/b.json')).toMatchObject({ text, bytes: Buffer.byteLength(text), leased: false });
    expect(await container.list('a/')).toMatchObject([{ name: 'a/b.json', metadata: { run: 'r', updatedat: '2026-01-15T10:00:00.000Z' } }]);
  });

  it('shows a state that is not even text as damaged, which another may replace', async () => {
    const container = await newContainer();
    const raw = new ContainerClient(connectionString(), container.url.split('/').at(-1) ?? '');
    const bytes = Buffer.from(printState(sampleState(1)));
    bytes[bytes.indexOf('stone')] = 0xff;
    await raw.getBlockBlobClient(`${base}.json`).upload(bytes, bytes.length);
    const store = createBlobStateStore({ container, ...sampleProject, clock, ids, who });
    await expect(store.read()).rejects.toMatchObject({ code: 'ATK1701' });
    const lock = await acquire(store);
    await expect(lock.write(sampleState(2))).rejects.toMatchObject({ code: 'ATK1701' });
    await lock.write(sampleState(3), 'adopt');
    await lock.release();
    expect(await store.read()).toEqual(sampleState(3));
  });

  it('lists folders, and blobs by prefix', async () => {
    const container = await newContainer();
    for (const name of ['runs/b/1.json', 'runs/a/x/2.json', 'runs/file.json', 'other/c/1']) await container.put(name, '');
    expect(await container.folders('runs/')).toEqual(['a', 'b']);
    expect(await container.folders('none/')).toEqual([]);
    expect((await container.list('runs/')).map(({ name }) => name)).toEqual(['runs/a/x/2.json', 'runs/b/1.json', 'runs/file.json']);
  });

  it('names a container that does not exist, a key that is wrong, and a service that is away', async () => {
    const missing = connectBlobContainer({ container: 'missing', connectionString: connectionString() });
    for (const call of [() => missing.get('a'), () => missing.put('a', ''), () => missing.list(''), () => missing.acquire('a', randomUUID(), 15), () => missing.putAppendable('a')]) {
      await expect(call()).rejects.toMatchObject({ code: 'ATK1715' });
    }
    const wrong = connectBlobContainer({ container: 'missing', connectionString: connectionString(Buffer.from('wrong').toString('base64')) });
    const away = connectBlobContainer({ container: 'missing', connectionString: connectionString().replace(/:\d+\//, ':1/') });
    await expect(away.get('a')).rejects.toMatchObject({ code: 'ATK1804' });
    await expect(wrong.get('a')).rejects.toMatchObject({ code: 'ATK1802', message: expect.stringContaining('AuthorizationFailure') as string });
  });

  it('answers a HEAD-less lease life as the store needs it', async () => {
    const container = await newContainer();
    const [mine, theirs] = [randomUUID(), randomUUID()];
    expect(await container.acquire('x', mine, 60)).toMatchObject({ ok: false, reason: 'missing' });
    await container.put('x', '1');
    expect(await container.acquire('x', mine, 60)).toEqual({ ok: true, value: undefined });
    expect(await container.acquire('x', mine, 60)).toEqual({ ok: true, value: undefined });
    expect(await container.acquire('x', theirs, 60)).toMatchObject({ ok: false, reason: 'leased', code: 'LeaseAlreadyPresent' });
    expect((await container.get('x'))?.leased).toBe(true);
    expect(await container.release('x', theirs)).toMatchObject({ ok: false, reason: 'lease-lost' });
    expect(await container.put('x', '2', { lease: mine })).toMatchObject({ ok: true });
    expect(await container.renew('x', mine)).toMatchObject({ ok: true });
    expect(await container.break('x')).toMatchObject({ ok: true });
    expect(await container.renew('x', mine)).toMatchObject({ ok: false, reason: 'lease-lost' });
    expect(await container.put('x', '3', { lease: mine })).toMatchObject({ ok: false, reason: 'lease-lost' });
    expect(await container.acquire('x', theirs, 60)).toMatchObject({ ok: true });
    expect((await container.get('x'))?.text).toBe('2');
  });

  it('sees a state of many megabytes and a journal of many entries through', async () => {
    const container = await newContainer();
    const store = createBlobStateStore({ container, ...sampleProject, clock, ids, who });
    const lock = await acquire(store);
    const big = sampleState(1, { outputs: { last: { value: 'x'.repeat(9_000_000), stack: 'data', expression: '' } } });
    await lock.write(big);
    const entries = Array.from({ length: 200 }, (_, index) => sampleEntry(index));
    for (const entry of entries) await lock.append(entry);
    expect(await store.readJournal()).toEqual(entries);
    expect((await store.read())?.outputs['last']?.value).toBe(big.outputs['last']?.value);
    await lock.release();
  }, 60_000);
});

describe('the run archive in blobs on Azurite', () => {
  it('gives back what was written, lists runs newest first and the files of one', async () => {
    const container = await newContainer();
    const archive = createBlobRunArchive({ container, ...sampleProject });
    expect(await archive.list()).toEqual([]);
    await archive.write(sampleRun, 'templates/data.json', '{}');
    await archive.write(sampleRun, 'plan.json', 'a');
    await archive.write(sampleRun, 'plan.json', 'b');
    expect(await archive.read(sampleRun, 'plan.json')).toBe('b');
    expect(await archive.read(sampleRun, 'none.json')).toBeUndefined();
    expect(await archive.names(sampleRun)).toEqual(['plan.json', 'templates/data.json']);
    expect(await archive.list()).toEqual([sampleRun]);
  });
});
