import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, template, vault } from '../local-azure.fake.ts';

const propertiesOf = (view: JsonObject) => view['properties'] as JsonObject;
const errorOf = (view: JsonObject) => view['error'] as JsonObject;
const inGroup = (name: string) => `${subscriptionPath}/resourcegroups/rg/providers/Microsoft.Resources/deployments/${name}`;
const put = (body: JsonObject, properties: JsonObject = {}): JsonObject => ({ properties: { mode: 'Incremental', template: body, ...properties } });
const definition: JsonObject = { type: 'Microsoft.Authorization/roleDefinitions', apiVersion: '2022-04-01', name: '0cb07228-4614-4814-ac1a-c4e39793ce58', properties: { roleName: 'reads', assignableScopes: ['/'], permissions: [{ actions: ['*/read'] }] } };
const nested = (name: string, inner: JsonObject, place: JsonObject): JsonObject => ({ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name, ...place, properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: inner } });

describe('a deployment above subscriptions', () => {
  it.each([
    ['the tenant', ''],
    ['a management group', '/providers/Microsoft.Management/managementGroups/mg'],
  ])('goes from %s through a subscription into a group', (_, scope) => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const path = `${scope}/providers/Microsoft.Resources/deployments/top`;
    const inSubscription = template([nested('in-group', template([storageAccount('stone')]), { resourceGroup: 'rg' })]);
    const body = { location: 'westeurope', ...put(template([nested('in-subscription', inSubscription, { subscriptionId: subscriptionPath.split('/')[2] ?? '', location: 'westeurope' })])) };
    const accepted = send('PUT', path, body);
    expect([accepted.status, errorOf(accepted.body)]).toEqual([201, undefined]);
    expect(accepted.body).toMatchObject({ id: path, location: 'westeurope' });
    advance(10_000);
    expect(propertiesOf(send('GET', path).body)).toMatchObject({ provisioningState: 'Succeeded', outputResources: [{ id: expect.stringContaining('/storageAccounts/stone') }] });
    expect(send('GET', `${subscriptionPath}/providers/Microsoft.Resources/deployments/in-subscription`).status).toBe(200);
    const rows = send('GET', `${path}/operations`).body['value'] as JsonObject[];
    expect(rows.map((row) => [row['id'], propertiesOf(row)['provisioningOperation'], propertiesOf(row)['statusCode']])).toEqual([
      [expect.stringContaining(`${path}/operations/`), 'Create', 'OK'],
      [expect.stringContaining(`${path}/operations/`), 'EvaluateDeploymentOutput', 'OK'],
    ]);
    expect((send('GET', path.replace('/top', '')).body['value'] as JsonObject[]).map(({ name }) => name)).toEqual(['top']);
    const deletion = send('DELETE', path);
    expect(deletion.status).toBe(202);
    expect(send('GET', new URL(deletion.headers['location'] ?? '').pathname).status).toBe(204);
    expect(send('HEAD', path).status).toBe(404);
  });

  it('makes what belongs to the tenant', () => {
    const { send, advance } = createTestAzure();
    const path = '/providers/Microsoft.Resources/deployments/top';
    send('PUT', path, { location: 'westeurope', ...put(template([definition])) });
    advance(10_000);
    expect(propertiesOf(send('GET', path).body)).toMatchObject({ provisioningState: 'Succeeded', outputResources: [{ id: `/providers/Microsoft.Authorization/roleDefinitions/${String(definition['name'])}` }] });
  });
});

describe('a deployment of the tenant', () => {
  it('makes management groups, each below its parent', () => {
    const { send, advance } = createTestAzure();
    const path = '/providers/Microsoft.Resources/deployments/groups';
    const managementGroup = (name: string, parent?: string): JsonObject => ({ type: 'Microsoft.Management/managementGroups', apiVersion: '2021-04-01', name, properties: { displayName: name.toUpperCase(), ...(parent === undefined ? {} : { details: { parent: { id: `/providers/Microsoft.Management/managementGroups/${parent}` } } }) }, ...(parent === undefined ? {} : { dependsOn: [parent] }) });
    expect(send('PUT', path, { location: 'westeurope', ...put(template([managementGroup('top'), managementGroup('sub', 'top')])) }).status).toBe(201);
    advance(10_000);
    expect(propertiesOf(send('GET', path).body)).toMatchObject({ provisioningState: 'Succeeded' });
    const made = send('GET', '/providers/Microsoft.Management/managementGroups/sub');
    expect([made.status, propertiesOf(made.body)]).toMatchObject([200, { displayName: 'SUB', details: { parent: { name: 'top' } } }]);
  });
});

