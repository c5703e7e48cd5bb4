import { describe, expect, test } from 'vitest';
import type { Refactoring } from '../../model/definition.ts';
import { formatRunId } from '../../model/run-id.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { PlanInput } from '../plan/plan-context.ts';
import type { StateLock } from '../ports.ts';
import { createFakeIds } from '../ports.fake.ts';
import { refresh } from '../refresh/refresh.ts';
import { applyPlan } from './apply-plan.ts';
import { account, addressOf, existing, group, identity, newWorld, runCommand, testSynthesis } from './apply-world.fake.ts';
import { recoverJournal } from './recover.ts';

type World = ReturnType<typeof newWorld>;

/** What `kill -9` looks like from inside. */
class Killed extends Error {}

/** A lock whose holder dies as it makes, or has just made, its entry number `at`. */
function mortal(lock: StateLock, at: number, moment: 'before' | 'after', count: { entries: number }): StateLock {
  let dead = false;
  const call = async (work: () => Promise<void>): Promise<void> => {
    if (dead) throw new Killed();
    count.entries += 1;
    dead = count.entries === at;
    if (!dead || moment === 'after') await work();
    if (dead) throw new Killed();
  };
  return { ...lock, append: (entry) => call(() => lock.append(entry)), write: (next, how) => call(() => lock.write(next, how)) };
}

const origin = { file: 'atakora/backend.ts', line: 1 };
const other = { ...identity, at: 'other.main/guest', name: 'id-guest' };
const synthesis = testSynthesis([group, { ...identity, at: 'ids.main/who' }, { ...account, at: 'files.main/store', name: 'stother' }]);
const refactorings: readonly Refactoring[] = [
  { kind: 'moved', from: addressOf('identity.main/identity'), to: addressOf('ids.main/who'), origin },
  { kind: 'moved', from: addressOf('storage.main/account'), to: addressOf('files.main/store'), origin },
  { kind: 'removed', from: addressOf('other.main/guest'), origin },
];
const tools = { by: 'tester', tool: 'atakora', project: 'project-1' };

/** Recovers, plans and applies; killed at an entry when told so. */
async function attempt(world: World, at: number, moment: 'before' | 'after'): Promise<{ readonly entries: number; readonly left: readonly string[] }> {
  const { azure, clock, host, store } = world;
  const run = formatRunId(clock.now(), 'abcdef02');
  const held = await store.lock({ command: 'apply', run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const count = { entries: 0 };
  const lock = mortal(held.lock, at, moment, count);
  const ports = { clock, ids: createFakeIds(5), host, azure, kindOf };
  const facts = { project: 'project-1', environment: 'dev@local', updatedBy: 'tester' };
  const recovered = await recoverJournal({ state: await store.read(), entries: await store.readJournal(), lock, facts }, ports);
  const { state } = recovered;
  const input: PlanInput = { kind: 'apply', synthesis, state, live: state === undefined ? undefined : await refresh(state, kindOf, azure), pending: [], kinds: kindOf, refactorings };
  const plan = buildPlan(input);
  const result = await applyPlan({ plan, synthesis, state, lock, run, ...tools }, ports);
  expect(result.error?.message).toBeUndefined();
  await held.lock.release();
  return { entries: count.entries, left: plan.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address }) => `${action.kind} ${address}`) };
}

async function worldBefore(): Promise<World> {
  const world = newWorld();
  await runCommand('apply', testSynthesis([group, identity, account, other]), world);
  return world;
}

describe('a run that moves, replaces what moves, and forgets', () => {
  test.each(['before', 'after'] as const)('killed %s any entry of its journal ends as if it never was', async (moment) => {
    const whole = await worldBefore();
    await attempt(whole, 0, moment);
    const wanted = { resources: existing(whole.azure), addresses: Object.keys((await whole.store.read())?.resources ?? {}) };
    expect(wanted.addresses).toEqual(['main/files.main/store', 'main/group.main/group', 'main/ids.main/who']);
    let kills = 0;
    for (let at = 1; ; at += 1) {
      const world = await worldBefore();
      const killed = await attempt(world, at, moment).then(() => false, (error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        return true;
      });
      if (!killed) break;
      kills += 1;
      world.store.forgetLock();
      await attempt(world, 0, moment);
      const state = await world.store.read();
      expect(existing(world.azure), `killed ${moment} entry ${at}`).toEqual(wanted.resources);
      expect(Object.keys(state?.resources ?? {}), `killed ${moment} entry ${at}`).toEqual(wanted.addresses);
      const ids = Object.values(state?.resources ?? {}).map(({ id }) => id.toLowerCase());
      expect(new Set(ids).size).toBe(ids.length);
      expect((await attempt(world, 0, moment)).left, `killed ${moment} entry ${at}`).toEqual([]);
    }
    expect(kills).toBeGreaterThan(8);
  });
});
