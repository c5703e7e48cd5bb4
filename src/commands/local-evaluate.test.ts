import { describe, expect, it } from 'vitest';
import { runInFolder } from './command-run.fake.ts';

/** Milliseconds of work of this process so far: unlike the wall clock, the same on a busy machine. */
const workMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (rest: object): object => ({ $schema: schema, contentVersion: '1.0.0.0', resources: [], ...rest });
const account = { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: "[parameters('name')]", location: '[resourceGroup().location]', properties: {} };
const named = template({ parameters: { name: { type: 'string' }, count: { type: 'int', defaultValue: 1 } }, resources: [account], outputs: { id: { type: 'string', value: "[resourceId('Microsoft.Storage/storageAccounts', parameters('name'))]" } } });
const evaluate = (files: Readonly<Record<string, unknown>>, ...flags: readonly string[]) => runInFolder(files, 'local', 'evaluate', '--template', 'main.json', ...flags);

describe('local evaluate --template', () => {
  it('prints the deployment as a GET shows it, with the resources', async () => {
    const { code, stdout } = await evaluate({ 'main.json': named, 'p.json': { parameters: { name: { value: 'stone' } } } }, '--parameters', 'p.json', '--subscription', 'S', '--resource-group', 'G', '--location', 'westeurope', '--deployment-name', 'd1');
    const id = '/subscriptions/S/resourceGroups/G/providers/Microsoft.Storage/storageAccounts/stone';
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      id: '/subscriptions/S/resourceGroups/G/providers/Microsoft.Resources/deployments/d1',
      name: 'd1',
      type: 'Microsoft.Resources/deployments',
      properties: {
        mode: 'Incremental',
        parameters: { name: { type: 'String', value: 'stone' }, count: { type: 'Int', value: 1 } },
        dependencies: [],
        providers: [{ namespace: 'Microsoft.Storage', resourceTypes: [{ resourceType: 'storageAccounts', locations: ['westeurope'] }] }],
        outputs: { id: { type: 'String', value: id } },
        outputResources: [{ id }],
      },
      resources: [{ id, type: 'Microsoft.Storage/storageAccounts', name: 'stone', apiVersion: '2023-01-01', location: 'westeurope', properties: {} }],
    });
  });

  it('leaves what only the cloud knows as an expression', async () => {
    const { stdout } = await evaluate({ 'main.json': template({ resources: [{ ...account, name: 'stone' }], outputs: { key: { type: 'string', value: "[listKeys('stone', '2023-01-01').keys[0].value]" } } }) });
    const { properties, resources } = JSON.parse(stdout) as { properties: { outputs: { key: { value: string } } }; resources: { location: string }[] };
    expect(resources[0]?.location).toBe('[resourceGroup().location]');
    expect(properties.outputs.key.value).toMatch(/^\[listKeys\(/);
  });

  it.each([
    ['with a schema', { $schema: 'x', contentVersion: '1.0.0.0', parameters: { name: { value: 'a1b2c3' } } }],
    ['with parameters only', { parameters: { NAME: { value: 'a1b2c3' } } }],
    ['bare, wrapped', { name: { value: 'a1b2c3' } }],
    ['bare, as they are', { name: 'a1b2c3' }],
    ['with comments, a byte order mark and trailing commas', '\uFEFF// hello\n{ /* x */ "parameters": { "name": { "value": "a1b2c3", }, } }'],
  ])('reads a parameter file %s', async (_, file) => {
    const { stdout } = await evaluate({ 'main.json': named, 'p.json': file }, '--parameters', 'p.json');
    expect(JSON.parse(stdout)).toMatchObject({ properties: { parameters: { name: { value: 'a1b2c3' } } } });
  });

  it('keeps a Key Vault reference unresolved and never prints a secure value', async () => {
    const main = template({
      parameters: { fromVault: { type: 'securestring' }, typed: { type: 'securestring' }, loose: { type: 'secureObject' } },
      resources: [{ ...account, name: 'stone', properties: { a: "[parameters('fromVault')]", b: "[concat('x-', parameters('typed'))]", c: "[parameters('loose').inner]", d: "[base64(parameters('typed'))]" } }],
      outputs: { out: { type: 'securestring', value: "[parameters('typed')]" } },
    });
    const reference = { keyVault: { id: '/subscriptions/S/resourceGroups/G/providers/Microsoft.KeyVault/vaults/v' }, secretName: 's' };
    const { code, stdout, stderr } = await evaluate({ 'main.json': main, 'p.json': { parameters: { fromVault: { reference }, typed: { value: 'hunter2hunter2' }, loose: { value: { inner: 'opensesame' } } } } }, '--parameters', 'p.json');
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/hunter2|opensesame|aHVudGVy/);
    expect(JSON.parse(stdout)).toMatchObject({
      properties: { parameters: { fromVault: { type: 'SecureString' }, loose: { type: 'SecureObject' } }, outputs: { out: { type: 'SecureString' } } },
      resources: [{ properties: { a: "[parameters('fromVault')]", b: "[concat('x-', parameters('typed'))]" } }],
    });
  });

  it('strikes secret values where a loop needs them', async () => {
    const main = template({ parameters: { all: { type: 'secureObject' } }, resources: [{ ...account, name: "[concat('s', copyIndex())]", copy: { name: 'c', count: "[length(parameters('all').list)]" }, properties: { v: "[parameters('all').list[copyIndex()]]" } }] });
    const { code, stdout } = await evaluate({ 'main.json': main, 'p.json': { all: { value: { list: ['first-secret', 'second-secret'] } } } }, '--parameters', 'p.json');
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/-secret/);
    expect(JSON.parse(stdout)).toMatchObject({ resources: [{ name: 's0', properties: { v: '***' } }, { name: 's1' }] });
  });

  it('answers what Azure offers where from the built-in metadata', async () => {
    const subscription = '11111111-1111-4111-8111-111111111111';
    const output = (type: string, value: string) => ({ type, value });
    const main = template({
      outputs: {
        namespace: output('string', "[providers('Microsoft.Web').namespace]"),
        type: output('string', "[providers('microsoft.storage', 'STORAGEACCOUNTS').resourceType]"),
        zones: output('array', "[pickZones('Microsoft.Storage', 'storageAccounts', 'westeurope', 3)]"),
        region: output('array', "[pickZones('Microsoft.Compute', 'virtualMachines', 'westeurope', 2, 1)]"),
        none: output('array', "[pickZones('Microsoft.Storage', 'storageAccounts', 'westus')]"),
        there: output('array', "[toPhysicalZones(subscription().subscriptionId, 'westeurope', createArray('1', '2', '3'))]"),
        back: output('array', "[toLogicalZones(subscription().subscriptionId, 'westeurope', toPhysicalZones(subscription().subscriptionId, 'westeurope', createArray('1', '3')))]"),
        logical: output('string', "[toLogicalZone(subscription().subscriptionId, 'westeurope', toPhysicalZone(subscription().subscriptionId, 'westeurope', '2'))]"),
        foreign: output('string', "[toPhysicalZone('22222222-2222-4222-8222-222222222222', 'westeurope', '1')]"),
      },
    });
    const { stdout } = await evaluate({ 'main.json': main }, '--subscription', subscription);
    const { properties } = JSON.parse(stdout) as { properties: { outputs: Record<string, { value: unknown }> } };
    const values = Object.fromEntries(Object.entries(properties.outputs).map(([name, { value }]) => [name, value]));
    expect(values).toEqual({
      namespace: 'Microsoft.Web', type: 'storageAccounts', zones: ['1', '2', '3'], region: ['2', '3'], none: [], back: ['1', '3'], logical: '2',
      there: [expect.stringMatching(/^westeurope-az\d$/), expect.stringMatching(/^westeurope-az\d$/), expect.stringMatching(/^westeurope-az\d$/)],
      foreign: "[toPhysicalZone('22222222-2222-4222-8222-222222222222', 'westeurope', '1')]",
    });
  });

  it('reads a resource of a namespace that nobody knows as it was sent', async () => {
    const resources = [{ type: 'My.Rp/things', apiVersion: '2020-01-01', name: 'a', location: 'here', properties: { list: [{ x: 1 }] } }, { ...account, name: 'stone', properties: { list: [{ x: 1 }] } }];
    const main = template({
      resources,
      outputs: {
        own: { type: 'array', value: "[reference('a').list]" },
        full: { type: 'string', value: "[reference('a', '2020-01-01', 'Full').resourceId]" },
        missing: { type: 'bool', value: "[equals(tryGet(reference('a'), 'no'), null())]" },
        known: { type: 'array', value: "[reference('stone').list]" },
      },
    });
    const { stdout } = await evaluate({ 'main.json': main });
    expect(JSON.parse(stdout)).toMatchObject({ properties: { outputs: { own: { value: [{ x: 1 }] }, full: { value: 'My.Rp/things/a' }, missing: { value: true }, known: { value: "[reference('stone').list]" } } } });
  });

  it('reads external inputs of a parameter file; those without a value stay expressions', async () => {
    const file = { $schema: 'x', contentVersion: '1.0.0.0', externalInputs: { a: { value: 'stone' } }, externalInputDefinitions: { a: { kind: 'sys.envVar', config: 'A' }, b: { kind: 'sys.envVar', config: 'B' } }, parameters: { name: { expression: "[toUpper(externalInputs('a'))]" }, other: { expression: "[externalInputs('b')]" } } };
    const { stdout } = await evaluate({ 'main.json': template({ parameters: { name: { type: 'string' }, other: { type: 'string' } } }), 'p.json': file }, '--parameters', 'p.json');
    expect(JSON.parse(stdout)).toMatchObject({ properties: { parameters: { name: { value: 'STONE' }, other: { value: "[externalInputs('b')]" } } } });
  });

  it('says of each assertion whether it holds', async () => {
    const main = template({ languageVersion: '2.1-experimental', parameters: { n: { type: 'int', defaultValue: 3 } }, resources: { s: { ...account, name: 'stone' } }, asserts: { few: "[less(parameters('n'), 3)]", some: "[greater(parameters('n'), 0)]", later: "[equals(reference('s').x, 1)]" } });
    const { code, stdout } = await evaluate({ 'main.json': main });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ asserts: { few: false, some: true, later: "[equals(reference('s').x, 1)]" } });
  });

  it.each([
    ['subscription', { $schema: schema.replace('deploymentTemplate', 'subscriptionDeploymentTemplate') }, [], '/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Resources/deployments/deployment'],
    ['managementGroup', { $schema: schema.replace('deploymentTemplate', 'managementGroupDeploymentTemplate') }, ['--management-group', 'mg'], '/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Resources/deployments/deployment'],
    ['tenant', {}, ['--scope', 'tenant'], '/providers/Microsoft.Resources/deployments/deployment'],
  ])('deploys to the %s that schema or flags say', async (_, rest, flags, id) => {
    const { code, stdout } = await evaluate({ 'main.json': template({ ...rest, variables: { here: '[deployment().location]' } }) }, ...flags);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id });
  });
});

