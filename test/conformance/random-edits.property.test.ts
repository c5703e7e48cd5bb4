import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { StateDocument } from '../../src/model/state.ts';
import { lookAtWorld } from '../acceptance/world-view.ts';
import type { MortalProgram } from './crash-matrix/build-program.ts';
import { buildMortalProgram } from './crash-matrix/build-program.ts';
import type { LoggedRequest } from './crash-matrix/logged-client.ts';
import { requestLogVariable } from './crash-matrix/logged-client.ts';
import { requestsIn, subjectsOf } from './crash-matrix/outcome.ts';
import type { Piece } from './crash-matrix/random-project.ts';
import { addresses, backendOf, pieces } from './crash-matrix/random-project.ts';
import type { Runners } from './crash-matrix/runners.ts';
import { startRunners } from './crash-matrix/runners.ts';
import { sceneInFiles } from './crash-matrix/scene.ts';
import type { Scene } from './crash-matrix/scene.ts';

let program: MortalProgram;
let runners: Runners;

beforeAll(async () => {
  program = await buildMortalProgram();
  runners = startRunners(program.file, 1, join(program.folder, '..', 'cache'));
}, 60_000);
afterAll(() => {
  runners?.stop();
  program?.remove();
});

const agreed = addresses.flatMap((address) => ['--allow-data-loss', address]);

async function run(scene: Scene, ...argv: readonly string[]): Promise<string> {
  const { code, text } = await runners.run({ argv, cwd: scene.folder, env: { [requestLogVariable]: scene.requests } });
  expect(code, `${argv[0] ?? ''}\n${readFileSync(join(scene.folder, 'atakora/backend.ts'), 'utf8')}\n${text.slice(-4_000)}`).toBe(0);
  return text;
}

async function plan(scene: Scene, ...argv: readonly string[]): Promise<Plan> {
  const lines = (await run(scene, 'plan', '--json', ...argv)).split('\n').filter((line) => line.startsWith('{'));
  const event = lines.map((line) => JSON.parse(line) as { readonly type: string }).find(({ type }) => type === 'plan');
  return (event as unknown as { readonly plan: Plan }).plan;
}

async function stateOf(scene: Scene): Promise<StateDocument['resources']> {
  return (await scene.store.read())?.resources ?? {};
}

type Changes = readonly Plan['changes'][number][];

/** `type name` as the log of the cloud has it. */
const subject = (type: string, name: string): string => `${type} ${name}`.toLowerCase();
const idOf = ({ path }: LoggedRequest): string => path.toLowerCase();

/** Everything shown was sent, and nothing else was. */
function expectExactly(changes: Changes, before: StateDocument['resources'], log: readonly LoggedRequest[]): void {
  const puts = changes.filter(({ action, properties }) => ['create', 'update', 'replace'].includes(action.kind) || (action.kind === 'move' && properties.length > 0));
  const sent = log.filter(({ method }) => method === 'PUT').flatMap(subjectsOf);
  expect([...sent].sort(), 'sent').toEqual(puts.map(({ type, azureName }) => subject(type, azureName)).sort());
  const gone = changes.flatMap(({ address, action }) => (action.kind === 'delete' ? [before[address]?.id] : action.kind === 'replace' ? [before[action.from ?? address]?.id] : [])).map((id) => String(id).toLowerCase());
  const deleted = log.filter(({ method }) => method === 'DELETE').map(idOf);
  expect(deleted.filter((id) => !gone.includes(id)), 'deleted and not shown').toEqual([]);
  // What lives in something that goes, goes with it.
  expect(gone.filter((id) => !deleted.some((other) => id === other || id.startsWith(`${other}/`))), 'shown and not deleted').toEqual([]);
}

