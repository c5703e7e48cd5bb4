import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject, projectId, realLikeManifest } from './project.ts';
import { refused } from './refusal.ts';
import { eventsOf, told } from './run-atakora.ts';

const backend = `import { defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [{ name: 'notes' }] } }] }) });
`;
const lockFile = '.atakora/state.lock.json';
const more = backend.replace("{ name: 'notes' }", "{ name: 'notes' }, { name: 'drafts' }");

/** Applied once in `dev`, an environment that is no twin: its state and lock file are those of a real one. */
let applied: TestProject;

beforeAll(async () => {
  applied = makeProject({ manifest: realLikeManifest, backend });
  await applied.done('apply', '--yes');
});

/** The state file of an environment. */
function stateFile(environment: string): string {
  return `.atakora/state/${projectId}/${environment}.json`;
}

function serialInLockFile(project: TestProject, environment: string): number | undefined {
  return (JSON.parse(project.read(lockFile)) as { readonly environments: Readonly<Record<string, { readonly serial: number }>> }).environments[environment]?.serial;
}

describe.concurrent('the lock file of two checkouts', () => {
  it('with merge conflict markers: a warning, the right plan, and the next apply rebuilds it', async () => {
    const project = applied.copy();
    const before = project.read(lockFile);
    const conflict = `<<<<<<< HEAD\n${before}=======\n${before.replace('"serial": 1', '"serial": 2')}>>>>>>> theirs\n`;
    project.write(lockFile, conflict);
    const planned = await project.done('plan', '--json');
    const plan = eventsOf(planned.stdout).find(({ type }) => type === 'plan');
    expect(JSON.stringify(plan)).toContain('ATK1709');
    expect((await project.done('plan')).stdout).toMatch(/warning ATK1709.*No changes\./s);
    expect(project.read(lockFile)).toBe(conflict);
    await project.done('apply', '--yes');
    expect(project.read(lockFile)).toBe(before);
    expect(project.read(`${lockFile}.conflict`)).toBe(conflict);
  });

  it('ahead of the state, in an older checkout: refused with the ways', async () => {
    const older = applied.copy();
    const newer = applied.copy();
    newer.write('atakora/backend.ts', more);
    await newer.done('apply', '--yes');
    older.write(lockFile, newer.read(lockFile));
    await refused(older, { args: ['plan'], code: 'ATK1707', exit: 5, says: 'knows serial 2 of the state of dev; the state here has serial 1', mend: 'Restore the newer state' });
    await refused(older, { args: ['apply', '--yes'], code: 'ATK1707', exit: 5, mend: 'Restore the newer state' });
    await refused(older, { args: ['destroy', '--yes'], code: 'ATK1707', exit: 5, mend: 'Restore the newer state' });
  });

  it('of another state: refused', async () => {
    const project = applied.copy();
    project.write(lockFile, project.read(lockFile).replace(/"lineage": "[^"]+"/, '"lineage": "99999999-9999-4999-8999-999999999999"'));
    await refused(project, { args: ['plan'], code: 'ATK1708', exit: 5, says: '99999999-9999-4999-8999-999999999999', mend: 'Restore the state it belongs to' });
  });

  it('behind the state: the right plan, and the next apply refreshes it', async () => {
    const project = applied.copy();
    const old = project.read(lockFile);
    project.write('atakora/backend.ts', more);
    await project.done('apply', '--yes');
    const fresh = project.read(lockFile);
    project.write(lockFile, old);
    expect(changesOf(await project.plan())).toEqual([]);
    await project.done('apply', '--yes');
    expect(project.read(lockFile)).toBe(fresh);
  });

  it('present where the state is gone: refused, never a plan that makes everything anew', async () => {
    const project = applied.copy();
    rmSync(join(project.folder, '.atakora/state'), { recursive: true });
    await refused(project, { args: ['plan'], code: 'ATK1707', exit: 5, says: 'there is no state here', mend: 'Restore the newer state' });
  });

  it('gone: the right plan, and the next apply rebuilds it', async () => {
    const project = applied.copy();
    const before = project.read(lockFile);
    rmSync(join(project.folder, lockFile));
    expect(changesOf(await project.plan())).toEqual([]);
    await project.done('apply', '--yes');
    expect(project.read(lockFile)).toBe(before);
  });

  it('is untouched by a twin', async () => {
    const project = applied.copy();
    const before = project.read(lockFile);
    await project.done('apply', '--local', '--yes');
    await project.done('destroy', '--local', '--yes');
    expect(project.read(lockFile)).toBe(before);
    expect(changesOf(await project.plan())).toEqual([]);
  });
});

describe.concurrent('a state that is not the right one', () => {
  it('in a deleted `.atakora/`: there is no project', async () => {
    const project = applied.copy();
    rmSync(join(project.folder, '.atakora'), { recursive: true });
    await refused(project, { args: ['plan'], code: 'ATK1101', exit: 64, mend: 'Run `atakora init`' });
  });

  it('of another project', async () => {
    const project = applied.copy();
    project.write(stateFile('dev'), project.read(stateFile('dev')).replace(`"project": "${projectId}"`, '"project": "11111111-aaaa-4aaa-8aaa-111111111111"'));
    await refused(project, { args: ['plan'], code: 'ATK1703', exit: 5, mend: 'its own state' });
  });

  it('of another environment', async () => {
    const project = applied.copy();
    project.write(stateFile('qa'), project.read(stateFile('dev')));
    await refused(project, { args: ['plan', '--env', 'qa'], code: 'ATK1703', exit: 5, mend: 'its own state' });
  });

  it('truncated', async () => {
    const project = applied.copy();
    project.write(stateFile('dev'), project.read(stateFile('dev')).slice(0, 700));
    await refused(project, { args: ['plan'], code: 'ATK1701', exit: 1, says: 'dev.json', mend: 'history' });
    await refused(project, { args: ['destroy', '--yes'], code: 'ATK1701', exit: 1, mend: 'history' });
  });

  it('empty', async () => {
    const project = applied.copy();
    project.write(stateFile('dev'), '');
    await refused(project, { args: ['plan'], code: 'ATK1701', exit: 1, mend: 'history' });
  });

  it('with an address twice', async () => {
    const project = applied.copy();
    project.write(stateFile('dev'), project.read(stateFile('dev')).replace('"main/group.main/group": {', '"main/storage.main/account": {'));
    await refused(project, { args: ['plan'], code: 'ATK1701', exit: 1, mend: 'history' });
  });

  it('of a newer version', async () => {
    const project = applied.copy();
    project.write(stateFile('dev'), project.read(stateFile('dev')).replace('"version": 1', '"version": 2'));
    await refused(project, { args: ['plan'], code: 'ATK1702', exit: 1, mend: 'Update Atakora.' });
  });

  it('in another subscription or cloud than the environment', async () => {
    const project = applied.copy();
    const id = '33333333-3333-4333-8333-333333333333';
    project.write('.atakora/manifest.json', JSON.stringify({ ...realLikeManifest, environments: { dev: { cloud: 'AzureCloud', subscriptionId: id, tenantId: id, state: 'local' } } }));
    await refused(project, { args: ['plan'], code: 'ATK1710', exit: 5, mend: 'Destroy it first' });
  });

  it('with a journal that is not its own', async () => {
    const project = applied.copy();
    project.write(`.atakora/state/${projectId}/dev.journal.ndjson`, '{"type":"intent"}\n{"nonsense\n');
    const ended = await project.run('plan');
    expect(ended.code, told(ended)).toBe(1);
    expect(ended.stdout + ended.stderr).toContain('ATK1701');
  });
});

describe.concurrent('two at once', () => {
  it('applies of two environments from one checkout both land in the lock file', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend });
    const ended = await Promise.all([project.run('apply', '--yes', '--env', 'dev'), project.run('apply', '--yes', '--env', 'qa')]);
    for (const one of ended) {
      expect(one.code, told(one)).toBe(0);
    }
    expect([serialInLockFile(project, 'dev'), serialInLockFile(project, 'qa')]).toEqual([1, 1]);
    expect(changesOf(await project.plan('--env', 'dev'))).toEqual([]);
    expect(changesOf(await project.plan('--env', 'qa'))).toEqual([]);
  });

  /** A project whose apply holds the lock for about a second and a half. */
  const slow = (ms = 1_500): TestProject => makeProject({ manifest: realLikeManifest, backend, world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': ms } } });
  const started = async (project: TestProject): Promise<void> => {
    for (let tries = 0; !project.has(`.atakora/state/${projectId}/dev.journal.ndjson`); tries += 1) {
      expect(tries, 'the first apply never began').toBeLessThan(2_000);
      await sleep(5);
    }
  };

  it('applies of one environment: the second says who holds the state, with exit 7, and changes nothing', async () => {
    const project = slow();
    const first = project.start('apply', '--yes');
    await started(project);
    const second = await project.run('apply', '--yes', '--json');
    expect(second.code, told(second)).toBe(7);
    expect(eventsOf(second.stdout).find(({ type }) => type === 'lock')).toMatchObject({ status: 'held', by: { command: 'apply', processId: first.process.pid } });
    expect(eventsOf(second.stdout).find(({ type }) => type === 'error')).toMatchObject({ code: 'ATK1704', hint: expect.stringContaining('--lock-timeout') as string });
    const ended = await first.ended;
    expect(ended.code, told(ended)).toBe(0);
    expect(project.state('dev').serial).toBe(1);
  });

  it('applies of one environment with --lock-timeout: the second waits and finds nothing left to do', async () => {
    const project = slow();
    const first = project.start('apply', '--yes');
    await started(project);
    const second = await project.run('apply', '--yes', '--lock-timeout', '30s');
    expect(second.code, told(second)).toBe(0);
    expect((await first.ended).code).toBe(0);
    expect(project.state('dev').serial).toBe(1);
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('while it waits it says for whom, and Ctrl-C ends the wait with exit 130', async () => {
    const project = slow(6_000);
    const first = project.start('apply', '--yes');
    await started(project);
    const second = project.start('apply', '--yes', '--lock-timeout', '30s');
    let printed = '';
    second.process.stdout?.on('data', (text: string) => (printed += text));
    for (let tries = 0; !printed.includes('waiting for the lock of the state'); tries += 1) {
      expect(tries, printed).toBeLessThan(2_000);
      await sleep(5);
    }
    second.process.kill('SIGINT');
    const ended = await second.ended;
    expect(ended.code, told(ended)).toBe(130);
    expect(ended.stdout).toContain('error ATK1006: interrupted');
    expect((await first.ended).code).toBe(0);
    expect(project.state('dev').serial).toBe(1);
  });

  it('a plan waits for nobody', async () => {
    const project = slow(8_000);
    const first = project.start('apply', '--yes');
    await started(project);
    await project.done('plan');
    expect(first.process.exitCode, 'the apply ended before the plan').toBeNull();
    expect((await first.ended).code).toBe(0);
  });
});

describe.concurrent('a folder that cannot be written', () => {
  it('for the state: a coded error that names it', async () => {
    const project = makeProject({ manifest: realLikeManifest, backend });
    writeFileSync(join(project.folder, '.atakora/state'), 'a file where a folder must be');
    await refused(project, { args: ['apply', '--yes'], code: 'ATK1902', exit: 1, says: '.atakora/state', mend: 'Check that it exists' });
  });

  it('for the history, found when all is deployed: the journal keeps it, and the next apply finishes', async () => {
    const project = applied.copy();
    const history = `.atakora/state/${projectId}/history`;
    rmSync(join(project.folder, history), { recursive: true, force: true });
    project.write(history, 'a file where a folder must be');
    project.write('atakora/backend.ts', more);
    const failed = await project.run('apply', '--yes');
    expect(failed.code, told(failed)).toBe(1);
    expect(failed.stdout + failed.stderr).toMatch(/error ATK190[12]:[^]*history/);
    rmSync(join(project.folder, history));
    await project.done('apply', '--yes');
    expect(Object.keys(project.state('dev').resources)).toContain('main/storage.main/account.blob.drafts');
    expect(changesOf(await project.plan())).toEqual([]);
  });

  it('for the world of the local Azure', async () => {
    const project = makeProject({ backend });
    rmSync(join(project.folder, '.atakora/local'), { recursive: true });
    mkdirSync(join(project.folder, '.atakora/local'));
    writeFileSync(join(project.folder, '.atakora/local/world'), 'a file where a folder must be');
    const ended = await project.run('apply', '--local', '--yes');
    expect(ended.code, told(ended)).toBe(1);
    expect(ended.stdout + ended.stderr).toMatch(/error ATK(?:2102|1901): .*world/s);
  });

  it('for templates', async () => {
    const project = makeProject({ backend });
    writeFileSync(join(project.folder, 'out'), 'a file where a folder must be');
    await refused(project, { args: ['synth', '--local', '--out', 'out'], code: 'ATK1901', exit: 1, says: '/out cannot be written', mend: 'Check its permissions' }, 'document');
  });

  it('for the lock file', async () => {
    const project = applied.copy();
    rmSync(join(project.folder, lockFile));
    mkdirSync(join(project.folder, lockFile));
    const ended = await project.run('plan');
    expect(ended.code, told(ended)).toBe(1);
    expect(ended.stdout + ended.stderr).toMatch(/error ATK190[12]: .*state\.lock\.json/s);
  });
});
