import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { AppHealth } from '../../model/app-health.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { Clock } from '../ports.ts';
import type { RotationWish } from './next-step.ts';
import type { RotationJob, RotationPorts, RotationResult } from './rotate-secret.ts';
import { rotateSecret } from './rotate-secret.ts';
import { markOf } from './rotation-tags.ts';
import { createFakeVault } from './vault.fake.ts';

const name = 'KEY';
const app = { address: 'main/functions.main/app' as Address, resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/func' };

class Killed extends Error {}

/** A vault and an app in a world where calls can be put off, or never answered, and that checks after every call what must always hold. */
function newWorld(bad: ReadonlySet<string> = new Set()) {
  let at = Date.parse('2026-10-14T12:00:00.000Z');
  let gate: (who: string, moment: 'before' | 'after') => Promise<void> | void = () => undefined;
  const values = new Set<string>();
  const clock: Clock = { now: () => new Date(at).toISOString(), monotonicMs: () => at, sleep: async (ms) => void (at += ms) };
  const vault = createFakeVault({ now: clock.now });
  /** What the app holds in memory, and would come up with. */
  let held: string | undefined;
  const check = (): void => {
    const newest = vault.newest(name);
    // Whoever reads without a version always gets a value.
    expect(newest?.enabled).toBe(true);
    for (const { value } of vault.all(name)) values.add(value);
    expect([...values].every((value) => vault.all(name).some((version) => version.value === value))).toBe(true);
  };
  const portsFor = (who: string, events: EngineEvent[] = [], signal?: AbortSignal): RotationPorts => {
    const through = async <T>(work: () => Promise<T>): Promise<T> => {
      await gate(who, 'before');
      const answer = await work();
      if (vault.newest(name) !== undefined) check();
      await gate(who, 'after');
      return answer;
    };
    return {
      vault: { ...vault, set: (...args) => through(() => vault.set(...args)), get: (...args) => through(() => vault.get(...args)), versions: (...args) => through(() => vault.versions(...args)), update: (...args) => through(() => vault.update(...args)) },
      apps: {
        refreshSecrets: () => through(async () => 'refreshed' as const),
        secretReferences: async () => [],
        restart: () => through(async () => void (held = vault.newest(name)?.value)),
        health: () => through(async (): Promise<AppHealth> => (held !== undefined && bad.has(held) ? { kind: 'failing', why: 'it does not know the key' } : { kind: 'running', version: '4' })),
      },
      clock,
      waits: { settleMs: 0, pollMs: 10, patienceMs: 100, doubtMs: 20 },
      protect: () => undefined,
      emit: (event) => void events.push(event),
      run: who,
      ...(signal === undefined ? {} : { signal }),
    };
  };
  return { vault, clock, portsFor, setGate: (next: typeof gate) => void (gate = next), advance: (ms: number) => void (at += ms), held: () => held };
}

type World = ReturnType<typeof newWorld>;

function job(value: string | undefined, graceSeconds: number, kind: RotationWish['kind'] = 'new'): RotationJob {
  return { secret: name, vaultName: name, apps: [app], wish: { kind, graceSeconds }, ...(value === undefined ? {} : { value }) };
}

/** What is there in the end: values that can be read, oldest first, and that nothing is left open. */
function ending({ vault }: World) {
  const newest = vault.newest(name);
  return {
    current: newest?.value,
    mark: newest === undefined ? undefined : markOf(newest),
    open: vault.all(name).filter((version) => version.value !== newest?.value && ['pending', 'restoring', 'current'].includes(markOf(version) ?? '')).map(({ value }) => value),
    readable: [...new Set(vault.all(name).filter(({ enabled }) => enabled).map(({ value }) => value))],
  };
}

/** Calls go through one at a time, in an order that the numbers choose. `dies`: after so many calls, `a` is no more. */
function interleave(world: World, order: readonly number[], dies?: number): { readonly done: (who: string) => void } {
  const waiting = new Map<string, () => void>();
  const alive = new Set(['a', 'b']);
  let turn = 0;
  const next = (): void => {
    if (waiting.size < alive.size || waiting.size === 0) return;
    const names = [...waiting.keys()].sort();
    const chosen = names[(order[turn % order.length] ?? 0) % names.length] ?? '';
    turn += 1;
    const go = waiting.get(chosen);
    waiting.delete(chosen);
    go?.();
  };
  let calls = 0;
  world.setGate((who, moment) => {
    // The process dies while the answer of its call is on its way.
    if (who === 'a' && moment === 'after' && (calls += 1) > (dies ?? Number.POSITIVE_INFINITY)) throw new Killed();
    if (moment === 'after') return;
    return new Promise((go) => {
      waiting.set(who, go);
      next();
    });
  });
  return {
    done: (who) => {
      alive.delete(who);
      next();
    },
  };
}

const graces = fc.constantFrom(0, 3_600);

describe('a rotation', () => {
  it('killed at any call, before or after its effect, as often as one likes, is finished by the next', async () => {
    await fc.assert(
      fc.asyncProperty(graces, fc.boolean(), fc.array(fc.record({ call: fc.nat(25), moment: fc.constantFrom('before' as const, 'after' as const) }), { maxLength: 4 }), async (grace, works, kills) => {
        const world = newWorld(new Set(works ? [] : ['new']));
        await world.vault.set(name, 'old');
        const written = (): boolean => world.vault.all(name).some(({ value }) => value === 'new');
        for (const kill of kills) {
          let calls = 0;
          world.setGate((_who, moment) => {
            if (moment === 'before') calls += 1;
            if (calls > kill.call || (calls === kill.call && moment === kill.moment)) throw new Killed();
          });
          await rotateSecret(job(written() ? undefined : 'new', grace, written() ? 'finish' : 'new'), world.portsFor('a')).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
        }
        world.setGate(() => undefined);
        const isOver = !works && world.vault.newest(name)?.value === 'old' && written();
        const last = await rotateSecret(job(written() ? undefined : 'new', grace, written() ? 'finish' : 'new'), world.portsFor('b'));
        expect(last.outcome).toMatch(isOver ? /rolled-back|nothing/ : works ? /rotated|nothing/ : /rolled-back|nothing/);
        expect(ending(world)).toEqual({ current: works ? 'new' : 'old', mark: 'current', open: [], readable: works ? (grace === 0 ? ['new'] : ['old', 'new']) : ['old'] });
        world.advance(3_600_000);
        await rotateSecret(job(undefined, grace, 'finish'), world.portsFor('c'));
        expect(ending(world)).toEqual({ current: works ? 'new' : 'old', mark: 'current', open: [], readable: [works ? 'new' : 'old'] });
        if (kills.length === 0) expect(world.held()).toBe(works ? 'new' : 'old');
      }),
      { numRuns: 1_000 },
    );
  });

  it('beside another one, in any order of their calls, and when one of them dies, loses no value and leaves one of the two as the only one that is read', async () => {
    await fc.assert(
      fc.asyncProperty(graces, graces, fc.subarray(['one', 'two']), fc.boolean(), fc.array(fc.nat(1), { minLength: 1, maxLength: 80 }), fc.option(fc.nat(30)), async (graceA, graceB, bad, brought, order, dies) => {
        const world = newWorld(new Set(bad));
        await world.vault.set(name, 'old');
        const { done } = interleave(world, order, dies ?? undefined);
        const run = (who: string, value: string, grace: number): Promise<RotationResult> =>
          rotateSecret({ ...job(value, grace), wish: { kind: 'new', graceSeconds: grace, supersedes: brought } }, world.portsFor(who)).finally(() => done(who));
        const died = (error: unknown): undefined => void expect(error).toBeInstanceOf(Killed);
        const results = await Promise.all([run('a', 'one', graceA).catch(died), run('b', 'two', graceB)]);
        expect(results.every((result) => result === undefined || ['rotated', 'rolled-back', 'overtaken', 'nothing'].includes(result.outcome))).toBe(true);
        world.setGate(() => undefined);
        for (const who of ['c', 'd']) {
          await rotateSecret(job(undefined, 0, 'finish'), world.portsFor(who));
          world.advance(3_600_000);
        }
        const end = ending(world);
        expect(end.open).toEqual([]);
        expect(end.readable).toEqual([end.current]);
        expect(end.mark).toBe('current');
        // A value that no app runs with is never what is left.
        expect(bad).not.toContain(end.current);
        if (bad.length === 0 && dies === null) expect(results.some((result) => result?.outcome === 'rotated')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
