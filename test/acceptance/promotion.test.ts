import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { StateDocument } from '../../src/model/state.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import type { TestProject } from './project.ts';
import { changesOf, makeProject, realLikeManifest } from './project.ts';
import type { PrintedEvent } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { inContainer } from './state-places.ts';
import { publishedInWorld } from './world-view.ts';

const app = 'main/functions.main/app';
const hello = "const hello = defineFunction({ entry: './hello.ts', trigger: { type: 'http', route: 'hello', auth: 'anonymous' } });";
const table = (name: string, tag: string): string => `const ${name} = defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-${name}', location: 'westeurope', tags: { tag: '${tag}' }, properties: {} }) } });`;
const settings = "{ functionApp: { package: 'dist/app' }, environments: { qa: { monitoring: { retentionDays: 90 } } } }";
const backend = (parts: string, names: string, options = settings): string => `import { armResource, defineBackend, defineFunction, defineInfrastructure } from 'atakora';\n${parts}\nexport const backend = defineBackend({ ${names} }, ${options});\n`;

const standard = backend(`${hello}\n${table('routes', 'one')}`, 'hello, routes');
const files = { 'dist/app/host.json': '{"version":"2.0"}', 'dist/app/index.js': 'one' };

let applied: TestProject;

beforeAll(async () => {
  applied = makeProject({ manifest: realLikeManifest, backend: standard, files });
  await applied.done('apply', '--env', 'dev', '--yes');
});

/** The promotion as a plan. */
async function planned(project: TestProject, ...args: readonly string[]): Promise<{ readonly plan: Plan; readonly events: readonly PrintedEvent[] }> {
  const events = eventsOf((await project.done('env', 'promote', 'dev', 'qa', '--plan', '--json', ...args)).stdout);
  return { plan: (events.find(({ type }) => type === 'plan') as unknown as { readonly plan: Plan }).plan, events };
}

/** Digests of the archives that were sent to apps, by run. */
function archivedPackages(project: TestProject, run: string): readonly string[] {
  const folder = `.atakora/runs/${run}/packages`;
  return readdirSync(join(project.folder, folder)).map((name) => createHash('sha256').update(Buffer.from(project.read(`${folder}/${name}`), 'base64')).digest('hex'));
}

