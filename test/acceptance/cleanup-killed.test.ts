import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CleanupReport } from '../../src/model/cleanup.ts';
import { inWorld, longAgo, ourTags, plantTables } from './planted-things.ts';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import { eventsOf } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const table = (name: string): string => `${name}: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-${name}', location: 'westeurope', properties: {} }) } }),`;
const backend = (...names: readonly string[]): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({\n${names.map(table).join('\n')}\n});\n`;

/** Text of the journal; empty before there is one. */
function journalOf(project: TestProject): string {
  const folder = join(project.folder, '.atakora/local/state');
  const [id] = existsSync(folder) ? readdirSync(folder) : [];
  const file = join(folder, id ?? '', 'dev@local.journal.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 10_000) throw new Error(`waited in vain for ${what}`);
    await sleep(2);
  }
}

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('a clean-up that is killed', () => {
  it.each([1, 5, 9])('after %d removals had begun, is finished by running it again, and nothing alive was touched', async (begun) => {
    const project = makeProject({ backend: backend('alive') });
    await project.done('apply', '--local', '--yes');
    const planted = Array.from({ length: 12 }, (_, index) => `rt-left${index}`);
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', planted, ourTags('dev')));
    // Each deletion takes long enough to be met in the middle.
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['latency=120ms DELETE'] }));
    const running = project.start('cleanup', '--local', '--older-than', '30d', '--yes');
    await until(`${begun} removals`, () => count(journalOf(project), '"removal-start"') >= begun);
    running.process.kill('SIGKILL');
    await running.ended;
    const left = lookAtWorld(project.folder).resources.filter((id) => id.includes('rg-left'));
    expect(left.length).toBeGreaterThan(0);
    // What waits in the journal of a clean-up is in nobody's way.
    expect(changesOf(await project.plan('--local'))).toEqual([]);
    const again = await project.done('cleanup', '--local', '--older-than', '30d', '--yes', '--json');
    expect(eventsOf(again.stdout).filter(({ type }) => type === 'log').map(({ text }) => text)).toContainEqual(expect.stringContaining('was cut off'));
    expect(lookAtWorld(project.folder).resources.filter((id) => id.includes('rg-left'))).toEqual([]);
    expect(journalOf(project)).toBe('');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('interrupted by Ctrl-C it starts nothing more, says so with exit code 130, and gives the lock back', async () => {
    const project = makeProject({ backend: backend('alive') });
    await project.done('apply', '--local', '--yes');
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', Array.from({ length: 12 }, (_, index) => `rt-left${index}`), ourTags('dev')));
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['latency=300ms DELETE'] }));
    const running = project.start('cleanup', '--local', '--older-than', '30d', '--yes', '--json');
    await until('removals', () => count(journalOf(project), '"removal-start"') >= 2);
    running.process.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    expect(eventsOf(ended.stdout).at(-1)).toMatchObject({ type: 'summary', result: 'canceled', exitCode: 130 });
    expect(lookAtWorld(project.folder).resources.filter((id) => id.includes('rg-left')).length).toBeGreaterThan(0);
    await project.done('cleanup', '--local', '--older-than', '30d', '--yes', '--lock-timeout', '0s');
    expect(lookAtWorld(project.folder).resources.filter((id) => id.includes('rg-left'))).toEqual([]);
  });

  it('an apply in between takes its lines along, and is not disturbed', async () => {
    const project = makeProject({ backend: backend('alive') });
    await project.done('apply', '--local', '--yes');
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-a', 'rt-b', 'rt-c'], ourTags('dev')));
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['latency=300ms DELETE'] }));
    const running = project.start('cleanup', '--local', '--older-than', '30d', '--yes');
    await until('a removal', () => journalOf(project).includes('"removal-start"'));
    running.process.kill('SIGKILL');
    await running.ended;
    project.write('atakora/backend.ts', backend('alive', 'more'));
    await project.done('apply', '--local', '--yes');
    expect([project.state().serial, journalOf(project)]).toEqual([2, '']);
    await project.done('cleanup', '--local', '--older-than', '30d', '--yes');
    expect(lookAtWorld(project.folder).resources.filter((id) => id.includes('rg-left'))).toEqual([]);
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });
});

describe('a clean-up beside an apply that was killed', () => {
  it('proposes nothing that the journal names, and leaves its deployment', async () => {
    const project = makeProject({ backend: backend('alive'), world: { timeScale: 0, durations: { 'Microsoft.Network/routeTables': 60_000 } } });
    const running = project.start('apply', '--local', '--yes');
    await until('the deployment', () => journalOf(project).includes('"deployment-start"') && lookAtWorld(project.folder).resources.some((id) => id.endsWith('/rt-alive')));
    running.process.kill('SIGKILL');
    await running.ended;
    project.write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0 }));
    const report = eventsOf((await project.done('cleanup', '--local', '--older-than', '0s', '--keep', '0', '--dry-run', '--json')).stdout).find(({ type }) => type === 'cleanup')?.['report'] as CleanupReport;
    expect(report.findings.filter(({ kind }) => kind === 'resources' || kind === 'groups' || kind === 'runs')).toEqual([]);
    expect(report.findings.filter(({ name }) => name.includes('-network-'))).toEqual([]);
  });
});
