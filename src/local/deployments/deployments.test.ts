import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { openDatabase } from '../world/database.ts';
import { createTestAzure, storageAccount, subscriptionPath, template, vault } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const deployment = (name: string) => `${subscriptionPath}/resourcegroups/rg/providers/Microsoft.Resources/deployments/${name}`;
const incremental = (body: JsonObject, parameters: JsonObject = {}): JsonObject => ({ properties: { mode: 'Incremental', template: body, parameters } });
const propertiesOf = (view: JsonObject) => view['properties'] as JsonObject;
const secondsForStorage = { settings: { durations: { 'Microsoft.Storage/storageAccounts': 10_000, 'Microsoft.KeyVault/vaults': 1000 } } };

/** A vault that waits for an account, one way or the other. */
const chain = template([
  storageAccount('stone'),
  vault('kv-one', { tags: { blob: "[reference(resourceId('Microsoft.Storage/storageAccounts', 'stone'), '2024-01-01').primaryEndpoints.blob]" } }),
]);

describe('a deployment', () => {
  it('goes through its states as the clock goes, in the order of its references', () => {
    const { send, advance, prepare } = createTestAzure(secondsForStorage);
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const put = send('PUT', deployment('d'), incremental(chain));
    expect(put).toMatchObject({ status: 201, headers: { 'azure-asyncoperation': expect.stringContaining('/operationStatuses/') }, body: { properties: { provisioningState: 'Accepted' } } });
    const poll = new URL(put.headers['azure-asyncoperation'] ?? '').pathname;
    expect(send('GET', poll).body).toEqual({ status: 'Running' });
    advance(9_999);
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-one?api-version=2024-11-01`).status).toBe(404);
    advance(1);
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-one?api-version=2024-11-01`).body).toMatchObject({ tags: { blob: 'https://stone.blob.core.windows.net/' }, properties: { provisioningState: 'Creating' } });
    const running = send('GET', `${deployment('d')}/operations`).body['value'] as JsonObject[];
    expect(running.map((row) => propertiesOf(row)['provisioningState'])).toEqual(['Succeeded', 'Running']);
    advance(1000);
    expect(send('GET', poll).body).toEqual({ status: 'Succeeded' });
    const view = send('GET', deployment('d')).body;
    expect(propertiesOf(view)).toMatchObject({ provisioningState: 'Succeeded', duration: 'PT11S' });
    expect(propertiesOf(view)['outputResources']).toEqual([{ id: `${group}/providers/Microsoft.KeyVault/vaults/kv-one` }, { id: `${group}/providers/Microsoft.Storage/storageAccounts/stone` }]);
    const rows = send('GET', `${subscriptionPath}/resourcegroups/rg/deployments/d/operations`).body['value'] as JsonObject[];
    expect(rows.map((row) => propertiesOf(row)['provisioningOperation'])).toEqual(['Create', 'Create', 'EvaluateDeploymentOutput']);
    expect(propertiesOf(rows[0] ?? {})).toMatchObject({ statusCode: 'Created', duration: 'PT10S', targetResource: { resourceType: 'Microsoft.Storage/storageAccounts', resourceName: 'stone' } });
  });

  it('starts a resource when all that it waits for are done, not the first of them', () => {
    const { send, advance, prepare } = createTestAzure(secondsForStorage);
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    send('PUT', deployment('d'), incremental(template([storageAccount('stone'), vault('kv-one'), vault('kv-last', { dependsOn: ['stone', 'kv-one'] })])));
    advance(5000);
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-one?api-version=2024-11-01`).status).toBe(200);
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-last?api-version=2024-11-01`).status).toBe(404);
    advance(5000);
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-last?api-version=2024-11-01`).status).toBe(200);
  });

  it('ends when its slowest resource does, though others were planned after it', () => {
    const { send, advance, prepare } = createTestAzure(secondsForStorage);
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    send('PUT', deployment('d'), incremental(template([storageAccount('stone'), vault('kv-one'), vault('kv-two', { dependsOn: ['kv-one'] })])));
    advance(60_000);
    expect(propertiesOf(send('GET', deployment('d')).body)['duration']).toBe('PT10S');
  });

  it('plays what it missed at the moments when it would have happened, in one look from far in the future', () => {
    const { send, advance, prepare } = createTestAzure(secondsForStorage);
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    send('PUT', deployment('d'), incremental(chain));
    advance(86_400_000);
    expect(propertiesOf(send('GET', deployment('d')).body)).toMatchObject({ provisioningState: 'Succeeded', duration: 'PT11S', timestamp: '2026-01-15T10:00:12.000Z' });
  });

  it('answers 200 for a name that it had before, and refuses one that is still running', () => {
    const { send, deploy, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    deploy('d', template([]), { group: 'rg' });
    expect(send('PUT', deployment('d'), incremental(template([storageAccount('stone')]))).status).toBe(200);
    const { status, body } = send('PUT', deployment('d'), incremental(template([])));
    expect(status).toBe(409);
    expect(body['error']).toMatchObject({ code: 'DeploymentActive', message: expect.stringContaining("'1/15/2026 10:00:01 AM'") });
  });

  it('shows parameters in their types without secure values, its dependencies, providers and outputs', () => {
    const { deploy, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const body = template([storageAccount('stone'), vault('kv-one', { dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', 'stone')]"] })], {
      parameters: { Word: { type: 'string' }, key: { type: 'securestring' } },
      outputs: { Uri: { type: 'string', value: "[reference('kv-one').vaultUri]" }, hidden: { type: 'securestring', value: "[parameters('key')]" } },
    });
    const view = propertiesOf(deploy('d', body, { group: 'rg', parameters: { Word: { value: 'w' }, key: { value: 'hush' } } }));
    expect(view['parameters']).toEqual({ word: { type: 'String', value: 'w' }, key: { type: 'SecureString' } });
    expect(view['outputs']).toEqual({ uri: { type: 'String', value: 'https://kv-one.vault.azure.net/' }, hidden: { type: 'SecureString' } });
    expect(view['providers']).toEqual([
      { namespace: 'Microsoft.Storage', resourceTypes: [{ resourceType: 'storageAccounts', locations: ['westeurope'] }] },
      { namespace: 'Microsoft.KeyVault', resourceTypes: [{ resourceType: 'vaults', locations: ['westeurope'] }] },
    ]);
    expect(view['dependencies']).toMatchObject([{ resourceName: 'kv-one', dependsOn: [{ resourceName: 'stone' }] }]);
    expect(JSON.stringify(view)).not.toContain('hush');
  });

  it('forgets its parameters when it has ended', () => {
    const { deploy, prepare, send, worldFolder } = createTestAzure();
    prepare('rg');
    const body = template([], { parameters: { key: { type: 'securestring' } } });
    send('PUT', deployment('running'), incremental(body, { key: { value: 'seen-while-running' } }));
    const db = openDatabase(worldFolder);
    const requests = () => db.all('select request from deployments').map((row) => String(row['request'])).join();
    expect(requests()).toContain('seen-while-running');
    deploy('d', body, { group: 'rg', parameters: { key: { value: 'gone-after-end' } } });
    expect(requests()).not.toMatch(/seen-while-running|gone-after-end/);
    expect(send('POST', `${deployment('d')}/exportTemplate`).body).toEqual({ template: body });
    db.close();
  });

  it('deploys at subscription scope: a group and, nested, what is in it', () => {
    const { send, deploy, prepare } = createTestAzure();
    prepare('unrelated', 'Microsoft.Storage');
    const body = {
      ...template([
        { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope', tags: { a: 'b' } },
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'inner',
          resourceGroup: 'rg',
          dependsOn: ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'rg')]"],
          properties: {
            mode: 'Incremental',
            expressionEvaluationOptions: { scope: 'inner' },
            template: template([storageAccount('stone', { location: '[resourceGroup().location]' })], { outputs: { id: { type: 'string', value: "[resourceId('Microsoft.Storage/storageAccounts', 'stone')]" } } }),
          },
        },
      ]),
      outputs: { id: { type: 'string', value: "[reference(resourceId(subscription().subscriptionId, 'rg', 'Microsoft.Resources/deployments', 'inner')).outputs.id.value]" } },
    };
    const view = deploy('outer', body);
    expect(propertiesOf(view)).toMatchObject({ provisioningState: 'Succeeded', outputs: { id: { value: `${group}/providers/Microsoft.Storage/storageAccounts/stone` } } });
    expect(send('GET', group).body['tags']).toEqual({ a: 'b' });
    expect(propertiesOf(send('GET', deployment('inner')).body)['correlationId']).toBe(propertiesOf(view)['correlationId']);
  });
});

describe('cancelling', () => {
  it('starts nothing more, lets finish what is being made, and says Canceled at once', () => {
    const { send, advance, prepare } = createTestAzure(secondsForStorage);
    prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    send('PUT', deployment('d'), incremental(chain));
    advance(5000);
    expect(send('POST', `${deployment('d')}/cancel`).status).toBe(204);
    expect(propertiesOf(send('GET', deployment('d')).body)['provisioningState']).toBe('Canceled');
    advance(60_000);
    expect(propertiesOf(send('GET', `${group}/providers/Microsoft.Storage/storageAccounts/stone`).body)['provisioningState']).toBe('Succeeded');
    expect(send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-one?api-version=2024-11-01`).status).toBe(404);
    expect(send('POST', `${deployment('d')}/cancel`).status).toBe(409);
  });
});

