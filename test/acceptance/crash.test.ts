import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import type { Running } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const backend = `import { defineBackend, defineFunction } from 'atakora';
const thumbnails = defineFunction({ entry: './thumbnails.ts', trigger: { type: 'queue', queue: 'pictures' }, access: { cosmos: { pictures: { access: 'write', partitionKey: '/id' } } } });
export const backend = defineBackend({ thumbnails });
`;

/** Addresses of an apply that nobody disturbed. */
let addresses: readonly string[] = [];
let fresh: TestProject;

beforeAll(async () => {
  fresh = makeProject({ backend, world: { timeScale: 0.3 } });
  const undisturbed = fresh.copy();
  await undisturbed.done('apply', '--local', '--yes');
  addresses = Object.keys(undisturbed.state().resources);
  expect(addresses.length).toBeGreaterThan(20);
});

/** Text of the journal; empty before there is one. */
function journalOf(project: TestProject): string {
  const folder = join(project.folder, '.atakora/local/state');
  const [id] = existsSync(folder) ? readdirSync(folder) : [];
  const file = join(folder, id ?? '', 'dev@local.journal.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function until(what: string, holds: () => boolean, atMostMs = 40_000): Promise<void> {
  const deadline = Date.now() + atMostMs;
  while (!holds()) {
    if (Date.now() > deadline) {
      throw new Error(`waited in vain for ${what}`);
    }
    await sleep(2);
  }
}

async function kill(running: Running): Promise<void> {
  running.process.kill('SIGKILL');
  await running.ended;
}

/** Applies again and checks that everything is there, once, and that nothing is left to do. */
async function finishes(project: TestProject): Promise<void> {
  await project.done('apply', '--local', '--yes');
  expect(Object.keys(project.state().resources)).toEqual(addresses);
  expect(Object.values(project.state().resources).filter(({ status }) => status !== 'applied')).toEqual([]);
  expect(journalOf(project)).toBe('');
  expect(changesOf(await project.plan('--local'))).toEqual([]);
  const { deployments } = lookAtWorld(project.folder);
  expect(deployments.filter(({ state }) => state !== 'Succeeded')).toEqual([]);
  const made = deployments.flatMap((deployment) => deployment.made);
  expect(made.filter((id, at) => made.indexOf(id) !== at), 'resources that were deployed twice').toEqual([]);
  expect([...made].sort()).toEqual(Object.values(project.state().resources).map(({ id }) => id.toLowerCase()).sort());
}

/** A world in which the deployment of the stack `security` takes as long as its identity. */
function slowProject(ms: number): TestProject {
  const project = fresh.copy();
  project.write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0, durations: { 'Microsoft.ManagedIdentity/userAssignedIdentities': ms } }));
  return project;
}

/** Starts an apply and returns while the slow deployment runs. */
async function startSlow(project: TestProject, ...args: readonly string[]): Promise<Running> {
  const running = project.start('apply', '--local', '--yes', ...args);
  await until('the deployment of the stack security', () => /"deployment-start".*"stack":"security"/.test(journalOf(project)));
  await sleep(150);
  return running;
}

function securityDeployments(project: TestProject): readonly string[] {
  return lookAtWorld(project.folder).deployments.filter(({ name }) => name.startsWith('atakora-security-')).map(({ state }) => state);
}

describe.concurrent('a deployment that outlives its apply', () => {
  it('killed two seconds into ten: the next apply finds it done, records it and starts no second one', async () => {
    const project = slowProject(10_000);
    const running = await startSlow(project);
    await sleep(1_850);
    await kill(running);
    expect(securityDeployments(project)).toEqual(['Running']);
    await until('the end of the deployment, with no process of ours', () => securityDeployments(project)[0] === 'Succeeded', 12_000);
    await finishes(project);
    expect(securityDeployments(project)).toEqual(['Succeeded']);
  }, 60_000);

  it('killed while it runs: the next apply takes it over and waits for it', async () => {
    const project = slowProject(4_000);
    await kill(await startSlow(project));
    const ended = await project.done('apply', '--local', '--yes', '--json');
    const events = eventsOf(ended.stdout);
    expect(events.filter((event) => event.type === 'stack' && event['stack'] === 'security').map((event) => event['status'])).toEqual(['resumed', 'succeeded']);
    expect(events.find((event) => event.type === 'diagnostic')?.['diagnostic']).toMatchObject({ code: 'ATK1603' });
    expect(securityDeployments(project)).toEqual(['Succeeded']);
    await finishes(project);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s without a terminal: the apply detaches within 7 s with exit 9, and the next one takes it up', async (signal) => {
    const project = slowProject(6_000);
    const running = await startSlow(project);
    const since = Date.now();
    running.process.kill(signal);
    const ended = await running.ended;
    expect(ended.code, told(ended)).toBe(9);
    expect(Date.now() - since).toBeLessThan(3_000);
    expect(ended.stdout).toContain('atakora apply --attach --local');
    expect(securityDeployments(project)).toEqual(['Running']);
    await finishes(project);
    expect(securityDeployments(project)).toEqual(['Succeeded']);
  });

  it('a second Ctrl-C while the next apply waits for it detaches again', async () => {
    const project = slowProject(6_000);
    await kill(await startSlow(project));
    const waiting = project.start('apply', '--local', '--yes', '--json');
    await sleep(700);
    waiting.process.kill('SIGINT');
    const ended = await waiting.ended;
    expect(ended.code, told(ended)).toBe(9);
    expect(eventsOf(ended.stdout).at(-1)).toMatchObject({ type: 'summary', result: 'detached', exitCode: 9 });
    await finishes(project);
  });
});

describe.concurrent('kill -9 in the middle of an apply', () => {
  it.each([1, 2, 8, 20, 30])('with %i lines in the journal: the next apply finishes, nothing twice, nothing lost', async (lines) => {
    const project = fresh.copy();
    const running = project.start('apply', '--local', '--yes');
    await until(`${lines} lines in the journal`, () => journalOf(project).split('\n').length > lines);
    await kill(running);
    await finishes(project);
  });

  it.each([300, 600])('after %i ms: the next apply finishes, nothing twice, nothing lost', async (ms) => {
    const project = fresh.copy();
    const running = project.start('apply', '--local', '--yes');
    await sleep(ms);
    await kill(running);
    await finishes(project);
  });

  it('again and again, at every restart: the last apply finishes', async () => {
    const project = fresh.copy();
    for (const ms of [450, 500, 600]) {
      const running = project.start('apply', '--local', '--yes');
      await sleep(ms);
      await kill(running);
    }
    await finishes(project);
  });

  it('in the middle of a destroy: the next destroy finishes', async () => {
    const project = fresh.copy();
    await project.done('apply', '--local', '--yes');
    const running = project.start('destroy', '--local', '--yes');
    await until('a deletion', () => journalOf(project).includes('"delete-start"'));
    await kill(running);
    await project.done('destroy', '--local', '--yes');
    expect(project.state().resources).toEqual({});
    expect(lookAtWorld(project.folder).resources).toEqual([]);
  });

  it('a plan in between says what is open, takes no lock and writes nothing', async () => {
    const project = fresh.copy();
    const running = project.start('apply', '--local', '--yes');
    await until('the deployment of the stack security', () => journalOf(project).includes('"stack":"security"'));
    await kill(running);
    const journal = journalOf(project);
    expect(changesOf(await project.plan('--local')).length).toBeGreaterThan(0);
    expect(journalOf(project)).toBe(journal);
    expect((await project.done('state', 'list', '--local')).stdout).toContain('left open by an interrupted run');
  });
});
