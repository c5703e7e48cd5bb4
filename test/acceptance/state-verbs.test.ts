import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { StateDocument } from '../../src/model/state.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { eventsOf, told } from './run-atakora.ts';
import type { StatefulProject } from './state-places.ts';
import { backendWith, inContainer, inFiles } from './state-places.ts';

let azurite: Azurite | undefined;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite?.stop();
});

const places = [inFiles, inContainer(() => azurite as Azurite)];
const lockFile = '.atakora/state.lock.json';

async function pulled(at: StatefulProject): Promise<StateDocument> {
  return JSON.parse((await at.done('state', 'pull')).stdout) as StateDocument;
}

async function changes(at: StatefulProject): Promise<readonly string[]> {
  const event = eventsOf((await at.done('plan', '--json')).stdout).find(({ type }) => type === 'plan') as unknown as { readonly plan: { readonly changes: readonly { readonly action: { readonly kind: string }; readonly address: string }[] } };
  return event.plan.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address }) => `${action.kind} ${address}`);
}

/** Starts an apply that holds the lock for a while, and waits until it does. */
async function holding(at: StatefulProject): Promise<{ readonly running: ReturnType<StatefulProject['start']>; readonly id: string }> {
  const running = at.start('apply', '--yes');
  for (let tries = 0; ; tries += 1) {
    const { lock } = (await at.document('state', 'lock-info')) as { readonly lock: JsonObject | null };
    // The holder of a lease writes who it is right after it has it.
    if (lock !== null && lock['id'] !== 'unknown') return { running, id: String(lock['id']) };
    expect(tries, 'the apply never took the lock').toBeLessThan(60);
    await sleep(20);
  }
}

