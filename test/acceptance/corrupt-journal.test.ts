import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeProject, manifest, projectId } from './project.ts';
import type { TestProject } from './project.ts';
import { told } from './run-atakora.ts';
import { backendWith } from './state-places.ts';
import { lookAtWorld } from './world-view.ts';

const world = 'environments-world';
let killed: TestProject;
let journal = '';

function journalOf({ folder }: TestProject): string {
  return join(folder, '.atakora/state', projectId, 'dev.journal.ndjson');
}

/** Starts an apply and kills it once its journal says this and Azure is at work; answers the journal. */
async function killAt(project: TestProject, says: string): Promise<string> {
  const running = project.start('apply', '--yes');
  const read = (): string => (existsSync(journalOf(project)) ? readFileSync(journalOf(project), 'utf8') : '');
  const isDeploying = (): boolean => read().includes(says) && lookAtWorld(project.folder, world).deployments.some(({ state }) => state === 'Running');
  for (let tries = 0; !isDeploying(); tries += 1) {
    expect(tries, 'the deployment never ran').toBeLessThan(1_000);
    await sleep(10);
  }
  running.process.kill('SIGKILL');
  await running.ended;
  return read();
}

/** An environment whose first apply was killed while its storage account was being made. */
beforeAll(async () => {
  killed = makeProject({ manifest: { ...manifest, environments: { dev: { cloud: 'local', state: 'local' } } }, backend: backendWith('notes'), world: { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts': 1_500 } } });
  journal = await killAt(killed, '"stack":"data"');
  expect(journal.split('\n').length).toBeGreaterThan(4);
});

const lines = (): readonly string[] => journal.trimEnd().split('\n');

const cases: readonly { readonly name: string; readonly damage: () => string }[] = [
  { name: 'has a changed byte in its middle', damage: () => journal.replace('"stack":"foundation"', '"stack":"foundatiom"') },
  { name: 'lacks a line in its middle', damage: () => [...lines().slice(0, 2), ...lines().slice(3), ''].join('\n') },
  { name: 'has two lines the other way round', damage: () => [...lines().slice(0, 2), lines()[3], lines()[2], ...lines().slice(4), ''].join('\n') },
  { name: 'has a line twice', damage: () => [...lines().slice(0, 3), lines()[2], ...lines().slice(3), ''].join('\n') },
  { name: 'has lost its head', damage: () => [...lines().slice(1), ''].join('\n') },
  { name: 'is not even JSON', damage: () => `${journal}nonsense\n` },
];

describe.concurrent('the journal of an apply that was killed', () => {
  it.each(cases)('that $name is refused by name, with a way back, and left as it is', async ({ damage }) => {
    const project = killed.copy();
    const text = damage();
    expect(text).not.toBe(journal);
    writeFileSync(journalOf(project), text);
    for (const command of [['plan'], ['apply', '--yes'], ['state', 'show', 'main/storage.main/account'], ['destroy', '--yes']]) {
      const ended = await project.run(...command);
      const output = `${ended.stdout}${ended.stderr}`.replaceAll(/\s+/g, ' ');
      expect(ended.code, `${command.join(' ')}: ${told(ended)}`).toBe(1);
      expect(output, command.join(' ')).toContain('error ATK1701: ');
      expect(output.replaceAll(' ', ''), command.join(' ')).toContain('dev.journal.ndjson');
      expect(output, command.join(' ')).toContain('→ There is no state to go back to. Set the journal aside with `atakora state restore 0`, which keeps it');
    }
    expect(readFileSync(journalOf(project), 'utf8')).toBe(text);
  });

  it('that is damaged is set aside on request, kept, and the next apply goes on with what stands in Azure', async () => {
    const project = killed.copy();
    await project.run('state', 'restore', '0', '--yes').then((ended) => expect(ended.code, told(ended)).toBe(1));
    const text = cases[0]?.damage() ?? '';
    writeFileSync(journalOf(project), text);
    const aside = JSON.parse((await project.done('state', 'restore', '0', '--yes', '--json')).stdout) as { readonly restored: number; readonly journal: string };
    expect(readFileSync(aside.journal, 'utf8')).toBe(text);
    expect(existsSync(journalOf(project))).toBe(false);
    const refused = await project.run('state', 'restore', '0', '--yes');
    expect(`${refused.code} ${refused.stderr}`).toContain('nothing is damaged');
    expect((await project.done('apply', '--yes')).stdout.replaceAll(/\s+/g, ' ')).toContain('exists already, outside of this state');
    expect((await project.run('plan', '--detailed-exitcode')).code).toBe(0);
    await project.run('state', 'restore', '0', '--yes').then((ended) => expect(ended.stderr).toContain('there is a state'));
  });

  it('that ends in half a line, which nobody was told of, loses just that, and the next apply finishes', async () => {
    const project = killed.copy();
    writeFileSync(journalOf(project), `${journal}{"type":"resource-done","at":"2026`);
    await project.done('apply', '--yes');
    const made = lookAtWorld(project.folder, world).deployments.flatMap((deployment) => deployment.made);
    expect(made.filter((id, at) => made.indexOf(id) !== at)).toEqual([]);
    expect((await project.run('plan', '--detailed-exitcode')).code).toBe(0);
  });

  it('of a state that is whole: the way back that is named leads back, and what is in Azure is found', async () => {
    const project = makeProject({ manifest: { ...manifest, environments: { dev: { cloud: 'local', state: 'local' } } }, backend: backendWith('notes') });
    await project.done('apply', '--yes');
    project.write('atakora/backend.ts', backendWith('notes', 'drafts'));
    project.write(`.atakora/local/${world}/settings.json`, JSON.stringify({ timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts/blobServices/containers': 1_000 } }));
    const text = await killAt(project, '"deployment-start"');
    writeFileSync(journalOf(project), text.replace('"kind":"apply"', '"kind":"destroy"'));
    const refused = await project.run('plan');
    const way = /`atakora state (restore \d+)`/.exec(`${refused.stdout}${refused.stderr}`.replaceAll(/\s+/g, ' '))?.[1] ?? expect.fail(told(refused));
    expect(way).toBe('restore 1');
    expect((await project.done('state', ...way.split(' '), '--yes')).stdout).toContain('Restored serial 1 as serial 2.');
    await project.done('apply', '--yes');
    expect(Object.keys(project.state('dev').resources)).toContain('main/storage.main/account.blob.drafts');
    expect((await project.run('plan', '--detailed-exitcode')).code).toBe(0);
  });
});
