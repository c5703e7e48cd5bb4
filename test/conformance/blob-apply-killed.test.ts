import { describe, expect, it } from 'vitest';
import { account, all, existing, group, identity, newWorld, outputs, planNow, runCommand, target, testSynthesis } from '../../src/engine/apply/apply-world.fake.ts';
import type { FakeAzure } from '../../src/engine/azure.fake.ts';
import type { Azure, StateStore } from '../../src/engine/ports.ts';
import { createFakeIds } from '../../src/engine/ports.fake.ts';
import type { Synthesis } from '../../src/model/synthesis.ts';
import { type BlobMemory, createBlobMemory, createFakeBlobContainer } from '../../src/state/blob-container.fake.ts';
import { createBlobStateStore } from '../../src/state/blob-state-store.ts';

type Moment = 'before' | 'after';

/** Dies at one call to Azure or to the container; from then on nothing that it calls has an effect. */
class Killer {
  calls = 0;
  dead = false;
  private readonly at: number;
  private readonly moment: Moment;

  constructor(at: number, moment: Moment) {
    this.at = at;
    this.moment = moment;
  }

  /** The object with every call counted. */
  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (from, name) => {
        const value: unknown = Reflect.get(from, name);
        return typeof value !== 'function' ? value : (...args: readonly unknown[]) => this.call(() => (value as (...given: readonly unknown[]) => Promise<unknown>).apply(from, [...args]));
      },
    });
  }

  private async call(call: () => Promise<unknown>): Promise<unknown> {
    if (this.dead) throw new Error('killed');
    this.calls += 1;
    if (this.calls !== this.at) return this.deletion(await call());
    this.dead = true;
    if (this.moment === 'after') await call();
    throw new Error('killed');
  }

  /** What Azure hands out is asked again later. */
  private deletion(answer: unknown): unknown {
    return typeof answer === 'object' && answer !== null && 'isDone' in answer ? this.wrap(answer) : answer;
  }
}

interface Story {
  readonly name: string;
  readonly before?: Synthesis;
  readonly kind: 'apply' | 'destroy';
  readonly synthesis?: Synthesis;
}

const first = testSynthesis(all, outputs);
const tagged = { ...identity, body: { location: 'westeurope', tags: { 'atakora:project': 'renamed' } } };
const stories: readonly Story[] = [
  { name: 'a first apply', kind: 'apply', synthesis: first },
  { name: 'an apply with an update, deletions and an output', before: first, kind: 'apply', synthesis: testSynthesis([group, tagged, account], { other: { stack: 'data', value: 'x' } }) },
  { name: 'a replacement', before: first, kind: 'apply', synthesis: testSynthesis(all.map((resource) => (resource === account ? { ...account, body: { ...account.body, location: 'northeurope' } } : resource)), outputs) },
  { name: 'a destroy', before: first, kind: 'destroy' },
];

function open(world: ReturnType<typeof newWorld>, memory: BlobMemory, killer?: Killer): StateStore {
  const container = createFakeBlobContainer({ clock: world.clock, memory });
  return createBlobStateStore({ container: killer === undefined ? container : killer.wrap(container), project: 'project-1', environment: target.key, clock: world.clock, ids: createFakeIds(memory.tags + 1), who: { user: 'tester', host: 'here', pid: 1 } });
}

async function scene({ before }: Story) {
  const world = newWorld({ polls: 2, deletePolls: 2 });
  const memory = createBlobMemory();
  if (before !== undefined) await runCommand('apply', before, { ...world, store: open(world, memory) });
  return { world, memory };
}

/** How often each resource was sent. */
function putsOf(azure: FakeAzure): Readonly<Record<string, number>> {
  const puts: Record<string, number> = {};
  for (const { template } of azure.deployments) {
    for (const { type, name } of template['resources'] as readonly { readonly type: string; readonly name: string }[]) puts[`${type} ${name}`] = (puts[`${type} ${name}`] ?? 0) + 1;
  }
  return puts;
}

