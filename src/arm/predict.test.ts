import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { camelName, describeDeployment, describeOutputResources, describeOutputs } from './deployment-properties.ts';
import { deployment, errorOf, idOf, template } from './deployment.fake.ts';
import { predictDeployment } from './predict.ts';

const store = { type: 'S.T/stores', apiVersion: '2024-01-01', name: 's' };
const nested = (name: string, own: Json, parameters: Json = {}) => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2024-03-01',
  name,
  properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: own, parameters },
});

describe('predicting a deployment', () => {
  test('opens nested deployments and hands known outputs to what refers to them', () => {
    const first = template({ resources: [], outputs: { name: { type: 'string', value: 'made' } } });
    const second = template({ parameters: { n: { type: 'string' } }, resources: [{ ...store, name: "[parameters('n')]" }] });
    const { resources, ids } = predictDeployment(
      deployment({ resources: [nested('second', second, { n: { value: "[reference('first').outputs.name.value]" } }), nested('first', first), { ...store, condition: false }] }),
    );
    expect(resources.map(({ body }) => body)).toEqual([{ id: idOf('S.T/stores/made'), ...store, name: 'made' }]);
    expect(resources[0]?.inside).toEqual([idOf('Microsoft.Resources/deployments/second')]);
    expect(describeOutputResources(ids)).toEqual([{ id: idOf('S.T/stores/made') }, { id: idOf('S.T/stores/s') }]);
  });

  test('reads what the template declares of its own resources, and nothing else', () => {
    const { outputs } = predictDeployment(
      deployment({
        resources: [{ ...store, properties: { tier: 'Hot', nested: { list: [{ n: 1 }] } } }],
        outputs: { tier: { type: 'string', value: "[reference('s').tier]" }, n: { type: 'int', value: "[reference('s').nested.list[0].n]" }, url: { type: 'string', value: "[reference('s').url]" } },
      }),
    );
    expect(outputs).toMatchObject({ tier: { value: 'Hot', known: true }, n: { value: 1 }, url: { value: "[reference('s').url]", known: false } });
  });

  test('an error inside of a nested deployment is thrown', () => {
    expect(errorOf(() => predictDeployment(deployment({ resources: [nested('n', template({ resources: [{ ...store, dependsOn: ['x'] }] }))] }))).code).toBe('ATK2006');
  });

  test('deployments nested without end are refused', () => {
    let own = template({});
    for (let i = 0; i < 40; i += 1) own = template({ resources: [nested('n', own)] });
    expect(errorOf(() => predictDeployment(deployment({ resources: [nested('n', own)] }))).code).toBe('ATK2011');
  });
});

describe('the record of a deployment', () => {
  test('has parameters in Azure spelling, secure ones without value', () => {
    const { expanded } = predictDeployment(deployment({ parameters: { VMName: { type: 'string', defaultValue: 'x' }, Secret: { type: 'secureString', defaultValue: 'y' } } }));
    expect(describeDeployment(expanded).parameters).toEqual({ vmName: { type: 'String', value: 'x' }, secret: { type: 'SecureString' } });
    expect(describeOutputs({ NewNSG: { type: 'securestring', value: 'x', secure: true, known: true } })).toEqual({ newNSG: { type: 'SecureString' } });
  });

  test('lists providers of what is deployed in the order of their first use', () => {
    const { expanded } = predictDeployment(deployment({ resources: [{ ...store, location: 'West US' }, { ...store, name: 't', location: 'westus' }, { ...store, name: 'u' }, { ...store, type: 'A.B/c', condition: false }] }));
    expect(describeDeployment(expanded).providers).toEqual([{ namespace: 'S.T', resourceTypes: [{ resourceType: 'stores', locations: ['westus', null] }] }]);
  });

  test.each([
    ['NewNSG', 'newNSG'],
    ['VMSS', 'vmss'],
    ['VMName', 'vmName'],
    ['name', 'name'],
    ['A', 'a'],
    ['_Name', '_Name'],
  ])('%s is called %s', (name, expected) => {
    expect(camelName(name)).toBe(expected);
  });
});
