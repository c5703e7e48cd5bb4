import { describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import type { PrintedEvent } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const store = "store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: {} }] }),";
const table = (name: string, tag: string): string => `${name}: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-${name}', location: 'westeurope', tags: { tag: '${tag}' }, properties: {} }) } }),`;
const backend = (components: string): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({\n${components}\n});\n`;

function failOn(project: TestProject, name: string): void {
  project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: [`fail name=${name} code=ServiceQuota message="no capacity"`] }));
}

function logs(events: readonly PrintedEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'log' ? [String(event['text'])] : []));
}

async function applied(components: string): Promise<{ readonly project: TestProject; readonly run: string }> {
  const project = makeProject({ backend: backend(components) });
  await project.done('apply', '--local', '--yes');
  return { project, run: project.state().run };
}

describe.concurrent('apply --on-failure rollback', () => {
  it('goes back to the run before: what it changed, what it made and what it removed; the apply still failed', async () => {
    const { project, run } = await applied(`${table('kept', 'one')}\n${table('gone', 'one')}`);
    const before = project.state();
    project.write('atakora/backend.ts', backend(`${table('kept', 'two')}\n${table('extra', 'two')}\n${table('bad', 'two')}`));
    failOn(project, 'rt-bad');
    const ended = await project.run('apply', '--local', '--yes', '--json', '--on-failure', 'rollback');
    expect(ended.code, told(ended)).toBe(4);
    const events = eventsOf(ended.stdout);
    expect(logs(events).join('\n')).toContain(`going back to run ${run}`);
    expect(logs(events).join('\n')).toContain(`everything is as run ${run} left it`);
    expect(events.filter(({ type }) => type === 'summary')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'summary', result: 'failed', exitCode: 4 });
    expect(Object.keys(project.state().resources)).toEqual(Object.keys(before.resources));
    expect(project.state().run).not.toBe(before.run);
    const archived = JSON.parse(project.read(`.atakora/local/runs/${project.state().run}/result.json`)) as Record<string, unknown>;
    expect(archived).toMatchObject({ result: 'succeeded', returnsTo: run });
    expect((await project.done('history', '--local')).stdout).toContain(`succeeded (back to ${run})`);
    expect(lookAtWorld(project.folder).resources.some((id) => id.endsWith('/rt-extra'))).toBe(false);
    project.write('atakora/backend.ts', backend(`${table('kept', 'one')}\n${table('gone', 'one')}`));
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('says before what does not come back, and works when the code of that run is gone', async () => {
    const { project } = await applied(`${table('kept', 'one')}\n${store}`);
    // The store goes with its data; then something else fails.
    project.write('atakora/backend.ts', backend(`${table('kept', 'two')}\n${table('bad', 'two')}`));
    failOn(project, 'rt-bad');
    const going = await project.run('apply', '--local', '--yes', '--json', '--on-failure', 'rollback', '--allow-data-loss', 'main/storage.main/account');
    expect(going.code, told(going)).toBe(4);
    expect(Object.keys(project.state().resources)).toContain('main/storage.main/account');
    const back = eventsOf(going.stdout).filter(({ type }) => type === 'plan').at(-1)?.['plan'] as { readonly diagnostics: readonly { readonly code: string; readonly address?: string }[] };
    expect(back.diagnostics).toContainEqual(expect.objectContaining({ code: 'ATK1608', address: 'main/storage.main/account' }));
  });

  it('with nothing to go back to: says so, and leaves what was done', async () => {
    const project = makeProject({ backend: backend(`${table('good', 'one')}\n${table('bad', 'one')}`) });
    failOn(project, 'rt-bad');
    const ended = await project.run('apply', '--local', '--yes', '--json', '--on-failure', 'rollback');
    expect(ended.code, told(ended)).toBe(4);
    expect(logs(eventsOf(ended.stdout)).join('\n')).toContain('ATK1606');
    expect(project.state().resources['main/good/table']?.status).toBe('applied');
  });

  it('refuses to undo what is protected: the failed apply stays as it is', async () => {
    const { project } = await applied(table('kept', 'one'));
    project.write('atakora/backend.ts', backend(`${table('kept', 'two')}\n${store}\n${table('bad', 'two')}`).replace(/\}\);\n$/, '}, { defaults: { protectStores: true } });\n'));
    failOn(project, 'rt-bad');
    const ended = await project.run('apply', '--local', '--yes', '--json', '--on-failure', 'rollback');
    expect([ended.code, logs(eventsOf(ended.stdout)).some((text) => text.includes('not gone back')), Object.keys(project.state().resources).includes('main/storage.main/account')], told(ended).slice(0, 4_000)).toEqual([4, true, true]);
  });

  it('refuses a word that is no policy', async () => {
    const ended = await makeProject({ backend: backend('') }).run('apply', '--local', '--on-failure', 'panic');
    expect(ended.code).toBe(64);
    expect(ended.stderr + ended.stdout).toContain('continue, stop, rollback');
  });
});

describe.concurrent('rollback', () => {
  it('goes back to the run that is named, by a run of its own; a second time there is nothing to do', async () => {
    const { project, run } = await applied(table('kept', 'one'));
    for (const tag of ['two', 'three']) {
      project.write('atakora/backend.ts', backend(`${table('kept', tag)}\n${table('extra', tag)}`));
      await project.done('apply', '--local', '--yes');
    }
    const ended = await project.done('rollback', run, '--local', '--yes');
    expect(ended.stdout).toContain(`going back to run ${run}`);
    expect(lookAtWorld(project.folder).resources.some((id) => id.endsWith('/rt-extra'))).toBe(false);
    expect((await project.done('history', '--local')).stdout).toContain(`succeeded (back to ${run})`);
    const serial = project.state().serial;
    await project.done('rollback', run, '--local', '--yes');
    expect(project.state().serial).toBe(serial);
  });

  it('goes back by one run when none is named, and asks before', async () => {
    const { project } = await applied(table('kept', 'one'));
    project.write('atakora/backend.ts', backend(table('kept', 'two')));
    await project.done('apply', '--local', '--yes');
    const asked = await project.run('rollback', '--local');
    expect(asked.code, told(asked)).toBe(64);
    expect(project.state().serial).toBe(2);
    const events = eventsOf((await project.done('rollback', '--local', '--yes', '--json')).stdout);
    expect(events.at(-1)).toMatchObject({ type: 'summary', command: 'rollback', result: 'succeeded', done: 1 });
  });

  it('refuses a run that is not there or did not succeed', async () => {
    const { project } = await applied(table('kept', 'one'));
    const none = await project.run('rollback', 'synth-20200101-000000-00000000', '--local', '--yes');
    expect([none.code, none.stdout]).toEqual([64, expect.stringContaining('ATK1007') as string]);
    project.write('atakora/backend.ts', backend(table('bad', 'two')));
    failOn(project, 'rt-bad');
    const failed = await project.run('apply', '--local', '--yes', '--json');
    const run = String(eventsOf(failed.stdout).at(-1)?.run);
    const refused = await project.run('rollback', run, '--local', '--yes');
    expect([refused.code, refused.stdout]).toEqual([64, expect.stringContaining('ATK1606') as string]);
  });
});