/** Nothing was sent before what it needs: in an earlier request, or named in its own template. */
function expectOrder(after: StateDocument['resources'], log: readonly LoggedRequest[]): void {
  const request = new Map(log.flatMap((one, index) => (one.method === 'PUT' ? subjectsOf(one).map((what) => [what, index] as const) : [])));
  for (const [address, record] of Object.entries(after)) {
    const own = request.get(subject(record.type, record.name));
    for (const needed of record.dependsOn) {
      const other = after[needed];
      const its = other === undefined ? undefined : request.get(subject(other.type, other.name));
      if (own === undefined || its === undefined || other === undefined) continue;
      if (own === its) expect(log[own]?.body.toLowerCase(), `${address} after ${needed}`).toContain(other.name.toLowerCase());
      else expect(its, `${address} after ${needed}`).toBeLessThan(own);
    }
  }
}

/** Of two deletions the dependent's came first. */
function expectReversed(before: StateDocument['resources'], deleted: readonly string[], log: readonly LoggedRequest[]): void {
  const calls = log.filter(({ method }) => method === 'DELETE').map(idOf);
  const at = (address: string): number => calls.indexOf(String(before[address]?.id).toLowerCase());
  for (const address of deleted) {
    for (const needed of before[address]?.dependsOn ?? []) {
      if (deleted.includes(needed) && at(address) >= 0 && at(needed) >= 0) expect(at(address), `${address} goes before ${needed}`).toBeLessThan(at(needed));
    }
  }
}

/** Plans and applies one version; answers what it did, such as `replace create-first`. */
async function edit(scene: Scene, version: readonly Piece[], before: readonly Piece[], saved: boolean): Promise<readonly string[]> {
  writeFileSync(join(scene.folder, 'atakora/backend.ts'), backendOf(version, before));
  const [records, seen] = [await stateOf(scene), requestsIn(scene.requests).length];
  const { changes } = await plan(scene, ...agreed, ...(saved ? ['--out', 'x.plan'] : []));
  if (saved) {
    writeFileSync(join(scene.folder, 'atakora/backend.ts'), "throw new Error('the code was loaded');\n");
    await run(scene, 'apply', 'x.plan', '--yes');
    writeFileSync(join(scene.folder, 'atakora/backend.ts'), backendOf(version, before));
  } else {
    await run(scene, 'apply', '--yes', ...agreed);
  }
  const [after, log] = [await stateOf(scene), requestsIn(scene.requests).slice(seen)];
  expectExactly(changes, records, log);
  expectOrder(after, log);
  expectReversed(records, changes.filter(({ action }) => action.kind === 'delete').map(({ address }) => address), log);
  expect((await plan(scene)).changes.filter(({ action }) => action.kind !== 'no-op')).toEqual([]);
  const ids = Object.values(after).map(({ id }) => id.toLowerCase()).filter((id) => !id.includes('/providers/microsoft.authorization/')).sort();
  expect([...lookAtWorld(scene.folder, 'environments-world').resources].sort()).toEqual(ids);
  return changes.map(({ action }) => (action.kind === 'replace' ? `replace ${action.order}` : action.kind));
}

describe('random backends and random edits, through the command line, against the log of the local Azure', () => {
  it('a plan shows exactly what is sent; dependencies come first and go last; the next plan is empty; a destroy needs no code', async () => {
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 2, maxLength: 4 }), fc.boolean(), async (versions, saved) => {
        const scene = sceneInFiles(mkdtempSync(join(program.folder, 'random-')));
        for (const [index, version] of versions.entries()) {
          for (const kind of await edit(scene, version, versions[index - 1] ?? [], saved)) done.add(kind);
        }
        writeFileSync(join(scene.folder, 'atakora/backend.ts'), 'export const backend = {{{');
        const [records, seen] = [await stateOf(scene), requestsIn(scene.requests).length];
        await run(scene, 'destroy', '--yes');
        expectReversed(records, Object.keys(records), requestsIn(scene.requests).slice(seen));
        expect(lookAtWorld(scene.folder, 'environments-world').resources).toEqual([]);
        expect(await stateOf(scene)).toEqual({});
        rmSync(scene.folder, { recursive: true, force: true });
      }),
      { numRuns: Number(process.env['ATAKORA_RANDOM_RUNS'] ?? 12) },
    );
    // Each kind of change was among them.
    expect([...done].sort()).toEqual(['create', 'delete', 'move', 'no-op', 'replace create-first', 'replace delete-first', 'update']);
  }, 900_000);
});
