import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CleanupReport, Finding, LeftAlone } from '../../src/model/cleanup.ts';
import { stampedEvent } from '../conformance/events-schema.ts';
import { inWorld, longAgo, ourTags, plantTable, plantTables, subscription } from './planted-things.ts';
import type { TestProject } from './project.ts';
import { changesOf, makeProject, manifest, projectId, realLikeManifest } from './project.ts';
import { refused } from './refusal.ts';
import type { Ended } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const table = (name: string): string => `${name}: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-${name}', location: 'westeurope', properties: {} }) } }),`;
const backend = (...names: readonly string[]): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({\n${names.map(table).join('\n')}\n});\n`;

async function applied(): Promise<TestProject> {
  const project = makeProject({ backend: backend('alive', 'other') });
  await project.done('apply', '--local', '--yes');
  return project;
}

/** What `cleanup --dry-run` reports; the events of it fit their schema. */
async function reportOf(project: TestProject, ...args: readonly string[]): Promise<CleanupReport> {
  return reportIn(await project.done('cleanup', '--dry-run', '--json', ...args));
}

function reportIn(ended: Ended): CleanupReport {
  const events = eventsOf(ended.stdout);
  for (const event of events) expect(stampedEvent.safeParse(event).error, JSON.stringify(event)).toBeUndefined();
  return events.find(({ type }) => type === 'cleanup')?.['report'] as CleanupReport;
}

const names = (findings: readonly (Finding | LeftAlone)[]): readonly string[] => findings.map(({ kind, name }) => `${kind} ${name}`).toSorted();

function statuses(ended: Ended): Readonly<Record<string, unknown>> {
  return Object.fromEntries(eventsOf(ended.stdout).flatMap((event) => (event.type === 'removal' && event['status'] !== 'started' ? [[String(event['name']), event['status']]] : [])));
}

describe.concurrent('cleanup on the local Azure', () => {
  it('finds what old runs left behind, says why, removes it once, and touches nothing else', async () => {
    const project = await applied();
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one', 'rt-two'], ourTags('dev')));
    const before = lookAtWorld(project.folder);
    const report = await reportOf(project, '--local', '--older-than', '30d');
    expect(names(report.findings)).toEqual(['groups rg-left', 'resources rt-one', 'resources rt-two']);
    expect(report.findings.map(({ run, ageFrom, at }) => [run, ageFrom, at.slice(0, 4)])).toEqual([['synth-20250203-040506-0a1b2c3d', 'created', '2025'], ['synth-20250203-040506-0a1b2c3d', 'created', '2025'], ['synth-20250203-040506-0a1b2c3d', 'run', '2025']]);
    expect(report.findings.every(({ because }) => because.includes('no state holds it'))).toBe(true);
    expect(lookAtWorld(project.folder)).toEqual(before);
    const ended = await project.done('cleanup', '--local', '--older-than', '30d', '--yes', '--json');
    expect(statuses(ended)).toEqual({ 'rt-one': 'removed', 'rt-two': 'removed', 'rg-left': 'removed' });
    expect(eventsOf(ended.stdout).at(-1)).toMatchObject({ type: 'summary', command: 'cleanup', result: 'succeeded', exitCode: 0, done: 3 });
    expect(lookAtWorld(project.folder).resources).toEqual(before.resources.filter((id) => !id.includes('rg-left')));
    expect(changesOf(await project.plan('--local'))).toEqual([]);
    expect((await project.done('history', '--local')).stdout).toContain('removed 3 of 3 findings');
    expect((await reportOf(project, '--local', '--older-than', '30d')).findings).toEqual([]);
  });

  it('leaves alone what is younger, locked, in use, of another environment, of another project, or without tags', async () => {
    const project = await applied();
    inWorld(project.folder, 'world', longAgo, (send) => {
      const all = plantTables(send, 'rg-left', ['rt-locked', 'rt-used'], ourTags('dev'));
      plantTable(send, 'rg-left', 'rt-qa', ourTags('qa'));
      plantTable(send, 'rg-left', 'rt-foreign', { ...ourTags('dev'), 'atakora:backend-hash': '0123456789abcdef' });
      plantTable(send, 'rg-left', 'rt-bare', {});
      send('PUT', `${all[1] ?? ''}/providers/Microsoft.Authorization/locks/keep`, { properties: { level: 'CanNotDelete' } });
      send('PUT', `${subscription}/resourceGroups/rg-left/providers/Microsoft.Network/virtualNetworks/theirs`, { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', routeTable: { id: all[2] ?? '' } } }] } });
    });
    inWorld(project.folder, 'world', new Date().toISOString(), (send) => plantTable(send, 'rg-left', 'rt-young', ourTags('dev')));
    const report = await reportOf(project, '--local', '--older-than', '30d', '--kind', 'resources', '--kind', 'groups');
    expect(names(report.findings)).toEqual([]);
    expect(report.leftAlone.map(({ name, reason }) => `${reason} ${name}`).toSorted()).toEqual(['locked rg-left', 'locked rt-locked', 'used rt-used', 'younger rt-young']);
    const before = lookAtWorld(project.folder);
    await project.done('cleanup', '--local', '--older-than', '30d', '--kind', 'resources,groups', '--yes');
    expect(lookAtWorld(project.folder)).toEqual(before);
  });

  it('never proposes what the state of another environment holds', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend: backend('alive') });
    await project.done('apply', '--yes');
    await project.done('apply', '--env', 'qa', '--yes');
    const { id = '', ...record } = project.state('dev').resources['main/alive/table'] ?? {};
    await project.done('state', 'rm', 'main/alive/table', '--yes');
    const wanted = ['--older-than', '0s', '--kind', 'resources'];
    expect(names((await reportOf(project, ...wanted)).findings)).toEqual(['resources rt-alive']);
    const { digest: _digest, ...held } = JSON.parse((await project.done('state', 'pull', '--env', 'qa')).stdout) as { digest: string; serial: number; resources: Record<string, unknown> };
    project.write('qa.json', JSON.stringify({ ...held, serial: held.serial + 1, resources: { ...held.resources, 'main/zz/table': { id: id.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/'), ...record } } }));
    await project.done('state', 'push', 'qa.json', '--env', 'qa', '--yes');
    expect(names((await reportOf(project, ...wanted)).findings)).toEqual([]);
  });

  it('proposes nothing of Azure when a state cannot be read, is elsewhere, or is not there, and says so', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend: backend('alive') });
    await project.done('apply', '--yes');
    await project.done('apply', '--env', 'qa', '--yes');
    inWorld(project.folder, 'environments-world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one'], ourTags('dev')));
    const wanted = ['--older-than', '1d'];
    expect(names((await reportOf(project, ...wanted)).findings)).toEqual(['groups rg-left', 'resources rt-one']);
    const qa = join('.atakora/state', projectId, 'qa.json');
    const whole = project.read(qa);
    project.write(qa, whole.slice(0, 100));
    const torn = await reportOf(project, ...wanted);
    expect([names(torn.findings), torn.notSearched.map(({ kind }) => kind), torn.notSearched[0]?.because]).toEqual([[], ['resources', 'groups', 'vaults', 'packages', 'runs'], expect.stringContaining('state of qa cannot be read')]);
    rmSync(join(project.folder, qa));
    expect((await reportOf(project, ...wanted)).notSearched[0]?.because).toContain('lock file has seen serial 1 of the state of qa');
    project.write(qa, whole);
    const fresh = project.copy();
    for (const left of ['.atakora/state', '.atakora/state.lock.json']) rmSync(join(fresh.folder, left), { recursive: true });
    const lost = await reportOf(fresh, ...wanted);
    expect([names(lost.findings), lost.notSearched.map(({ kind }) => kind)]).toEqual([[], ['resources', 'groups', 'vaults', 'deployments']]);
    const dev = join('.atakora/state', projectId, 'dev.json');
    project.write(dev, '{');
    const damaged = await project.done('cleanup', ...wanted, '--yes');
    expect(damaged.stdout.replaceAll(/\s+/g, ' ')).toContain('Not searched: resources. The state of dev cannot be read');
  });

  it('goes on after a failure, reports it with exit code 4, and finishes later', async () => {
    const project = await applied();
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-bad', 'rt-good'], ourTags('dev')));
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['409 DELETE path=*rt-bad code=InUseRouteTableCannotBeDeleted message="it is in use"'] }));
    const ended = await project.run('cleanup', '--local', '--older-than', '30d', '--yes', '--json');
    expect(ended.code, told(ended)).toBe(4);
    expect(statuses(ended)).toEqual({ 'rt-bad': 'failed', 'rt-good': 'removed', 'rg-left': 'skipped' });
    expect(eventsOf(ended.stdout).find(({ type }) => type === 'error')).toMatchObject({ code: 'ATK1630' });
    expect(changesOf(await project.plan('--local'))).toEqual([]);
    rmSync(join(project.folder, '.atakora/local/world/faults.json'));
    expect(statuses(await project.done('cleanup', '--local', '--older-than', '30d', '--yes', '--json'))).toEqual({ 'rt-bad': 'removed', 'rg-left': 'removed' });
  });

  it('refuses nonsense, questions without a terminal, and a protected environment', async () => {
    const project = await applied();
    project.write('.atakora/manifest.json', JSON.stringify({ ...manifest, environments: { dev: { protected: true } } }));
    for (const wrong of ['soon', '30', '-5d', '1.5d', 'P', '9999999999d']) await refused(project, { args: ['cleanup', '--local', `--older-than=${wrong}`], code: 'ATK1002', exit: 64, says: 'is not a time', mend: '30d' });
    await refused(project, { args: ['cleanup', '--local', '--kind', 'resource'], code: 'ATK1002', exit: 64, says: 'resource is not one of', mend: 'resources' });
    await refused(project, { args: ['cleanup', '--local', '--keep=-1'], code: 'ATK1002', exit: 64, says: '--keep', mend: '' });
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one'], ourTags('dev')));
    await refused(project, { args: ['cleanup', '--local', '--yes'], code: 'ATK1504', exit: 5, says: 'is protected', mend: 'typing its name' });
    project.write('.atakora/manifest.json', JSON.stringify(manifest));
    const prod = makeProject({ manifest: { ...manifest, environments: { prod: { cloud: 'local' } } }, backend: backend('alive') });
    await prod.done('apply', '--env', 'prod', '--yes');
    inWorld(prod.folder, 'environments-world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one'], ourTags('prod')));
    await refused(prod, { args: ['cleanup', '--env', 'prod', '--yes'], code: 'ATK1504', exit: 5, says: 'is protected', mend: 'typing its name' });
    await refused(project, { args: ['cleanup', '--local'], code: 'ATK1003', exit: 64, says: 'without a terminal', mend: '--yes' });
    expect(lookAtWorld(project.folder).resources.some((id) => id.endsWith('/rt-one'))).toBe(true);
  });
});