describe('several processes on one world', () => {
  it('see the same deployment go on, with the same fresh identifiers, whoever looks', () => {
    const first = createTestAzure(secondsForStorage);
    first.prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
    const body = template([storageAccount('stone', { tags: { id: "[parameters('id')]" } }), vault('kv-one', { dependsOn: ['stone'], tags: { id: "[parameters('id')]" } })], { parameters: { id: { type: 'string', defaultValue: '[newGuid()]' } } });
    first.send('PUT', deployment('d'), incremental(body));
    expect(propertiesOf(first.send('GET', deployment('d')).body)['provisioningState']).toBe('Running');
    const second = createTestAzure({ worldFolder: first.worldFolder, start: '2026-01-15T10:00:20.000Z' });
    second.advance(20_000);
    const tagsOf = (id: string) => second.send('GET', `${group}/providers/${id}?api-version=${id.includes('KeyVault') ? '2024-11-01' : '2024-01-01'}`).body['tags'];
    expect(propertiesOf(second.send('GET', deployment('d')).body)['provisioningState']).toBe('Succeeded');
    expect(tagsOf('Microsoft.KeyVault/vaults/kv-one')).toEqual(tagsOf('Microsoft.Storage/storageAccounts/stone'));
  });

  it('lists deployments of a scope, newest first, and deletes them from its history', () => {
    const { send, deploy, advance, prepare } = createTestAzure();
    prepare('rg');
    deploy('one', template([]), { group: 'rg' });
    advance(1000);
    deploy('two', template([]), { group: 'rg' });
    const names = () => (send('GET', deployment('').replace(/\/$/, '')).body['value'] as JsonObject[]).map(({ name }) => name);
    expect(names()).toEqual(['two', 'one']);
    expect(send('DELETE', deployment('one')).status).toBe(202);
    expect(names()).toEqual(['two']);
  });
});

