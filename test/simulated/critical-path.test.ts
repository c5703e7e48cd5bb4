import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { connectLocalAzure } from '../../src/azure/connect-local.ts';
import { group, newWorld, runCommand, subscriptionId, target, testSynthesis } from '../../src/engine/apply/apply-world.fake.ts';
import type { TestResource } from '../../src/engine/apply/apply-world.fake.ts';
import type { Azure } from '../../src/engine/ports.ts';
import { createFakeHost, createFakeIds } from '../../src/engine/ports.fake.ts';
import { createFakeStateStore } from '../../src/engine/state-store.fake.ts';
import type { Synthesis } from '../../src/model/synthesis.ts';
import type { IdleClock } from './idle-clock.ts';
import { createIdleClock } from './idle-clock.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A resource that takes a number of seconds to be made. */
interface Slow {
  readonly stack: TestResource['stack'];
  readonly seconds: number;
  /** Numbers of the resources that it waits for. */
  readonly needs: readonly number[];
}

const name = (at: number): string => `rt-${String(at).padStart(3, '0')}`;

function resourceOf({ stack, needs }: Slow, at: number): TestResource {
  return { at: `net.main/t${at}`, type: 'Microsoft.Network/routeTables', name: name(at), stack, body: { location: 'westeurope', properties: {} }, needs: ['group.main/group', ...needs.map((need) => `net.main/t${need}`)] };
}

/** Milliseconds of the longest way through the stacks, each as long as its own slowest chain. */
function criticalPath(slow: readonly Slow[], { stacks }: Synthesis): number {
  const chain = (at: number): number => {
    const { seconds, needs, stack } = slow[at] as Slow;
    return seconds * 1_000 + Math.max(0, ...needs.filter((need) => slow[need]?.stack === stack).map(chain));
  };
  const length = (id: string): number => Math.max(0, ...slow.flatMap(({ stack }, at) => (stack === id ? [chain(at)] : [])));
  const end = (id: string): number => length(id) + Math.max(0, ...(stacks.find((stack) => stack.id === id)?.dependsOn ?? []).map(end));
  return Math.max(...stacks.map(({ id }) => end(id)));
}

/** The real client on the local Azure, in virtual time. */
function localAzure(slow: readonly Slow[], clock: IdleClock): Azure {
  const worldFolder = mkdtempSync(join(tmpdir(), 'atakora-simulated-'));
  folders.push(worldFolder);
  mkdirSync(worldFolder, { recursive: true });
  writeFileSync(join(worldFolder, 'settings.json'), JSON.stringify({ timeScale: 0 }));
  writeFileSync(join(worldFolder, 'faults.json'), JSON.stringify({ seed: 1, rules: slow.map(({ seconds }, at) => `slow=${seconds}s name=${name(at)}`) }));
  const azure = connectLocalAzure({ worldFolder, clock, ids: createFakeIds(3), tenantId: target.tenantId, subscriptionId });
  const still = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => (...args: A): Promise<R> => clock.during(() => call(...args));
  return {
    ...azure,
    read: still(azure.read),
    startDeployment: still(azure.startDeployment),
    getDeployment: still(azure.getDeployment),
    listOperations: still(azure.listOperations),
  };
}

/** How long an apply of these resources takes beyond the critical path: 1 is exactly as long. */
async function stretch(slow: readonly Slow[]): Promise<number> {
  const clock = createIdleClock();
  const azure = localAzure(slow, clock);
  await azure.registerProviders(['Microsoft.Network']);
  const synthesis = testSynthesis([group, ...slow.map(resourceOf)]);
  const store = createFakeStateStore({ project: 'project-1', environment: target.key, clock, ids: createFakeIds(7) });
  const since = clock.monotonicMs();
  const { result } = await runCommand('apply', synthesis, { ...newWorld(), azure, store, clock: clock as never, host: createFakeHost() });
  expect(result?.error).toBeUndefined();
  expect(result?.counts).toMatchObject({ done: slow.length + 1, failed: 0 });
  return (clock.monotonicMs() - since) / criticalPath(slow, synthesis);
}

/** As much later than the critical path as an apply may end. */
const most = 1.1;

describe('an apply in simulated time', () => {
  test('of a backend like ours ends at most a tenth later than its critical path', async () => {
    const slow: readonly Slow[] = [
      { stack: 'security', seconds: 8, needs: [] },
      { stack: 'security', seconds: 25, needs: [0] },
      { stack: 'observability', seconds: 40, needs: [] },
      { stack: 'data', seconds: 22, needs: [1] },
      { stack: 'data', seconds: 190, needs: [1] },
      { stack: 'data', seconds: 12, needs: [4] },
      { stack: 'messaging', seconds: 75, needs: [0, 2] },
      { stack: 'compute', seconds: 5, needs: [] },
      { stack: 'compute', seconds: 34, needs: [5, 6, 7] },
    ];
    expect(await stretch(slow)).toBeLessThanOrEqual(most);
  });

  test('does not wait for what it does not need: twelve stacks at once last as long as the longest', async () => {
    const slow = Array.from({ length: 12 }, (_, at): Slow => ({ stack: `wide-${at}` as Slow['stack'], seconds: 30 + at * 5, needs: [] }));
    expect(await stretch(slow)).toBeLessThanOrEqual(most);
  });

  const stacks = ['security', 'observability', 'data', 'messaging', 'compute', 'frontend'] as const;
  const graph = fc
    .array(fc.record({ stack: fc.nat(stacks.length - 1), seconds: fc.integer({ min: 10, max: 120 }), picks: fc.array(fc.nat(40), { maxLength: 3 }) }), { minLength: 4, maxLength: 18 })
    .map((drawn) => {
      const ordered = drawn.toSorted((a, b) => a.stack - b.stack);
      return ordered.map(({ stack, seconds, picks }, at): Slow => ({ stack: stacks[stack] ?? 'data', seconds, needs: at === 0 ? [] : [...new Set(picks.map((pick) => pick % at))] }));
    });

  test('of random graphs with random durations ends at most a tenth later than their critical paths', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (slow) => {
        expect(await stretch(slow)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
