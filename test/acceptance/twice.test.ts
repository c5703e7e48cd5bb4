import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import { told } from './run-atakora.ts';

const backend = `import { defineBackend, defineFunction, defineInfrastructure } from 'atakora';

export const backend = defineBackend({
  notes: defineFunction({
    entry: './notes.ts',
    trigger: { type: 'http', methods: ['GET'], route: 'notes', auth: 'anonymous' },
    environment: { PAGE_SIZE: 20 },
  }),
  drafts: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [{ name: 'drafts' }] } }] }),
});
`;

let applied: TestProject;

beforeAll(async () => {
  applied = makeProject({ backend });
  await applied.done('apply', '--local', '--yes');
});

function runsOf(project: TestProject): readonly string[] {
  return readdirSync(join(project.folder, '.atakora/local/runs')).sort();
}

describe.concurrent('applying twice', () => {
  it('plans nothing and changes nothing the second time', async () => {
    const project = applied.copy();
    const [before, runs] = [project.read('.atakora/local/state/' + stateName(project)), runsOf(project)];
    expect(before).toContain('"serial": 1');
    expect((await project.plan('--local')).changes.every(({ action }) => action.kind === 'no-op')).toBe(true);
    expect((await project.done('plan', '--local')).stdout).toContain('No changes.');
    expect((await project.done('apply', '--local', '--yes')).stdout).toContain('No changes.');
    expect(project.read('.atakora/local/state/' + stateName(project))).toBe(before);
    expect(runsOf(project)).toEqual(runs);
  });

  it('exits 0 with --detailed-exitcode when nothing changes and 2 when something does', async () => {
    const project = applied.copy();
    expect((await project.run('plan', '--local', '--detailed-exitcode')).code).toBe(0);
    project.write('atakora/backend.ts', backend.replace('PAGE_SIZE: 20', 'PAGE_SIZE: 50'));
    expect((await project.run('plan', '--local', '--detailed-exitcode')).code).toBe(2);
  });

  it.each([
    ['an environment variable', 'PAGE_SIZE: 20', 'PAGE_SIZE: 50', ['update main/functions.main/app']],
    ['a container', "[{ name: 'drafts' }]", "[{ name: 'drafts' }, { name: 'archive' }]", ['create main/storage.main/account.blob.archive']],
    ['a route, which shows in an output alone', "route: 'notes'", "route: 'all-notes'", []],
  ] as const)('plans just what a changed line changes: %s', async (_what, from, to, expected) => {
    const project = applied.copy();
    project.write('atakora/backend.ts', backend.replace(from, to));
    const plan = await project.plan('--local');
    expect(changesOf(plan)).toEqual(expected);
    if (expected.length === 0) {
      expect(plan.outputs.filter(({ kind }) => kind !== 'same')).toEqual([{ name: 'notesUrl', kind: 'change' }]);
    }
    await project.done('apply', '--local', '--yes');
    const after = await project.plan('--local');
    expect(changesOf(after)).toEqual([]);
    expect(after.outputs.filter(({ kind }) => kind !== 'same')).toEqual([]);
  });

  it('deletes what a removed component alone needed', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', backend.replace(/ {2}drafts: .*\n/, ''));
    const plan = await project.plan('--local', '--allow-data-loss', 'main/storage.main/account.blob.drafts');
    expect(changesOf(plan).filter((change) => !change.startsWith('update'))).toEqual(['delete main/storage.main/account.blob.drafts']);
    // What it shared with others stays, but for the tag that names who needs it.
    const updates = plan.changes.filter(({ action }) => action.kind === 'update').flatMap(({ properties }) => properties.map(({ path }) => path));
    expect(new Set(updates)).toEqual(new Set(['tags.atakora:component']));
    const refused = await project.run('apply', '--local', '--yes');
    expect(refused.code, told(refused)).toBe(5);
    expect(refused.stdout + refused.stderr).toContain('ATK1502');
    await project.done('apply', '--local', '--yes', '--allow-data-loss', 'main/storage.main/account.blob.drafts');
    expect(Object.keys(project.state().resources)).not.toContain('main/storage.main/account.blob.drafts');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });
});

describe.concurrent('destroying', () => {
  it('leaves nothing, can be repeated, and applying again brings everything back', async () => {
    const project = applied.copy();
    const before = Object.keys(project.state().resources);
    await project.done('destroy', '--local', '--yes');
    expect(project.state().resources).toEqual({});
    expect(project.state().outputs).toEqual({});
    expect((await project.done('destroy', '--local', '--yes')).stdout).toContain('No changes.');
    await project.done('apply', '--local', '--yes');
    expect(Object.keys(project.state().resources)).toEqual(before);
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('works from the state alone when the backend no longer compiles', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', 'export const backend = {{{');
    await project.done('destroy', '--local', '--yes');
    expect(project.state().resources).toEqual({});
  });
});

function stateName(project: TestProject): string {
  const [id = ''] = readdirSync(join(project.folder, '.atakora/local/state'));
  return join(id, 'dev@local.json');
}
