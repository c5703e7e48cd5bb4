import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import type { PrintedEvent, Running } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { cancelInWorld, lookAtWorld } from './world-view.ts';

const backend = `import { defineBackend, defineFunction } from 'atakora';
const thumbnails = defineFunction({ entry: './thumbnails.ts', trigger: { type: 'queue', queue: 'pictures' }, access: { cosmos: { pictures: { access: 'write', partitionKey: '/id' } } } });
export const backend = defineBackend({ thumbnails });
`;

/** A project whose local Azure obeys these rules; none: it is well. */
function faulty(...rules: readonly string[]): TestProject {
  const project = makeProject({ backend });
  setFaults(project, ...rules);
  return project;
}

function setFaults(project: TestProject, ...rules: readonly string[]): void {
  project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 7, rules }));
}

function summaryOf(events: readonly PrintedEvent[]): PrintedEvent {
  const last = events.at(-1);
  expect(last?.type).toBe('summary');
  return last as PrintedEvent;
}

/** Applies again on a well Azure: everything is there, nothing of what was done is sent again, and nothing is left to do. */
async function finishes(project: TestProject): Promise<void> {
  setFaults(project);
  await project.done('apply', '--local', '--yes');
  expect(Object.values(project.state().resources).filter(({ status }) => status !== 'applied')).toEqual([]);
  expect(changesOf(await project.plan('--local'))).toEqual([]);
  const made = lookAtWorld(project.folder).deployments.flatMap((deployment) => deployment.made);
  expect(made.filter((id, at) => made.indexOf(id) !== at), 'resources that were deployed twice').toEqual([]);
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 2_000) throw new Error(`waited in vain for ${what}`);
    await sleep(5);
  }
}

function stateFile(project: TestProject, suffix: string): string {
  const folder = join(project.folder, '.atakora/local/state');
  const [id = ''] = existsSync(folder) ? readdirSync(folder) : [];
  return join(folder, id, `dev@local${suffix}`);
}

async function startUntil(project: TestProject, line: RegExp): Promise<Running> {
  const running = project.start('apply', '--local', '--yes', '--json');
  await until(String(line), () => existsSync(stateFile(project, '.journal.ndjson')) && line.test(readFileSync(stateFile(project, '.journal.ndjson'), 'utf8')));
  return running;
}

describe.concurrent('failures that can be mended', () => {
  it('a provider that lost its registration: registered again after one question, and only what failed is applied again', async () => {
    const project = faulty('fail type=Microsoft.DocumentDB/databaseAccounts code=MissingSubscriptionRegistration message="The subscription is not registered to use namespace \'Microsoft.DocumentDB\'." times=1');
    const events = eventsOf((await project.done('apply', '--local', '--yes', '--json')).stdout);
    expect(events.filter(({ type }) => type === 'prompt').map((event) => event['question'])).toEqual([expect.stringContaining('Apply to dev@local') as string, 'Register Microsoft.DocumentDB with the subscription, then try what failed again?']);
    expect(summaryOf(events)).toMatchObject({ result: 'succeeded', failed: 0, skipped: 0 });
    await finishes(project);
  });

  it('a deleted vault that keeps the name: recovered after one question, and only what failed is applied again', async () => {
    const project = makeProject({ backend: "import { defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ kept: defineInfrastructure({ requires: [{ resourceType: 'vault', config: {} }] }) });\n" });
    await project.done('apply', '--local', '--yes');
    await project.done('destroy', '--local', '--yes');
    setFaults(project, 'fail type=Microsoft.KeyVault/vaults code=ConflictError message="A vault with the same name already exists in deleted state." times=1');
    // Preflight lets it be recovered; the deployment is refused all the same.
    const recovered = eventsOf((await project.done('apply', '--local', '--yes', '--json')).stdout);
    expect(recovered.filter(({ type }) => type === 'prompt').map((event) => event['question'])[1]).toMatch(/^Recover the deleted kv-\S+, with what it holds, then try what failed again\?$/);
    expect(summaryOf(recovered)).toMatchObject({ result: 'succeeded', failed: 0 });
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });
});

describe.concurrent('faults that pass', () => {
  it('429 with Retry-After: the wait is told, and the apply is whole', async () => {
    const project = faulty('429 PUT path=*/deployments/* times=2 retry-after=2');
    const events = eventsOf((await project.done('apply', '--local', '--yes', '--json')).stdout);
    const retries = events.filter(({ type }) => type === 'retry');
    expect(retries).toHaveLength(2);
    expect(retries[0]).toMatchObject({ what: expect.stringContaining('to write deployment atakora-foundation-') as string, because: 'Azure asks to slow down (HTTP 429)' });
    expect(Number(retries[0]?.['afterMs'])).toBeGreaterThanOrEqual(2_000);
    await finishes(project);
  });

  it('500s and broken connections here and there: the apply is whole, nothing is deployed twice', async () => {
    const project = faulty('500 GET chance=0.15', 'drop=before GET chance=0.1', 'drop=after PUT path=*/deployments/* times=2', '503 PUT path=*/deployments/* skip=1 times=1');
    await project.done('apply', '--local', '--yes');
    await finishes(project);
  });

  it('a resource that fails for a reason that passes: tried again by itself, as attempt 2, without what is done', async () => {
    const project = faulty('fail type=Microsoft.DocumentDB/databaseAccounts code=AnotherOperationInProgress message="another operation is in progress" times=1');
    const events = eventsOf((await project.done('apply', '--local', '--yes', '--json')).stdout);
    expect(events.find(({ type }) => type === 'retry')).toMatchObject({ what: 'main/cosmos.main/account', because: 'AnotherOperationInProgress: another operation is in progress (attempt 2 of 3)' });
    const started = events.filter((event) => event.type === 'stack' && event['stack'] === 'data' && event['status'] === 'started').map((event) => String(event['deployment']).at(-1));
    expect(started).toEqual(['1', '2']);
    expect(summaryOf(events)).toMatchObject({ result: 'succeeded', failed: 0, skipped: 0 });
    await finishes(project);
  });

  it('role assignments of an identity that is not known everywhere yet: tried again until it is', async () => {
    const project = faulty('fail type=Microsoft.Authorization/roleAssignments code=PrincipalNotFound message="Principal 0123 does not exist in the directory." times=2');
    const events = eventsOf((await project.done('apply', '--local', '--yes', '--json')).stdout);
    expect(events.filter(({ type }) => type === 'retry').length).toBeGreaterThan(0);
    expect(summaryOf(events)).toMatchObject({ result: 'succeeded', failed: 0 });
    await finishes(project);
  });
});

