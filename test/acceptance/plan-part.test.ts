import { beforeAll, describe, expect, it } from 'vitest';
import type { ProjectToCopy, TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import { oneLine, refused } from './refusal.ts';
import { eventsOf } from './run-atakora.ts';

const backend = `import { defineBackend, defineInfrastructure, resource } from 'atakora';
const identity = resource('Microsoft.ManagedIdentity/userAssignedIdentities', {});
export const backend = defineBackend({ one: defineInfrastructure({ resources: { who: identity } }), two: defineInfrastructure({ resources: { other: identity } }), files: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [{ name: 'drafts' }] } }] }) });
`;

let applied: ProjectToCopy;

beforeAll(async () => {
  const project = makeProject({ backend });
  await project.done('apply', '--local', '--yes');
  applied = project;
});

describe.concurrent('a part of a plan', () => {
  it('is applied alone, says so, and leaves the rest to the next plan', async () => {
    const project = makeProject({ backend });
    const planned = await project.done('plan', '--local', '--target', 'main/one/*');
    expect(oneLine(planned.stdout)).toContain('warning ATK1506: this plan is partial (--target main/one/*)');
    expect(planned.stdout).toContain("Next: atakora apply --target 'main/one/*' --local");
    const plan = await project.plan('--local', '--target', 'main/one/*');
    expect(changesOf(plan)).toEqual(['create main/group.main/group', 'create main/one/who']);
    expect(plan.partial).toMatchObject({ targets: ['main/one/*'], pulledIn: ['main/group.main/group'] });
    await project.done('apply', '--local', '--yes', '--target', 'main/one/*');
    expect(Object.keys(project.state().resources)).toEqual(['main/group.main/group', 'main/one/who']);
    const rest = changesOf(await project.plan('--local'));
    expect(rest).toContain('create main/two/other');
    expect(rest).not.toContain('create main/one/who');
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('without something leaves out what needs it', async () => {
    const project = makeProject({ backend });
    await project.done('apply', '--local', '--yes', '--exclude', 'main/storage.*/**');
    expect(Object.keys(project.state().resources).filter((address) => address.includes('storage'))).toEqual([]);
    expect(Object.keys(project.state().resources)).toContain('main/two/other');
  });

  it('of a destroy takes dependents along and keeps the rest', async () => {
    const project = applied.copy();
    await project.done('destroy', '--local', '--yes', '--target', 'main/storage.main/account');
    expect(Object.keys(project.state().resources)).toEqual(['main/group.main/group', 'main/one/who', 'main/two/other']);
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('is refused when it names nothing', async () => {
    const project = applied.copy();
    await refused(project, { args: ['plan', '--local', '--target', 'main/on/who'], code: 'ATK1505', exit: 64, says: '--target main/on/who names nothing', mend: 'Did you mean "main/one/who"?' });
    await refused(project, { args: ['apply', '--local', '--yes', '--exclude', 'main/one'], code: 'ATK1505', exit: 64, mend: 'Did you mean "main/one/**"?' });
    await refused(project, { args: ['plan', '--local', '--replace', 'main/one/whom'], code: 'ATK1505', exit: 64, mend: 'Did you mean "main/one/who"?' });
  });

  it('ends with exit code 2 only when it has changes', async () => {
    const project = makeProject({ backend });
    expect((await project.run('plan', '--local', '--detailed-exitcode', '--target', 'main/one/*')).code).toBe(2);
    expect((await applied.copy().run('plan', '--local', '--detailed-exitcode', '--target', 'main/one/*')).code).toBe(0);
  });
});

describe.concurrent('--replace', () => {
  it('replaces what could stay', async () => {
    const project = applied.copy();
    const plan = await project.plan('--local', '--replace', 'main/one/who');
    expect(plan.changes[0]).toMatchObject({ address: 'main/one/who', action: { kind: 'replace', order: 'delete-first' }, reasons: [{ kind: 'replace-requested' }] });
    const before = project.state().resources['main/one/who']?.live;
    await project.done('apply', '--local', '--yes', '--replace', 'main/one/who');
    expect(project.state().resources['main/one/who']?.live).not.toEqual(before);
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });
});

describe.concurrent('--refresh=only', () => {
  it('takes what is in Azure into the state, removes what is gone, and plans nothing', async () => {
    const project = applied.copy();
    const state = project.read(statePath(project));
    await project.done('destroy', '--local', '--yes', '--target', 'main/one/who');
    project.write(statePath(project), state);
    const ended = await project.done('plan', '--local', '--refresh=only', '--json');
    expect(eventsOf(ended.stdout).find(({ type }) => type === 'refreshed')).toMatchObject({ serial: 2, changed: [], removed: ['main/one/who'] });
    expect(eventsOf(ended.stdout).some(({ type }) => type === 'plan')).toBe(false);
    expect(project.state()).toMatchObject({ serial: 2 });
    expect(Object.keys(project.state().resources)).not.toContain('main/one/who');
    expect(changesOf(await project.plan('--local'))).toEqual(['create main/one/who']);
  });

  it('writes nothing when nothing differs', async () => {
    const project = applied.copy();
    const ended = await project.done('apply', '--local', '--refresh=only');
    expect(ended.stdout).toContain('The state is as Azure is');
    expect(project.state().serial).toBe(1);
  });

  it('is no mode of its own making', async () => {
    await refused(applied.copy(), { args: ['plan', '--local', '--refresh=maybe'], code: 'ATK1002', exit: 64, says: '--refresh maybe is not one of true, false, only', mend: '--help' });
  });
});

function statePath(project: TestProject): string {
  return `.atakora/local/state/${(JSON.parse(project.read('.atakora/manifest.json')) as { readonly id: string }).id}/dev@local.json`;
}