describe('the debug setting of a deployment', () => {
  it('is kept and shown; a level that does not exist is refused', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg');
    const asked = (detailLevel: string) => send('PUT', inGroup(`d${detailLevel.length}`), put(template([]), { debugSetting: { detailLevel } }));
    expect(propertiesOf(asked('requestContent, responseContent').body)['debugSetting']).toEqual({ detailLevel: 'requestContent, responseContent' });
    expect(propertiesOf(send('GET', inGroup('d31')).body)['debugSetting']).toEqual({ detailLevel: 'requestContent, responseContent' });
    expect([asked('everything').status, errorOf(asked('everything').body)['code']]).toEqual([400, 'InvalidRequestContent']);
  });
});

describe('the history of a scope', () => {
  it('comes in pages, and filtered by state', () => {
    const { send, deploy, prepare, advance } = createTestAzure();
    prepare('rg', 'Microsoft.KeyVault');
    for (const name of ['one', 'two', 'three']) {
      deploy(name, template(name === 'two' ? [vault('no--vault')] : []), { group: 'rg' });
      advance(1000);
    }
    const names = (path: string) => {
      const { body } = send('GET', path);
      return { names: (body['value'] as JsonObject[]).map(({ name }) => name), next: body['nextLink'] as string | undefined };
    };
    const first = names(`${inGroup('')}?$top=2`);
    expect(first.names).toEqual(['three', 'two']);
    const next = new URL(first.next ?? '');
    expect(names(`${next.pathname}${next.search}`)).toEqual({ names: ['one'], next: undefined });
    expect(names(`${inGroup('')}?$filter=${encodeURIComponent("provisioningState eq 'Failed'")}`).names).toEqual(['two']);
    expect(send('GET', `${inGroup('')}?$filter=name`).status).toBe(400);
  });

  it('loses its oldest deployments beyond 800, unless a lock keeps them', { timeout: 60_000 }, () => {
    const { send, advance, prepare } = createTestAzure({ settings: { timeScale: 0 } });
    prepare('rg');
    for (let i = 0; i < 801; i += 1) {
      send('PUT', inGroup(`d${i}`), put(template([])));
      advance(1);
    }
    expect(send('HEAD', inGroup('d0')).status).toBe(404);
    expect(send('HEAD', inGroup('d1')).status).toBe(204);
    send('PUT', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Authorization/locks/keep?api-version=2016-09-01`, { properties: { level: 'CanNotDelete' } });
    expect(errorOf(send('PUT', inGroup('more'), put(template([]))).body)).toMatchObject({ code: 'DeploymentQuotaExceeded' });
    expect(send('PUT', inGroup('d800'), put(template([]))).status).toBe(200);
  });
});

describe('what is refused before a deployment starts', () => {
  const refused = (resources: readonly JsonObject[], ...namespaces: readonly string[]) => {
    const { send, prepare } = createTestAzure();
    prepare('rg', ...namespaces);
    const answer = send('PUT', inGroup('d'), put(template(resources)));
    expect(send('HEAD', inGroup('d')).status).toBe(404);
    return { status: answer.status, error: errorOf(answer.body) };
  };

  it('is a name that Storage refuses', () => {
    const { status, error } = refused([storageAccount('Bad_Name')], 'Microsoft.Storage');
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: 'InvalidTemplateDeployment', details: [{ code: 'PreflightValidationCheckFailed', details: [{ code: 'AccountNameInvalid', target: 'Bad_Name' }] }] });
  });

  it('is a namespace that is not registered, a region that is not offered, and both', () => {
    expect(refused([storageAccount('stone')])).toMatchObject({ status: 409, error: { code: 'MissingSubscriptionRegistration' } });
    expect(refused([storageAccount('stone', { location: 'nowhere' })], 'Microsoft.Storage')).toMatchObject({ status: 400, error: { code: 'LocationNotAvailableForResourceType' } });
    expect(refused([storageAccount('stone', { location: 'nowhere' }), vault('kv-one')], 'Microsoft.Storage').error).toMatchObject({ code: 'MultipleErrorsOccurred', message: 'Multiple error occurred: BadRequest,Conflict. Please see details.' });
  });

  it('is a mistake in a template, with the line and column in the request', () => {
    const { azure, prepare } = createTestAzure();
    prepare('rg');
    const text = '{"properties": {"mode": "Incremental", "template": {\n  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n  "contentVersion": "1.0.0.0",\n  "parameters": {\n    "extra": { "type": "string" }\n  },\n  "resources": []\n}}}';
    const response = azure.handle({ method: 'PUT', url: `https://management.azure.com${inGroup('d')}?api-version=2024-01-01`, headers: { authorization: 'Bearer test' }, body: text });
    const body = JSON.parse((response as { body: string }).body) as JsonObject;
    expect(errorOf(body)).toEqual({
      code: 'InvalidTemplate',
      message: "Deployment template validation failed: 'The value for the template parameter 'extra' at line '5' and column '14' is not provided. Please see https://aka.ms/resource-manager-parameter-files for usage details.'.",
      additionalInfo: [{ type: 'TemplateViolation', info: { lineNumber: 5, linePosition: 14, path: 'properties.template.parameters.extra' } }],
    });
  });

  it('is a member that templates and their parameters do not have', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg');
    const code = (more: JsonObject) => errorOf(send('PUT', `${inGroup('d')}?api-version=2024-01-01`, put(template([], more))).body);
    expect(code({ varables: {} })).toMatchObject({ code: 'InvalidRequestContent', message: expect.stringMatching(/'Could not find member 'varables' on object of type 'Template'\. Path 'properties\.template\.varables', line 1, position \d+\.'\.$/) });
    expect(code({ parameters: { p: { type: 'string', reference: {} } } })).toMatchObject({ code: 'InvalidRequestContent', message: expect.stringContaining("'Could not find member 'reference' on object of type 'TemplateInputParameter'. Path 'properties.template.parameters.p.reference'") });
  });

  it('names the place behind a name that is an expression with quotes in it', () => {
    const { error } = refused([storageAccount("[foo('a')]")], 'Microsoft.Storage');
    expect(error).toMatchObject({ code: 'InvalidTemplate', message: expect.stringMatching(/The template resource '\[foo\('a'\)\]' at line '1' and column '\d+' is not valid/) });
  });
});

