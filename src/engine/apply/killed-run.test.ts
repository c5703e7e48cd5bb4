import { describe, expect, test } from 'vitest';
import type { AzureFailure } from '../../model/azure-failure.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { FakeAzure } from '../azure.fake.ts';
import type { Azure, Deletion, StateLock, StateStore } from '../ports.ts';
import { account, all, existing, group, identity, newWorld, outputs, planNow, runCommand, testSynthesis } from './apply-world.fake.ts';
import type { TestResource } from './apply-world.fake.ts';

/** What `kill -9` looks like from inside: nothing that the process calls has an effect any more. */
class Killed extends Error {}

/** `before`: the process dies as it calls. `after`: the call had its effect, and nobody hears of it. */
type Moment = 'before' | 'after';

interface Killer {
  readonly calls: () => number;
  readonly wrap: <T>(call: () => Promise<T>) => Promise<T>;
}

function killerAt(at: number, moment: Moment): Killer {
  let calls = 0;
  let dead = false;
  return {
    calls: () => calls,
    wrap: async (call) => {
      if (dead) throw new Killed();
      calls += 1;
      if (calls !== at) return call();
      dead = true;
      if (moment === 'after') await call();
      throw new Killed();
    },
  };
}

function mortalAzure(azure: Azure, { wrap }: Killer): Azure {
  const mortalDeletion = (deletion: Deletion): Deletion => ({ isDone: (signal) => wrap(() => deletion.isDone(signal)) });
  return {
    subscriptionId: azure.subscriptionId,
    tenantId: azure.tenantId,
    read: (...args) => wrap(() => azure.read(...args)),
    startDelete: (...args) => wrap(async () => mortalDeletion(await azure.startDelete(...args))),
    listGroup: (...args) => wrap(() => azure.listGroup(...args)),
    registerProviders: (...args) => wrap(() => azure.registerProviders(...args)),
    startDeployment: (...args) => wrap(() => azure.startDeployment(...args)),
    getDeployment: (...args) => wrap(() => azure.getDeployment(...args)),
    listOperations: (...args) => wrap(() => azure.listOperations(...args)),
    cancelDeployment: (...args) => wrap(() => azure.cancelDeployment(...args)),
  };
}

function mortalStore(store: StateStore, { wrap }: Killer): StateStore {
  const mortalLock = (lock: StateLock): StateLock => ({
    record: lock.record,
    lost: lock.lost,
    append: (entry) => wrap(() => lock.append(entry)),
    write: (next) => wrap(() => lock.write(next)),
    recode: () => wrap(() => lock.recode()),
    removeVersion: (serial) => wrap(() => lock.removeVersion(serial)),
    settleRemovals: () => wrap(() => lock.settleRemovals()),
    setJournalAside: () => wrap(() => lock.setJournalAside()),
    release: () => wrap(() => lock.release()),
  });
  return {
    ...store,
    lock: async (...args) => {
      const result = await store.lock(...args);
      return result.kind === 'acquired' ? { kind: 'acquired', lock: mortalLock(result.lock) } : result;
    },
  };
}

interface Step {
  readonly kind: 'apply' | 'destroy';
  readonly synthesis?: Synthesis;
}

interface Story {
  readonly name: string;
  readonly before: readonly Step[];
  readonly step: Step;
  /** End of the id of a resource that fails once, for a reason that passes. */
  readonly failsOnce?: string;
}

/** How often each resource was put, and by how many deployments. */
function putsOf(azure: FakeAzure): Readonly<Record<string, number>> {
  const puts: Record<string, number> = {};
  for (const { template } of azure.deployments) {
    for (const resource of template['resources'] as readonly { readonly type: string; readonly name: string }[]) {
      const key = `${resource.type} ${resource.name}`;
      puts[key] = (puts[key] ?? 0) + 1;
    }
  }
  return puts;
}

const plan1: TestResource = { at: 'functions.main/plan', type: 'Microsoft.Web/serverfarms', name: 'asp-demo-01', stack: 'compute', body: { location: 'westeurope', sku: { name: 'FC1' } }, needs: ['group.main/group'] };
const plan2: TestResource = { ...plan1, name: 'asp-demo-02', generation: 2 };
const first = testSynthesis([...all, plan1], outputs);
const tagged = { ...identity, body: { location: 'westeurope', tags: { 'atakora:project': 'renamed' } } };
const stories: readonly Story[] = [
  { name: 'a first apply', before: [], step: { kind: 'apply', synthesis: first } },
  { name: 'an apply with an update, a deletion and an output', before: [{ kind: 'apply', synthesis: first }], step: { kind: 'apply', synthesis: testSynthesis([group, tagged, account], { other: { stack: 'data', value: 'x' } }) } },
  {
    name: 'a replacement that deletes first',
    before: [{ kind: 'apply', synthesis: first }],
    step: { kind: 'apply', synthesis: testSynthesis([...all.map((resource) => (resource === account ? { ...account, body: { ...account.body, location: 'northeurope' } } : resource)), plan1], outputs) },
  },
  { name: 'a replacement that creates first', before: [{ kind: 'apply', synthesis: first }], step: { kind: 'apply', synthesis: testSynthesis([...all, plan2], outputs) } },
  { name: 'an apply that deploys a resource again', before: [], step: { kind: 'apply', synthesis: first }, failsOnce: '/stdemo/blobServices/default' },
  { name: 'a destroy', before: [{ kind: 'apply', synthesis: first }], step: { kind: 'destroy' } },
];