describe.each(places)('a state $name', ({ make }) => {
  it('is listed, renamed, forgotten and restored, each as one version of the same lineage that the lock file follows', async () => {
    const at = await make();
    await at.done('apply', '--yes');
    const first = await pulled(at);
    const moved = await at.document('state', 'mv', 'main/storage.main', 'main/storage.files');
    expect(moved).toMatchObject({ serial: 2, moved: expect.arrayContaining([{ from: 'main/storage.main/account', to: 'main/storage.files/account' }]) as unknown });
    const second = await pulled(at);
    expect(second.lineage).toBe(first.lineage);
    expect(Object.keys(second.resources)).toContain('main/storage.files/account.blob.notes');
    expect(second.resources['main/storage.files/account.blob']).toMatchObject({ owner: 'storage.files', dependsOn: expect.arrayContaining(['main/storage.files/account']) as unknown });
    expect(second.resources['main/storage.files/account']?.id).toBe(first.resources['main/storage.main/account']?.id);
    const forgotten = await at.document('state', 'rm', 'main/storage.files/account.blob.notes', '--yes');
    expect(forgotten).toMatchObject({ serial: 3, forgotten: [{ address: 'main/storage.files/account.blob.notes' }] });
    const restored = await at.document('state', 'restore', '1', '--yes');
    expect(restored).toMatchObject({ restored: 1, serial: 4 });
    const last = await pulled(at);
    expect(last).toMatchObject({ serial: 4, lineage: first.lineage, resources: first.resources });
    expect(await changes(at)).toEqual([]);
    const history = (await at.document('state', 'history')) as unknown as readonly { readonly serial: number; readonly what?: string }[];
    expect(history.map(({ serial, what }) => `${serial} ${what ?? ''}`)).toEqual(['4 restored serial 1', '3 forgot main/storage.files/account.blob.notes', '2 moved main/storage.main to main/storage.files', '1 apply']);
    expect(JSON.parse(at.project.read(lockFile))).toMatchObject({ environments: { dev: { serial: 4, lineage: first.lineage } } });
  }, 60_000);

  it('refuses what is not there, what is taken, and what has no answer, with the nearest name', async () => {
    const at = await make();
    await at.done('apply', '--yes');
    expect((await at.refused('ATK1007', 64, 'state', 'mv', 'main/storage.main/acount', 'main/a/b')).hint).toContain('Did you mean "main/storage.main/account"?');
    await at.refused('ATK1302', 1, 'state', 'mv', 'main/storage.main/account.blob', 'main/storage.main/account');
    await at.refused('ATK1301', 64, 'state', 'mv', 'main/storage.main/account.blob', 'nonsense');
    await at.refused('ATK1007', 64, 'state', 'rm', 'main/nothing/here', '--yes');
    await at.refused('ATK1003', 64, 'state', 'rm', 'main/storage.main/account.blob');
    expect((await at.refused('ATK1718', 64, 'state', 'restore', '9', '--yes')).hint).toContain('no earlier versions');
    await at.refused('ATK1712', 7, 'state', 'unlock', 'nobody', '--yes');
    expect((await pulled(at)).serial).toBe(1);
  }, 60_000);

  it('comes from where it was pulled, or is refused', async () => {
    const at = await make();
    await at.done('apply', '--yes');
    await at.done('state', 'pull', '--out', 'state.json');
    expect(await at.document('state', 'push', 'state.json', '--yes')).toMatchObject({ pushed: false, serial: 1 });
    const document = JSON.parse(at.project.read('state.json')) as Record<string, unknown>;
    const write = (changed: Record<string, unknown>): void => writeFileSync(join(at.project.folder, 'edited.json'), JSON.stringify(changed));
    const { digest: _digest, ...plain } = document;
    write({ ...document, outputs: {}, updatedBy: 'me' });
    expect((await at.refused('ATK1701', 1, 'state', 'push', 'edited.json', '--yes')).hint).toContain('take out its "digest"');
    write({ ...plain, updatedBy: 'me' });
    expect((await at.refused('ATK1717', 5, 'state', 'push', 'edited.json', '--yes')).hint).toContain('make its "serial" 2');
    write({ ...plain, serial: 2, lineage: 'another' });
    expect((await at.refused('ATK1717', 5, 'state', 'push', 'edited.json', '--yes')).message).toContain('it is another state');
    write({ ...plain, serial: 2, project: 'other-project' });
    await at.refused('ATK1703', 5, 'state', 'push', 'edited.json', '--yes');
    write({ ...plain, serial: 7, updatedBy: 'me' });
    expect(await at.document('state', 'push', 'edited.json', '--yes')).toMatchObject({ pushed: true, serial: 7 });
    expect(await pulled(at)).toMatchObject({ serial: 7, updatedBy: 'me' });
    expect((await at.refused('ATK1717', 5, 'state', 'push', 'state.json', '--yes')).message).toContain('it is behind');
    expect(await changes(at)).toEqual([]);
  }, 60_000);

  it('that is damaged is restored from its history', async () => {
    const at = await make();
    await at.done('apply', '--yes');
    await at.done('state', 'mv', 'main/storage.main', 'main/storage.files');
    const good = await at.stored();
    await at.store(good.slice(0, 700));
    await at.refused('ATK1701', 1, 'state', 'list');
    await at.refused('ATK1701', 1, 'state', 'mv', 'a', 'b');
    expect(await at.document('state', 'restore', '1', '--yes')).toMatchObject({ restored: 1, serial: 3 });
    expect(await changes(at)).toEqual([]);
    // The history has not seen serial 3, but the lock file has: no serial is given twice.
    await at.store('');
    expect(await at.document('state', 'restore', '1', '--yes')).toMatchObject({ restored: 1, serial: 4 });
    expect(await changes(at)).toEqual([]);
  }, 60_000);

  it('is left alone while an interrupted run is not finished, and mended after it', async () => {
    const at = await make({ world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': 3_000 } } });
    const { running, id } = await holding(at);
    for (let tries = 0; !JSON.stringify(await at.document('state', 'list')).includes('"pending"'); tries += 1) expect(tries).toBeLessThan(60);
    running.process.kill('SIGKILL');
    await running.ended;
    const refusal = await at.refused('ATK1716', 1, 'state', 'mv', 'main/storage.main', 'main/storage.files');
    expect(refusal.hint).toContain('atakora apply');
    // Nobody has to wait until the lease of the dead ends.
    await at.done('state', 'unlock', id, '--yes');
    await at.done('apply', '--yes');
    await at.done('state', 'mv', 'main/storage.main', 'main/storage.files');
  }, 60_000);

  it('tells who holds its lock, and a broken lock stops its holder and stays in the history', async () => {
    const at = await make({ world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': 4_000 } } });
    const { running, id } = await holding(at);
    const held = await at.run('apply', '--yes', '--json');
    expect(held.code, told(held)).toBe(7);
    const error = eventsOf(held.stdout).find(({ type }) => type === 'error');
    expect(error).toMatchObject({ code: 'ATK1704', message: expect.stringMatching(/ on .+ holds the state since 20.+ \(atakora apply, synth-/) as string, hint: expect.stringContaining(`state unlock ${id}`) as string });
    expect((await at.done('state', 'lock-info')).stdout).toContain('--lock-timeout 5m');
    expect((await at.refused('ATK1712', 7, 'state', 'unlock', 'other', '--yes')).message).toContain(id);
    await at.refused('ATK1003', 64, 'state', 'unlock', id);
    expect(await at.document('state', 'unlock', id, '--yes')).toMatchObject({ unlocked: id });
    const ended = await running.ended;
    expect(ended.code, told(ended)).not.toBe(0);
    expect(ended.stdout + ended.stderr).toContain('ATK1705');
    await at.done('apply', '--yes');
    expect(await changes(at)).toEqual([]);
    const history = (await at.document('state', 'history')) as unknown as readonly JsonObject[];
    expect(history.find(({ kind }) => kind === 'unlock')).toMatchObject({ record: { id, command: 'apply' } });
  }, 60_000);

  it('is pulled over a lock file with conflict markers', async () => {
    const at = await make();
    await at.done('apply', '--yes');
    const before = at.project.read(lockFile);
    const conflict = `<<<<<<< HEAD\n${before}=======\n${before.replace('"serial": 1', '"serial": 2')}>>>>>>> theirs\n`;
    at.project.write(lockFile, conflict);
    const ended = await at.done('state', 'pull');
    expect(JSON.parse(ended.stdout)).toMatchObject({ serial: 1 });
    expect(ended.stderr).toContain('the lock file is rebuilt from the state');
    expect(at.project.read(lockFile)).toBe(before);
    at.project.write(lockFile, before.replace('"serial": 1', '"serial": 5'));
    await at.refused('ATK1707', 5, 'state', 'list');
    expect((await at.done('state', 'pull', '--out', 'x.json')).stderr).toContain('knew serial 5');
    expect(await changes(at)).toEqual([]);
  }, 60_000);

  it('is changed by one of twenty applies at a time, and no change is lost', async () => {
    // The one that has the lock keeps it for three seconds.
    const at = await make({ world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts/blobServices/containers': 3_000 } } });
    await at.done('apply', '--yes');
    at.project.write('atakora/backend.ts', backendWith('notes', 'drafts'));
    const ends = await Promise.all(Array.from({ length: 20 }, () => at.run('apply', '--yes', '--json')));
    const results = ends.map((ended) => {
      const error = eventsOf(ended.stdout).find(({ type }) => type === 'error');
      return { code: ended.code, error, text: told(ended) };
    });
    for (const { code, error, text } of results) {
      // Done, held by somebody who is named, or stale because somebody else was first.
      expect([0, 1, 7], text).toContain(code);
      if (code === 7) expect(error, text).toMatchObject({ code: 'ATK1704', message: expect.stringContaining('holds the state') as string });
      if (code === 1) expect(['ATK1503', 'ATK1704'], text).toContain(error?.['code']);
    }
    expect(results.some(({ code }) => code === 0)).toBe(true);
    expect(results.some(({ code }) => code === 7)).toBe(true);
    expect((await pulled(at)).serial).toBe(2);
    expect(await changes(at)).toEqual([]);
  }, 180_000);

  it('keeps every change of many verbs that wait for each other', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const at = await make({ backend: backendWith(...names.map((name) => `${name}-notes`)) });
    await at.done('apply', '--yes');
    const ends = await Promise.all(names.map((name) => at.run('state', 'mv', `main/storage.main/account.blob.${name}-notes`, `main/storage.main/account.blob.${name}-moved`, '--lock-timeout', '60s')));
    for (const ended of ends) expect(ended.code, told(ended)).toBe(0);
    const state = await pulled(at);
    expect(state.serial).toBe(1 + names.length);
    expect(Object.keys(state.resources).filter((address) => address.endsWith('-moved'))).toHaveLength(names.length);
  }, 60_000);
});
