import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { deployment, errorOf, idOf, subscription, template } from './deployment.fake.ts';
import { expandDeployment } from './expand.ts';
import type { Runtime } from './runtime.ts';
import { evaluateOutputs, evaluateResource, nestedDeployment } from './runtime.ts';

const store = { type: 'S.T/stores', apiVersion: '2024-01-01', name: 's' };
const expand = (sections: { readonly [section: string]: Json }) => expandDeployment(deployment(sections));

const runtime: Runtime = {
  reference: (id, apiVersion, full) => (full ? { id, apiVersion: apiVersion ?? null, properties: { endpoint: 'https://s' } } : { endpoint: 'https://s' }),
  list: (id, functionName, apiVersion, body) => ({ key: [id, functionName, apiVersion, body ?? null] }),
};

describe('the body of a resource', () => {
  const app = {
    name: 'a',
    comments: 'not sent',
    tags: { "[concat('own', 'er')]": 'me', literal: '[[not an expression]' },
    properties: {
      endpoint: "[reference('s').endpoint]",
      label: "[format('{0}!', reference(resourceId('S.T/stores', 's'), '2020-01-01', 'Full').properties.endpoint)]",
      key: "[listKeys('s', '2021-01-01', createObject('a', 1)).key]",
      copy: [{ name: 'ports', count: 2, input: "[copyIndex('ports', 8000)]" }],
    },
    condition: true,
    dependsOn: ['s'],
    location: '[resourceGroup().location]',
    apiVersion: '2024-01-01',
    type: 'A.B/apps',
    zones: ['1'],
  };
  const expanded = expand({ resources: [store, app] });

  test('is what the provider gets, with a runtime', () => {
    const body = evaluateResource(expanded, idOf('A.B/apps/a'), runtime);
    expect(body).toEqual({
      type: 'A.B/apps',
      name: 'a',
      apiVersion: '2024-01-01',
      location: 'westeurope',
      tags: { owner: 'me', literal: '[not an expression]' },
      properties: { endpoint: 'https://s', label: 'https://s!', key: [idOf('S.T/stores/s'), 'listKeys', '2021-01-01', { a: 1 }], ports: [8000, 8001] },
      zones: ['1'],
    });
    expect(Object.keys(body).slice(0, 4)).toEqual(['type', 'name', 'apiVersion', 'location']);
  });

  test('keeps reduced expressions without one', () => {
    expect(evaluateResource(expanded, idOf('A.B/apps/a'))['properties']).toEqual({
      endpoint: "[reference('s').endpoint]",
      label: `[format('{0}!', reference('${idOf('S.T/stores/s')}', '2020-01-01', 'Full').properties.endpoint)]`,
      key: "[listKeys('s', '2021-01-01', createObject('a', 1)).key]",
      ports: [8000, 8001],
    });
  });

  test('a reference without a version uses the one of the template', () => {
    const seen: unknown[] = [];
    evaluateResource(expanded, idOf('A.B/apps/a'), { ...runtime, reference: (id, version, full) => (seen.push([id, version, full]), { endpoint: '', properties: { endpoint: '' } }) });
    expect(seen).toEqual([[idOf('S.T/stores/s'), '2024-01-01', false], [idOf('S.T/stores/s'), '2020-01-01', true]]);
  });

  test('a property that the runtime does not answer with is an error at its path', () => {
    const error = errorOf(() => evaluateResource(expanded, idOf('A.B/apps/a'), { ...runtime, reference: () => ({ other: 1 }) }));
    expect(error).toMatchObject({ code: 'ATK2004', path: 'resources[1].properties.endpoint' });
    expect(error.message).toContain("property 'endpoint' doesn't exist, available properties are 'other'");
  });

  test('unknown parts stay where they are in arrays, objects, unions and lambdas', () => {
    const ref = "reference('s').x";
    const properties = {
      made: `[createObject('a', 1, 'b', ${ref})]`,
      merged: `[union(createObject('a', createObject('x', 1)), createObject('b', ${ref}))]`,
      mapped: `[map(createArray('p', 'q'), lambda('v', concat(lambdaVariables('v'), ${ref})))]`,
      over: `[map(${ref}, lambda('v', concat(lambdaVariables('v'), '-', toLower('X'))))]`,
      choice: `[if(${ref}, 'yes', fail('later'))]`,
      both: `[and(true(), ${ref}, equals(1, 1))]`,
      length: `[length(createArray(${ref}, 2))]`,
    };
    const body = evaluateResource(expand({ resources: [store, { ...store, name: 'o', properties }] }), idOf('S.T/stores/o'));
    expect(body['properties']).toEqual({
      made: { a: 1, b: `[${ref}]` },
      merged: { a: { x: 1 }, b: `[${ref}]` },
      mapped: [`[concat('p', ${ref})]`, `[concat('q', ${ref})]`],
      over: `[map(${ref}, lambda('v', concat(lambdaVariables('v'), '-', 'x')))]`,
      choice: `[if(${ref}, 'yes', fail('later'))]`,
      both: `[and(${ref}, true())]`,
      length: 2,
    });
  });
});

