import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectBlobContainer } from '../../src/azure/blob-container.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { projectId } from './project.ts';
import { eventsOf, told } from './run-atakora.ts';
import type { StatefulProject } from './state-places.ts';
import { backendWith, inContainer, inFiles } from './state-places.ts';
import { lookAtWorld } from './world-view.ts';

let azurite: Azurite | undefined;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite?.stop();
});

/** A world in which the lock is held for a while in the middle of an apply. */
const slow = { timeScale: 0, durations: { 'Microsoft.Storage/storageAccounts/blobServices/containers': 2_500 } };
const world = 'environments-world';

/** Takes the lock from its holder without its knowledge. */
type Loss = (at: StatefulProject) => Promise<void>;

const removeFile: Loss = async ({ project }) => {
  rmSync(join(project.folder, '.atakora/state', projectId, 'dev.lock.json'));
};

/** What the service does to a lease that was not renewed in time, or somebody with a storage browser. */
const breakLeases: Loss = async ({ project, env }) => {
  const setting = (JSON.parse(project.read('.atakora/manifest.json')) as { readonly environments: { readonly dev: { readonly state: { readonly container: string } } } }).environments.dev.state;
  const container = connectBlobContainer({ container: setting.container, connectionString: env['ATAKORA_STATE_CONNECTION_STRING'] ?? '' });
  for (const name of [`${projectId}/dev.json`, `${projectId}/dev.journal`]) expect((await container.break(name)).ok).toBe(true);
};

/** Waits until Azure has a deployment of the stack that holds things up. */
async function untilDeploying(at: StatefulProject): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (existsSync(join(at.project.folder, '.atakora/local', world, 'world.db')) && lookAtWorld(at.project.folder, world).deployments.some(({ state }) => state === 'Running')) return;
    await sleep(25);
  }
  throw new Error('the deployment never ran');
}

const places = [
  { ...inFiles, how: 'its file is removed', lose: removeFile },
  { ...inContainer(() => azurite as Azurite), how: 'its leases are broken', lose: breakLeases },
];

describe.each(places)('a lock $name that is lost in the middle of an apply because $how', ({ make, lose }) => {
  it('stops the apply: it writes no state over one that somebody else may have written, and the next apply finishes', async () => {
    const at = await make({ world: slow });
    await at.done('apply', '--yes');
    const [before, lockFile] = [await at.stored(), at.project.read('.atakora/state.lock.json')];
    at.project.write('atakora/backend.ts', backendWith('notes', 'drafts', 'letters'));
    const running = at.start('apply', '--yes', '--json');
    await untilDeploying(at);
    await lose(at);
    const ended = await running.ended;
    expect(ended.code, told(ended)).toBe(1);
    const events = eventsOf(ended.stdout);
    expect(events.find(({ type }) => type === 'error'), told(ended)).toMatchObject({ code: 'ATK1705', hint: expect.stringContaining('again') as string });
    expect(events.at(-1)).toMatchObject({ type: 'summary', exitCode: 1 });
    expect(await at.stored()).toBe(before);
    expect(at.project.read('.atakora/state.lock.json')).toBe(lockFile);

    await at.done('apply', '--yes');
    const { deployments, resources } = lookAtWorld(at.project.folder, world);
    expect(deployments.map(({ state }) => state)).toEqual(deployments.map(() => 'Succeeded'));
    const containers = deployments.flatMap(({ made }) => made).filter((id) => /\/containers\/(?:notes|drafts|letters)$/.test(id));
    expect(containers.map((id) => id.split('/').at(-1)).sort()).toEqual(['drafts', 'letters', 'notes']);
    expect(resources.length).toBeGreaterThan(1);
    const state = JSON.parse(await at.stored()) as { readonly resources: Readonly<Record<string, { readonly status: string }>> };
    expect(Object.keys(state.resources)).toEqual(expect.arrayContaining(['main/storage.main/account.blob.drafts', 'main/storage.main/account.blob.letters']));
    expect(Object.values(state.resources).filter(({ status }) => status !== 'applied')).toEqual([]);
    expect((await at.run('plan', '--detailed-exitcode')).code).toBe(0);
  }, 60_000);
});

/** A run tells that it let go of the lock once it has: by then the next one may have it, on a busy machine for a while. Milliseconds. */
const toldLateMs = 1_000;

/** When each run had the lock, by its own events. */
function heldBy(stdout: string): { readonly from: string; readonly to: string } | undefined {
  const locks = eventsOf(stdout).filter(({ type }) => type === 'lock');
  const [from, to] = ['acquired', 'released'].map((status) => locks.find((event) => event['status'] === status)?.at);
  return from === undefined || to === undefined ? undefined : { from, to };
}

describe.each(places)('twenty applies at once of a state $name that wait for their turn', ({ make }) => {
  it('have the lock one after the other; one makes the change, and the others plan again and find nothing left to do', async () => {
    const at = await make({ world: { ...slow, durations: { 'Microsoft.Storage/storageAccounts/blobServices/containers': 3_000 } } });
    await at.done('apply', '--yes');
    at.project.write('atakora/backend.ts', backendWith('notes', 'drafts'));
    const ends = await Promise.all(Array.from({ length: 20 }, () => at.run('apply', '--yes', '--json', '--lock-timeout', '2m')));
    const codes = ends.map((ended) => (ended.code === 0 ? 0 : String(eventsOf(ended.stdout).find(({ type }) => type === 'error')?.['code'] ?? told(ended))));
    expect(codes.filter((code) => code !== 0)).toEqual([]);
    const held = ends.flatMap(({ stdout }) => heldBy(stdout) ?? []).sort((a, b) => (a.from < b.from ? -1 : 1));
    expect(held.length).toBeGreaterThan(1);
    for (const [index, { from }] of held.entries()) expect(Date.parse(from) + toldLateMs, JSON.stringify(held)).toBeGreaterThanOrEqual(Date.parse(held[index - 1]?.to ?? from));
    expect((JSON.parse(await at.stored()) as { readonly serial: number }).serial).toBe(2);
    const made = lookAtWorld(at.project.folder, world).deployments.flatMap((deployment) => deployment.made);
    expect(made.filter((id, index) => made.indexOf(id) !== index), 'resources that were deployed twice').toEqual([]);
    expect((await at.run('plan', '--detailed-exitcode')).code).toBe(0);
  }, 180_000);
});

describe('the journal of a lock that was lost', () => {
  it('is left as it was, so that what Azure was asked for can be found', async () => {
    const at = await inFiles.make({ world: slow });
    const running = at.start('apply', '--yes');
    await untilDeploying(at);
    const journal = join(at.project.folder, '.atakora/state', projectId, 'dev.journal.ndjson');
    const before = readFileSync(journal, 'utf8');
    await removeFile(at);
    expect((await running.ended).code).toBe(1);
    // The loss is noticed a moment after it: a line may have come in between.
    expect(readFileSync(journal, 'utf8').startsWith(before)).toBe(true);
    expect(before).not.toBe('');
    await at.done('apply', '--yes');
    expect((await at.run('plan', '--detailed-exitcode')).code).toBe(0);
  }, 60_000);
});