describe('after a failure', () => {
  it('the last deployment that succeeded runs again when the request asked for it', () => {
    const { send, deploy, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const tagged = template([storageAccount('stone', { tags: { v: "[parameters('v')]" } })], { parameters: { v: { type: 'string' } } });
    deploy('good', tagged, { group: 'rg', parameters: { v: { value: 'first' } } });
    advance(1000);
    const bad = template([storageAccount('stone', { tags: { v: 'second' } }), vault('no--vault', { dependsOn: ['stone'] })]);
    expect(propertiesOf(send('PUT', inGroup('bad'), put(bad, { onErrorDeployment: { type: 'LastSuccessful' } })).body)['onErrorDeployment']).toMatchObject({ type: 'LastSuccessful', deploymentName: 'good' });
    advance(60_000);
    expect(propertiesOf(send('GET', inGroup('bad')).body)['provisioningState']).toBe('Failed');
    expect(send('GET', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stone`).body['tags']).toEqual({ v: 'first' });
    expect(errorOf(send('PUT', inGroup('other'), put(bad, { onErrorDeployment: { type: 'SpecificDeployment', deploymentName: 'none' } })).body)).toMatchObject({ code: 'DeploymentNotFound' });
  });

  it('mode Complete has deleted nothing; after success it has deleted what the template lacks', () => {
    const { send, deploy, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    deploy('d', template([storageAccount('stone'), storageAccount('other')]), { group: 'rg' });
    const complete = (resources: readonly JsonObject[]) => ({ properties: { mode: 'Complete', template: template(resources) } });
    const names = () => (send('GET', `${subscriptionPath}/resourceGroups/rg/resources`).body['value'] as JsonObject[]).map(({ name }) => name);
    send('PUT', inGroup('c'), complete([storageAccount('stone'), vault('no--vault')]));
    advance(10_000);
    expect(names()).toEqual(['other', 'stone']);
    send('PUT', inGroup('c'), complete([storageAccount('stone'), storageAccount('other', { condition: false })]));
    advance(10_000);
    expect(names()).toEqual(['stone']);
  });
});
