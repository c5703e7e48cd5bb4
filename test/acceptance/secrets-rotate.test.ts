import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseTags, secretsInWorld } from './secret-world.ts';
import type { TestProject } from './project.ts';
import { makeProject, manifest } from './project.ts';
import type { Ended } from './run-atakora.ts';
import { eventsOf, runAtakora, startAtakora, told } from './run-atakora.ts';

const app = 'main/functions.main/app';
const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY', { rotateEvery: '90d' }), SESSION: secret('JWT_KEY', { generate: { length: 40 }, rotateEvery: '30d' }) } }),
});
`;

let applied: TestProject;

/** Runs with a value on standard input. */
function piped(project: TestProject, input: string, ...args: readonly string[]): Promise<Ended> {
  return runAtakora(args, { cwd: project.folder, input });
}

/** A project whose app is applied and whose two secrets have a value. */
beforeAll(async () => {
  applied = makeProject({ backend, files: { 'values.env': 'PAY_KEY=pay-one\n' } });
  await applied.done('apply', '--local', '--yes', '--secrets-file', 'values.env');
  expect(secretsInWorld(applied.folder, 'world').map(({ name }) => name)).toEqual(['JWT-KEY', 'PAY-KEY']);
}, 120_000);

/** The world's clock is the system's: what is there is made older instead. */
function age({ folder }: TestProject, days: number): void {
  const db = new DatabaseSync(join(folder, '.atakora/local/world/world.db'));
  db.prepare("update secrets set attributes = json_set(attributes, '$.created', json_extract(attributes, '$.created') - ?)").run(days * 86_400);
  for (const { rowid, tags } of db.prepare('select rowid, tags from secrets where tags is not null').all() as { rowid: number; tags: string }[]) {
    const parsed = parseTags(tags);
    const at = parsed['atakora:disable-at'];
    if (at === undefined) continue;
    db.prepare('update secrets set tags = ? where rowid = ?').run(JSON.stringify({ ...parsed, 'atakora:disable-at': new Date(Date.parse(at) - days * 86_400_000).toISOString() }), rowid);
  }
  db.close();
}

/** What the host of the app says of itself. */
function appState({ folder }: TestProject): { readonly restarts: number; readonly refreshes: number } {
  const db = new DatabaseSync(join(folder, '.atakora/local/world/world.db'), { readOnly: true });
  const row = db.prepare('select restarts, refreshes from site_states').get();
  db.close();
  return { restarts: Number(row?.['restarts'] ?? 0), refreshes: Number(row?.['refreshes'] ?? 0) };
}

/** `value enabled mark` of each version, oldest first. */
function versionsOf(project: TestProject, name: string): readonly string[] {
  return secretsInWorld(project.folder, 'world').filter((version) => version.name === name).map(({ value, enabled, tags }) => `${value} ${enabled ? 'on' : 'off'} ${tags['atakora:rotation'] ?? '-'}`);
}

const statuses = (text: string): readonly unknown[] => eventsOf(text).flatMap((event) => (event.type === 'rotation' || event.type === 'consumer' ? [event['status']] : []));

describe.concurrent('secrets rotate', { timeout: 180_000 }, () => {
  it('takes a value from a pipe, restarts the app, says that nothing runs it here, and keeps the earlier version for its grace', async () => {
    const project = applied.copy();
    const before = appState(project);
    const ended = await piped(project, 'pay-two\n', 'secrets', 'rotate', 'PAY_KEY', '--local', '--yes');
    expect(ended.code, told(ended)).toBe(0);
    expect(ended.stdout).toContain('health unchecked: not run (local)');
    expect(ended.stdout + ended.stderr).not.toMatch(/pay-one|pay-two/);
    expect(versionsOf(project, 'PAY-KEY')).toEqual(['pay-one on replaced', 'pay-two on current']);
    expect(appState(project)).toEqual({ restarts: before.restarts + 1, refreshes: before.refreshes + 1 });
    const again = await piped(project, 'pay-two', 'secrets', 'rotate', 'PAY_KEY', '--local', '--yes');
    expect([again.code, again.stdout + again.stderr]).toEqual([64, expect.stringContaining('ATK2242')]);
    age(project, 1);
    const checked = project.copy();
    expect((await checked.done('secrets', 'check', '--local')).stdout.replaceAll(/\s+/g, ' ')).toContain('1 older version of PAY-KEY was disabled: the grace is over');
    expect(versionsOf(checked, 'PAY-KEY')).toEqual(['pay-one off replaced', 'pay-two on current']);
    const due = await project.done('secrets', 'rotate', '--due', '--local', '--yes');
    expect(due.stdout).toContain('older versions are to be disabled');
    expect(versionsOf(project, 'PAY-KEY')).toEqual(['pay-one off replaced', 'pay-two on current']);
    expect(appState(project).restarts).toBe(before.restarts + 1);
  });

  it('needs no input for a generated one; without a grace the earlier version is gone at once; --json tells each step', async () => {
    const project = applied.copy();
    const [before = ''] = versionsOf(project, 'JWT-KEY');
    const ended = await project.done('secrets', 'rotate', '--all-generated', '--grace', '0', '--local', '--yes', '--json');
    expect(statuses(ended.stdout)).toEqual(['started', 'written', 'refreshed', 'asked', 'current', 'disabled']);
    expect(eventsOf(ended.stdout).find(({ type }) => type === 'rotations')).toMatchObject({ items: [{ secret: 'JWT_KEY', reason: 'asked', value: 'generated', apps: [app] }] });
    expect(eventsOf(ended.stdout).at(-1)).toMatchObject({ type: 'summary', command: 'secrets', result: 'succeeded', done: 1, exitCode: 0 });
    const [old = '', current = ''] = versionsOf(project, 'JWT-KEY');
    expect([old.split(' ')[0] === before.split(' ')[0], old.endsWith('off replaced'), /^\w{40} on current$/.test(current)]).toEqual([true, true, true]);
    expect(ended.stdout).not.toContain(current.split(' ')[0] ?? '?');
  });

  it('--due does what its schedule says, lists what needs a value with the command, and shows both with --dry-run', async () => {
    const project = applied.copy();
    expect((await project.done('secrets', 'rotate', '--due', '--local')).stdout).toContain('no secret is due');
    age(project, 91);
    const shown = await project.done('secrets', 'rotate', '--due', '--dry-run', '--local');
    expect(shown.stdout).toContain('JWT_KEY: due, 91 days old, due every 30 days; gets a generated value');
    expect(shown.stdout).toMatch(/PAY_KEY: due, .*needs a value from you:\s+atakora\s+secrets\s+rotate\s+PAY_KEY --local/s);
    expect(versionsOf(project, 'JWT-KEY')).toHaveLength(1);
    const ended = await project.run('secrets', 'rotate', '--due', '--local', '--yes');
    expect([ended.code, ended.stdout + ended.stderr]).toEqual([5, expect.stringContaining('ATK2246')]);
    expect([versionsOf(project, 'JWT-KEY').length, versionsOf(project, 'PAY-KEY')]).toEqual([2, ['pay-one on -']]);
    expect((await piped(project, 'pay-two', 'secrets', 'rotate', 'PAY_KEY', '--local', '--yes')).code).toBe(0);
    expect((await project.done('secrets', 'rotate', '--due', '--local')).stdout).toContain('no secret is due');
  });

  it('goes back when an app does not run with the new value: exit 4, and says which', async () => {
    const project = applied.copy();
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['unhealthy name=func-* times=12'] }));
    const ended = await piped(project, 'pay-two', 'secrets', 'rotate', 'PAY_KEY', '--local', '--yes');
    expect(ended.code, told(ended)).toBe(4);
    expect(ended.stdout + ended.stderr).toContain('ATK2243');
    expect(ended.stdout).toContain('PAY_KEY was rolled back');
    expect(versionsOf(project, 'PAY-KEY')).toEqual(['pay-one on -', 'pay-two off failed', 'pay-one on current']);
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: [] }));
    expect((await piped(project, 'pay-three', 'secrets', 'rotate', 'PAY_KEY', '--local', '--yes', '--grace', '0')).code).toBe(0);
    expect(versionsOf(project, 'PAY-KEY')).toEqual(['pay-one off replaced', 'pay-two off failed', 'pay-one off replaced', 'pay-three on current']);
  });

  it('interrupted while it waits for the app says what was done, and goes on with the same value', async () => {
    const project = applied.copy();
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: ['latency=4s path=*/host/default/properties/status'] }));
    const running = startAtakora(['secrets', 'rotate', 'PAY_KEY', '--local', '--yes'], { cwd: project.folder, input: 'pay-two' });
    for (let waits = 0; versionsOf(project, 'PAY-KEY').length < 2 && waits < 500; waits += 1) await sleep(20);
    await sleep(500);
    running.process.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code, told(ended)).toBe(130);
    expect(ended.stdout).toMatch(/the one before can still be read/);
    expect(ended.stdout).toMatch(/Next: atakora secrets rotate PAY_KEY --local/);
    project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 1, rules: [] }));
    expect((await project.done('secrets', 'check', '--local')).stdout).toContain('was cut off');
    const again = await project.done('secrets', 'rotate', 'PAY_KEY', '--local', '--yes');
    expect(again.stdout).toContain('going on with version');
    expect(versionsOf(project, 'PAY-KEY')).toEqual(['pay-one on replaced', 'pay-two on current']);
  });

  it('goes on without the code, with the apps that were applied', async () => {
    const project = applied.copy();
    project.write('atakora/backend.ts', 'this is no code');
    const before = appState(project);
    const ended = await piped(project, 'pay-two', 'secrets', 'rotate', 'PAY-KEY', '--local', '--yes');
    expect(ended.code, told(ended)).toBe(0);
    expect([versionsOf(project, 'PAY-KEY').length, appState(project).restarts]).toEqual([2, before.restarts + 1]);
  });

  it('refuses what cannot be meant, each with its way out', async () => {
    const project = applied.copy();
    const refusals = await Promise.all([
      project.run('secrets', 'rotate', '--local'),
      project.run('secrets', 'rotate', 'PAY_KEY', '--due', '--local'),
      project.run('secrets', 'rotate', '--due', '--from-file', 'x', '--local'),
      project.run('secrets', 'rotate', 'PAY_KEX', '--local'),
      project.run('secrets', 'rotate', 'PAY_KEY', '--grace', 'soon', '--local'),
      project.run('secrets', 'rotate', 'PAY_KEY', '--local'),
      piped(project, '', 'secrets', 'rotate', 'PAY_KEY', '--local', '--yes'),
    ]);
    expect(refusals.map(({ code, stdout, stderr }) => [code, /ATK\d{4}/.exec(stdout + stderr)?.[0]])).toEqual([
      [64, 'ATK1002'],
      [64, 'ATK1002'],
      [64, 'ATK1002'],
      [64, 'ATK2240'],
      [64, 'ATK1002'],
      [64, 'ATK1003'],
      [64, 'ATK1003'],
    ]);
    expect(refusals[3]?.stdout).toContain('PAY_KEY');
    expect(versionsOf(project, 'PAY-KEY')).toEqual(['pay-one on -']);
  });

  it('a protected environment wants its name typed, and what has no vault yet or no value says so', async () => {
    const project = makeProject({ backend, manifest: { ...manifest, environments: { dev: { cloud: 'local' } } }, files: { 'values.env': 'PAY_KEY=pay-one\n' } });
    const early = await project.run('secrets', 'rotate', 'PAY_KEY', '--yes');
    expect(early.stdout + early.stderr).toContain('ATK2220');
    await project.done('apply', '--yes', '--secrets-file', 'values.env');
    project.write('.atakora/manifest.json', JSON.stringify({ ...manifest, environments: { dev: { cloud: 'local', protected: true } } }));
    const ended = await project.run('secrets', 'rotate', 'JWT_KEY', '--yes');
    expect([ended.code, ended.stdout + ended.stderr], told(ended)).toEqual([5, expect.stringContaining('ATK1504')]);
    expect(secretsInWorld(project.folder, 'environments-world')).toHaveLength(2);
    expect((await project.done('secrets', 'rotate', '--due')).stdout).toContain('no secret is due');
  });
});
