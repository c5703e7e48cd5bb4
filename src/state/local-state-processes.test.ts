import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, createFakeIds } from '../engine/ports.fake.ts';
import type { StateStore } from '../engine/ports.ts';
import { createLocalStateStore } from './local-state-store.ts';
import { processIsAlive } from './process-alive.ts';

const script = fileURLToPath(new URL('state-process.fake.ts', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atakora-processes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly errors: string;
}

function start(mode: string, rounds: number): { readonly child: ChildProcess; readonly ended: Promise<Ended>; readonly said: () => string } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, mode, folder, String(rounds)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, said, errors })));
  return { child, ended, said: () => said };
}

function openStore(): StateStore {
  const who = { user: 'tester', host: 'here', pid: process.pid };
  return createLocalStateStore({ folder, project: 'project', environment: 'dev', clock: createFakeClock(), ids: createFakeIds(), who, isAlive: processIsAlive });
}

describe('several processes on one state', () => {
  it('proceed one at a time, and nothing that one of them wrote is lost', async () => {
    // All of them find the lock of one that was killed.
    const killed = { id: 'killed', who: 'x', host: 'here', processId: 2 ** 30, command: 'apply', run: '', since: '', heartbeat: '' };
    await writeFile(join(folder, 'dev.lock.json'), JSON.stringify(killed));
    const ends = await Promise.all(Array.from({ length: 20 }, () => start('race', 2).ended));
    expect(ends.map(({ errors }) => errors).join('')).toBe('');
    expect(ends.every(({ code }) => code === 0)).toBe(true);
    const store = openStore();
    const state = await store.read();
    expect(state?.serial).toBe(40);
    expect(state?.outputs['last']?.value).toBe(40);
    expect((await store.history()).map(({ serial }) => serial)).toEqual(Array.from({ length: 39 }, (_, index) => 39 - index));
    expect((await readdir(folder)).sort()).toEqual(['dev.json', 'history']);
  }, 120_000);
});

describe('a process that is killed while it writes', () => {
  it('leaves a readable state and journal that hold everything it had acknowledged', async () => {
    const store = openStore();
    let highest = 0;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const hammering = start('hammer', 0);
      await expect.poll(hammering.said, { timeout: 20_000, interval: 2 }).toContain('appended');
      // Spread over the steps of an append and of a write.
      await new Promise((done) => setTimeout(done, (attempt * 7) % 31));
      hammering.child.kill('SIGKILL');
      const { said, errors } = await hammering.ended;
      expect(errors).toBe('');
      const acknowledged = Number([...said.matchAll(/appended (\d+)/g)].at(-1)?.[1]);
      const state = await store.read();
      const folded = Number(state?.outputs['last']?.value ?? 0);
      const journal = (await store.readJournal()).map((entry) => (entry.type === 'resource-failed' ? Number(entry.code) : Number.NaN));
      expect(journal).toEqual(journal.map((_, index) => folded + index + 1));
      expect(folded + journal.length).toBeGreaterThanOrEqual(Math.max(acknowledged, highest));
      highest = folded + journal.length;
    }
    expect(highest).toBeGreaterThan(12);
  }, 120_000);
});
