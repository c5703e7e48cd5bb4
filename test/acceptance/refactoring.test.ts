import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject, realLikeManifest } from './project.ts';
import { oneLine, refused } from './refusal.ts';

/** Identities by component and name; what else stands beside the backend. */
const backend = (components: Readonly<Record<string, readonly string[]>>, beside = ''): string => `import { defineBackend, defineInfrastructure, moved, removed, resource } from 'atakora';
${beside}
const identity = resource('Microsoft.ManagedIdentity/userAssignedIdentities', {});
export const backend = defineBackend({
${Object.entries(components).map(([id, names]) => `  ${id}: defineInfrastructure({ resources: { ${names.map((name) => `${name}: identity`).join(', ')} } }),`).join('\n')}
});
void [moved, removed];
`;

let applied: TestProject;

beforeAll(async () => {
  applied = makeProject({ manifest: realLikeManifest, backend: backend({ old: ['reader', 'writer'], other: ['guest'] }) });
  await applied.done('apply', '--yes');
});

/** The applied project with another backend. */
function changed(...args: Parameters<typeof backend>): TestProject {
  const project = applied.copy();
  project.write('atakora/backend.ts', backend(...args));
  return project;
}

const identityOf = (project: TestProject, address: string): unknown => {
  const record = project.state('dev').resources[address];
  return [record?.id, record?.live?.['properties']];
};