describe('local evaluate says what is wrong and where', () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[], RegExp]>([
    ['a template that is not there', {}, [], /ATK1902: main\.json cannot be read: there is no such file/],
    ['a template cut off', { 'main.json': '{\n  "resources": [' }, [], /ATK2014: main\.json is not JSON: .* line 2.*\n.*main\.json:2/],
    ['no JSON at all', { 'main.json': 'param x string' }, [], /ATK2014.*line 1/],
    ['an expression in a resource', { 'main.json': template({ resources: [{ ...account, name: 'a', tags: { x: '[frobnicate()]' } }] }) }, [], /ATK2004: .*frobnicate.*\n.*main\.json:\d+:\d+/],
    ['all missing parameters', { 'main.json': template({ parameters: { one: { type: 'string' }, two: { type: 'int' }, three: { type: 'bool', defaultValue: true } } }) }, [], /ATK2002: 2 parameters have no value: one \(string\), two \(int\)/],
    ['an unknown parameter', { 'main.json': named, 'p.json': { parameters: { nmae: { value: 'x' } } } }, ['--parameters', 'p.json'], /ATK2002: 'nmae' is no parameter of main\.json[\s\S]*p\.json:3:13[\s\S]*Did you mean "name"/],
    ['a value of the wrong type', { 'main.json': named, 'p.json': { parameters: { name: { value: 5 } } } }, ['--parameters', 'p.json'], /ATK2002: .*Expected a value of type 'String, Uri'.*\n.*p\.json:4:\d+/],
    ['a parameter without a value', { 'main.json': named, 'p.json': { parameters: { name: {} } } }, ['--parameters', 'p.json'], /ATK2002.*'name' of p\.json has neither/],
    ['a template as parameter file', { 'main.json': named }, ['--parameters', 'main.json'], /ATK2002/],
    ['a scope that Azure has not', { 'main.json': named }, ['--scope', 'galaxy'], /ATK1002.*galaxy/],
    ['a template behind a link', { 'main.json': template({ resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'far', properties: { mode: 'Incremental', templateLink: { relativePath: 'far.json' } } }] }) }, [], /ATK2012: .*'far'.*'far\.json'.*\n.*main\.json:\d+:\d+/],
    ['parameters behind a link', { 'main.json': template({ resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'far', properties: { mode: 'Incremental', template: template({}), parametersLink: { uri: 'https://x.example/p.json' } } }] }) }, [], /ATK2012: .*parameter file 'https:\/\/x\.example/],
    ['an assertion that cannot be evaluated', { 'main.json': template({ asserts: { a: "[equals(parameters('x'), 1)]" } }) }, [], /ATK2004: .*assertion 'a'.*\n.*main\.json:\d+:\d+/],
    ['a nested deployment that configures extensions', { 'main.json': template({ resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2025-04-01', name: 'far', properties: { mode: 'Incremental', extensionConfigs: { k8s: {} }, template: template({}) } }] }) }, [], /ATK2013: .*'far'.*'k8s'.* not supported locally.*\n.*main\.json:\d+:\d+/],
    ['an extension', { 'main.json': template({ languageVersion: '2.0', imports: { k8s: { provider: 'Kubernetes', version: '1.0' } }, resources: { pod: { import: 'k8s', type: 'core/Pod@v1', properties: {} } } }) }, [], /ATK2013: .*'resources\.pod'.*'Kubernetes'.* not supported locally.*\n.*main\.json:\d+:\d+/],
  ])('%s', async (_, files, flags, expected) => {
    const { code, stdout, stderr } = await evaluate(files, ...flags);
    expect(stderr).toMatch(expected);
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe('');
  });

  it('inside of a nested template, at its place in the file', async () => {
    const inner = template({ resources: [{ ...account, name: 'a', location: '[nothing()]' }] });
    const file = JSON.stringify(template({ resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'n', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: inner } }] }), null, 2);
    const { stderr } = await evaluate({ 'main.json': file });
    const line = file.split('\n').findIndex((text) => text.includes('[nothing()]')) + 1;
    expect(stderr).toContain(`main.json:${line}:`);
  });

  it('as a JSON document with --json', async () => {
    const { code, stdout } = await evaluate({ 'main.json': template({ variables: { a: "[variables('b')]" } }) }, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'ATK2004', location: expect.stringMatching(/^main\.json:\d+:\d+$/) } });
  });
});

