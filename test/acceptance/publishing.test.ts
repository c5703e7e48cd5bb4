import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import { refused } from './refusal.ts';
import { eventsOf, told } from './run-atakora.ts';
import { publishedInWorld } from './world-view.ts';

const app = 'main/functions.main/app';
const backend = (options = "{ functionApp: { package: 'dist/app' } }"): string => `import { defineBackend, defineFunction } from 'atakora';
const hello = defineFunction({ entry: './hello.ts', trigger: { type: 'http', route: 'hello', auth: 'anonymous' } });
export const backend = defineBackend({ hello }, ${options});
`;

let applied: TestProject;

/** A project whose app was applied with its first package. */
beforeAll(async () => {
  applied = makeProject({ backend: backend(), files: { 'dist/app/host.json': '{"version":"2.0"}', 'dist/app/index.js': 'one', 'dist/app/local.settings.json': 'secret' } });
  const first = await applied.done('apply', '--local', '--yes');
  expect(first.stdout).toContain('1 package to publish');
  expect(first.stdout).not.toContain('ATK1310');
  expect(first.stdout).toMatch(/✓ main\/functions\.main\/app has package [0-9a-f]{8} after .*; health unchecked: not run \(local\)/);
  expect(publishedInWorld(applied.folder)).toHaveLength(1);
});

/** Entries of the journal, as text. */
function journalOf(project: TestProject): string {
  const folder = join(project.folder, '.atakora/local/state');
  const file = join(folder, readdirSync(folder)[0] ?? '', 'dev@local.journal.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe.concurrent('publishing the code of function apps', () => {
  it('does not send what is unchanged, and sends what is not', async () => {
    const project = applied.copy();
    const before = project.state().packages[app];
    const again = await project.done('apply', '--local', '--yes');
    expect(again.stdout).toContain('1 package, all unchanged');
    expect(publishedInWorld(project.folder)).toHaveLength(1);
    project.write('dist/app/index.js', 'two');
    const shown = await project.run('plan', '--local', '--detailed-exitcode');
    expect([shown.code, /~ main\/functions\.main\/app {2}dist\/app {2}([0-9a-f]{8}) → [0-9a-f]{8}/.exec(shown.stdout)?.[1]]).toEqual([2, before?.slice(0, 8)]);
    const second = eventsOf((await project.done('apply', '--local', '--yes', '--json')).stdout);
    expect(second.filter(({ type }) => type === 'package')).toMatchObject([{ address: app, status: 'started' }, { status: 'published', health: { kind: 'unchecked' } }]);
    expect(second.at(-1)).toMatchObject({ type: 'summary', result: 'succeeded', done: 0, published: 1 });
    expect(publishedInWorld(project.folder)).toHaveLength(2);
    expect(project.state().packages[app]).not.toBe(before);
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('sends what is unchanged to the app that is named for it', async () => {
    const project = applied.copy();
    const forced = eventsOf((await project.done('apply', '--local', '--yes', '--republish', app, '--json')).stdout);
    expect(forced.at(-1)).toMatchObject({ type: 'summary', result: 'succeeded', done: 0, published: 1 });
    expect(publishedInWorld(project.folder)).toHaveLength(2);
    await refused(project, { args: ['apply', '--local', '--yes', '--republish', 'main/functions.main/ap'], code: 'ATK1505', exit: 64, mend: `Did you mean "${app}"?` });
  });

  it('sends again what a killed run may not have sent', async () => {
    const project = applied.copy();
    project.write('dist/app/index.js', 'two');
    project.write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0, durations: { 'Microsoft.Web/sites/extensions': 3_000 } }));
    const running = project.start('apply', '--local', '--yes');
    for (let waits = 0; !journalOf(project).includes('package-start') && waits < 1_000; waits += 1) await sleep(10);
    await sleep(300);
    running.process.kill('SIGKILL');
    await running.ended;
    expect(journalOf(project)).toContain('package-start');
    expect(journalOf(project)).not.toContain('package-done');
    expect((await project.plan('--local')).packages).toMatchObject([{ address: app, action: 'publish' }]);
    const published = publishedInWorld(project.folder).length;
    // The world still unpacks what it got: the next one waits its turn.
    const again = await project.done('apply', '--local', '--yes');
    expect(again.stdout).toContain('has package');
    expect(publishedInWorld(project.folder)).toHaveLength(published + 1);
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('that the app refuses fails the run, and the infrastructure stands', async () => {
    const project = makeProject({ backend: backend("{ functionApp: { package: 'app.zip' } }"), files: { 'app.zip': 'this is no archive, but the plan cannot know' } });
    const ended = await project.run('apply', '--local', '--yes');
    expect(ended.code, told(ended)).toBe(4);
    expect(ended.stdout + ended.stderr).toContain('ATK1620');
    expect(project.state().resources[app]?.status).toBe('applied');
    expect(project.state().packages).toEqual({});
    expect((await project.plan('--local')).packages).toMatchObject([{ action: 'publish' }]);
  });

  it('tells of an app that does not run, and of a package that is not there', async () => {
    const project = applied.copy();
    project.write('dist/app/index.js', 'two');
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['unhealthy name=func-*'] }));
    const sick = await project.done('apply', '--local', '--yes');
    expect(sick.stdout).toContain('warning ATK1621');
    project.write('atakora/backend.ts', backend("{ functionApp: { package: 'dist/none' } }"));
    const missing = await project.run('plan', '--local');
    expect([missing.code, missing.stderr + missing.stdout]).toEqual([1, expect.stringMatching(/ATK1320[^]*atakora\/backend\.ts:3/)]);
  });

  it('of a saved plan is what was shown, whatever was built since', async () => {
    const project = applied.copy();
    project.write('dist/app/index.js', 'two');
    const plan = await project.plan('--local', '--out', 'x.plan');
    project.write('dist/app/index.js', 'three');
    await project.done('apply', 'x.plan', '--yes');
    expect(project.state().packages[app]).toBe(plan.packages?.[0]?.after);
    expect((await project.plan('--local')).packages).toMatchObject([{ before: plan.packages?.[0]?.after, action: 'publish' }]);
  });

  it('goes back with a failed run', async () => {
    const project = applied.copy();
    const before = project.state().packages[app];
    project.write('dist/app/index.js', 'two');
    project.write('atakora/backend.ts', backend().replace('{ hello }', "{ hello, bad: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-bad', location: 'westeurope', properties: {} }) } }) }").replace('import { ', 'import { armResource, defineInfrastructure, '));
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['fail name=rt-bad code=ServiceQuota message="no capacity"'] }));
    const ended = await project.run('apply', '--local', '--yes', '--on-failure', 'rollback');
    expect(ended.code, told(ended)).toBe(4);
    expect([project.state().packages[app], project.state().resources['main/bad/table']], told(ended)).toEqual([before, undefined]);
    const [now, failed, first] = publishedInWorld(project.folder);
    expect([now === first, now === failed]).toEqual([true, false]);
  });

  it('follows the app to another address in the state, and leaves with it', async () => {
    const project = applied.copy();
    const hash = project.state().packages[app];
    await project.done('state', 'mv', app, 'main/functions.api/app', '--local', '--yes');
    expect(project.state().packages).toEqual({ 'main/functions.api/app': hash });
    await project.done('state', 'rm', 'main/functions.api/app', '--local', '--yes');
    expect(project.state().packages).toEqual({});
  });

  it('ends with the app', async () => {
    const project = applied.copy();
    await project.done('destroy', '--local', '--yes');
    expect(project.state().packages).toEqual({});
  });
});