describe.concurrent('faults that stay', () => {
  it('half of a stack fails: the report names the failure with its mend and line, what waited for it, and the next apply does the rest', async () => {
    const project = faulty('fail type=Microsoft.DocumentDB/databaseAccounts code=ServiceQuota message="no capacity here"');
    const ended = await project.run('apply', '--local', '--yes', '--json');
    expect(ended.code, told(ended)).toBe(4);
    const summary = summaryOf(eventsOf(ended.stdout));
    const report = summary['report'] as { readonly failed: readonly unknown[]; readonly skipped: readonly { readonly because: string; readonly addresses: readonly string[] }[] };
    expect(report.failed).toEqual([expect.objectContaining({ address: 'main/cosmos.main/account', because: 'ServiceQuota: no capacity here', mend: expect.any(String) as string, location: expect.stringMatching(/^atakora\/backend\.ts:\d+/) as string })]);
    expect(report.skipped.map(({ because }) => because)).toContain('main/cosmos.main/account failed');
    expect(report.skipped.flatMap(({ addresses }) => addresses)).toContain('main/cosmos.main/account.database');
    expect(project.state().resources['main/storage.main/account']?.status).toBe('applied');
    await finishes(project);
  });

  it('--on-failure stop starts nothing more, and says why', async () => {
    const project = faulty('fail type=Microsoft.ManagedIdentity/userAssignedIdentities code=ServiceQuota message="no capacity here"', 'slow=300ms type=Microsoft.ManagedIdentity/userAssignedIdentities');
    const going = eventsOf((await project.run('apply', '--local', '--yes', '--json')).stdout);
    const stopped = eventsOf((await faulty('fail type=Microsoft.ManagedIdentity/userAssignedIdentities code=ServiceQuota message="no capacity here"').run('apply', '--local', '--yes', '--json', '--on-failure', 'stop')).stdout);
    expect(summaryOf(going)).toMatchObject({ result: 'failed', exitCode: 4 });
    expect(summaryOf(stopped)).toMatchObject({ result: 'failed', exitCode: 4 });
    expect(Number(summaryOf(stopped)['done'])).toBeLessThanOrEqual(Number(summaryOf(going)['done']));
    expect(stopped.filter((event) => event.type === 'stack' && event['status'] === 'skipped').length).toBeGreaterThan(0);
  });

  it('a stuck resource: the apply is left, returned to, canceled in Azure, and the next apply finishes', async () => {
    const project = faulty('stuck type=Microsoft.DocumentDB/databaseAccounts');
    const running = await startUntil(project, /"resource-done".*main\/storage\.main\/account"/);
    running.process.kill('SIGTERM');
    const left = await running.ended;
    expect(left.code, told(left)).toBe(9);
    expect(summaryOf(eventsOf(left.stdout))).toMatchObject({ result: 'detached', next: ['atakora apply --attach --local'] });
    const attached = project.start('apply', '--attach', '--local', '--json');
    await sleep(1_200);
    for (const { name, state } of lookAtWorld(project.folder).deployments) if (state === 'Running') cancelInWorld(project.folder, name);
    const ended = await attached.ended;
    expect(ended.code, told(ended)).toBe(4);
    expect(summaryOf(eventsOf(ended.stdout))).toMatchObject({ result: 'failed', next: ['atakora apply --local'] });
    setFaults(project);
    await project.done('apply', '--local', '--yes');
    expect(changesOf(await project.plan('--local'))).toEqual([]);
  });

  it('the lock lost in the middle: the apply stops, writes no state, and the next one finishes', async () => {
    const project = faulty();
    project.write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0, durations: { 'Microsoft.ManagedIdentity/userAssignedIdentities': 2_000 } }));
    const running = await startUntil(project, /"deployment-start".*"stack":"security"/);
    const lock = JSON.parse(readFileSync(stateFile(project, '.lock.json'), 'utf8')) as Record<string, unknown>;
    // Somebody else's lock stands where ours was.
    rmSync(stateFile(project, '.lock.json'));
    writeFileSync(stateFile(project, '.lock.json'), JSON.stringify({ ...lock, id: '00000000-0000-4000-8000-00000000dead', processId: 999_999 }));
    const ended = await running.ended;
    expect(ended.code, told(ended)).toBe(1);
    const events = eventsOf(ended.stdout);
    expect(events.find(({ type }) => type === 'error')).toMatchObject({ code: 'ATK1705' });
    expect(events.filter((event) => event.type === 'lock').map((event) => event['status'])).toContain('lost');
    expect(existsSync(stateFile(project, '.json'))).toBe(false);
    await finishes(project);
  });
});