describe.concurrent('env promote', { timeout: 90_000 }, () => {
  it('brings the same components with the settings of the other environment, whatever the code has become', async () => {
    const project = applied.copy();
    const dev = project.state('dev');
    project.write('atakora/backend.ts', backend(table('leaked', 'two'), 'leaked', '{}'));
    project.write('dist/app/index.js', 'two');
    const { plan, events } = await planned(project);
    expect(plan.environment).toBe('qa');
    expect(changesOf(plan)).toEqual(Object.keys(dev.resources).map((address) => `create ${address}`).sort());
    expect(events.at(-1)).toMatchObject({ type: 'summary', command: 'env promote dev qa', result: 'planned', next: ['atakora env promote dev qa --env qa'] });
    expect(project.has('.atakora/runs') && readdirSync(join(project.folder, '.atakora/runs'))).toHaveLength(1);
    await project.done('env', 'promote', 'dev', 'qa', '--yes');
    const qa = project.state('qa');
    expect(Object.keys(qa.resources)).toEqual(Object.keys(dev.resources));
    const retention = (state: typeof qa): unknown => Object.values(state.resources).find(({ type }) => type.toLowerCase() === 'microsoft.operationalinsights/workspaces')?.desired['properties'];
    expect([retention(dev), retention(qa)]).toMatchObject([{ retentionInDays: 30 }, { retentionInDays: 90 }]);
    expect(qa.packages[app]).toBe(dev.packages[app]);
    expect(archivedPackages(project, qa.run)).toEqual(archivedPackages(project, dev.run));
    const result = JSON.parse(project.read(`.atakora/runs/${qa.run}/result.json`)) as Record<string, unknown>;
    expect(result).toMatchObject({ environment: 'qa', result: 'succeeded', promotedFrom: { environment: 'dev', run: dev.run } });
    expect((await project.done('history', '--env', 'qa')).stdout).toContain(`succeeded (promoted from dev, ${dev.run})`);
    expect(changesOf((await planned(project)).plan)).toEqual([]);
    // What is unchanged is sent again where that is wanted, from the archive too.
    const again = eventsOf((await project.done('env', 'promote', 'dev', 'qa', '--yes', '--json', '--republish', app)).stdout);
    expect(again.at(-1)).toMatchObject({ type: 'summary', result: 'succeeded', published: 1 });
  });

  it('goes on from environment to environment, and back to an older version', async () => {
    const project = applied.copy();
    await project.done('env', 'promote', 'dev', 'qa', '--yes');
    await project.done('env', 'promote', 'qa', 'dev@local', '--yes');
    expect(Object.keys(project.state('dev@local').resources)).toEqual(Object.keys(project.state('dev').resources));
    project.write('atakora/backend.ts', backend(`${hello}\n${table('routes', 'two')}`, 'hello, routes'));
    await project.done('apply', '--env', 'dev', '--yes');
    expect(changesOf((await planned(project)).plan)).toEqual(['update main/routes/table']);
  });

  it('works between twins on the local Azure', async () => {
    const project = makeProject({ backend: standard, files });
    await project.done('apply', '--local', '--yes');
    const shown = await project.done('env', 'promote', 'dev', 'qa', '--local', '--yes');
    expect(shown.stdout).toContain('promoting what run');
    expect(Object.keys(project.state('qa@local').resources)).toEqual(Object.keys(project.state('dev@local').resources));
    const [first, ...others] = publishedInWorld(project.folder);
    expect(others).toEqual([first]);
  });

  it('takes the content of an existing template from the archive', async () => {
    const template = (tag: string): string => JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [{ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-existing', location: 'westeurope', tags: { tag }, properties: {} }] });
    const legacy = "import { defineBackend, defineInfrastructure, existingTemplate } from 'atakora';\nexport const backend = defineBackend({ legacy: defineInfrastructure({ templates: { old: existingTemplate('./old.json') } }) });\n";
    const project = makeProject({ manifest: realLikeManifest, backend: legacy, files: { 'atakora/old.json': template('one') } });
    await project.done('apply', '--env', 'dev', '--yes');
    project.write('atakora/old.json', template('two'));
    await project.done('env', 'promote', 'dev', 'qa', '--yes');
    const tags = Object.values(project.state('qa').resources).filter(({ type }) => type.toLowerCase() === 'microsoft.network/routetables').map(({ desired }) => desired['tags']);
    expect(tags).toMatchObject([{ tag: 'one' }]);
  });

  it('saves a plan that apply takes as it is, and the run still says where it came from', async () => {
    const project = applied.copy();
    await project.done('env', 'promote', 'dev', 'qa', '--out', 'qa.plan');
    project.write('atakora/backend.ts', 'export const broken = ');
    await project.done('apply', 'qa.plan', '--yes');
    expect((await project.done('history', '--env', 'qa')).stdout).toContain(`promoted from dev, ${project.state('dev').run}`);
  });

  it('asks and protects as apply does', async () => {
    const project = makeProject({ manifest: { ...realLikeManifest, environments: { dev: { cloud: 'local' }, qa: { cloud: 'local', protected: true } } }, backend: standard, files });
    await project.done('apply', '--env', 'dev', '--yes');
    const ended = await project.run('env', 'promote', 'dev', 'qa', '--yes');
    expect([ended.code, ended.stderr + ended.stdout], told(ended)).toEqual([5, expect.stringContaining('ATK1504')]);
    const unasked = await applied.copy().run('env', 'promote', 'dev', 'qa');
    expect([unasked.code, unasked.stderr + unasked.stdout]).toEqual([64, expect.stringContaining('ATK1003')]);
  });
});

describe('env promote between places', { timeout: 90_000 }, () => {
  let azurite: Azurite | undefined;

  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(async () => {
    await azurite?.stop();
  });

  it('takes from a container what files do not have, and the other way round', async () => {
    const at = await inContainer(() => azurite as Azurite).make({ backend: standard });
    const setting = JSON.parse(at.project.read('.atakora/manifest.json')) as { readonly environments: object };
    at.project.write('.atakora/manifest.json', JSON.stringify({ ...setting, environments: { ...setting.environments, qa: { cloud: 'local' } } }));
    for (const [path, text] of Object.entries(files)) at.project.write(path, text);
    await at.done('apply', '--env', 'dev', '--yes');
    const dev = JSON.parse((await at.done('state', 'pull', '--env', 'dev')).stdout) as StateDocument;
    // Nothing of the run is left on this machine, nor its code.
    rmSync(join(at.project.folder, '.atakora/runs'), { recursive: true, force: true });
    rmSync(join(at.project.folder, 'dist'), { recursive: true });
    rmSync(join(at.project.folder, 'atakora'), { recursive: true });
    await at.done('env', 'promote', 'dev', 'qa', '--yes');
    expect(at.project.state('qa').packages).toEqual(dev.packages);
    expect(Object.keys(at.project.state('qa').resources)).toEqual(Object.keys(dev.resources));
    const back = await at.done('env', 'promote', 'qa', 'dev', '--plan');
    expect(back.stdout).toContain('No changes');
  });
});

describe.concurrent('env promote with functions in the definition', { timeout: 90_000 }, () => {
  const naming = (suffix: string): string => backend(table('routes', 'one'), 'routes', `{ naming: ({ type }: { type: string }) => (type.endsWith('resourceGroups') ? 'rg-${suffix}' : undefined) }`);
  const provider = (sku: string): string => `import { defineBackend, defineInfrastructure } from 'atakora';
const net = { resourceType: 'route-table', fields: {}, implied: () => [{ resourceType: 'group', requirementKey: 'main', config: {} }], provide: (context: any) => ({ nodes: [{ address: context.address('table'), type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-own', body: { location: 'westeurope', tags: { tag: '${sku}' }, properties: {} } }], exports: {}, diagnostics: [] }) };
export const backend = defineBackend({ one: defineInfrastructure({ requires: [{ resourceType: 'route-table', config: {} }] }) }, { providers: [net as never] });
`;

  it('promotes while they are the same', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend: naming('one') });
    await project.done('apply', '--env', 'dev', '--yes');
    // The rest of the code may change: only the functions are taken from it.
    project.write('atakora/backend.ts', naming('one').replace("tag: 'one'", "tag: 'two'"));
    await project.done('env', 'promote', 'dev', 'qa', '--yes');
    expect(project.state('qa').resources['main/routes/table']?.desired['tags']).toMatchObject({ tag: 'one' });
  });

  it('refuses when they differ, are gone, or cannot be loaded, and changes nothing', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend: naming('one') });
    await project.done('apply', '--env', 'dev', '--yes');
    for (const [code, said] of [[naming('two'), 'the naming of backend main has changed'], [backend(table('routes', 'one'), 'routes', '{}'), 'the naming of backend main is gone'], ['export const backend = ', 'cannot be loaded']] as const) {
      project.write('atakora/backend.ts', code);
      const ended = await project.run('env', 'promote', 'dev', 'qa', '--yes');
      expect([ended.code, ended.stdout + ended.stderr], told(ended)).toEqual([5, expect.stringContaining('ATK1612')]);
      expect((ended.stdout + ended.stderr).replaceAll(/\s+/g, ' ')).toContain(said);
    }
    expect(project.has('.atakora/state') && readdirSync(join(project.folder, '.atakora/state', realLikeManifest.id))).not.toContain('qa.json');
  });

  it('refuses another provider', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend: provider('one') });
    await project.done('apply', '--env', 'dev', '--yes');
    project.write('atakora/backend.ts', provider('two'));
    const ended = await project.run('env', 'promote', 'dev', 'qa', '--yes');
    expect([ended.code, (ended.stdout + ended.stderr).replaceAll(/\s+/g, ' ')], told(ended)).toEqual([5, expect.stringContaining('the provider of "route-table" of backend main has changed')]);
    project.write('atakora/backend.ts', provider('one'));
    await project.done('env', 'promote', 'dev', 'qa', '--yes');
  });
});

