import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectBlobContainer } from '../../src/azure/blob-container.ts';
import type { StateStore } from '../../src/engine/ports.ts';
import { createFakeIds } from '../../src/engine/ports.fake.ts';
import { createBlobStateStore } from '../../src/state/blob-state-store.ts';
import { type Azurite, publicAccount, startAzurite } from './azurite-process.ts';

const script = fileURLToPath(new URL('../../src/state/state-process.fake.ts', import.meta.url));
let azurite: Azurite;
let folder = '';
beforeAll(async () => {
  azurite = await startAzurite();
  folder = await mkdtemp(join(tmpdir(), 'atakora-blob-processes-'));
}, 120_000);
afterAll(async () => {
  await azurite?.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Place {
  readonly store: StateStore;
  start(mode: string, rounds: number): { readonly child: ChildProcess; readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>; readonly said: () => string };
}

async function makePlace(): Promise<Place> {
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${publicAccount.account};AccountKey=${publicAccount.key};BlobEndpoint=${azurite.addresses.blob}/${publicAccount.account};`;
  const name = `state-${randomUUID()}`;
  const container = connectBlobContainer({ container: name, connectionString });
  await container.ensure();
  const clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: (ms: number) => sleep(ms) };
  return {
    store: createBlobStateStore({ container, project: 'project', environment: 'dev', clock, ids: createFakeIds(), who: { user: 'tester', host: 'here', pid: process.pid } }),
    start: (mode, rounds) => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, mode, folder, String(rounds), name], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, STATE_CONNECTION: connectionString } });
      let said = '';
      let errors = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      return { child, said: () => said, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, errors }))) };
    },
  };
}

describe('several processes on one state in blobs', () => {
  it('proceed one at a time, and nothing that one of them wrote is lost', async () => {
    const { store, start } = await makePlace();
    const ends = await Promise.all(Array.from({ length: 20 }, () => start('race', 1).ended));
    expect(ends.map(({ errors }) => errors).join('')).toBe('');
    expect(ends.every(({ code }) => code === 0)).toBe(true);
    const state = await store.read();
    expect([state?.serial, state?.outputs['last']?.value]).toEqual([20, 20]);
    expect((await store.history()).map(({ serial }) => serial)).toEqual(Array.from({ length: 19 }, (_, index) => 19 - index));
    expect(await store.lockInfo()).toBeUndefined();
  }, 180_000);
});

describe('a process that is killed while it writes to blobs', () => {
  it('leaves a readable state and journal that hold everything it had acknowledged; its lock can be broken at once', async () => {
    const { store, start } = await makePlace();
    let highest = 0;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const hammering = start('hammer', 0);
      await expect.poll(hammering.said, { timeout: 30_000, interval: 2 }).toContain('appended');
      await sleep((attempt * 13) % 47);
      hammering.child.kill('SIGKILL');
      const { errors } = await hammering.ended;
      expect(errors).toBe('');
      const acknowledged = Number([...hammering.said().matchAll(/appended (\d+)/g)].at(-1)?.[1]);
      // The kill may land while a request is on its way.
      await sleep(50);
      const folded = Number((await store.read())?.outputs['last']?.value ?? 0);
      const journal = (await store.readJournal()).map((entry) => (entry.type === 'resource-failed' ? Number(entry.code) : Number.NaN));
      expect(journal).toEqual(journal.map((_, index) => folded + index + 1));
      expect(folded + journal.length).toBeGreaterThanOrEqual(Math.max(acknowledged, highest));
      highest = folded + journal.length;
      const info = await store.lockInfo();
      expect(info).toMatchObject({ held: true, processId: hammering.child.pid, command: 'hammer' });
      await store.breakLock(info?.id ?? '');
    }
    expect(highest).toBeGreaterThan(6);
    expect((await store.breaks()).length).toBe(6);
  }, 180_000);
});
