import { describe, expect, it } from 'vitest';
import type { EnvironmentList, EnvironmentReport, EnvironmentValue } from '../../src/model/environment-report.ts';
import { changesOf, makeProject, projectId } from './project.ts';
import type { TestProject } from './project.ts';
import { refused } from './refusal.ts';
import { runAtakora, told } from './run-atakora.ts';

const subscription = '44444444-4444-4444-8444-444444444444';

const manifest = `{
  // ours
  "schema": 1, "id": "${projectId}", "project": "notes",
  "environment": "dev",
  "location": "westeurope",
  "environments": {
    "dev": { "cloud": "local" }, // on this machine
    "prod": { "subscriptionId": "${subscription}", "tenantId": "${subscription}", "state": "local", "protected": true },
  },
}
`;

const config = `import { defineConfig } from 'atakora';

const lean = { monitoring: { retentionDays: 31 } };

export default defineConfig({
  environments: {
    // as prod, without locks
    staging: { extends: 'prod', protectStores: false },
    demo: { ...lean, cosmos: { mode: 'autoscale' } },
  },
});
`;

const backend = `import { defineBackend, defineInfrastructure, resource } from 'atakora';

const search = defineInfrastructure({
  feature: 'search',
  resources: { store: resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' } }) },
  outputs: { searchId: '\${self.store.id}' },
});
const base = defineInfrastructure({ resources: { own: resource('Microsoft.ManagedIdentity/userAssignedIdentities', {}) } });

export const backend = defineBackend({ base, search }, {
  storage: { softDeleteDays: 9 },
});
`;

const make = (files: Partial<Parameters<typeof makeProject>[0]> = {}): TestProject => makeProject({ manifest, backend, files: { 'atakora.config.ts': config }, ...files });

async function document<Shape>(project: TestProject, ...args: readonly string[]): Promise<Shape> {
  return JSON.parse((await project.done(...args, '--json')).stdout) as Shape;
}

const originOf = (values: readonly EnvironmentValue[], path: string): string => {
  const found = values.find((value) => value.path === path);
  const at = found?.location;
  return `${JSON.stringify(found?.value)} ${at === undefined ? (found?.from ?? '') : `${at.file}:${at.line ?? ''}:${at.column ?? ''}`}`;
};

describe('env list', () => {
  it('has every environment of project and configuration, and says what was applied and what is meant', async () => {
    const project = make();
    await project.done('apply', '--yes');
    await project.done('apply', '--yes', '--env', 'demo', '--local');
    const list = await document<EnvironmentList>(project, 'env', 'list');
    expect(list.environments.map(({ name }) => name)).toEqual(['dev', 'qa', 'staging', 'prod', 'demo']);
    const of = (name: string) => list.environments.find((one) => one.name === name);
    expect(of('dev')).toMatchObject({ cloud: 'local', state: 'local', isDefault: true, isChosen: true, applied: { kind: 'applied', serial: 1, resources: 3 }, lacks: [] });
    expect(of('prod')).toMatchObject({ cloud: 'AzureCloud', location: 'westeurope', protected: true, applied: { kind: 'nothing' } });
    expect(of('demo')).toMatchObject({ from: ['configuration'], applied: { kind: 'nothing' }, twin: { kind: 'applied' }, lacks: ['tenantId', 'subscriptionId', 'state'] });
    expect(list.chosen).toEqual({ environment: 'dev', from: 'the manifest' });
    expect((await project.done('env', 'list', '--env', 'prod')).stdout).toContain('* prod is what commands work on, from flag.');
  }, 60_000);

  it('says of a state that cannot be read why, and lists the rest', async () => {
    const project = make();
    project.write(`.atakora/state/${projectId}/prod.json`, '{ broken');
    const { environments } = await document<EnvironmentList>(project, 'env', 'list');
    expect(environments.find(({ name }) => name === 'prod')?.applied).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('ATK1701') as string });
  }, 30_000);
});