describe.each(stories)('$name with its state in blobs', (story) => {
  it.each<Moment>(['before', 'after'])('killed %s any call to Azure or the container, run again: complete, nothing twice, nothing lost', async (moment) => {
    const whole = await scene(story);
    await runCommand(story.kind, story.synthesis, { ...whole.world, store: open(whole.world, whole.memory) });
    const wanted = await open(whole.world, whole.memory).read();
    let kills = 0;
    for (let at = 1; ; at += 1) {
      const { world, memory } = await scene(story);
      const killer = new Killer(at, moment);
      const told = `killed ${moment} call ${at}`;
      await runCommand(story.kind, story.synthesis, { ...world, azure: killer.wrap<Azure>(world.azure), store: open(world, memory, killer) }).catch((error: unknown) => {
        if (!killer.dead) throw error;
      });
      if (!killer.dead) break;
      kills += 1;
      // Its lease ends; nobody has to break anything.
      await world.clock.advance(61_000);
      const store = open(world, memory);
      const again = await runCommand(story.kind, story.synthesis, { ...world, store });
      expect(again.result?.error, told).toBeUndefined();
      const state = await store.read();
      expect(existing(world.azure), told).toEqual(existing(whole.world.azure));
      expect(putsOf(world.azure), told).toEqual(putsOf(whole.world.azure));
      expect(Object.keys(state?.resources ?? {}), told).toEqual(Object.keys(wanted?.resources ?? {}));
      expect(Object.values(state?.resources ?? {}).filter(({ status }) => status !== 'applied'), told).toEqual([]);
      expect(state?.outputs, told).toEqual(wanted?.outputs);
      expect((await planNow(story.kind, story.synthesis, state, world.azure)).changes.filter(({ action }) => action.kind !== 'no-op'), told).toEqual([]);
      expect([await store.readJournal(), await store.lockInfo()], told).toEqual([[], undefined]);
      const serials = (await store.history()).map(({ serial }) => serial);
      expect(serials, told).toEqual(Array.from({ length: (state?.serial ?? 1) - 1 }, (_, index) => (state?.serial ?? 1) - 1 - index));
    }
    expect(kills).toBeGreaterThan(30);
  }, 120_000);
});

describe('a lease that is lost in the middle of an apply', () => {
  it('stops it; the journal has what was done, and the next apply finishes without sending anything twice', async () => {
    const whole = await scene({ name: '', kind: 'apply' });
    await runCommand('apply', first, { ...whole.world, store: open(whole.world, whole.memory) });
    for (const lostAt of [1, 2, 4, 6, 8, 10]) {
      const world = newWorld({ polls: 2, deletePolls: 2 });
      const memory = createBlobMemory();
      const container = createFakeBlobContainer({ clock: world.clock, memory });
      let appends = 0;
      const broken = { ...container, append: async (...args: Parameters<typeof container.append>) => {
        appends += 1;
        if (appends === lostAt) {
          for (const name of memory.blobs.keys()) await container.break(name);
        }
        return container.append(...args);
      } };
      const store = createBlobStateStore({ container: broken, project: 'project-1', environment: target.key, clock: world.clock, ids: createFakeIds(3), who: { user: 'tester', host: 'here', pid: 1 } });
      const stopped = await runCommand('apply', first, { ...world, store }).then(({ result }) => result?.error, (error: unknown) => error);
      expect(stopped, `lost at ${lostAt}`).toMatchObject({ code: 'ATK1705' });
      expect(await store.read()).toBeUndefined();
      await world.clock.advance(61_000);
      const again = await runCommand('apply', first, { ...world, store: open(world, memory) });
      expect(again.result?.result, `lost at ${lostAt}`).toBe('succeeded');
      expect(existing(world.azure)).toEqual(existing(whole.world.azure));
      expect(putsOf(world.azure), `lost at ${lostAt}`).toEqual(putsOf(whole.world.azure));
    }
  });
});