describe('hostile templates end in a coded error', () => {
  it.each<[string, string | object, RegExp]>([
    ['deep nesting', `${'['.repeat(200_000)}`, /ATK2011/],
    ['deep nesting that closes', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, /ATK2011/],
    ['a huge copy', template({ resources: [{ ...account, name: 'x', copy: { name: 'c', count: 1_000_000_000 } }] }), /ATK2007/],
    ['copies of copies', template({ resources: [0, 1].map((i) => ({ ...account, name: `[concat('x${i}', copyIndex())]`, copy: { name: `c${i}`, count: 500 } })) }), /ATK2010/],
    ['more than four megabytes', template({ variables: { big: 'x'.repeat(4_200_000) } }), /ATK2010/],
    ['brackets without end in an expression', template({ variables: { a: `[${'not('.repeat(20_000)}true${')'.repeat(20_000)}]` } }), /ATK201[01]/],
    ['a function that does not exist', template({ variables: { a: "[constructor('a')]" } }), /ATK2004/],
    ['a pattern that takes long to fail', template({ variables: { a: `[equals(contains('${'a'.repeat(20_000)}!', '(a+)+$'), replace('a', '(a|a)*', nothing()))]` } }), /ATK2004/],
    ['a template cut in the middle of a word', JSON.stringify(template({ variables: { a: 'x' } })).slice(0, -9), /ATK2014/],
    ['functions that call themselves', template({ languageVersion: '2.0', resources: {}, functions: [{ namespace: 'n', members: { f: { output: { type: 'int', value: '[n.f()]' } } } }], variables: { a: '[n.f()]' } }), /ATK20(05|11)/],
    ['prototype keys in an expression', template({ variables: { a: "[parameters('__proto__')]", b: "[variables('constructor')]" } }), /ATK2004/],
  ])('%s', async (_, content, expected) => {
    const began = workMs();
    const { code, stderr } = await evaluate({ 'main.json': content });
    expect(workMs() - began).toBeLessThan(3_000);
    expect(stderr).toMatch(expected);
    expect(code).toBe(1);
  });

  it('keys of prototypes are data like any other', async () => {
    const file = `{ "$schema": "${schema}", "contentVersion": "1.0.0.0", "variables": { "__proto__": { "x": 1 }, "constructor": 2 }, "resources": [ { "type": "A.B/c", "apiVersion": "2020-01-01", "name": "n", "tags": { "__proto__": "y" } } ], "outputs": { "o": { "type": "int", "value": "[variables('__proto__').x]" } } } // end`;
    const { stdout } = await evaluate({ 'main.json': file });
    expect(JSON.parse(stdout)).toMatchObject({ properties: { outputs: { o: { value: 1 } } } });
    expect(stdout).toContain('"__proto__": "y"');
  });

  it('one bad case of a batch leaves the others their answers', async () => {
    const cases = [
      '{"id":1,"expression":"[add(1, 2)]"}', `{"id":2,"expression":${JSON.stringify(`[${'('.repeat(50_000)}]`)}}`, '{"id":3,"expression":"[nothing()]"}',
      '{"id":4,"__proto__":{"expression":"[1]"},"expression":"[string(4)]","inputs":{"__proto__":{"parameters":5}}}', `{"id":5,"template":{"$schema":"${schema}","contentVersion":"1.0.0.0","resources":[{"copy":{"name":"c","count":1e9}}]}}`, '{"id":6,"template":17}',
    ];
    const { code, stdout } = await runInFolder({ 'cases.ndjson': cases.join('\n') }, 'local', 'evaluate', '--batch', 'cases.ndjson');
    const answers = stdout.trim().split('\n').map((line) => JSON.parse(line) as { id: number; value?: unknown; error?: { code: string } });
    expect(code).toBe(0);
    expect(answers.map(({ id, value, error }) => [id, value ?? error?.code])).toEqual([[1, 3], [2, 'InvalidTemplate'], [3, 'InvalidTemplate'], [4, '4'], [5, 'InvalidTemplate'], [6, 'InvalidTemplate']]);
  });

  it('a case that is cut off is named by its line', async () => {
    const { code, stdout, stderr } = await runInFolder({ 'cases.ndjson': '{"id":1,"expression":"[1]"}\n{"id":2,"expr' }, 'local', 'evaluate', '--batch', 'cases.ndjson');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/ATK1902: line 2 of cases\.ndjson/);
  });
});