const busy: AzureFailure = { code: 'Busy', message: 'busy', advice: { rule: 'test', code: 'ATK1803', sentence: '', hint: '', retry: 'soon' } };

async function worldBefore(story: Story) {
  let fails = 1;
  const fail = (id: string): AzureFailure | undefined => (story.failsOnce !== undefined && id.endsWith(story.failsOnce) && (fails -= 1) >= 0 ? busy : undefined);
  const world = newWorld({ polls: 2, deletePolls: 2, fail });
  for (const { kind, synthesis } of story.before) await runCommand(kind, synthesis, world);
  return world;
}

/** Runs the step, killed at one call, and then as often as it takes. Answers with the number of calls of the killed process. */
async function runKilled(story: Story, at: number, moment: Moment) {
  const world = await worldBefore(story);
  const killer = killerAt(at, moment);
  const { kind, synthesis } = story.step;
  let killed = false;
  try {
    await runCommand(kind, synthesis, { ...world, azure: mortalAzure(world.azure, killer), store: mortalStore(world.store, killer) });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    killed = true;
  }
  world.store.forgetLock();
  if (killed) {
    const again = await runCommand(kind, synthesis, world);
    expect(again.result?.error, `killed ${moment} call ${at}`).toBeUndefined();
    expect(again.result?.result).toBe('succeeded');
  }
  return { world, killed, calls: killer.calls() };
}

describe.each(stories)('$name', (story) => {
  test.each<Moment>(['before', 'after'])('killed %s any call, run again: complete, nothing twice, nothing lost', async (moment) => {
    const whole = await worldBefore(story);
    await runCommand(story.step.kind, story.step.synthesis, whole);
    const wanted = { resources: existing(whole.azure), puts: putsOf(whole.azure), addresses: Object.keys((await whole.store.read())?.resources ?? {}) };
    let kills = 0;
    for (let at = 1; ; at += 1) {
      const { world, killed } = await runKilled(story, at, moment);
      if (!killed) break;
      kills += 1;
      const state = await world.store.read();
      expect(existing(world.azure), `killed ${moment} call ${at}`).toEqual(wanted.resources);
      expect(Object.keys(state?.resources ?? {}), `killed ${moment} call ${at}`).toEqual(wanted.addresses);
      expect(Object.values(state?.resources ?? {}).filter(({ status }) => status !== 'applied'), `killed ${moment} call ${at}`).toEqual([]);
      expect(putsOf(world.azure), `killed ${moment} call ${at}`).toEqual(wanted.puts);
      expect(state?.outputs).toEqual((await whole.store.read())?.outputs);
      const plan = await planNow(story.step.kind, story.step.synthesis, state, world.azure);
      expect(plan.changes.filter(({ action }) => action.kind !== 'no-op'), `killed ${moment} call ${at}`).toEqual([]);
      expect(await world.store.readJournal()).toEqual([]);
    }
    expect(kills).toBeGreaterThan(20);
  });

  test('killed again while it recovers: still complete', async () => {
    const whole = await worldBefore(story);
    await runCommand(story.step.kind, story.step.synthesis, whole);
    for (let at = 8; at < 40; at += 5) {
      for (let second = 1; second < 12; second += 2) {
        const world = await worldBefore(story);
        for (const killer of [killerAt(at, 'after'), killerAt(second, 'before')]) {
          await runCommand(story.step.kind, story.step.synthesis, { ...world, azure: mortalAzure(world.azure, killer), store: mortalStore(world.store, killer) }).catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          });
          world.store.forgetLock();
        }
        await runCommand(story.step.kind, story.step.synthesis, world);
        expect(existing(world.azure), `killed at ${at}, then at ${second}`).toEqual(existing(whole.azure));
        expect(putsOf(world.azure), `killed at ${at}, then at ${second}`).toEqual(putsOf(whole.azure));
      }
    }
  });
});