describe('env show', () => {
  it('says of every value where it comes from, to the line and column', async () => {
    const project = make();
    const report = await document<EnvironmentReport>(project, 'env', 'show', 'staging');
    expect(report.chain).toEqual(['prod', 'staging']);
    expect(originOf(report.target, 'location')).toBe('"westeurope" .atakora/manifest.json:5:3');
    expect(originOf(report.settings, 'protectStores')).toBe('false atakora.config.ts:8:33');
    expect(originOf(report.settings, 'monitoring.retentionDays')).toBe('365 built-in prod');
    expect(originOf(report.settings, 'features.search')).toBe('true atakora/backend.ts:3:16');
    expect(originOf(report.backends[0]?.settings ?? [], 'storage.softDeleteDays')).toBe('9 atakora/backend.ts:11:14');
    const demo = await document<EnvironmentReport>(project, 'env', 'show', 'demo@local');
    expect(originOf(demo.settings, 'monitoring.retentionDays')).toBe('31 atakora.config.ts:3:30');
    expect(originOf(demo.target, 'cloud')).toBe('"local" the twin');
  }, 30_000);

  it('shows what it knows when the code does not load, and says so', async () => {
    const project = make({ backend: 'export const backend = oops;\n' });
    const ended = await project.done('env', 'show', 'prod');
    expect(ended.stderr).toContain('warning ATK1203');
    expect(ended.stdout).toContain('vault.softDeleteDays');
  }, 30_000);

  it.each<readonly [file: string, text: string, places: readonly string[]]>([
    ['atakora.config.ts', "export default {\n  environments: {\n    dev: { cosmos: { mode: 'autoscal', nothing: 1 }, features: { serch: true } },\n    one: { extends: 'two' },\n    two: { extends: 'one' },\n    far: { extends: 'nowhere' },\n  },\n};\n", ['3:22', '3:40', '3:66', '4:12', '5:12', '6:12']],
    ['atakora.config.json', '{\n  "environments": {\n    "dev": { "cosmos": { "mode": "autoscal", "nothing": 1 }, "features": { "serch": true } },\n    "one": { "extends": "two" },\n    "two": { "extends": "one" },\n    "far": { "extends": "nowhere" }\n  }\n}\n', ['3:26', '3:46', '3:76', '4:14', '5:14', '6:14']],
    ['atakora.config.yaml', 'environments:\n  dev:\n    cosmos:\n      mode: autoscal\n      nothing: 1\n    features:\n      serch: true\n  one:\n    extends: two\n  two:\n    extends: one\n  far:\n    extends: nowhere\n', ['4:7', '5:7', '7:7', '9:5', '11:5', '13:5']],
  ])('tells everything that is wrong in %s at once, each at its place', async (file, text, places) => {
    const project = make({ files: { [file]: text } });
    const ended = await project.run('env', 'show', 'dev', '--json');
    expect(ended.code, told(ended)).toBe(1);
    const { problems } = JSON.parse(ended.stdout) as { readonly problems: readonly { readonly code: string; readonly location: string }[] };
    expect(problems.map(({ location }) => location.replace(`${file}:`, '')).toSorted()).toEqual(places.toSorted());
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['ATK1308', 'ATK1106']));
  }, 30_000);

  it('refuses a configuration that is no configuration, all of it at once', async () => {
    const project = make({ files: { 'atakora.config.ts': "export default {\n  environment: 1,\n  environments: {\n    demo: 3,\n    'No Good': {},\n  },\n};\n" } });
    await refused(project, { args: ['env', 'show', 'dev'], code: 'ATK1105', exit: 64, says: /"environments\.demo".*line 5: "environments\.No Good": must be lower-case.*line 2: "environment" is not a field/, place: 'atakora.config.ts:4:5', mend: '' }, 'document');
  }, 30_000);
});

describe('env compare', () => {
  it('has what differs, and everything when asked', async () => {
    const project = make();
    const { values } = await document<{ readonly values: readonly { readonly path: string; readonly same: boolean }[] }>(project, 'env', 'compare', 'staging', 'prod');
    expect(values.map(({ path }) => path)).toEqual(expect.arrayContaining(['subscriptionId', 'protected', 'protectStores']));
    expect(values.some(({ same }) => same)).toBe(false);
    const all = await document<{ readonly values: readonly unknown[] }>(project, 'env', 'compare', 'staging', 'prod', '--all');
    expect(all.values.length).toBeGreaterThan(values.length);
    await refused(project, { args: ['env', 'compare', 'staging'], code: 'ATK1002', exit: 64, says: 'needs B', mend: 'Usage' }, 'document');
    await refused(project, { args: ['env', 'compare', 'stagin', 'prod'], code: 'ATK1004', exit: 64, says: 'stagin', mend: 'Did you mean "staging"' }, 'document');
  }, 30_000);
});