describe('outputs', () => {
  const outputs = (values: { readonly [name: string]: Json }) => expand({ resources: [store], outputs: values, parameters: { p: { type: 'secureString', defaultValue: 'x' } } });

  test('are evaluated with the runtime, secure ones are marked, ruled out ones are left out', () => {
    const expanded = outputs({
      url: { type: 'string', value: "[reference('s').endpoint]" },
      secret: { type: 'securestring', value: "[parameters('p')]" },
      gone: { type: 'string', condition: false, value: '[div(1, 0)]' },
      list: { type: 'array', copy: { count: 2, input: '[copyIndex(1)]' } },
    });
    expect(evaluateOutputs(expanded, runtime)).toEqual({
      url: { type: 'string', value: 'https://s', secure: false, known: true },
      secret: { type: 'securestring', value: 'x', secure: true, known: true },
      list: { type: 'array', value: [1, 2], secure: false, known: true },
    });
  });

  test('an object with an unknown part is one expression', () => {
    expect(evaluateOutputs(outputs({ o: { type: 'object', value: { a: 1, b: "[reference('s').endpoint]" } } }))).toEqual({
      o: { type: 'object', value: "[createObject('a', 1, 'b', reference('s').endpoint)]", secure: false, known: false },
    });
  });

  test.each<[string, Json, string]>([
    ['null', { type: 'string', value: '[null()]' }, 'is null'],
    ['of another type', { type: 'int', value: 'x' }, "Expected a value of type 'Int', but received a value of type 'String'"],
    ['not there', { type: 'string', value: "[reference('s').nope]" }, "property 'nope' doesn't exist"],
  ])('an output that is %s fails', (_, output, message) => {
    const error = errorOf(() => evaluateOutputs(outputs({ o: output }), runtime));
    expect(error).toMatchObject({ code: 'ATK2008', armCode: 'DeploymentOutputEvaluationFailed' });
    expect(error.message).toMatch(/^The template output 'o' is not valid: /);
    expect(error.message).toContain(message);
  });
});

