import { describe, expect, test } from 'vitest';
import { feedback, targetOf } from '../../define/providers/full-backend.fake.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Value } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { bringing, component, composed, errorsOf, identity, own } from './synth-case.fake.ts';
import { synthesize } from './synthesize.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

function template(parts: JsonObject): JsonObject {
  return { $schema: schema, contentVersion: '1.0.0.0', resources: [], ...parts };
}

function account(name: string, rest: JsonObject = {}): JsonObject {
  return { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name, location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, ...rest };
}

const addressesOf = (parts: JsonObject): readonly string[] => synthesize(composed([bringing('orders', template(parts))])).resources.map(({ address }) => address.replace('main/', '')).filter((address) => !address.startsWith('group'));

describe('a brought template', () => {
  test('is deployed whole and unaltered in the group of the backend, after it', () => {
    const brought = template({ resources: [account('stone')], outputs: { id: { type: 'string', value: "[resourceId('Microsoft.Storage/storageAccounts', 'stone')]" } } });
    const synthesis = synthesize(composed([bringing('orders', structuredClone(brought))]));
    expect(errorsOf(synthesis)).toEqual([]);
    const stack = synthesis.stacks.at(-1);
    expect(stack).toMatchObject({ id: 'existing.orders', verbatim: true, dependsOn: ['foundation'], scope: { kind: 'resourceGroup', resourceGroup: expect.stringMatching(/^rg-feedback-portal-dev-weu-/) } });
    expect(JSON.stringify(stack?.template)).toBe(JSON.stringify(brought));
    expect(synthesis.resources.find(({ address }) => address.startsWith('main/orders/'))).toMatchObject({ address: 'main/orders/storageAccounts.stone', owner: 'orders', components: ['orders'], dependsOn: ['main/group.main/group'], origin: { file: 'infra/orders.json' } });
    expect(synthesis.outputs).toEqual([{ name: 'id', stack: 'existing.orders', expression: `"[resourceId('Microsoft.Storage/storageAccounts', 'stone')]"`, component: 'orders' }]);
  });

  test('gives its resources addresses by type and name, or by symbolic name', () => {
    expect(addressesOf({ resources: [account('stone'), { type: 'Microsoft.Storage/storageAccounts/blobServices', apiVersion: '2024-01-01', name: 'stone/default' }] })).toEqual(['orders/storageAccounts.blobServices.stone.default', 'orders/storageAccounts.stone']);
    expect(addressesOf({ languageVersion: '2.0', resources: { _store: account('stone'), second: account('sttwo') } })).toEqual(['orders/second', 'orders/store']);
  });

  test('leaves out what its condition rules out and what it only reads', () => {
    const resources = { no: account('stno', { condition: false }), read: { existing: true, type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name: 'stread' }, yes: account('styes', { condition: "[equals(1, 1)]" }) };
    expect(addressesOf({ languageVersion: '2.0', resources })).toEqual(['orders/yes']);
  });

  test('gives each turn of a copy loop an address of its own', () => {
    expect(addressesOf({ resources: [account("[concat('st', copyIndex())]", { copy: { name: 'loop', count: 2 } })] })).toEqual(['orders/storageAccounts.st0', 'orders/storageAccounts.st1']);
    expect(addressesOf({ languageVersion: '2.0', resources: { stores: account("[concat('st', copyIndex())]", { copy: { name: 'stores', count: 2 } }) } })).toEqual(['orders/stores.st0', 'orders/stores.st1']);
  });

  test('gives the resources of nested deployments, however deep, behind what the deployments wait for', () => {
    const nested = (name: string, resources: readonly JsonObject[], rest: JsonObject = {}): JsonObject => ({ type: 'Microsoft.Resources/deployments', apiVersion: '2025-04-01', name, properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: template({ resources: resources as never }) }, ...rest });
    const resources = [account('stone'), nested('outer', [account('stsame'), nested('inner', [account('stdeep')])], { dependsOn: ['stone'] }), account('stlast', { dependsOn: ["[resourceId('Microsoft.Resources/deployments', 'outer')]"] })];
    const synthesis = synthesize(composed([bringing('orders', template({ resources }))]));
    expect(errorsOf(synthesis)).toEqual([]);
    const needs = Object.fromEntries(synthesis.resources.filter(({ owner }) => owner === 'orders').map(({ address, dependsOn }) => [address, dependsOn.filter((needed) => !needed.includes('group'))]));
    expect(needs).toEqual({
      'main/orders/outer.inner.storageAccounts.stdeep': ['main/orders/storageAccounts.stone'],
      'main/orders/outer.storageAccounts.stsame': ['main/orders/storageAccounts.stone'],
      'main/orders/storageAccounts.stlast': ['main/orders/outer.inner.storageAccounts.stdeep', 'main/orders/outer.storageAccounts.stsame'],
      'main/orders/storageAccounts.stone': [],
    });
  });

  test('for a subscription is deployed there', () => {
    const brought = { ...template({ resources: [{ type: 'Microsoft.Resources/resourceGroups', apiVersion: '2025-04-01', name: 'rg-more', location: 'westeurope' }] }), $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#' };
    const synthesis = synthesize(composed([bringing('orders', brought)]));
    expect(synthesis.stacks.at(-1)?.scope).toEqual({ kind: 'subscription', subscriptionId: '44444444-4444-4444-8444-444444444444', location: 'westeurope' });
    expect(synthesis.resources.at(-1)).toMatchObject({ id: '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-more' });
    expect(errorsOf(synthesize(composed([bringing('orders', { ...brought, $schema: 'https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#' })])))).toEqual(['ATK1402 template infra/orders.json: it is for a management group or the tenant; resource groups and subscriptions are deployed to']);
  });

  test('has its stores protected where stores are', () => {
    const brought = template({ resources: [account('stone')] });
    const protect = (environment: 'dev' | 'prod') => synthesize(composed([bringing('orders', brought)], { target: targetOf(environment) })).resources.find(({ owner }) => owner === 'orders')?.protect;
    expect([protect('dev'), protect('prod')]).toEqual([false, true]);
  });

  test('plans the same whatever the time and the random ids of its defaults are', () => {
    const parameters = { now: { type: 'string', defaultValue: "[utcNow()]" }, id: { type: 'string', defaultValue: "[newGuid()]" } };
    const brought = template({ parameters, resources: [account('stone', { tags: { now: "[parameters('now')]", id: "[parameters('id')]" } })] });
    const once = synthesize(composed([bringing('orders', brought)]));
    expect(synthesize(composed([bringing('orders', brought)]))).toEqual(once);
    expect(once.stacks.at(-1)?.parameters).toEqual({});
  });

  test.each([
    ['an expression that cannot be read', { resources: [account('[concat(]')] }, /^ATK1402 template infra\/orders\.json: /],
    ['a circle', { resources: [account('stone', { dependsOn: ['sttwo'] }), account('sttwo', { dependsOn: ['stone'] })] }, /^ATK1402 template infra\/orders\.json: .*ircular/],
    ['a linked template', { resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2025-04-01', name: 'far', properties: { mode: 'Incremental', templateLink: { uri: 'https://example.com/a.json' } } }] }, /^ATK1402 template infra\/orders\.json: .*https:\/\/example\.com\/a\.json/],
  ])('with %s is refused with its file', (_what, parts, error) => {
    const graph = composed([bringing('orders', template(parts as never))]);
    const { diagnostics } = synthesize(graph);
    expect(errorsOf({ diagnostics })[0]).toMatch(error);
    expect(diagnostics.find(({ severity }) => severity === 'error')?.location).toEqual({ file: 'infra/orders.json' });
  });
});

describe('parameters of a brought template', () => {
  const parameters = { sku: { type: 'string' }, size: { type: 'int', defaultValue: 1 }, adminPassword: { type: 'secureString', defaultValue: '' }, maybe: { type: 'string', nullable: true }, facts: { type: 'object', defaultValue: {} } };
  const brought = template({ languageVersion: '2.0', parameters, resources: { store: account('stone', { tags: { password: "[parameters('adminPassword')]" } }) } });
  const given = (values: Readonly<Record<string, Value>>) => synthesize(composed([bringing('orders', brought, values), component('a', { requirements: feedback, resources: [identity('one'), own('vault', 'Microsoft.KeyVault/vaults')] })]));

  test('are texts, facts of the environment, and names and ids of resources, whose stacks come before', () => {
    const synthesis = given({ SKU: { $: 'concat', parts: ['in ', { $: 'context', key: 'location' }, ' of ', { $: 'context', key: 'subscriptionId' }] }, size: 3, facts: { id: refTo('backend.a.one', 'id'), list: [refTo('cosmos', 'accountName'), { $: 'context', key: 'resourceGroup' }, { $: 'context', key: 'tenantId' }] } });
    expect(errorsOf(synthesis)).toEqual([]);
    const stack = synthesis.stacks.find(({ verbatim }) => verbatim);
    const idOf = (address: string) => synthesis.resources.find((resource) => resource.address === address)?.id;
    expect(stack?.parameters).toEqual({
      sku: { value: 'in westeurope of 44444444-4444-4444-8444-444444444444' },
      size: { value: 3 },
      facts: { value: { id: idOf('main/a/one'), list: [expect.stringMatching(/^cosno-/), expect.stringMatching(/^rg-feedback-portal-dev-weu-/), '33333333-3333-4333-8333-333333333333'] } },
    });
    expect(stack?.dependsOn).toEqual(['data', 'foundation', 'security']);
  });

  test('that are secure take a reference to a Key Vault, and their value stays unknown', () => {
    const reference = { keyVault: { id: refTo('backend.a.vault', 'id') }, secretName: 'admin' };
    const synthesis = given({ sku: 'x', adminPassword: { reference } });
    expect(errorsOf(synthesis)).toEqual([]);
    expect(synthesis.stacks.find(({ verbatim }) => verbatim)?.parameters['adminPassword']).toEqual({ reference: { keyVault: { id: expect.stringMatching(/^\/subscriptions\/.*\/vaults\/kv-/) }, secretName: 'admin' } });
    expect(synthesis.resources.find(({ address }) => address === 'main/orders/store')?.desired['tags']).toEqual({ password: "[parameters('adminPassword')]" });
  });

  test.each<readonly [what: string, values: Readonly<Record<string, Value>>, error: string, hint: RegExp]>([
    ['a secret as plain text', { sku: 'x', adminPassword: 'canary-9d2' }, 'ATK1309 template infra/orders.json: the secure parameter "adminPassword" has its value as plain text', /reference: \{ keyVault/],
    ['a name that it has not', { sku: 'x', szie: 3 }, 'ATK1308 template infra/orders.json: it has no parameter "szie"', /"size"/],
    ['nothing for one without default', {}, 'ATK1403 template infra/orders.json: its parameter "sku" needs a value', /parameters: \{ sku: … \}/],
    ['what only a deployment knows', { sku: refTo('cosmos', 'endpoint') }, 'ATK1403 template infra/orders.json: the value of the parameter "sku" is known only after a deployment', /literal/],
    ['a reference to nothing', { sku: refTo('cosmos', 'endpiont') }, 'ATK1304 parameter "sku" of infra/orders.json refers to "cosmos.endpiont", which does not exist', /cosmos\.endpoint/],
  ])('with %s are refused at the place that gives them', (_what, values, error, hint) => {
    const { diagnostics } = given(values);
    const found = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errorsOf({ diagnostics })).toEqual([error]);
    expect(found[0]?.hint).toMatch(hint);
    expect(found[0]?.location).toEqual({ file: 'atakora/backend.ts', line: 9 });
    expect(JSON.stringify(diagnostics)).not.toContain('canary');
  });

  test('of a wrong type are refused by the template language', () => {
    expect(errorsOf(given({ sku: 3 }))[0]).toMatch(/^ATK1402 template infra\/orders\.json: .*'sku'.*String/);
  });
});

describe('several brought templates', () => {
  const one = template({ resources: [account('stone')], outputs: { id: { type: 'string', value: 'x' }, key: { type: 'secureString', value: 'y' } } });

  test('have deployments of their own, with the backend in front where there are several', () => {
    const stacks = (synthesis: ReturnType<typeof synthesize>) => synthesis.stacks.filter(({ verbatim }) => verbatim).map(({ id }) => id);
    const other = template({ resources: [account('sttwo')] });
    const several = { ...bringing('a', one), templates: [...bringing('a', one).templates, ...bringing('a', other, {}, 'more').templates] };
    const synthesis = synthesize(composed([several]));
    expect(errorsOf(synthesis)).toEqual([]);
    expect(stacks(synthesis)).toEqual(['existing.a', 'existing.a.more']);
    expect(synthesis.resources.map(({ address }) => address)).toEqual(['main/a/more.storageAccounts.sttwo', 'main/a/storageAccounts.stone', 'main/group.main/group']);
    expect(stacks(synthesize(composed({ main: [bringing('a', one)], reports: [bringing('a', other)] })))).toEqual(['existing.main.a', 'existing.reports.a']);
  });

  test('that make the same resource as each other or as the backend are refused', () => {
    const clash = template({ resources: [account('stone')] });
    expect(errorsOf(synthesize(composed([bringing('a', one), bringing('b', clash)])))).toEqual(['ATK1303 main/a/storageAccounts.stone and main/b/storageAccounts.stone would both be Microsoft.Storage/storageAccounts "stone"']);
    expect(errorsOf(synthesize(composed([bringing('a', clash), component('b', { resources: [own('mine', 'Microsoft.Storage/storageAccounts', {}, { azureName: 'STONE'.toLowerCase() })] })])))[0]).toMatch(/^ATK1303 main\/b\/mine and main\/a\/storageAccounts\.stone/);
  });

  test('whose resources would get the same address are refused', () => {
    const resources = { 'a-b': account('stone'), 'a.b': account('sttwo') };
    const [error] = errorsOf(synthesize(composed([bringing('a', template({ resources: [account('st1'), { type: 'Contoso.Things/storageAccounts', apiVersion: '2024-01-01', name: 'st1' }] }))])));
    expect(error).toBe('ATK1302 Microsoft.Storage/storageAccounts "st1" and Contoso.Things/storageAccounts "st1" would both have the address main/a/storageAccounts.st1');
    expect(errorsOf(synthesize(composed([bringing('a', template({ languageVersion: '2.0', resources: resources as never }))])))).toEqual([]);
  });

  test('with outputs of the same name are refused, and secure outputs are not listed', () => {
    expect(synthesize(composed([bringing('a', one)])).outputs.map(({ name }) => name)).toEqual(['id']);
    const other = template({ resources: [account('sttwo')], outputs: { id: { type: 'string', value: 'x' } } });
    expect(errorsOf(synthesize(composed([bringing('a', one), bringing('b', other)])))).toEqual(['ATK1302 two outputs have the name "id": one of a and one of b']);
  });
});

describe('secrets of a template that a user brings', () => {
  const key = "[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'stone'), '2023-05-01').keys[0].value]";
  const site = (settings: JsonObject): JsonObject => ({ type: 'Microsoft.Web/sites', apiVersion: '2023-12-01', name: 'one', location: 'westeurope', properties: { siteConfig: { appSettings: Object.entries(settings).map(([name, value]) => ({ name, value })) } } });

  test('values of secure parameters are in nothing that comes of it; the plan has their expressions', () => {
    const brought = template({ parameters: { pw: { type: 'securestring', defaultValue: 'hunter2-hunter2' } }, variables: { link: "[concat('u:', parameters('pw'))]" }, resources: [site({ HARMLESS: "[parameters('pw')]", LINK: "[variables('link')]" })], outputs: { a: { type: 'string', value: "[parameters('pw')]" }, b: { type: 'object', value: { deep: "[variables('link')]" } }, open: { type: 'string', value: 'x' } } });
    const synthesis = synthesize(composed([bringing('orders', brought)]));
    expect(JSON.stringify([synthesis.resources, synthesis.outputs, synthesis.diagnostics])).not.toContain('hunter2');
    expect(JSON.stringify(synthesis.resources)).toContain("parameters('pw')");
    expect(synthesis.outputs.map(({ name }) => name)).toEqual(['open']);
    expect(synthesis.diagnostics.map(({ severity, summary }) => `${severity} ${summary}`)).toEqual([
      'warning the output "a" of the template of orders holds a key of a resource or a secure parameter: it is neither recorded nor shown',
      'warning the output "b" of the template of orders holds a key of a resource or a secure parameter: it is neither recorded nor shown',
      'warning the secure parameter "pw" of the template of orders has a value as plain text; a change of it is not planned',
    ]);
  });

  test('outputs that hold keys of resources are not listed, in whatever letters and depth', () => {
    const brought = template({ resources: [account('stone')], outputs: { key: { type: 'string', value: key }, sas: { type: 'object', value: { deep: [key.replace('listKeys', 'LISTACCOUNTSAS')] } }, name: { type: 'string', value: "[concat('list', '(x)')]" } } });
    expect(synthesize(composed([bringing('orders', brought)])).outputs.map(({ name }) => name)).toEqual(['name']);
  });

  test('text where Azure wants a secret is a warning that names the place and not the text', () => {
    const found = synthesize(composed([bringing('orders', template({ resources: [site({ DB_PASSWORD: 'hunter2-hunter2' })] }))])).diagnostics;
    expect(found).toMatchObject([{ severity: 'warning', code: 'ATK1309', summary: expect.stringMatching(/has a secret as plain text at properties\.siteConfig\.appSettings/) }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});
