import { describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { TestProject } from './project.ts';
import { changesOf, makeProject } from './project.ts';
import type { Ended, PrintedEvent } from './run-atakora.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

// Waits between attempts are real ones.
vi.setConfig({ testTimeout: 120_000 });

const backend = `import { defineBackend, defineFunction } from 'atakora';
const thumbnails = defineFunction({ entry: './thumbnails.ts', trigger: { type: 'queue', queue: 'pictures' }, access: { cosmos: { pictures: { access: 'write', partitionKey: '/id' } } } });
export const backend = defineBackend({ thumbnails });
`;

/** A role assignment that does not say what kind of identity it is for: Azure then looks it up in the directory. */
const withRole = `import { defineBackend, defineInfrastructure, resource } from 'atakora';
const roleId = '/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7';
const access = defineInfrastructure({
  resources: {
    worker: resource('Microsoft.ManagedIdentity/userAssignedIdentities', { location: 'westeurope' }),
    other: resource('Microsoft.ManagedIdentity/userAssignedIdentities', { location: 'westeurope' }),
    reads: resource('Microsoft.Authorization/roleAssignments', { name: '0f0f0f0f-0000-4000-8000-000000000001', scope: 'other', properties: { roleDefinitionId: roleId, principalId: '\${self.worker.principalId}' } }),
  },
});
export const backend = defineBackend({ access });
`;

/** A project whose local Azure obeys these rules from now on. */
function faulty(rules: readonly string[], settings: JsonObject = {}, text: string = backend): TestProject {
  const project = makeProject({ backend: text, world: { timeScale: 0, ...settings } });
  setFaults(project, rules);
  return project;
}

function setFaults(project: TestProject, rules: readonly string[]): void {
  project.write('.atakora/local/world/faults.json', JSON.stringify({ seed: 11, rules }));
}

/** Makes the local Azure well again. */
function heal(project: TestProject): void {
  setFaults(project, []);
  project.write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0 }));
}

interface Report {
  readonly failed: readonly { readonly address: string; readonly because: string; readonly mend?: string }[];
  readonly skipped: readonly { readonly because: string; readonly addresses: readonly string[] }[];
}

function reportOf(ended: Ended): PrintedEvent & { readonly report: Report } {
  const last = eventsOf(ended.stdout).at(-1);
  expect(last?.type, told(ended)).toBe('summary');
  return last as PrintedEvent & { readonly report: Report };
}

/** Applies again on a well Azure: everything is there and recorded, nothing of what was done is sent again, and nothing is left to do. */
async function finishes(project: TestProject): Promise<void> {
  heal(project);
  await project.done('apply', '--local', '--yes');
  expect(Object.values(project.state().resources).filter(({ status }) => status !== 'applied')).toEqual([]);
  expect(changesOf(await project.plan('--local'))).toEqual([]);
  const made = lookAtWorld(project.folder).deployments.flatMap((deployment) => deployment.made);
  expect(made.filter((id, at) => made.indexOf(id) !== at), 'resources that were deployed twice').toEqual([]);
}

describe.concurrent('a directory that learns late of new identities', () => {
  it('a little late: role assignments are tried again until it does, and the apply is whole', async () => {
    const project = faulty([], { replicationMs: 700 }, withRole);
    const ended = await project.done('apply', '--local', '--yes', '--json');
    const retries = eventsOf(ended.stdout).filter(({ type }) => type === 'retry');
    expect(retries.length, told(ended)).toBeGreaterThan(0);
    expect(retries.map(({ because }) => String(because))).toEqual(retries.map(() => expect.stringContaining('PrincipalNotFound') as string));
    expect(reportOf(ended)).toMatchObject({ result: 'succeeded', failed: 0, skipped: 0 });
    await finishes(project);
  });

  it('later than anybody waits: the report says so of every role assignment, and the next apply makes them and nothing else', async () => {
    const project = faulty([], { replicationMs: 3_600_000 }, withRole);
    const ended = await project.run('apply', '--local', '--yes', '--json');
    expect(ended.code, told(ended)).toBe(4);
    const { report } = reportOf(ended);
    expect(report.failed.length).toBeGreaterThan(0);
    for (const failed of report.failed) expect(failed).toMatchObject({ because: expect.stringContaining('PrincipalNotFound') as string, mend: expect.any(String) as string });
    expect(report.failed.map(({ address }) => project.state().resources[address]?.status ?? 'none')).not.toContain('applied');
    await finishes(project);
  });
});

