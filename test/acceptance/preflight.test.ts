import { describe, expect, it } from 'vitest';
import type { PreflightFinding, PreflightOutcome } from '../../src/model/preflight.ts';
import { makeProject } from './project.ts';
import type { TestProject } from './project.ts';
import { oneLine } from './refusal.ts';
import { eventsOf, told } from './run-atakora.ts';
import { lookAtWorld } from './world-view.ts';

const backend = (...components: readonly string[]): string => `import { armResource, defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({\n${components.join('\n')}\n});\n`;
const account = (key: string, name: string): string =>
  `${key}: defineInfrastructure({ resources: { account: armResource({ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2025-06-01', name: '${name}', location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: {} }) } }),`;
const vault = "kept: defineInfrastructure({ requires: [{ resourceType: 'vault', config: {} }] }),";

/** An apply that preflight stops, with what it found. */
async function stopped(project: TestProject) {
  const before = lookAtWorld(project.folder).resources;
  const ended = await project.run('apply', '--local', '--yes', '--json');
  expect(ended.code, told(ended)).toBe(5);
  const event = eventsOf(ended.stdout).find(({ type }) => type === 'preflight') as unknown as { readonly findings: readonly PreflightFinding[]; readonly outcomes: readonly PreflightOutcome[] };
  expect(eventsOf(ended.stdout).map(({ type }) => type)).not.toContain('lock');
  expect(lookAtWorld(project.folder).resources).toEqual(before);
  expect(oneLine(ended.stderr)).toContain('error ATK1650: preflight found');
  return event.findings;
}

