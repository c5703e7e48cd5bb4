import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, template, vault } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const deployment = (name: string) => `${subscriptionPath}/resourcegroups/rg/providers/Microsoft.Resources/deployments/${name}`;
const incremental = (body: JsonObject, parameters: JsonObject = {}): JsonObject => ({ properties: { mode: 'Incremental', template: body, parameters } });
const propertiesOf = (view: JsonObject) => view['properties'] as JsonObject;

describe('a failing resource', () => {
  it('fails its deployment with the reason as text in the details, while others are finished', () => {
    const { send, deploy, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    send('PUT', `${subscriptionPath}/resourceGroups/rg2`, { location: 'westeurope' });
    deploy('first', template([vault('kv-taken')]), { group: 'rg2' });
    const view = propertiesOf(deploy('d', template([vault('kv-taken'), vault('kv-fine'), vault('kv-never', { dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', 'kv-taken')]"] })]), { group: 'rg' }));
    expect(view['provisioningState']).toBe('Failed');
    const error = view['error'] as { code: string; details: { code: string; message: string }[] };
    expect(error.code).toBe('DeploymentFailed');
    expect(error.details.map(({ code }) => code)).toEqual(['Conflict']);
    expect(error.details[0]?.message).toContain('\r\n');
    expect(JSON.parse(error.details[0]?.message ?? '')).toMatchObject({ error: { code: 'VaultAlreadyExists' } });
    const rows = (send('GET', `${deployment('d')}/operations`).body['value'] as JsonObject[]).map(propertiesOf);
    expect(rows.map((row) => [(row['targetResource'] as JsonObject)['resourceName'], row['provisioningState'], row['statusCode']])).toEqual([
      ['kv-taken', 'Failed', 'Conflict'],
      ['kv-fine', 'Succeeded', 'Created'],
    ]);
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-never?api-version=2024-11-01`).status).toBe(404);
  });

  it('inside a nested deployment fails the outer one, with all levels in the error', () => {
    const { deploy, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.KeyVault');
    const nested = { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'inner', properties: { mode: 'Incremental', template: template([vault('no--vault')]) } };
    const view = propertiesOf(deploy('outer', template([nested]), { group: 'rg' }));
    expect(view['provisioningState']).toBe('Failed');
    const text = JSON.stringify(view['error']);
    for (const code of ['DeploymentFailed', 'ResourceDeploymentFailure', 'VaultNameNotValid']) expect(text).toContain(code);
  });

  it('may be one whose expression fails only while the deployment runs', () => {
    const { deploy, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const view = propertiesOf(deploy('d', template([storageAccount('stone'), vault('kv-one', { tags: { x: "[reference('stone').noSuchThing]" } })]), { group: 'rg' }));
    expect(view['provisioningState']).toBe('Failed');
    expect(JSON.stringify(view['error'])).toMatch(/Unable to process template language expressions for resource.*kv-one.*noSuchThing/);
  });

  it('is not needed for outputs to fail', () => {
    const { deploy, prepare, send } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const view = propertiesOf(deploy('d', template([storageAccount('stone')], { outputs: { gone: { type: 'string', value: "[reference('stone').noSuchThing]" } } }), { group: 'rg' }));
    expect(view).toMatchObject({ provisioningState: 'Failed', error: { code: 'DeploymentOutputEvaluationFailed', message: expect.stringContaining("'gone'"), details: [{ target: 'gone' }] } });
    const rows = send('GET', `${deployment('d')}/operations`).body['value'] as JsonObject[];
    expect(propertiesOf(rows.at(-1) ?? {})).toMatchObject({ provisioningOperation: 'EvaluateDeploymentOutput', provisioningState: 'Failed', statusCode: 'BadRequest', statusMessage: { error: { code: 'DeploymentOutputEvaluationFailed' } } });
  });
});

describe('a template that is refused', () => {
  it('is refused before anything happens, with the place of the mistake', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg');
    const missing = send('PUT', deployment('d'), incremental(template([], { parameters: { extra: { type: 'string' } } })));
    expect(missing.status).toBe(400);
    expect(missing.body['error']).toMatchObject({ code: 'InvalidTemplate', additionalInfo: [{ type: 'TemplateViolation', info: { path: 'properties.template.parameters.extra' } }] });
    const cycle = template([storageAccount('a1', { dependsOn: ['b1'] }), storageAccount('b1', { dependsOn: ['a1'] })]);
    expect(send('POST', `${deployment('d')}/validate`, incremental(cycle)).body['error']).toMatchObject({ code: 'InvalidTemplate', message: expect.stringContaining('Circular dependency') });
    expect(send('GET', deployment('d')).status).toBe(404);
  });

  it('may configure extensions, which no local Azure has', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg');
    const refused = send('PUT', deployment('d'), { properties: { mode: 'Incremental', template: template([]), extensionConfigs: { k8s: { namespace: { value: 'default' } } } } });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'InvalidTemplate', message: expect.stringContaining("'k8s', which only the cloud has") } } });
    const resource = send('PUT', deployment('d'), { properties: { mode: 'Incremental', template: { ...template([]), languageVersion: '2.0', extensions: { k8s: { name: 'Kubernetes', version: '1.0.0' } }, resources: { pod: { extension: 'k8s', type: 'core/Pod@v1', properties: {} } } } } });
    expect(resource).toMatchObject({ status: 400, body: { error: { code: 'InvalidTemplate', message: expect.stringMatching(/'Kubernetes', which only the cloud has/) } } });
  });

  it('may lack the value of an external input', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg');
    const body = { ...template([]), parameters: { p: { type: 'object' } }, outputs: { o: { type: 'object', value: "[parameters('p')]" } } };
    const properties = { mode: 'Incremental', template: body, parameters: { p: { expression: "[createObject('foo', externalInputs('fooValue'))]" } }, externalInputDefinitions: { fooValue: { kind: 'sys.envVar', config: 'FOO_VALUE' } } };
    expect(send('PUT', deployment('d'), { properties })).toMatchObject({ status: 400, body: { error: { code: 'InvalidRequestContent', message: expect.stringContaining("'fooValue' has no value") } } });
    expect(send('PUT', deployment('d'), { properties: { ...properties, externalInputs: { fooValue: { value: 'baz' } } } }).status).toBe(201);
    advance(10_000);
    expect(propertiesOf(send('GET', deployment('d')).body)).toMatchObject({ provisioningState: 'Succeeded', outputs: { o: { value: { foo: 'baz' } } } });
  });

  it('is validated without a trace', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const { status, body } = send('POST', `${deployment('d')}/validate`, incremental(template([storageAccount('stone')])));
    expect(status).toBe(200);
    expect(propertiesOf(body)).toMatchObject({ provisioningState: 'Succeeded', validatedResources: [{ id: `${group}/providers/Microsoft.Storage/storageAccounts/stone` }] });
    expect(send('GET', deployment('d')).status).toBe(404);
    expect(send('GET', `${group}/providers/Microsoft.Storage/storageAccounts/stone`).status).toBe(404);
  });

  it('may also be in the wrong place', () => {
    const { send } = createTestAzure();
    expect(send('PUT', deployment('d'), incremental(template([]))).body['error']).toMatchObject({ code: 'ResourceGroupNotFound' });
    expect(send('PUT', `${subscriptionPath}/providers/Microsoft.Resources/deployments/d`, incremental(template([]))).body['error']).toMatchObject({ code: 'InvalidDeployment', message: expect.stringContaining("'location' property must be specified for 'd'") });
    expect(send('PUT', `${subscriptionPath}/providers/Microsoft.Resources/deployments/${'d'.repeat(65)}`, { location: 'westeurope', ...incremental(template([])) }).body['error']).toMatchObject({ code: 'InvalidDeployment', message: expect.stringContaining("has a length of '65'") });
  });
});