describe.concurrent('env promote refuses', { timeout: 90_000 }, () => {
  async function refused(project: TestProject, code: number, atk: string, ...args: readonly string[]): Promise<string> {
    const ended = await project.run('env', 'promote', ...args);
    expect([ended.code, ended.stdout + ended.stderr], told(ended)).toEqual([code, expect.stringContaining(atk)]);
    return (ended.stdout + ended.stderr).replaceAll(/\s+/g, ' ');
  }

  it('an environment that was never applied, one name twice, and names that nobody knows', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend: standard, files });
    await refused(project, 1, 'ATK1610', 'dev', 'qa', '--yes');
    await refused(project, 64, 'ATK1614', 'dev', 'dev', '--yes');
    await refused(project, 64, 'ATK1614', 'dev@local', 'dev', '--local');
    expect(await refused(project, 64, 'ATK1004', 'dev', 'qaa')).toContain('Did you mean "qa"?');
    expect(await refused(project, 64, 'ATK1004', 'deev', 'qa')).toContain('Did you mean "dev"?');
    await refused(project, 64, 'ATK1002', 'dev', 'qa', '--env', 'prod');
    await refused(project, 64, 'ATK1002', 'dev', 'qa', '--refresh=only');
  });

  it('a run that failed, a part, and a state that was restored', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', backend(`${hello}\n${table('routes', 'one')}\n${table('bad', 'one')}`, 'hello, routes, bad'));
    project.write('.atakora/local/environments-world/faults.json', JSON.stringify({ seed: 1, rules: ['fail name=rt-bad code=ServiceQuota message="no capacity"'] }));
    expect((await project.run('apply', '--env', 'dev', '--yes')).code).toBe(4);
    expect(await refused(project, 5, 'ATK1611', 'dev', 'qa', '--yes')).toContain('did not succeed: failed');
    const part = applied.copy();
    part.write('atakora/backend.ts', backend(`${hello}\n${table('routes', 'two')}\n${table('more', 'one')}`, 'hello, routes, more'));
    await part.done('apply', '--env', 'dev', '--yes', '--target', 'main/routes/table');
    expect(await refused(part, 5, 'ATK1611', 'dev', 'qa', '--yes')).toContain('main/more/table is not applied there');
    await part.done('apply', '--env', 'dev', '--yes');
    expect(changesOf((await planned(part)).plan)).toContain('create main/more/table');
    await part.done('state', 'restore', '1', '--env', 'dev', '--yes');
    await refused(part, 5, 'ATK1611', 'dev', 'qa', '--yes');
  });

  it('a damaged archive, a missing one, and a package that is gone or was changed', async () => {
    const { run, packages } = applied.state('dev');
    const at = (name: string): string => `.atakora/runs/${run}/${name}`;
    const damaged = applied.copy();
    const definition = damaged.read(at('definition.json'));
    for (const text of ['', definition.slice(0, -20), '{"version":2}', '{"version":1,"backends":[{}]}']) {
      damaged.write(at('definition.json'), text);
      await refused(damaged, 1, 'ATK1607', 'dev', 'qa', '--yes');
    }
    damaged.write(at('definition.json'), definition);
    const zip = at(`packages/${packages[app] ?? ''}.zip.base64`);
    damaged.write(zip, Buffer.from('something else').toString('base64'));
    await refused(damaged, 1, 'ATK1607', 'dev', 'qa', '--yes');
    rmSync(join(damaged.folder, zip));
    await refused(damaged, 1, 'ATK1613', 'dev', 'qa', '--yes');
    rmSync(join(damaged.folder, '.atakora/runs'), { recursive: true });
    await refused(damaged, 1, 'ATK1610', 'dev', 'qa', '--yes');
  });

  it('words that are missing', async () => {
    const ended = await applied.copy().run('env', 'promote', 'dev');
    expect(ended.code).toBe(64);
  });
});