describe.concurrent('deployments that Azure does not take', () => {
  it.each([
    ['refuses by a policy', '403 PUT path=*/deployments/atakora-data-* code=RequestDisallowedByPolicy message="Resource was disallowed by policy."', /stack data failed: RequestDisallowedByPolicy: /],
    ['finds broken', '400 PUT path=*/deployments/atakora-data-* code=InvalidTemplateDeployment message="The template deployment is not valid."', /stack data failed: InvalidTemplateDeployment: /],
    ['answers 500 to for ever', '500 PUT path=*/deployments/atakora-data-*', /stack data failed: InternalServerError: /],
  ])('one that it %s: the stack fails with that reason, what needs it waits, the others are made, and the next apply does the rest', async (_what, rule, says) => {
    const project = faulty([rule]);
    const ended = await project.run('apply', '--local', '--yes', '--json');
    expect(ended.code, told(ended)).toBe(4);
    const { report, ...summary } = reportOf(ended);
    expect(summary).toMatchObject({ result: 'failed' });
    expect(eventsOf(ended.stdout).find(({ type }) => type === 'error')).toMatchObject({ code: 'ATK1601', message: expect.stringMatching(says) as string, hint: expect.any(String) as string });
    expect(report.skipped.flatMap(({ addresses }) => addresses)).toEqual(expect.arrayContaining(['main/storage.main/account', 'main/functions.main/app']));
    const state = project.state().resources;
    expect(state['main/storage.main/account']).toBeUndefined();
    expect(state['main/group.main/group']?.status).toBe('applied');
    expect(lookAtWorld(project.folder).resources.filter((id) => /storageaccounts|databaseaccounts/.test(id))).toEqual([]);
    await finishes(project);
  });

  it('an Azure that stops answering in the middle: what is not known is not called done, and the next apply finds it out', async () => {
    const project = faulty(['drop=before GET path=*/deployments/atakora-data-*', 'drop=before GET path=*/deployments/atakora-compute-*']);
    const ended = await project.run('apply', '--local', '--yes', '--json');
    expect(ended.code, told(ended)).not.toBe(0);
    expect(reportOf(ended)).toMatchObject({ result: expect.not.stringMatching('succeeded') as string, unknown: expect.any(Number) as number });
    const listed = (await project.done('state', 'list', '--local')).stdout;
    expect(listed).toContain('left open by an interrupted run');
    await finishes(project);
  });
});

describe.concurrent('faults on the way down', () => {
  async function standing(): Promise<TestProject> {
    const project = faulty([]);
    await project.done('apply', '--local', '--yes');
    return project;
  }

  it('429, 500 and broken connections while things are deleted: everything goes', async () => {
    const project = await standing();
    setFaults(project, ['429 DELETE times=2 retry-after=1', '500 DELETE chance=0.2', 'drop=after DELETE chance=0.2', 'drop=before GET chance=0.05']);
    await project.done('destroy', '--local', '--yes');
    heal(project);
    expect(project.state().resources).toEqual({});
    expect(lookAtWorld(project.folder).resources).toEqual([]);
  });

  it('one that cannot be deleted: the report names it, it and what it stands in stay recorded, and the next destroy finishes', async () => {
    const project = await standing();
    setFaults(project, ['409 DELETE path=*databaseAccounts* code=ScopeLocked message="The scope cannot perform delete operation because following scope(s) are locked."', '409 DELETE path=*/resourceGroups/rg-notes-dev* code=ScopeLocked message="The scope cannot perform delete operation because following scope(s) are locked."']);
    const ended = await project.run('destroy', '--local', '--yes', '--json');
    expect(ended.code, told(ended)).toBe(4);
    expect(JSON.stringify(reportOf(ended).report.failed)).toContain('ScopeLocked');
    const left = lookAtWorld(project.folder).resources;
    const recorded = Object.values(project.state().resources).map(({ id }) => id.toLowerCase());
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((id) => !recorded.includes(id)), 'in Azure and not in the state').toEqual([]);
    heal(project);
    await project.done('destroy', '--local', '--yes');
    expect(project.state().resources).toEqual({});
    expect(lookAtWorld(project.folder).resources).toEqual([]);
  });
});
