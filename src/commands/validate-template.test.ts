import { describe, expect, it } from 'vitest';
import { runInFolder } from './command-run.fake.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (rest: object): object => ({ $schema: schema, contentVersion: '1.0.0.0', resources: [], ...rest });
const account = (name: string, rest: object = {}): object => ({ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name, location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', ...rest });
const plain = (name: string, rest: object = {}): object => ({ type: 'Test.Type/things', apiVersion: '2023-01-01', name, ...rest });
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
    ['a missing section', { $schema: schema, contentVersion: '1.0.0.0' }, 'ATK2001 resources'],
  ])('finds %s', async (_, json, expected) => {
    const printed = await findingsOf(json);
    expect(printed.valid).toBe(false);
    expect(pathsOf(printed)).toContain(expected);
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
