import { describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { refused } from './refusal.ts';

/** A project whose backend has these components, written as the fields of `defineBackend`'s first argument. */
function projectOf(components: string, before = ''): TestProject {
  return makeProject({ backend: `import { arm, armResource, defineBackend, defineCrudApi, defineFunction, defineInfrastructure, resource, resources, secret } from 'atakora';\n${before}export const backend = defineBackend({\n${components}\n});\n` });
}

const asksFor = (type: string, config: string): string => `defineInfrastructure({ requires: [{ resourceType: '${type}', config: ${config} }] })`;

/** Addresses of what a project would make. */
async function addressesOf(project: TestProject): Promise<readonly string[]> {
  const graph = JSON.parse((await project.done('graph', '--local', '--json')).stdout) as { readonly resources: readonly { readonly address: string }[] };
  return graph.resources.map(({ address }) => address);
}

describe.concurrent('two components that ask for the same', () => {
  it('share one resource', async () => {
    const found = await addressesOf(projectOf(`one: ${asksFor('storage', "{ containers: [{ name: 'incoming' }, { name: 'both' }] }")},\ntwo: ${asksFor('storage', "{ containers: [{ name: 'both' }, { name: 'outgoing' }] }")},`));
    expect(found.filter((address) => address === 'main/storage.main/account')).toHaveLength(1);
    for (const container of ['incoming', 'both', 'outgoing']) {
      expect(found.filter((address) => address === `main/storage.main/account.blob.${container}`)).toHaveLength(1);
    }
  });

  it('with keys of their own have one each', async () => {
    const own = "defineInfrastructure({ requires: [{ resourceType: 'storage', requirementKey: 'archive', config: {} }] })";
    const found = await addressesOf(projectOf(`one: ${asksFor('storage', '{}')},\ntwo: ${own},`));
    expect(found.filter((address) => address.endsWith('/account'))).toEqual(['main/storage.archive/account', 'main/storage.main/account']);
  });
});

describe.concurrent('what contradicts itself is refused', () => {
  it('two components that conflict: both are named, with their places', async () => {
    const project = projectOf(`first: ${asksFor('cosmos', "{ database: 'a' }")},\nsecond: ${asksFor('cosmos', "{ database: 'b' }")},`);
    await refused(project, { code: 'ATK1306', exit: 1, says: /"first" wants "a" \(atakora\/backend\.ts:3:\d+\) and "second" wants "b" \(atakora\/backend\.ts:4:\d+\)/, place: /atakora\/backend\.ts:\d/, mend: 'requirementKey' });
  });

  it('a priority decides', async () => {
    const decided = "defineInfrastructure({ requires: [{ resourceType: 'cosmos', priority: 10, config: { containers: [{ name: 'notes', partitionKey: '/owner' }] } }] })";
    const project = projectOf(`first: ${asksFor('cosmos', "{ containers: [{ name: 'notes', partitionKey: '/id' }] }")},\nsecond: ${decided},`);
    expect((await project.done('synth', '--local', '--stdout')).stdout).toContain('"/owner"');
  });

  it('two containers with another partition key: both components', async () => {
    const container = (path: string): string => asksFor('cosmos', `{ containers: [{ name: 'notes', partitionKey: '${path}' }] }`);
    await refused(projectOf(`first: ${container('/id')},\nsecond: ${container('/owner')},`), { code: 'ATK1306', exit: 1, says: /"first".*"second"/, place: /atakora\/backend\.ts:\d/, mend: 'give one of the two a higher `priority`' });
  });

  it('two resources with the same Azure name', async () => {
    const vnet = "defineInfrastructure({ resources: { net: armResource({ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'the-net', location: '${azure.location}', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }) } })";
    await refused(projectOf(`one: ${vnet},\ntwo: ${vnet},`), { code: 'ATK1303', exit: 1, says: /main\/one\/net.*main\/two\/net|main\/two\/net.*main\/one\/net/, place: /atakora\/backend\.ts:[34]/, mend: 'a name of its own' });
  });

  it('two outputs with the same name: both components', async () => {
    const gives = "defineInfrastructure({ outputs: { place: '${azure.location}' } })";
    await refused(projectOf(`one: ${gives},\ntwo: ${gives},\nstore: ${asksFor('storage', '{}')},`), { code: 'ATK1302', exit: 1, says: /two outputs have the name "place".*one.*two/, mend: 'Rename one of the two.' });
  });

  it('an output of a backend without any resource', async () => {
    await refused(projectOf("one: defineInfrastructure({ outputs: { place: 'here' } }),"), { code: 'ATK1308', exit: 1, says: 'output "place" has no deployment', mend: 'Declare a resource' });
  });

  it('two resources with the same address', async () => {
    const two = "resources: { 'a.b': resource('Microsoft.ManagedIdentity/userAssignedIdentities', { name: 'id-one' }), a: resource('Microsoft.ManagedIdentity/userAssignedIdentities', { name: 'id-two' }) }";
    await projectOf(`one: defineInfrastructure({ ${two} }),`).done('validate', '--local');
    const template = JSON.stringify({ $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [{ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '2024-11-30', name: 'twin', location: 'westeurope' }, { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '2024-11-30', name: 'twin', location: 'westeurope' }] });
    const project = makeProject({ backend: "import { defineBackend, defineInfrastructure, existingTemplate } from 'atakora';\nexport const backend = defineBackend({ old: defineInfrastructure({ template: existingTemplate('./old.json') }) });\n", files: { 'atakora/old.json': template } });
    const ended = await project.run('plan', '--local');
    expect(ended.code).toBe(1);
    expect(ended.stdout + ended.stderr).toMatch(/ATK1302|ATK1402/);
  });

  it('a cycle, with its path', async () => {
    const cycle = "defineInfrastructure({ resources: { a: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', location: '${azure.location}', tags: { of: '${self.b.id}' } }), b: armResource({ type: 'Microsoft.Network/networkSecurityGroups', apiVersion: '2024-05-01', location: '${azure.location}', tags: { of: '${self.a.id}' } }) } })";
    await refused(projectOf(`ring: ${cycle},`), { code: 'ATK1305', exit: 1, says: /main\/ring\/(?<one>[ab]) → main\/ring\/[ab] → main\/ring\/\k<one>/, mend: 'Remove one of the references' });
  });

  it('an unknown reference: the nearest', async () => {
    const wrong = "defineFunction({ entry: './f.ts', trigger: { type: 'timer', schedule: '0 0 * * * *' }, access: { cosmos: { notes: { access: 'read', partitionKey: '/id' } } }, environment: { URL: '${cosmos.endpont}' } })";
    await refused(projectOf(`tick: ${wrong},`), { code: 'ATK1304', exit: 1, says: 'cosmos.endpont', place: /atakora\/backend\.ts:3/, mend: 'cosmos.endpoint' });
  });

  it('a wrong option: the nearest, at its line', async () => {
    await refused(projectOf("tick: defineFunction({ entry: './f.ts', trigger: { type: 'timer', schedule: '0 0 * * * *' }, timout: 5 }),"), { code: 'ATK1308', exit: 1, says: 'timout', place: /atakora\/backend\.ts:3/, mend: 'timeout' });
  });

  it('an unknown type of requirement', async () => {
    await refused(projectOf(`one: ${asksFor('storrage', '{}')},`), { code: 'ATK1307', exit: 1, says: '"storrage"', place: /atakora\/backend\.ts:3/, mend: 'Did you mean "storage"?' });
  });

  it('a template over the limits of Azure Resource Manager', async () => {
    const big = "const tags = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`t${at}`, 'x'.repeat(200)]));\nconst many = Object.fromEntries(Array.from({ length: 2 }, (_, at) => [`r${at}`, armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', location: '${azure.location}', tags, properties: { note: 'x'.repeat(1_100_000) } })]));\n";
    const project = projectOf('big: defineInfrastructure({ resources: many }),', big);
    await refused(project, { code: 'ATK1401', exit: 1, says: /in bytes: 11\d{5}, and Azure allows 1048576/, place: /atakora\/backend\.ts:3/, mend: 'Split the' });
    expect((await project.run('plan', '--local')).stdout).toContain('main/big/r0');
  });

  it('all findings at once, not only the first', async () => {
    const ended = await projectOf(`one: ${asksFor('storrage', '{}')},\ntwo: ${asksFor('cosmoss', '{}')},`).run('validate', '--local', '--json');
    expect(ended.code).toBe(1);
    expect((JSON.parse(ended.stdout) as { findings: readonly { code: string }[] }).findings.filter(({ code }) => code === 'ATK1307')).toHaveLength(2);
  });
});
