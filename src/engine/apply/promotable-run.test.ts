import { describe, expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import type { RunId } from '../../model/run-id.ts';
import { parseRunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import { all, newWorld, outputs, runCommand, testSynthesis } from './apply-world.fake.ts';
import { promotableRun } from './promotable-run.ts';

const environment = 'dev@local';
const definition: Definition = { version: 1, backends: [{ name: 'main', components: [], options: {}, origin: { file: 'atakora/backend.ts' } }] };

/** A world in which a backend was applied and its definition archived. */
async function applied(count = all.length) {
  const world = newWorld();
  const done = await runCommand('apply', testSynthesis(all.slice(0, count), outputs), world);
  const state = done.result?.state as StateDocument;
  const run = parseRunId(state.run);
  await world.archive.write(run, 'definition.json', JSON.stringify(definition));
  const result = JSON.parse((await world.archive.read(run, 'result.json')) ?? '') as object;
  const note = async (id: string, more: object): Promise<RunId> => {
    const noted = parseRunId(id);
    await world.archive.write(noted, 'result.json', JSON.stringify({ ...result, run: id, ...more }));
    return noted;
  };
  const find = (from: StateDocument | undefined = state) => promotableRun(world.archive, environment, from);
  return { ...world, state, run, result, note, find };
}

const later = 'synth-20270101-000000-00000001';

describe('the run that can be promoted', () => {
  test('is the one that the state comes from', async () => {
    const { find, run } = await applied();
    expect(await find()).toEqual({ run, definition });
  });

  test('is the one before, where only the record was changed since, and the one that was gone back to', async () => {
    const { find, run, note, state } = await applied();
    await note(later, { kind: 'state mv' });
    expect(await find({ ...state, run: later })).toMatchObject({ run });
    await note(later, { kind: 'drift --accept' });
    expect(await find({ ...state, run: later })).toMatchObject({ run });
    await note(later, { returnsTo: run });
    expect(await find({ ...state, run: later })).toMatchObject({ run });
    // A record that leads to itself ends.
    await note(later, { returnsTo: later });
    await expect(find({ ...state, run: later })).rejects.toMatchObject({ code: 'ATK1610' });
  });

  test('is none where nothing was applied, or nothing was kept', async () => {
    const { find, state, archive } = await applied();
    await expect(promotableRun(archive, environment, undefined)).rejects.toMatchObject({ code: 'ATK1610' });
    await expect(find({ ...state, resources: {} })).rejects.toMatchObject({ code: 'ATK1610' });
    await expect(promotableRun(newWorld().archive, environment, state)).rejects.toMatchObject({ code: 'ATK1610' });
    await expect(find({ ...state, run: later })).rejects.toMatchObject({ code: 'ATK1610' });
  });

  test('is none after a failure, a destroy of a part, and a state from elsewhere', async () => {
    const { find, note, state } = await applied();
    for (const more of [{ result: 'failed' }, { result: 'canceled' }, { kind: 'destroy' }, { kind: 'state restore' }, { kind: 'state push' }, { kind: 'state rm' }]) {
      await note(later, more);
      const found = find({ ...state, run: later });
      if (more.kind === 'state rm') await expect(found).resolves.toBeDefined();
      else await expect(found, JSON.stringify(more)).rejects.toMatchObject({ code: 'ATK1611' });
    }
  });

  test('is none where the state does not hold the whole of it', async () => {
    const { find, state, archive, run } = await applied();
    const [first = '', ...rest] = Object.keys(state.resources);
    const kept = Object.fromEntries(rest.map((address) => [address, state.resources[address]])) as StateDocument['resources'];
    await expect(find({ ...state, resources: kept })).rejects.toMatchObject({ code: 'ATK1611', message: expect.stringContaining(first) as string });
    const tainted = { ...state.resources, [first]: { ...state.resources[first], status: 'tainted' } } as StateDocument['resources'];
    await expect(find({ ...state, resources: tainted })).rejects.toMatchObject({ code: 'ATK1611' });
    const plan = JSON.parse((await archive.read(run, 'plan.json')) ?? '') as object;
    await archive.write(run, 'plan.json', JSON.stringify({ ...plan, partial: { targets: ['x'], excludes: [], pulledIn: [], heldBack: [], left: 2 } }));
    await expect(find()).rejects.toMatchObject({ code: 'ATK1611', message: expect.stringContaining('2 of its changes were left out') as string });
    await archive.write(run, 'plan.json', JSON.stringify({ ...plan, partial: { targets: ['x'], excludes: [], pulledIn: [], heldBack: [], left: 0 } }));
    await expect(find()).resolves.toBeDefined();
  });

  test('may be one that was cut off and taken up since, when the state holds all of it as it was defined', async () => {
    const { find, note, run, state, archive } = await applied();
    await note(run, { result: 'detached' });
    await expect(find()).resolves.toMatchObject({ run });
    const [first = ''] = Object.keys(state.resources);
    const older = { ...state.resources, [first]: { ...state.resources[first], desiredHash: 'older' } } as StateDocument['resources'];
    await expect(find({ ...state, resources: older })).rejects.toMatchObject({ code: 'ATK1611' });
    await note(run, { result: 'succeeded' });
    // What was accepted as drift since is no reason.
    await expect(find({ ...state, resources: older })).resolves.toMatchObject({ run });
    await archive.write(run, 'result.json', '');
    await expect(find()).rejects.toMatchObject({ code: 'ATK1607' });
  });

  test('is refused when its archive is damaged', async () => {
    const { find, archive, run } = await applied();
    for (const text of ['', '{', '[]', '{"version":2,"backends":[]}', '{"version":1}', JSON.stringify({ ...definition, backends: [{ name: 'main' }] })]) {
      await archive.write(run, 'definition.json', text);
      await expect(find(), text).rejects.toMatchObject({ code: 'ATK1607' });
    }
  });
});
