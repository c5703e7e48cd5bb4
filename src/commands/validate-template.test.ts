import { describe, expect, it } from 'vitest';
import { runInFolder } from './command-run.fake.ts';

/** Milliseconds of work of this process so far: unlike the wall clock, the same on a busy machine. */
const workMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (rest: object): object => ({ $schema: schema, contentVersion: '1.0.0.0', resources: [], ...rest });
const account = (name: string, rest: object = {}): object => ({ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name, location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', ...rest });
const plain = (name: string, rest: object = {}): object => ({ type: 'Microsoft.Batch/things', apiVersion: '2023-01-01', name, ...rest });
const validate = (files: Readonly<Record<string, unknown>>, ...flags: readonly string[]) => runInFolder(files, 'validate', '--template', 'main.json', ...flags);

interface Printed {
  readonly valid: boolean;
  readonly resources: number;
  readonly findings: readonly { readonly code: string; readonly path: string; readonly line: number; readonly column: number; readonly summary: string }[];
}

async function findingsOf(json: object, parameters?: object): Promise<Printed> {
  const { stdout } = await validate({ 'main.json': json, ...(parameters === undefined ? {} : { 'p.json': parameters }) }, '--json', ...(parameters === undefined ? [] : ['--parameters', 'p.json']));
  return JSON.parse(stdout) as Printed;
}

const pathsOf = ({ findings }: Printed): readonly string[] => findings.map(({ code, path }) => `${code} ${path}`);

describe('validate --template', () => {
  it('finds nothing in a sound template, with and without its parameters', async () => {
    const sound = template({ parameters: { name: { type: 'string' }, count: { type: 'int' } }, resources: [account("[parameters('name')]", { copy: { name: 'c', count: "[parameters('count')]" } })] });
    expect(await findingsOf(sound)).toMatchObject({ valid: true, findings: [] });
    expect(await findingsOf(template({ parameters: { name: { type: 'string' } }, resources: [account("[parameters('name')]")] }), { name: { value: 'stone123' } })).toMatchObject({ valid: true, resources: 1, findings: [] });
  });

  it('reports everything at once, each with its path, line and column', async () => {
    const broken = template({
      parameters: { used: { type: 'string' }, odd: { type: 'int', defaultValue: 'x' } },
      variables: { a: "[variables('b')]", c: '[concat(]', d: "[toLower('X', 'Y')]" },
      resources: [plain("[parameters('usd')]"), plain('two', { tags: { x: '[nothing()]' } })],
      outputs: { o: { type: 'string', value: "[add(1, 'x')]" } },
    });
    const printed = await findingsOf(broken);
    expect(printed.valid).toBe(false);
    expect(pathsOf(printed)).toEqual(expect.arrayContaining(['ATK2004 variables.a', 'ATK2003 variables.c', 'ATK2004 variables.d', 'ATK2004 resources[0].name', 'ATK2004 resources[1].tags.x', 'ATK2002 parameters.odd']));
    for (const { line, column } of printed.findings) {
      expect(line).toBeGreaterThan(1);
      expect(column).toBeGreaterThan(1);
    }
    const { code, stderr, stdout } = await validate({ 'main.json': broken });
    expect(code).toBe(1);
    expect(stderr).toMatch(/ATK2003[\s\S]*main\.json:\d+:\d+/);
    expect(stdout).toMatch(/^Not valid: \d errors/);
  });

  it.each<[string, object, string]>([
    ['names that do not match their type', template({ resources: [plain('a/b')] }), 'ATK2001 resources[0].type'],
    ['a resource twice', template({ resources: [plain('a'), plain('A')] }), 'ATK2001 resources[1]'],
    ['a dependency on nothing', template({ resources: [plain('a', { dependsOn: ['nobody'] })] }), 'ATK2006 resources[0].dependsOn'],
    ['a circle', template({ resources: [plain('a', { dependsOn: ['b'] }), plain('b', { dependsOn: ['a'] })] }), 'ATK2005 resources[0]'],
    ['an API version that is no date', template({ resources: [plain('a', { apiVersion: 'latest' })] }), 'ATK2001 resources[0].apiVersion'],
    ['a name against the rule of its type', template({ resources: [account('Not_Allowed')] }), 'ATK2015 resources[0].name'],
    ['a missing location', template({ resources: [account('stone123', { location: undefined })] }), 'ATK2015 resources[0]'],
    ['too many parameters', template({ parameters: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`p${i}`, { type: 'int', defaultValue: i }])) }), 'ATK2010 '],
    ['too many outputs', template({ outputs: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`o${i}`, { type: 'int', value: i }])) }), 'ATK2010 '],
    ['a copy without count', template({ resources: [plain('a', { copy: { name: 'c' } })] }), 'ATK2001 resources[0].copy'],
    ['a function that a nested template does not see', template({ parameters: { p: { type: 'string', defaultValue: 'x' } }, resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'n', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: template({ variables: { v: "[parameters('p')]" } }) } }] }), 'ATK2004 resources[0].properties.template.variables.v'],
    ['an API version that the type has not', template({ resources: [account('stone123', { apiVersion: '2023-01-02' })] }), 'ATK2017 resources[0].apiVersion'],
    ['a type that the provider has not', template({ resources: [account('stone123', { type: 'Microsoft.Storage/storageAcounts' })] }), 'ATK2018 resources[0].type'],
    ['an assertion that is false', template({ languageVersion: '2.1-experimental', parameters: { n: { type: 'int', defaultValue: 3 } }, resources: {}, asserts: { few: "[less(parameters('n'), 3)]", some: "[greater(parameters('n'), 0)]" } }), 'ATK2016 asserts.few'],
    ['an assertion that is no boolean', template({ asserts: { a: "[string('x')]" } }), 'ATK2001 asserts.a'],
    ['a nested deployment that configures extensions', template({ resources: [{ type: 'Microsoft.Resources/deployments', apiVersion: '2025-04-01', name: 'n', properties: { mode: 'Incremental', extensionConfigs: { k8s: { namespace: { value: 'default' } } }, template: template({}) } }] }), 'ATK2013 resources[0].properties.extensionConfigs'],
    ['a missing section', { $schema: schema, contentVersion: '1.0.0.0' }, 'ATK2001 resources'],
  ])('finds %s', async (_, json, expected) => {
    const printed = await findingsOf(json);
    expect(printed.valid).toBe(false);
    expect(pathsOf(printed)).toContain(expected);
  });

  it('names what is nearest to a version and to a type', async () => {
    const { stderr } = await validate({ 'main.json': template({ resources: [account('stone123', { apiVersion: '2023-01-02' }), account('stone124', { type: 'Microsoft.Storage/storageAcounts' })] }) });
    expect(stderr).toMatch(/ATK2017: .*'2023-01-02'.*'Microsoft\.Storage\/storageAccounts'.* nearest are .*2023-01-01/);
    expect(stderr).toMatch(/ATK2018: .* no type 'storageAcounts'; did you mean 'Microsoft\.Storage\/storageAccounts'/);
  });

  it.each<[string, object]>([
    ['child types that the metadata has not', { type: 'Microsoft.Web/sites/config', apiVersion: '2023-12-01', name: 'site/appsettings', properties: {} }],
    ['versions older than those that are carried', account('stone123', { apiVersion: '2015-06-15' })],
    ['versions that came after the metadata', account('stone123', { apiVersion: '2026-11-01' })],
    ['types of providers whose types are not known', { type: 'Microsoft.Batch/whatever', apiVersion: '2024-07-01', name: 'b' }],
    ['deployments in any version', { type: 'Microsoft.Resources/deployments', apiVersion: '2019-10-01', name: 'd', properties: { mode: 'Incremental', template: template({}) } }],
    ['versions that nobody knows yet', account('stone123', { apiVersion: "[providers('Microsoft.Unknown', 'things').apiVersions[0]]" })],
  ])('takes %s', async (_, resource) => {
    expect(await findingsOf(template({ resources: [resource] }))).toMatchObject({ valid: true, findings: [] });
  });

  it('shows the first of very many findings, and counts the rest', async () => {
    const began = workMs();
    const { valid, findings, notShown } = (await findingsOf(template({ variables: { a: Array.from({ length: 5_000 }, (_, i) => `[concat(${i}]`) } }))) as Printed & { readonly notShown: number };
    expect([valid, findings.length, findings.length + notShown >= 5_000]).toEqual([false, 200, true]);
    expect(findings[199]).toMatchObject({ path: 'variables.a[199]', line: 206 });
    expect(workMs() - began).toBeLessThan(5_000);
  });

  it('warns of a provider that nobody knows', async () => {
    expect(await findingsOf(template({ resources: [plain('a', { type: 'Microsoft.Batsh/things' })] }))).toMatchObject({ valid: true, findings: [{ code: 'ATK2018', severity: 'warning', summary: expect.stringContaining("did you mean 'Microsoft.batch'") }] });
  });

  it('lets nested templates of outer scope see the parameters around them', async () => {
    const nested = { type: 'Microsoft.Resources/deployments', apiVersion: '2022-09-01', name: 'n', properties: { mode: 'Incremental', template: template({ resources: [plain("[parameters('p')]")] }) } };
    expect(await findingsOf(template({ parameters: { p: { type: 'string', defaultValue: 'x' } }, resources: [nested] }))).toMatchObject({ valid: true, resources: 2, findings: [] });
  });

  it('holds given parameters against the template', async () => {
    const { code, stderr } = await validate({ 'main.json': template({ parameters: { a: { type: 'string' } } }), 'p.json': { b: { value: 1 } } }, '--parameters', 'p.json');
    expect(code).toBe(1);
    expect(stderr).toMatch(/ATK2002: 'b' is no parameter of main\.json/);
  });

  it('refuses --parameters without --template', async () => {
    const { code, stderr } = await runInFolder({}, 'validate', '--parameters', 'p.json');
    expect(code).toBe(64);
    expect(stderr).toContain('ATK1002');
  });
});
