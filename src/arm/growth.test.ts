import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { describePrediction } from './answer-case.ts';
import { deployment, template } from './deployment.fake.ts';
import { predictDeployment } from './predict.ts';

/** The same JSON; every read of one of its parts is counted. */
function counted(json: Json, reads: { count: number }): Json {
  if (typeof json !== 'object' || json === null) return json;
  const target = Array.isArray(json) ? (json as readonly Json[]).map((inner) => counted(inner, reads)) : Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, counted(inner, reads)]));
  return new Proxy(target, {
    get: (owner, key) => {
      reads.count += 1;
      return Reflect.get(owner, key) as unknown;
    },
  }) as Json;
}

/** What predicting and describing a deployment costs: steps of evaluation, and reads of its template. */
function costOf(sections: JsonObject): { readonly steps: number; readonly reads: number } {
  const reads = { count: 0 };
  const input = { ...deployment({}), template: counted(template(sections), reads) };
  const prediction = predictDeployment(input);
  describePrediction(prediction, input.template);
  return { steps: prediction.expanded.internals.evaluation.session.steps, reads: reads.count };
}

const times = <T>(count: number, make: (i: number) => T): readonly T[] => Array.from({ length: count }, (_, i) => make(i));
const store = (name: string, rest: JsonObject = {}): JsonObject => ({ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name, location: '[resourceGroup().location]', ...rest });
const idOfStore = (i: number): string => `[resourceId('Microsoft.Storage/storageAccounts', 's${i}')]`;
const nested = (name: string): JsonObject => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2024-03-01',
  name,
  properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, parameters: { p: { value: '[string(1)]' } }, template: template({ parameters: { p: { type: 'string' } }, resources: [store("[concat('s', parameters('p'))]")] }) },
});

/** Templates of one kind, by the number of things in them. */
const kinds: Readonly<Record<string, (count: number) => JsonObject>> = {
  'copies with references': (count) => ({
    variables: { tags: { a: "[concat('x', 'y')]" } },
    resources: [store('shared'), store("[concat('s', copyIndex())]", { copy: { name: 'all', count }, dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', 'shared')]"], tags: "[union(variables('tags'), createObject('n', string(copyIndex())))]", properties: { blob: "[reference('shared').primaryEndpoints.blob]" } })],
  }),
  'a chain of resources': (count) => ({ resources: times(count, (i) => store(`s${i}`, i === 0 ? {} : { dependsOn: [idOfStore(i - 1)] })) }),
  'symbolic names': (count) => ({ languageVersion: '2.0', resources: Object.fromEntries(times(count, (i) => [`r${i}`, store(`s${i}`, i === 0 ? {} : { dependsOn: [`r${i - 1}`] })] as const)) }),
  'nested deployments': (count) => ({ resources: times(count, (i) => nested(`n${i}`)) }),
  'variables that all read one': (count) => ({ variables: { base: { list: "[range(0, 10)]" }, ...Object.fromEntries(times(count, (i) => [`v${i}`, "[concat('a', string(variables('base').list[1]))]"] as const)) } }),
  'a loop of properties': (count) => ({ resources: [store('s', { properties: { copy: [{ name: 'rules', count, input: { n: "[copyIndex('rules')]", name: "[format('rule-{0}', copyIndex('rules'))]" } }] } })] }),
};

test('names that hundreds of resources wait for are evaluated once', () => {
  const copies = (dependsOn: readonly string[]): JsonObject => ({ resources: [...times(50, (i) => store(`s${i}`)), store("[concat('c', copyIndex())]", { copy: { name: 'all', count: 400 }, dependsOn })] });
  const alone = costOf(copies([])).steps;
  expect(costOf(copies(times(50, idOfStore))).steps - alone).toBeLessThan(400 * 50);
  expect(costOf(copies(times(50, (i) => `[format('s{0}', mod(add(copyIndex(), ${i}), 50))]`))).steps - alone).toBeGreaterThan(400 * 50);
});

describe('the cost of a template grows with its size, and no faster', () => {
  test.each(Object.entries(kinds))('%s', (_, make) => {
    const [small, large] = [costOf(make(100)), costOf(make(400))];
    expect(large.steps / small.steps).toBeLessThanOrEqual(4.2);
    expect(large.reads / small.reads).toBeLessThanOrEqual(4.2);
    // What never grew would not have been counted.
    expect(Math.max(large.steps / small.steps, large.reads / small.reads)).toBeGreaterThan(2);
  });
});
