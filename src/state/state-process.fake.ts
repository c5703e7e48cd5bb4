import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StateStore } from '../engine/ports.ts';
import type { Address } from '../model/address.ts';
import { parseRunId } from '../model/run-id.ts';
import type { ResourceRecord, StateDocument } from '../model/state.ts';
import { createBlobStateStore } from './blob-state-store.ts';
import { createLocalStateStore, type LocalStateStoreOptions } from './local-state-store.ts';
import { processIsAlive } from './process-alive.ts';

/**
 * A process that tests start: `race` changes a state a few times, `hammer` goes on until it is killed. Says each acknowledged step. With a
 * container, the state is in its blobs; how it is reached says STATE_CONNECTION.
 */
const [mode = '', folder = '', rounds = '1', container] = process.argv.slice(2);
const run = parseRunId('synth-20260115-100000-0123abcd');

const common: Omit<LocalStateStoreOptions, 'folder' | 'isAlive'> = {
  project: 'project',
  environment: 'dev',
  clock: { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: async (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }) },
  ids: { hex: (digits) => randomBytes(Math.ceil(digits / 2)).toString('hex').slice(0, digits), uuid: () => randomUUID() },
  who: { user: 'tester', host: 'here', pid: process.pid },
};
const store: StateStore =
  container === undefined
    ? createLocalStateStore({ ...common, folder, isAlive: processIsAlive })
    : createBlobStateStore({ ...common, container: (await import('../azure/blob-container.ts')).connectBlobContainer({ container, connectionString: process.env['STATE_CONNECTION'] ?? '' }), pollMs: { first: 50, most: 400 } });

const say = (text: string): void => void writeSync(1, `${text}\n`);

function nextState(current: StateDocument | undefined, last: number): StateDocument {
  return {
    version: 1,
    lineage: current?.lineage ?? randomUUID(),
    serial: (current?.serial ?? 0) + 1,
    project: 'project',
    environment: 'dev',
    cloud: 'local',
    tenantId: 't',
    subscriptionId: 's',
    run,
    tool: 'test',
    resources: {} as Record<string, ResourceRecord>,
    outputs: { last: { value: last, stack: 'data', expression: 'x'.repeat(20_000) } },
    packages: {},
    updatedAt: new Date().toISOString(),
    updatedBy: 'tester',
  };
}

async function lastNumber(): Promise<number> {
  const journal = await store.readJournal();
  const entry = journal.at(-1);
  const state = await store.read();
  return entry?.type === 'resource-failed' ? Number(entry.code) : Number(state?.outputs['last']?.value ?? 0);
}

async function race(): Promise<void> {
  for (let round = 0; round < Number(rounds); round += 1) {
    const result = await store.lock({ command: 'race', run, timeoutMs: 60_000 });
    if (result.kind === 'held') {
      throw new Error(`still held by ${result.by.processId}`);
    }
    // Fails when another process is inside.
    const inside = join(folder, 'inside');
    closeSync(openSync(inside, 'wx'));
    const number = (await lastNumber()) + 1;
    await result.lock.append({ type: 'resource-failed', at: '', run, address: 'main/a/b' as Address, code: String(number) });
    await sleep(2);
    await result.lock.write(nextState(await store.read(), number));
    unlinkSync(inside);
    await result.lock.release();
  }
  say('done');
}

async function hammer(): Promise<void> {
  const result = await store.lock({ command: 'hammer', run, timeoutMs: 10_000 });
  if (result.kind === 'held') {
    throw new Error(`held by ${result.by.processId}`);
  }
  say('locked');
  for (let number = (await lastNumber()) + 1; ; number += 1) {
    await result.lock.append({ type: 'resource-failed', at: '', run, address: 'main/a/b' as Address, code: String(number) });
    say(`appended ${number}`);
    if (number % 3 === 0) {
      await result.lock.write(nextState(await store.read(), number));
      say(`written ${number}`);
    }
  }
}

await (mode === 'race' ? race() : hammer());