describe.concurrent('moved', () => {
  it('keeps name and identity of a resource that is called otherwise now', async () => {
    const project = changed({ old: ['reader', 'author'], other: ['guest'] }, "moved({ from: 'old/writer', to: 'old/author' });");
    expect(changesOf(await project.plan())).toEqual(['move main/old/author']);
    const before = identityOf(project, 'main/old/writer');
    await project.done('apply', '--yes');
    expect(identityOf(project, 'main/old/author')).toEqual(before);
    expect(Object.keys(project.state('dev').resources)).not.toContain('main/old/writer');
    expect(changesOf(await project.plan())).toEqual([]);
    expect(project.read('.atakora/state.lock.json')).toContain('main/old/author');
    // The name stays pinned when the call is gone, too.
    project.write('atakora/backend.ts', backend({ old: ['reader', 'author'], other: ['guest'] }));
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('moves a whole component, from any file of the backend', async () => {
    const project = changed({ fresh: ['reader', 'writer'], other: ['guest'] }, "import './history.ts';");
    project.write('atakora/history.ts', "import { moved } from 'atakora';\nmoved({ from: 'old/*', to: 'fresh/*' });\n");
    expect(changesOf(await project.plan()).filter((change) => !change.startsWith('update main/group'))).toEqual(['move main/fresh/reader', 'move main/fresh/writer']);
    await project.done('apply', '--yes');
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('does nothing in an environment that never had the resource', async () => {
    const project = changed({ old: ['reader', 'author'], other: ['guest'] }, "moved({ from: 'old/writer', to: 'old/author' });");
    const plan = await project.plan('--env', 'qa');
    expect(changesOf(plan)).toContain('create main/old/author');
    expect(plan.diagnostics.map(({ code }) => code)).toEqual([]);
  });

  it('is refused with its place when it contradicts the definition', async () => {
    const still = changed({ old: ['reader', 'writer'], other: ['guest'] }, "moved({ from: 'old/writer', to: 'old/author' });");
    await refused(still, { args: ['apply', '--yes'], code: 'ATK1508', exit: 1, says: 'the definition still has main/old/writer', place: 'atakora/backend.ts:2:1', mend: 'Remove the call, or the resource.' });
    const unknown = changed({ old: ['reader', 'author'], other: ['guest'] }, "moved({ from: 'old/writer', to: 'old/auther' });");
    await refused(unknown, { args: ['apply', '--yes'], code: 'ATK1509', exit: 1, place: 'atakora/backend.ts:2:1', mend: 'Did you mean "main/old/author"?' });
    const circle = changed({ old: ['reader'], other: ['guest'] }, "moved({ from: 'old/writer', to: 'old/a' });\nmoved({ from: 'old/a', to: 'old/writer' });");
    await refused(circle, { args: ['apply', '--yes'], code: 'ATK1510', exit: 1, says: 'lead in a circle', mend: 'Keep the one that is meant.' });
    const form = changed({ old: ['reader'], other: ['guest'] }, "moved({ from: 'writer', to: 'old/a' });");
    await refused(form, { args: ['plan'], code: 'ATK1308', exit: 1, says: '`from` is "writer", which is not an address', place: 'atakora/backend.ts:2', mend: 'uploads/*' });
  });
});

describe.concurrent('what looks like a rename', () => {
  it('is offered and not done', async () => {
    const project = changed({ old: ['reader', 'author'], other: ['guest'] });
    const plan = await project.plan();
    expect(changesOf(plan)).toEqual(['create main/old/author', 'delete main/old/writer']);
    expect(plan.likelyMoves).toMatchObject([{ from: 'main/old/writer', to: 'main/old/author' }]);
    expect(oneLine((await project.done('plan')).stdout)).toContain("write moved({ from: 'main/old/writer', to: 'main/old/author' }) in atakora/backend.ts, or run `atakora state mv main/old/writer main/old/author`");
  });
});

describe.concurrent('removed', () => {
  it('leaves the resource in Azure and forgets it', async () => {
    const project = changed({ old: ['reader', 'writer'] }, "removed({ from: 'other/guest', keep: true });");
    const plan = await project.plan();
    expect(plan.changes.find(({ address }) => address === 'main/other/guest')).toMatchObject({ action: { kind: 'forget' }, origin: { file: 'atakora/backend.ts', line: 2 } });
    await project.done('apply', '--yes');
    expect(Object.keys(project.state('dev').resources)).not.toContain('main/other/guest');
    // It is still there: importing it again finds it.
    project.write('atakora/backend.ts', backend({ old: ['reader', 'writer'], other: ['guest'] }));
    const id = applied.state('dev').resources['main/other/guest']?.id ?? '';
    await project.done('import', 'main/other/guest', id);
    expect(identityOf(project, 'main/other/guest')).toEqual(identityOf(applied, 'main/other/guest'));
    await project.done('apply', '--yes');
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('names the resource that it would delete otherwise, and nothing that is defined', async () => {
    const project = changed({ old: ['reader', 'writer'], other: ['guest'] }, "removed({ from: 'other/guest', keep: true });");
    await refused(project, { args: ['apply', '--yes'], code: 'ATK1508', exit: 1, place: 'atakora/backend.ts:2:1', mend: 'Remove the call' });
  });
});

describe.concurrent('import', () => {
  const id = (name: string): string => (applied.state('dev').resources[`main/${name}`]?.id ?? '');

  /** The applied project, whose state no longer has the writer. */
  async function forgotten(): Promise<TestProject> {
    const project = applied.copy();
    await project.done('state', 'rm', 'main/old/writer', '--yes');
    return project;
  }

  it('takes the resource under an address of another name, with the name that it has', async () => {
    const project = await forgotten();
    project.write('atakora/backend.ts', backend({ old: ['reader', 'author'], other: ['guest'] }));
    await project.done('import', 'main/old/author', id('old/writer'));
    expect(project.state('dev').resources['main/old/author']?.id).toBe(id('old/writer'));
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('shows what the definition would change, and changes it when told yes', async () => {
    const project = await forgotten();
    project.write('atakora/backend.ts', backend({ old: ['reader', 'writer'], other: ['guest'] }).replace("{});\nexport", "{ tags: { team: 'web' } });\nexport"));
    await refused(project, { args: ['import', 'main/old/writer', id('old/writer')], code: 'ATK1003', exit: 64, says: 'cannot ask', mend: 'Give --yes' });
    expect(Object.keys(project.state('dev').resources)).not.toContain('main/old/writer');
    const ended = await project.done('import', 'main/old/writer', id('old/writer').toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/').replace('/RESOURCEGROUPS/', '/resourceGroups/').replace('/PROVIDERS/', '/providers/'), '--yes');
    expect(ended.stdout).toContain('tags.team');
    expect(project.state('dev').resources['main/old/writer']).toMatchObject({ status: 'applied', live: { tags: { team: 'web' } } });
  });

  it('is refused for what is no id, not there, of another type, managed already, or elsewhere', async () => {
    const project = await forgotten();
    const args = (address: string, text: string): readonly string[] => ['import', address, text];
    await refused(project, { args: args('main/old/writer', 'stnotes'), code: 'ATK1517', exit: 64, says: '"stnotes" is not the id of a resource', mend: '/subscriptions/' });
    await refused(project, { args: args('main/old/writer', id('old/writer').replace(/subscriptions\/[^/]+/, 'subscriptions/33333333-2222-4222-8222-222222222222')), code: 'ATK1517', exit: 64, says: 'is in subscription 33333333', mend: 'its own subscription' });
    await refused(project, { args: args('old/writer', id('old/writer')), code: 'ATK1301', exit: 64, mend: 'main/' });
    await refused(project, { args: args('main/old/writr', id('old/writer')), code: 'ATK1505', exit: 64, says: 'the definition has no main/old/writr', mend: 'Did you mean "main/old/writer"?' });
    await refused(project, { args: args('main/old/writer', id('group.main/group')), code: 'ATK1519', exit: 64, says: 'as main/group.main/group', mend: 'state mv main/group.main/group main/old/writer' });
    await refused(project, { args: args('main/old/reader', id('old/writer')), code: 'ATK1519', exit: 64, says: 'the state has main/old/reader already', mend: 'state rm main/old/reader' });
    await refused(project, { args: args('main/old/writer', `${id('group.main/group')}/providers/Microsoft.Storage/storageAccounts/stnotes`), code: 'ATK1518', exit: 64, says: 'is of type Microsoft.ManagedIdentity/userAssignedIdentities', mend: 'an address of its type' });
    await refused(project, { args: args('main/old/writer', `${id('old/writer')}-gone`), code: 'ATK1520', exit: 1, says: 'there is no', mend: 'The group has' });
    await refused(project, { args: args('main/old/writer', id('old/writer').replace('rg-notes', 'rg-else')), code: 'ATK1521', exit: 1, says: 'the definition has main/old/writer as', mend: 'resource group' });
    expect(project.state('dev').serial).toBe(2);
  });

  it('wants first what the resource needs', async () => {
    const project = applied.copy();
    await project.done('state', 'rm', 'main/old/writer', '--yes');
    await project.done('state', 'rm', 'main/group.main/group', '--yes');
    await refused(project, { args: ['import', 'main/old/writer', id('old/writer')], code: 'ATK1522', exit: 1, says: 'main/old/writer needs main/group.main/group', mend: 'Import or apply that one first.' });
    await project.done('import', 'main/group.main/group', id('group.main/group'), '--yes');
    await project.done('import', 'main/old/writer', id('old/writer'));
    expect(changesOf(await project.plan())).toEqual([]);
  });
});
