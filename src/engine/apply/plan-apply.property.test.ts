import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { EngineEvent } from '../../model/event.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { TestResource } from './apply-world.fake.ts';
import { addressOf, existing, newWorld, testSynthesis } from './apply-world.fake.ts';
import type { World } from './random-backend.fake.ts';
import { applyIn, backend, changesOf, planIn } from './random-backend.fake.ts';

async function expectDone(world: World, resources: readonly TestResource[]): Promise<void> {
  const synthesis = testSynthesis(resources);
  expect(changesOf(await planIn(world, synthesis))).toEqual([]);
  expect(existing(world.azure)).toEqual(synthesis.resources.map(({ id }) => id.toLowerCase()).sort());
  expect(Object.keys((await world.store.read())?.resources ?? {})).toEqual(synthesis.resources.map(({ address }) => address).sort());
}

/** Index of the first event that says so; -1 when there is none. */
function indexOfStack(events: readonly EngineEvent[], stack: string, status: string): number {
  return events.findIndex((event) => event.type === 'stack' && event.stack === stack && event.status === status);
}

/** Every put comes after those it needs: later in the same template, or in a stack that started when theirs had ended. */
function expectOrder(world: World, plan: Plan, synthesis: Synthesis, events: readonly EngineEvent[], deployed: number): void {
  const puts = new Map(plan.changes.filter(({ action }) => ['create', 'update', 'replace'].includes(action.kind)).map((change) => [change.address, change]));
  const entries = world.azure.deployments.slice(deployed).flatMap(({ template }) => (Array.isArray(template['resources']) ? template['resources'] : [])).filter(isJsonObject);
  const byName = new Map(entries.map((entry) => [`${String(entry['type'])} ${String(entry['name'])}`, entry]));
  const desired = new Map(synthesis.resources.map((resource) => [resource.address, resource]));
  for (const [address, change] of puts) {
    for (const needed of desired.get(address)?.dependsOn ?? []) {
      const other = puts.get(needed);
      if (other === undefined) continue;
      if (other.stack !== change.stack) {
        expect(indexOfStack(events, change.stack, 'started'), `${address} after ${needed}`).toBeGreaterThan(indexOfStack(events, other.stack, 'succeeded'));
      } else if (byName.get(`${change.type} ${change.azureName}`)?.['scope'] === undefined) {
        expect(byName.get(`${change.type} ${change.azureName}`)?.['dependsOn'], `${address} after ${needed}`).toContain(desired.get(needed)?.id);
      }
    }
  }
}

/**
 * Of two deletions of the plan the dependent's comes first, where both are calls of their own; also before the first half of a
 * replacement, unless the dependent waits for something that is put.
 */
function expectReversed(plan: Plan, records: StateDocument['resources'], calls: readonly string[]): void {
  const called = (address: Address): number => calls.indexOf(`delete ${records[address]?.id ?? ''}`);
  const isOn = (dependent: Address, needed: Address): boolean => records[dependent]?.dependsOn.includes(needed) === true;
  const deletes = new Map(plan.changes.filter(({ action }) => action.kind === 'delete').map((change) => [change.address, change]));
  const deleted = new Map([...deletes.keys()].map((address) => [address, called(address)]));
  const isFree = (address: Address): boolean => deletes.get(address)?.waitsFor.every((other) => deletes.has(other) && isFree(other)) === true;
  for (const { address, action } of plan.changes) {
    if (action.kind !== 'replace' || action.order !== 'delete-first') continue;
    const others = plan.changes.filter((other) => other.action.kind === 'replace' && other.action.order === 'delete-first').map((other) => [other.address, called(other.address)] as const);
    for (const [dependent, at] of [...[...deleted].filter(([dependent]) => isFree(dependent)), ...others]) {
      if (at >= 0 && called(address) >= 0 && isOn(dependent, address)) expect(at, `${dependent} goes before ${address} is replaced`).toBeLessThan(called(address));
    }
  }
  for (const [address, at] of deleted) {
    for (const needed of records[address]?.dependsOn ?? []) {
      const other = deleted.get(needed);
      if (at >= 0 && other !== undefined && other >= 0) expect(at, `${address} goes before ${needed}`).toBeLessThan(other);
    }
  }
}

describe('random backends and random edits', () => {
  it('plan, apply, plan: the second plan is empty, Azure and state are the definition, everything in order', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(backend, { minLength: 1, maxLength: 3 }), async (versions) => {
        const world = newWorld();
        for (const resources of versions) {
          const synthesis = testSynthesis(resources);
          const state = await world.store.read();
          const plan = await planIn(world, synthesis);
          const [deployed, called] = [world.azure.deployments.length, world.azure.calls.length];
          const events = await applyIn(world, synthesis, plan);
          expectOrder(world, plan, synthesis, events, deployed);
          expectReversed(plan, state?.resources ?? {}, world.azure.calls.slice(called));
          await expectDone(world, resources);
        }
        const gone = await planIn(world, undefined);
        await applyIn(world, undefined, gone);
        expect(existing(world.azure)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('a part of a plan changes what it shows and nothing else, and the rest is still due afterwards', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(backend, backend, fc.array(fc.nat(40), { maxLength: 3 }), fc.boolean(), async (before, after, picks, exclude) => {
        const world = newWorld();
        const first = testSynthesis(before);
        await applyIn(world, first, await planIn(world, first));
        const synthesis = testSynthesis(after);
        const whole = await planIn(world, synthesis);
        const named = [...new Set(picks.map((pick) => whole.changes[pick % whole.changes.length]?.address ?? addressOf('group.main/group')))];
        const part = await planIn(world, synthesis, exclude ? { targets: [], excludes: named } : { targets: named, excludes: [] });
        const kept = new Set<string>(part.changes.map(({ address }) => address));
        for (const { address, action, waitsFor } of whole.changes) {
          if (!kept.has(address) || action.kind === 'no-op') continue;
          const follow = action.kind === 'replace' ? whole.changes.filter((other) => other.waitsFor.includes(address) && other.action.kind !== 'delete') : [];
          for (const needed of [...waitsFor, ...follow.map((other) => other.address)]) expect(kept.has(needed), `${address} without ${needed}`).toBe(true);
        }
        if (picks.length > 0) {
          expect(part.partial?.left).toBe(changesOf(whole).length - changesOf(part).length);
          expect(named.some((address) => kept.has(address))).toBe(!exclude);
        }
        const untouched = whole.changes.filter(({ address }) => !kept.has(address)).map(({ id }) => id.toLowerCase());
        const bodies = untouched.map((id) => world.azure.resources.get(id));
        await applyIn(world, synthesis, part);
        expect(untouched.map((id) => world.azure.resources.get(id))).toEqual(bodies);
        const rest = await planIn(world, synthesis);
        await applyIn(world, synthesis, rest);
        await expectDone(world, after);
      }),
      { numRuns: 80 },
    );
  });
});