it('reads a parameter from Key Vault, and stores a secret that a template puts into a vault', () => {
  const { deploy, prepare, send } = createTestAzure();
  prepare('rg', 'Microsoft.KeyVault');
  const secret = { type: 'Microsoft.KeyVault/vaults/secrets', apiVersion: '2024-11-01', name: 'kv-one/pass', dependsOn: ['kv-one'], properties: { value: "[parameters('value')]" } };
  const open = vault('kv-one');
  const opened = { ...open, properties: { ...(open['properties'] as JsonObject), enabledForTemplateDeployment: true } };
  deploy('d', template([opened, secret], { parameters: { value: { type: 'securestring' } } }), { group: 'rg', parameters: { value: { value: 'tell-nobody' } } });
  const shown = send('GET', `${group}/providers/Microsoft.KeyVault/vaults/kv-one/secrets/pass?api-version=2024-11-01`);
  expect(shown.status).toBe(200);
  expect(JSON.stringify(shown.body)).not.toContain('tell-nobody');
  const reference = { keyVault: { id: `${group}/providers/Microsoft.KeyVault/vaults/kv-one` }, secretName: 'pass' };
  const view = propertiesOf(deploy('e', template([], { parameters: { p: { type: 'securestring' } }, outputs: { size: { type: 'int', value: "[length(parameters('p'))]" } } }), { group: 'rg', parameters: { p: { reference } } }));
  expect(view['outputs']).toEqual({ size: { type: 'Int', value: 'tell-nobody'.length } });
  const refused = (given: JsonObject) => deploy('f', template([], { parameters: { p: { type: 'securestring' } } }), { group: 'rg', parameters: { p: { reference: given } } })['error'];
  expect(refused({ ...reference, secretName: 'none' })).toMatchObject({ code: 'KeyVaultParameterReferenceSecretRetrieveFailed', message: expect.stringContaining("'p' cannot be retrieved. Http status code: 'NotFound'") });
  expect(refused({ ...reference, keyVault: { id: `${group}/providers/Microsoft.KeyVault/vaults/kv-none` } })).toMatchObject({ code: 'KeyVaultParameterReferenceNotFound' });
  send('PATCH', `${group}/providers/Microsoft.KeyVault/vaults/kv-one?api-version=2024-11-01`, { properties: { enabledForTemplateDeployment: false } });
  expect(refused(reference)).toMatchObject({ code: 'KeyVaultParameterReferenceSecretRetrieveFailed', message: expect.stringContaining('Access denied to first party service') });
});

it('hands secret outputs of nested deployments to the template around them, and keeps them from everybody else', () => {
  const { azure, deploy, prepare, send } = createTestAzure();
  prepare('rg', 'Microsoft.KeyVault');
  const inner = template([], { outputs: { Pass: { type: 'securestring', value: 'tell-nobody' }, plain: { type: 'int', value: 3 } } });
  const nested = { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'in', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: inner } };
  const call = "listOutputsWithSecureValues(resourceId('Microsoft.Resources/deployments', 'in'), '2022-09-01')";
  const outputs = { size: { type: 'int', value: `[length(${call}.pass)]` }, plain: { type: 'int', value: `[${call}.plain]` } };
  const view = propertiesOf(deploy('out', template([nested], { outputs }), { group: 'rg' }));
  expect(view['outputs']).toEqual({ size: { type: 'Int', value: 'tell-nobody'.length }, plain: { type: 'Int', value: 3 } });
  expect(JSON.stringify([view, send('GET', `${group}/providers/Microsoft.Resources/deployments/in?api-version=2022-09-01`).body])).not.toContain('tell-nobody');
  expect(azure.inWorld(({ db }) => db.all('select * from secure_outputs'))).toEqual([]);
});