describe('env use', () => {
  it('chooses for commands of this checkout, below flag and variable and never in CI, until it is cleared', async () => {
    const project = make();
    await project.done('env', 'use', 'demo@local');
    expect((await project.done('plan')).stdout).toContain('using environment demo, from env use');
    expect((await project.done('plan', '--env', 'dev')).stdout).not.toContain('env use');
    const env = (given: Readonly<Record<string, string>>) => runAtakora(['env', 'list', '--json'], { cwd: project.folder, env: given }).then(({ stdout }) => (JSON.parse(stdout) as EnvironmentList).chosen);
    expect(await env({})).toEqual({ environment: 'demo@local', from: 'env use' });
    expect(await env({ ATAKORA_ENV: 'qa' })).toEqual({ environment: 'qa', from: 'ATAKORA_ENV' });
    expect(await env({ CI: 'true' })).toEqual({ environment: 'dev', from: 'the manifest' });
    // Git takes no notice of it, whatever the project's own .gitignore says.
    expect(project.read('.atakora/local/.gitignore')).toBe('*\n');
    expect(await document(project, 'env', 'use', '--clear')).toEqual({ cleared: 'demo@local', chosen: 'dev', from: 'the manifest' });
    expect(await env({})).toEqual({ environment: 'dev', from: 'the manifest' });
  }, 60_000);

  it('refuses what does not exist, and a choice that has gone says how to forget it', async () => {
    const project = make();
    await refused(project, { args: ['env', 'use', 'demmo'], code: 'ATK1004', exit: 64, says: 'demmo', mend: 'Did you mean "demo"' }, 'document');
    await refused(project, { args: ['env', 'use'], code: 'ATK1002', exit: 64, says: 'needs NAME', mend: '--clear' }, 'document');
    project.write('.atakora/local/environment', 'gone\n');
    await refused(project, { args: ['plan'], code: 'ATK1004', exit: 64, says: 'which `env use` chose', mend: 'env use --clear' });
  }, 30_000);
});

describe('env add and env remove', () => {
  it('write manifest and configuration as they stand, and take out again what they wrote', async () => {
    const project = make();
    const added = await document(project, 'env', 'add', 'pre-prod', '--extends', 'staging', '--location', 'North Europe', '--cloud', 'local');
    expect(added).toMatchObject({ added: 'pre-prod', environment: { cloud: 'local', location: 'northeurope' }, extends: 'staging', written: ['.atakora/manifest.json', 'atakora.config.ts'] });
    const at = project.read('.atakora/manifest.json');
    expect(at).toBe(manifest.replace('"protected": true },\n', '"protected": true },\n    "pre-prod": { "cloud": "local", "location": "northeurope" },\n'));
    expect(project.read('atakora.config.ts')).toBe(config.replace("'autoscale' } },\n", "'autoscale' } },\n    'pre-prod': { extends: 'staging' },\n"));
    expect((await document<EnvironmentReport>(project, 'env', 'show', 'pre-prod')).chain).toEqual(['prod', 'staging', 'pre-prod']);
    await refused(project, { args: ['env', 'add', 'pre-prod'], code: 'ATK1108', exit: 64, says: 'pre-prod', mend: 'env show pre-prod' }, 'document');
    await refused(project, { args: ['env', 'remove', 'pre-prod'], code: 'ATK1003', exit: 64, mend: '--yes' }, 'document');
    await refused(project, { args: ['env', 'remove', 'staging', '--yes'], code: 'ATK1109', exit: 5, says: 'pre-prod extends it', mend: 'pre-prod' }, 'document');
    expect(await document(project, 'env', 'remove', 'pre-prod', '--yes')).toEqual({ removed: 'pre-prod', written: ['.atakora/manifest.json', 'atakora.config.ts'] });
    expect(project.read('.atakora/manifest.json')).toBe(manifest);
    expect(project.read('atakora.config.ts')).toBe(config);
  }, 60_000);

  it('make a configuration for a project that has none', async () => {
    const project = make({ files: {} });
    await project.done('env', 'add', 'demo', '--extends', 'prod', '--cloud', 'local');
    expect((await document<EnvironmentReport>(project, 'env', 'show', 'demo')).chain).toEqual(['prod', 'demo']);
    expect((await project.done('plan', '--env', 'demo')).stdout).toContain('Plan for notes · demo');
  }, 30_000);

  it('refuse values that cannot be, all at once, and configurations that people have to edit', async () => {
    const project = make({ files: { 'atakora.config.ts': 'const all = () => ({});\nexport default { environments: all() };\n' } });
    const before = project.read('.atakora/manifest.json');
    await refused(project, { args: ['env', 'add', 'demo', '--location', 'norteurope', '--tenant', 'me', '--cloud', 'Azure'], code: 'ATK1002', exit: 64, says: /norteurope.*northeurope.*--tenant me.*--cloud Azure/, mend: '' }, 'document');
    await refused(project, { args: ['env', 'add', 'Demo'], code: 'ATK1002', exit: 64, says: 'Demo', mend: 'lower-case' }, 'document');
    await refused(project, { args: ['env', 'add', 'demo', '--extends', 'nowhere'], code: 'ATK1004', exit: 64, says: 'nowhere', mend: 'Known' }, 'document');
    await refused(project, { args: ['env', 'add', 'demo', '--extends', 'prod'], code: 'ATK1110', exit: 64, says: 'demo cannot be added', mend: "demo: { extends: 'prod' }" }, 'document');
    expect(project.read('.atakora/manifest.json')).toBe(before);
  }, 30_000);

  it('never remove what still holds resources, the default, what is protected, or what is only built in', async () => {
    const project = make();
    await project.done('env', 'add', 'try', '--cloud', 'local');
    await project.done('apply', '--yes', '--env', 'try');
    await refused(project, { args: ['env', 'remove', 'try', '--yes'], code: 'ATK1109', exit: 5, says: 'the state of try holds 3 resources', mend: 'atakora destroy --env try' }, 'document');
    await project.done('destroy', '--yes', '--env', 'try');
    await project.done('env', 'use', 'try');
    expect(await document(project, 'env', 'remove', 'try', '--yes')).toMatchObject({ removed: 'try', forgotten: 'try' });
    await refused(project, { args: ['env', 'remove', 'dev', '--yes'], code: 'ATK1109', exit: 5, says: 'default', mend: '"environment"' }, 'document');
    await refused(project, { args: ['env', 'remove', 'qa', '--yes'], code: 'ATK1109', exit: 5, says: 'built in', mend: 'nothing to remove' }, 'document');
    await refused(project, { args: ['env', 'remove', 'prod', '--yes'], code: 'ATK1109', exit: 5, says: 'staging extends it (atakora.config.ts:8:16)', mend: '' }, 'document');
    project.write('atakora.config.ts', config.replace("extends: 'prod', ", ''));
    await refused(project, { args: ['env', 'remove', 'prod', '--yes'], code: 'ATK1504', exit: 5, says: 'protected', mend: '' }, 'document');
  }, 90_000);
});

