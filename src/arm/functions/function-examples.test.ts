import { describe, expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { deployment, errorOf } from '../deployment.fake.ts';
import type { DeploymentInput } from '../deployment-input.ts';
import { evaluateInDeployment } from '../evaluation.ts';
import { expandDeployment } from '../expand.ts';
import { renderValue } from '../render-value.ts';
import type { Runtime } from '../runtime.ts';
import { evaluateOutputs } from '../runtime.ts';
import type { ExampleSetting } from './example-row.fake.ts';
import { functionExamples } from './function-examples.fake.ts';
import { listFunction } from './resource.ts';
import { templateFunctions } from './function-table.ts';

const descriptors = [...templateFunctions, listFunction];

const surroundings: Partial<DeploymentInput['context']> = {
  deployer: { objectId: 'person', tenantId: 'tenant', userPrincipalName: 'person@contoso.com' },
  providers: [{ namespace: 'Microsoft.Compute', resourceTypes: [{ resourceType: 'virtualMachines', locations: ['West US 2'], apiVersions: [], zoneMappings: [{ location: 'West US 2', zones: ['2', '1', '3'] }] }] }],
  locations: [{ name: 'westus2', availabilityZoneMappings: [{ logicalZone: '1', physicalZone: 'westus2-az3' }, { logicalZone: '3', physicalZone: 'westus2-az1' }] }],
  externalInputs: { known: 'Antarctica' },
};

const runtime: Runtime = {
  reference: (_id, _version, full) => (full ? { location: 'here', properties: { a: 1 } } : { a: 1 }),
  list: (_id, name, _version, body) => (body === undefined ? { called: name } : { called: name, body }),
};

function typeOf(value: Json | undefined): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' ? 'int' : typeof value === 'boolean' ? 'bool' : typeof value === 'object' ? 'object' : 'string';
}

function evaluateExample(expression: string, setting: ExampleSetting = {}, expected?: Json): Json {
  const plain = deployment(setting.sections ?? {});
  const context = { ...plain.context, ...surroundings };
  if (setting.placement !== 'output') return renderValue(evaluateInDeployment({ ...plain, context }, expression, setting.placement));
  const outputs = { value: { type: typeOf(expected), value: expression } };
  const expanded = expandDeployment(deployment({ ...setting.sections, outputs }, { context }));
  return evaluateOutputs(expanded, runtime)['value']?.value ?? null;
}

describe('every function', () => {
  test('has examples, and there are none of a function that is not', () => {
    expect(Object.keys(functionExamples).toSorted()).toEqual(descriptors.map(({ name }) => name).toSorted());
  });

  test.each(descriptors.map(({ name }) => name))('%s gives and refuses something that is written down', (name) => {
    const { gives, refuses } = functionExamples[name] ?? { gives: [], refuses: [] };
    expect(gives.length + refuses.length).toBeGreaterThan(0);
    const word = name.replace('*', '').toLowerCase();
    for (const [expression, , setting] of [...gives, ...refuses]) expect(`${expression} ${JSON.stringify(setting)}`.toLowerCase()).toContain(word);
  });
});

describe("Microsoft's examples", () => {
  const given = Object.values(functionExamples).flatMap(({ gives }) => gives.map(([expression, expected, setting]) => ({ expression, expected, setting })));
  const refused = Object.values(functionExamples).flatMap(({ refuses }) => refuses.map(([expression, reason, setting]) => ({ expression, reason, setting })));

  test.each(given)('$expression is $expected', ({ expression, expected, setting }) => {
    expect(evaluateExample(expression, setting, expected)).toEqual(expected);
  });

  test.each(refused)('$expression is refused: $reason', ({ expression, reason, setting }) => {
    const error = errorOf(() => evaluateExample(expression, setting));
    expect(error.code).toMatch(/^ATK20(02|04|06|08)$/);
    expect(error.message).toContain(reason);
  });
});

describe('a wrong number of arguments', () => {
  const call = (name: string, count: number) => `[${name.replace('*', 'Keys')}(${Array.from({ length: count }, () => 'null()').join(', ')})]`;
  const wrong = descriptors.flatMap(({ name, minArgs, maxArgs }) => [...(minArgs > 0 ? [[call(name, minArgs - 1), minArgs - 1] as const] : []), ...(Number.isFinite(maxArgs) ? [[call(name, maxArgs + 1), maxArgs + 1] as const] : [])]);

  test.each(wrong)('%s is refused', (expression, count) => {
    const placement = /^\[(utcNow|newGuid)/.test(expression) ? 'parameter' : 'output';
    const error = errorOf(() => evaluateInDeployment(deployment({}), expression, placement));
    expect(error).toMatchObject({ code: 'ATK2004', armCode: 'InvalidTemplate' });
    expect(error.message).toMatch(new RegExp(`^Unable to evaluate template language function '[\\w*]+': function requires .* argument\\(s\\) while '${count}' were provided\\.`));
  });
});