describe.concurrent('preflight, before the question', () => {
  it('stops at names that are taken and not allowed, at once, with place and mend', async () => {
    const project = makeProject({ backend: backend(account('one', 'sttaken0001')) });
    await project.done('apply', '--local', '--yes');
    const other = project.copy();
    other.write('.atakora/manifest.json', JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000009', project: 'others', location: 'westeurope' }));
    other.write('atakora/backend.ts', backend(account('mine', 'sttaken0001'), account('free', 'stfree00001')));
    const findings = await stopped(other);
    expect(findings).toMatchObject([{ check: 'names', severity: 'blocker', code: 'ATK1805', address: 'main/mine/account', location: { file: 'atakora/backend.ts', line: 3 }, summary: expect.stringContaining('sttaken0001 is taken') as string }]);
  });

  it('stops where the quota of the region is used up', async () => {
    const project = makeProject({ backend: backend(account('one', 'stquota0001'), account('two', 'stquota0002')), world: { timeScale: 0, quotas: { 'microsoft.storage/storageaccounts': 1 } } });
    const findings = await stopped(project);
    expect(findings).toContainEqual(expect.objectContaining({ check: 'quotas', severity: 'blocker', code: 'ATK1808', summary: 'westeurope has 0 of 1 storage accounts, and 2 more would be made' }));
  });

  it('stops at what a policy does not allow, and names the policy', async () => {
    const safe = account('first', 'stfirst0001').replace('properties: {}', 'properties: { supportsHttpsTrafficOnly: true }');
    const policy = "policy: defineInfrastructure({ resources: { deny: armResource({ type: 'Microsoft.Authorization/policyAssignments', apiVersion: '2025-01-01', name: 'only-https', properties: { displayName: 'Only HTTPS here', policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/404c3081-a854-4457-ae30-26a93ef643f9', parameters: { effect: { value: 'Deny' } } } }) } }),";
    const project = makeProject({ backend: backend(policy, safe) });
    await project.done('apply', '--local', '--yes');
    const open = account('open', 'stopen00001').replace('properties: {}', 'properties: { supportsHttpsTrafficOnly: false }');
    project.write('atakora/backend.ts', backend(policy, safe, open));
    const findings = await stopped(project);
    expect(findings).toContainEqual(expect.objectContaining({ check: 'validation', severity: 'blocker', code: 'ATK1810', summary: expect.stringContaining('Only HTTPS here') as string }));
  });

  it('warns of what it recovers, and goes on', async () => {
    const project = makeProject({ backend: backend(vault) });
    await project.done('apply', '--local', '--yes');
    await project.done('destroy', '--local', '--yes');
    const again = await project.done('apply', '--local', '--yes');
    expect(oneLine(again.stdout)).toMatch(/warning ATK1806: the key vault \S+ was deleted and is still kept until \S+: apply recovers it, with what it holds/);
    expect(oneLine(again.stdout)).toMatch(/`atakora apply --deleted purge=main\/vault.main\/vault --local`/);
    expect(again.stdout).not.toMatch(/\baz /);
    // Also where its group is still there, so that Azure validates the template against the name.
    await project.done('destroy', '--local', '--yes', '--target', 'main/vault.main/vault');
    expect(oneLine((await project.done('apply', '--local', '--yes')).stdout)).toMatch(/the key vault \S+ was deleted and is still kept: it is recovered, with what it holds/);
  });

  it('purges what was deleted where the flag says so, waits for it, and makes the new one empty', async () => {
    const project = makeProject({ backend: backend(vault) });
    await project.done('apply', '--local', '--yes');
    await project.done('destroy', '--local', '--yes');
    const refused = await project.run('apply', '--local', '--deleted', 'purge');
    expect(refused.code, 'nobody to ask, so nothing is purged').toBe(64);
    const again = await project.done('apply', '--local', '--yes', '--deleted', 'purge=main/vault.main/vault');
    expect(oneLine(again.stdout)).toMatch(/the deleted key vault \S+ is purged: its name is free/);
    expect(oneLine(again.stdout)).not.toContain('is recovered');
  });

  it('purges a workspace by making it once more where it stood, and a service by its record', async () => {
    const workspace = "logs: defineInfrastructure({ resources: { logs: armResource({ type: 'Microsoft.OperationalInsights/workspaces', apiVersion: '2025-07-01', name: 'log-kept', location: 'westeurope', properties: { sku: { name: 'PerGB2018' } } }) } }),";
    const service = "api: defineInfrastructure({ resources: { api: armResource({ type: 'Microsoft.ApiManagement/service', apiVersion: '2024-05-01', name: 'apim-kept-0001', location: 'westeurope', sku: { name: 'Developer', capacity: 1 }, properties: { publisherEmail: 'me@example.com', publisherName: 'me' } }) } }),";
    const project = makeProject({ backend: backend(workspace, service) });
    await project.done('apply', '--local', '--yes');
    const customer = (): unknown => (project.state().resources['main/logs/logs']?.live as { readonly properties?: { readonly customerId?: string } } | undefined)?.properties?.customerId;
    const before = customer();
    await project.done('destroy', '--local', '--yes', '--target', 'main/logs/logs', '--target', 'main/api/api');
    const again = oneLine((await project.done('apply', '--local', '--yes', '--deleted', 'purge')).stdout);
    expect(again).toContain('the deleted log workspace log-kept is purged: its name is free');
    expect(again).toContain('the deleted api management apim-kept-0001 is purged: its name is free');
    expect(before === undefined || customer() !== before).toBe(true);
    await project.done('destroy', '--local', '--yes', '--target', 'main/api/api');
    // What comes back as it was is brought to the definition by the apply after that.
    const back = oneLine((await project.done('apply', '--local', '--yes', '--deleted', 'recover')).stdout);
    expect(back).toContain('the api management apim-kept-0001 was deleted and is still kept: it is recovered, as it was');
    expect(project.state().resources['main/api/api']?.status).toBe('tainted');
    await project.done('apply', '--local', '--yes');
    expect(project.state().resources['main/api/api']?.status).toBe('applied');
    expect((await project.run('plan', '--local', '--detailed-exitcode')).code).toBe(0);
  });

  it('is stopped by a vault of another group, and goes on once that is purged or the new one has another name', async () => {
    const project = makeProject({ backend: backend(vault) });
    await project.done('apply', '--local', '--yes');
    await project.done('destroy', '--local', '--yes');
    const named = (name: string) => backend(vault).replace(/\n\}\);\n$/, `\n}, { names: { 'vault.main/vault': '${name}' } });\n`);
    const other = project.copy();
    other.write('.atakora/manifest.json', JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000009', project: 'others', location: 'westeurope' }));
    const name = /key vault (kv-\S+) was deleted/.exec(oneLine((await project.run('apply', '--local', '--no-input')).stdout))?.[1] ?? '';
    other.write('atakora/backend.ts', named(name));
    expect(await stopped(other)).toContainEqual(expect.objectContaining({ check: 'deleted', severity: 'blocker', code: 'ATK1806', hint: expect.stringContaining('`atakora apply --deleted purge=main/vault.main/vault --local`') as string }));
    const renamed = await other.run('apply', '--local', '--yes', '--deleted', 'rename');
    expect(renamed.code).toBe(5);
    expect(oneLine(told(renamed))).toMatch(/needs another name; nothing was changed.*names: \{ 'main\/vault.main\/vault': '[^']+-2' \}/);
    await other.done('apply', '--local', '--yes', '--deleted', 'purge');
  });

  it('says in one line that nothing was found, and looks before the question', async () => {
    const project = makeProject({ backend: backend(account('one', 'stfine00001')) });
    const ended = await project.done('apply', '--local', '--yes');
    const lines = ended.stdout.split('\n');
    const looked = lines.findIndex((line) => line.startsWith('Preflight: 10 checks in '));
    expect(looked).toBeGreaterThan(0);
    expect(lines.findIndex((line) => line.startsWith('Apply to dev@local'))).toBeGreaterThan(looked);
  });
});