describe('a feature that is switched off', () => {
  it('plans the deletion of what it named with the reason, keeps every protection, and brings it back when it is on again', async () => {
    const project = make();
    await project.done('apply', '--yes');
    project.write('atakora.config.ts', 'export default { environments: { dev: { features: { search: false } } } };\n');
    const plan = await project.plan().catch((error: unknown) => error as Error);
    // The plan is refused for the data that it would lose, and shows everything all the same.
    expect(plan).toBeInstanceOf(Error);
    const ended = await project.run('plan', '--json');
    expect(ended.code).toBe(5);
    const shown = ended.stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { readonly type: string; readonly plan?: Awaited<ReturnType<TestProject['plan']>> }).find(({ type }) => type === 'plan')?.plan;
    expect(changesOf(shown as NonNullable<typeof shown>)).toEqual(['delete main/search/store', 'update main/group.main/group']);
    expect(shown?.changes.find(({ action }) => action.kind === 'delete')?.reasons).toEqual([{ kind: 'feature-off', text: 'dev switches the feature "search" off', path: 'features.search' }]);
    expect(shown?.diagnostics.map(({ code }) => code)).toContain('ATK1502');
    await project.done('apply', '--yes', '--allow-data-loss', 'main/search/store');
    expect(Object.keys(project.state('dev').resources)).not.toContain('main/search/store');
    expect(JSON.parse((await project.done('outputs', '--json')).stdout)).not.toHaveProperty('searchId');
    project.write('atakora.config.ts', 'export default {};\n');
    expect(changesOf(await project.plan())).toEqual(['create main/search/store', 'update main/group.main/group']);
  }, 90_000);

  it('is refused where what stays refers to it, with the place and the flag', async () => {
    const text = backend.replace("userAssignedIdentities', {})", "userAssignedIdentities', { tags: { of: '${backend.search.store.id}' } })");
    const project = make({ backend: text, files: { 'atakora.config.ts': 'export default { environments: { dev: { features: { search: false } } } };\n' } });
    await refused(project, { args: ['plan'], code: 'ATK1317', exit: 1, says: 'the feature "search" is off', place: 'atakora/backend.ts:8', mend: 'features.search' });
    await refused(project, { args: ['plan'], code: 'ATK1317', exit: 1, mend: 'same feature' });
  }, 30_000);

  it('is refused when nothing has that name, at its place, with the nearest', async () => {
    const project = make({ files: { 'atakora.config.yaml': 'environments:\n  dev:\n    features:\n      serch: false\n' } });
    await refused(project, { args: ['plan'], code: 'ATK1308', exit: 1, says: '"features.serch" is set', place: 'atakora.config.yaml:4:7', mend: 'Did you mean "search"' });
  }, 30_000);
});