describe('nested deployments', () => {
  const nested = (properties: Json, rest: { readonly [key: string]: Json } = {}) => ({ type: 'Microsoft.Resources/deployments', apiVersion: '2024-03-01', name: 'inner', properties, ...rest });
  const inputOf = (properties: Json, rest: { readonly [key: string]: Json } = {}, given?: Runtime) => {
    const expanded = expand({ parameters: { p: { type: 'string', defaultValue: '[[outer]' } }, variables: { v: 7 }, resources: [store, nested(properties, rest)] });
    return nestedDeployment(expanded, expanded.resources[1]?.key ?? '', given);
  };
  const inner = { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' } };

  test('with inner scope the template stays and values are handed over', () => {
    const own = template({ parameters: { x: { type: 'string' } }, resources: [{ ...store, name: "[parameters('x')]" }] });
    const input = inputOf({ ...inner, template: own, parameters: { x: { value: "[parameters('p')]" }, k: { reference: { keyVault: { id: "[resourceId('K.V/vaults', 'v')]" }, secretName: 'n' } } } });
    expect(input).toMatchObject({ name: 'inner', mode: 'Incremental', scope: { kind: 'resourceGroup', resourceGroup: 'rg' }, template: own });
    expect(input.parameters).toEqual({ x: { value: '[outer]' }, k: { reference: { keyVault: { id: idOf('K.V/vaults/v') }, secretName: 'n' } } });
  });

  test('a value that is not known yet is handed over as an expression and stays unknown inside', () => {
    const own = template({ parameters: { x: { type: 'string' } }, resources: [{ ...store, name: 'n', properties: { a: "[concat('at ', parameters('x'))]" } }] });
    const properties = { ...inner, template: own, parameters: { x: { value: `[reference(resourceId('S.T/stores', 's'), '1').url]` } } };
    const expanded = expandDeployment(inputOf(properties));
    expect(evaluateResource(expanded, idOf('S.T/stores/n'))['properties']).toEqual({ a: `[concat('at ', reference('${idOf('S.T/stores/s')}', '1').url)]` });
    expect(expanded.resources[0]?.dependencies).toEqual([]);
    expect(inputOf(properties, {}, { ...runtime, reference: () => ({ url: 'u' }) }).parameters).toEqual({ x: { value: 'u' } });
  });

  test('without inner scope the template becomes one of literals that expands to what the outer names say', () => {
    const deeper = { type: 'Microsoft.Resources/deployments', apiVersion: '1', name: 'deep', properties: { mode: 'Incremental', template: template({ resources: [{ ...store, name: 'd', tags: { p: "[parameters('p')]" } }] }) } };
    const looped = { ...store, name: "[concat('l', variables('v'), copyIndex())]", copy: { name: 'loop', count: "[variables('v')]" }, properties: { all: "[copyIndex('loop', 1)]" } };
    const own = template({ resources: [{ ...store, name: 'n', tags: { p: "[parameters('p')]" } }, looped, deeper], outputs: { o: { type: 'array', copy: { count: 2, input: "[concat(parameters('p'), copyIndex())]" } } } });
    const expanded = expandDeployment(inputOf({ mode: 'Incremental', template: own }));
    expect(expanded.resources.map(({ name }) => name)).toEqual(['n', 'deep', 'l70', 'l71', 'l72', 'l73', 'l74', 'l75', 'l76']);
    expect(evaluateResource(expanded, idOf('S.T/stores/n'))['tags']).toEqual({ p: '[outer]' });
    expect(evaluateResource(expanded, idOf('S.T/stores/l76'))['properties']).toEqual({ all: 7 });
    expect(evaluateOutputs(expanded)['o']?.value).toEqual(['[outer]0', '[outer]1']);
    const deep = expandDeployment(nestedDeployment(expanded, idOf('Microsoft.Resources/deployments/deep')));
    expect(evaluateResource(deep, idOf('S.T/stores/d'))['tags']).toEqual({ p: '[outer]' });
  });

  test('runs where it says, and knows of its own group only what it was told', () => {
    const input = inputOf({ ...inner, template: template({}) }, { subscriptionId: 'other', resourceGroup: 'g' });
    expect(input.scope).toEqual({ kind: 'resourceGroup', tenantId: 'tenant', subscriptionId: 'other', resourceGroup: 'g' });
    expect(input.context.resourceGroup).toBeUndefined();
    expect(inputOf({ ...inner, template: template({}) }, { scope: '/', location: 'westeurope' })).toMatchObject({ scope: { kind: 'tenant' }, location: 'westeurope' });
    expect(inputOf({ ...inner, template: template({}) }, { subscriptionId: subscription, resourceGroup: 'RG' }).context.resourceGroup).toEqual({ location: 'westeurope' });
  });

  test('a template behind a link is refused', () => {
    expect(errorOf(() => inputOf({ mode: 'Incremental', templateLink: { uri: 'https://example.com' } })).message).toContain("links to the template 'https://example.com'");
  });
});

test('a deployment can be evaluated again and again', () => {
  const expanded = expand({ resources: [{ ...store, properties: { sum: "[length(map(range(0, 3000), lambda('x', add(lambdaVariables('x'), length(string(lambdaVariables('x')))))))]" } }] });
  for (let i = 0; i < 3; i += 1) evaluateResource(expanded, idOf('S.T/stores/s'), runtime);
  const once = expanded.internals.evaluation.scope('body').session.steps;
  evaluateResource(expanded, idOf('S.T/stores/s'), runtime);
  expect(expanded.internals.evaluation.scope('body').session.steps).toBe(once);
});
