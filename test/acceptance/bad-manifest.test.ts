import { describe, it } from 'vitest';
import { makeFolder, makeProject, manifest, projectIn } from './project.ts';
import { refused } from './refusal.ts';

const backend = "import { defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: {} }] }) });\n";

describe.concurrent('a manifest that cannot be used is refused with place and mend', () => {
  it('broken JSON: line and column', async () => {
    const text = '{\n  "schema": 1,\n  "project": "notes"\n  "id": "x"\n}\n';
    await refused(makeProject({ manifest: text, backend }), { code: 'ATK1102', exit: 64, place: '.atakora/manifest.json:4:3', mend: 'Mend the file at the named line.' });
  });

  it('a mistyped known field: the nearest name', async () => {
    const { location, ...rest } = manifest;
    const misspelt = makeProject({ manifest: { ...rest, loction: location }, backend });
    await refused(misspelt, { code: 'ATK1103', exit: 64, says: '"loction" is not a field of the manifest', place: /\.atakora\/manifest\.json:6:\d+/, mend: 'Did you mean "location"?' });
  });

  it('a mistyped field of an environment: the nearest name', async () => {
    const misspelt = makeProject({ manifest: { ...manifest, environments: { qa: { subscriptonId: '1' } } }, backend });
    await refused(misspelt, { code: 'ATK1103', exit: 64, says: 'environments.qa.subscriptonId', place: /\.atakora\/manifest\.json:\d+:\d+/, mend: 'Did you mean "subscriptionId"?' });
  });

  it.each([
    ['a wrong type', { project: 7 }, 'project'],
    ['an id of the wrong form', { id: 'Not An Id' }, 'id'],
    ['a subscription that is no id', { subscriptionId: 'mine' }, 'subscriptionId'],
    ['a cloud that does not exist', { cloud: 'AzureMoon' }, 'cloud'],
    ['a project name over 100 characters', { project: 'x'.repeat(101) }, 'project'],
  ])('%s: the field', async (_what, fields, field) => {
    await refused(makeProject({ manifest: { ...manifest, ...fields }, backend }), { code: 'ATK1103', exit: 64, says: `"${field}" in the manifest`, place: /\.atakora\/manifest\.json:\d+:\d+/, mend: 'Correct the field at the named line.' });
  });

  it('a region that does not exist: the nearest', async () => {
    await refused(makeProject({ manifest: { ...manifest, location: 'westeurop' }, backend }), { code: 'ATK1103', exit: 64, says: '"westeurop" is not an Azure region', mend: 'Did you mean "westeurope"?', place: '.atakora/manifest.json' });
  });

  it('a newer format', async () => {
    await refused(makeProject({ manifest: { ...manifest, schema: 2 }, backend }), { code: 'ATK1107', exit: 64, place: '.atakora/manifest.json:2:3', mend: 'Update Atakora.' });
  });

  it('no manifest', async () => {
    await refused(projectIn(makeFolder()), { code: 'ATK1101', exit: 64, says: '.atakora/manifest.json is missing', mend: 'Run `atakora init`' });
  });

  it('a real cloud without subscription and tenant names all that is missing at once', async () => {
    await refused(makeProject({ manifest, backend }), { args: ['plan'], code: 'ATK1104', exit: 64, says: 'subscriptionId, tenantId', mend: 'or use --local' });
  });

  it('a real cloud without a state setting', async () => {
    const id = '33333333-3333-4333-8333-333333333333';
    await refused(makeProject({ manifest: { ...manifest, subscriptionId: id, tenantId: id }, backend }), { args: ['plan'], code: 'ATK1711', exit: 64, mend: 'state: "local"' });
  });
});
