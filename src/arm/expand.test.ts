import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { deployment, errorOf, idOf } from './deployment.fake.ts';
import { expandDeployment } from './expand.ts';
import type { ExpandedResource } from './expand.ts';

const resource = (name: string, rest: { readonly [key: string]: Json } = {}) => ({ type: 'A.B/things', apiVersion: '2024-01-01', name, ...rest });
const expand = (resources: Json, sections: { readonly [section: string]: Json } = {}) => expandDeployment(deployment({ resources, ...sections }));
const names = (resources: readonly ExpandedResource[]) => resources.map(({ name }) => name);
const errorIn = (resources: Json, sections: { readonly [section: string]: Json } = {}) => errorOf(() => expand(resources, sections));

describe('expanding a deployment', () => {
  test('a resource gets its id, type, name, version, scope and place', () => {
    const { resources } = expand([resource("[concat('a', 'b')]", { location: '[resourceGroup().location]' })]);
    expect(resources).toEqual([
      {
        key: idOf('A.B/things/ab'),
        id: idOf('A.B/things/ab'),
        type: 'A.B/things',
        name: 'ab',
        apiVersion: '2024-01-01',
        scope: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg',
        condition: true,
        existing: false,
        dependsOn: [],
        dependencies: [],
        jsonPath: 'resources[0]',
        location: 'westeurope',
      },
    ]);
  });

  test('copies come behind plain resources, and each knows its index', () => {
    const { resources } = expand([resource("[concat('c', copyIndex(1))]", { copy: { name: 'loop', count: 2 } }), resource('plain')]);
    expect(names(resources)).toEqual(['plain', 'c1', 'c2']);
  });

  test('children carry the types and names of their parents, short or in full', () => {
    const child = { type: 'parts', apiVersion: '1', name: 'p', dependsOn: ['a'], resources: [{ type: 'bits', apiVersion: '1', name: 'b' }] };
    const full = { type: 'A.B/things/parts', apiVersion: '1', name: 'a/q' };
    const { resources } = expand([resource('a', { resources: [child, full] })]);
    expect(resources.map(({ id }) => id)).toEqual(['A.B/things/a', 'A.B/things/a/parts/p', 'A.B/things/a/parts/p/bits/b', 'A.B/things/a/parts/q'].map(idOf));
  });

  test('a false condition keeps the resource in the graph and leaves its body alone', () => {
    const { resources } = expand([resource('a', { condition: '[equals(1, 2)]', properties: { x: "[parameters('missing')]" } })]);
    expect(resources).toMatchObject([{ name: 'a', condition: false }]);
  });

  test('dependencies are found by id, by type and name, by name and by loop, ignoring case', () => {
    const { resources } = expand([
      resource('a'),
      resource("[concat('c', copyIndex())]", { copy: { name: 'loop', count: 2 } }),
      resource('z', { dependsOn: ["[resourceId('a.b/THINGS', 'A')]", 'A.B/Things/a', 'a', 'LOOP'] }),
    ]);
    expect(resources.find(({ name }) => name === 'z')?.dependsOn).toEqual(['a', 'c0', 'c1'].map((name) => idOf(`A.B/things/${name}`)));
  });

  test('a loop that runs no time is a dependency that needs nothing', () => {
    const { resources } = expand([resource("[concat('c', copyIndex())]", { copy: { name: 'loop', count: 0 } }), resource('z', { dependsOn: ['loop'] })]);
    expect(resources).toMatchObject([{ name: 'z', dependsOn: [] }]);
  });

  test('references in the body are dependencies, listed in order behind the explicit ones', () => {
    const body = { a: "[reference('b').x]", b: `[listKeys('${idOf('A.B/things/c')}', '2020-01-01').k]`, c: `[reference('${idOf('O.T/her/x')}', '2021-01-01')]` };
    const { resources } = expand([resource('a', { dependsOn: ['c'], properties: body }), resource('b'), resource('c')]);
    expect(resources[0]?.dependsOn).toEqual([idOf('A.B/things/c'), idOf('A.B/things/b')]);
    expect(resources[0]?.dependencies).toEqual([
      { id: idOf('A.B/things/c'), resourceType: 'A.B/things', resourceName: 'c' },
      { id: idOf('A.B/things/b'), resourceType: 'A.B/things', resourceName: 'b' },
      { id: idOf('A.B/things/c'), resourceType: 'A.B/things', resourceName: 'c', actionName: 'listKeys', apiVersion: '2020-01-01' },
      { id: idOf('O.T/her/x'), resourceType: 'O.T/her', resourceName: 'x', apiVersion: '2021-01-01' },
    ]);
  });

  test('a branch that is not taken makes no dependency', () => {
    const { resources } = expand([resource('a', { properties: { x: "[if(true(), 1, reference('b'))]" } }), resource('b')]);
    expect(resources[0]?.dependsOn).toEqual([]);
  });

  test('serial loops go batch by batch', () => {
    const { order } = expand([resource("[concat('c', copyIndex())]", { copy: { name: 'loop', count: 5, mode: 'Serial', batchSize: 2 } })]);
    expect(order.map((wave) => wave.length)).toEqual([2, 2, 1]);
  });

  test('symbolic names, their loops and existing resources', () => {
    const { resources } = expand({
      store: { existing: true, type: 'S.T/stores', apiVersion: '2', name: 's', resourceGroup: 'other' },
      items: resource("[format('i{0}', copyIndex())]", { copy: { name: 'items', count: 2 }, properties: { k: "[reference('store').key]" } }),
      last: resource('l', { dependsOn: ['items'], properties: { id: "[resourceInfo('items[1]').id]" } }),
      one: resource('o', { dependsOn: ['items[1]'] }),
    });
    const store = 'store:/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other/providers/S.T/stores/s';
    expect(resources.map(({ key }) => key)).toEqual([store, ...['i0', 'i1', 'l', 'o'].map((name) => idOf(`A.B/things/${name}`))]);
    expect(resources.map(({ dependsOn }) => dependsOn.length)).toEqual([0, 1, 1, 2, 1]);
    expect(resources[0]).toMatchObject({ existing: true, symbolicName: 'store' });
  });

  test.each([
    ['an extension', { scope: "[resourceId('S.T/stores', 's')]" }, `${idOf('S.T/stores/s')}/providers/A.B/things/a`],
    ['an extension by relative id', { scope: 'S.T/stores/s' }, `${idOf('S.T/stores/s')}/providers/A.B/things/a`],
    ['the tenant', { scope: '/' }, '/providers/A.B/things/a'],
    ['a management group', { scope: 'Microsoft.Management/managementGroups/m' }, '/providers/Microsoft.Management/managementGroups/m/providers/A.B/things/a'],
    ['another group', { subscriptionId: 's', resourceGroup: 'g' }, '/subscriptions/s/resourceGroups/g/providers/A.B/things/a'],
  ])('a resource can live in %s', (_, place, id) => {
    expect(expand([resource('a', place)]).resources[0]?.id).toBe(id);
  });

  test.each<[string, Json, string, string]>([
    ['a circle', [resource('a', { dependsOn: ['b'] }), resource('b', { properties: { x: "[reference('a')]" } })], 'ATK2005', `Circular dependency detected on resource: '${idOf('A.B/things/a')}'`],
    ['a resource twice', [resource('a'), resource('A')], 'ATK2001', 'is defined multiple times in a template'],
    ['an unknown bare name', [resource('a', { dependsOn: ['nobody'] })], 'ATK2006', "'nobody' is not valid: could not find template resource or resource copy with this name"],
    ['an unknown typed name', [resource('a', { dependsOn: ['A.B/things/b'] })], 'ATK2006', "The resource 'A.B/things/b' is not defined in the template"],
    ['a name that two types have', [resource('a'), resource('a', { type: 'A.B/others' }), resource('z', { dependsOn: ['a'] })], 'ATK2006', 'more than one resource has this name'],
    ['levels that do not match', [resource('a/b')], 'ATK2001', 'has incorrect segment lengths'],
    ['a loop of 801', [resource("[concat('a', copyIndex())]", { copy: { name: 'l', count: 801 } })], 'ATK2007', "cannot exceed '800'"],
    ['a batch larger than its loop', [resource("[concat('a', copyIndex())]", { copy: { name: 'l', count: 2, mode: 'Serial', batchSize: 3 } })], 'ATK2007', 'invalid copy batch size'],
    ['a reference in a name', [resource("[reference('x').name]")], 'ATK2004', "'reference' is not expected at this location"],
    ['a broken expression', [resource('a', { properties: { x: ['[add(1]'] } })], 'ATK2003', "expected token 'RightParenthesis' and actual 'EndOfData'"],
    ['no name', [{ type: 'A.B/things', apiVersion: '1' }], 'ATK2001', "property 'name' of a resource must be a string"],
    ['no version', [{ type: 'A.B/things', name: 'a' }], 'ATK2001', "property 'apiVersion'"],
  ])('%s is refused', (_, resources, code, message) => {
    const error = errorIn(resources);
    expect(error).toMatchObject({ code, armCode: 'InvalidTemplate' });
    expect(error.message).toContain(message);
  });

  test('two resources of one id are no conflict while only one is deployed', () => {
    const { resources } = expand([resource('a', { condition: false }), resource('a'), resource('z', { dependsOn: ['a'] })]);
    expect(resources[2]?.dependsOn).toEqual([resources[1]?.key]);
    expect(new Set(resources.map(({ key }) => key)).size).toBe(3);
  });

  test('the error of a body says in which resource and at which path', () => {
    const error = errorIn([resource('a', { properties: { list: [{ x: "[variables('v')]" }] } })]);
    expect(error.path).toBe('resources[0].properties.list[0].x');
    expect(error.message).toMatch(/^Deployment template validation failed: 'The template resource 'a' at path 'resources\[0\]' is not valid: The template variable 'v' is not found/);
  });

  test.each([
    ['no schema', { $schema: null }, '$schema'],
    ['a strange version', { contentVersion: '1' }, 'contentVersion'],
    ['resources of the wrong kind', { resources: 'none' }, 'resources'],
    ['parameters of the wrong kind', { parameters: [] }, 'parameters'],
  ])('a template with %s is refused', (_, sections, path) => {
    expect(errorOf(() => expandDeployment(deployment(sections as { readonly [section: string]: Json })))).toMatchObject({ code: 'ATK2001', path });
  });

  test('in every graph without a circle each resource stands behind all that it waits for', () => {
    const graphs = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(graphs, (edges) => {
        const resources = edges.map((targets, i) => resource(`r${i}`, { dependsOn: i === 0 ? [] : targets.map((target) => `r${target % i}`) }));
        const expanded = expand(resources.toReversed());
        const wave = new Map(expanded.order.flatMap((keys, i) => keys.map((key) => [key, i] as const)));
        expect(wave.size).toBe(edges.length);
        for (const { key, dependsOn } of expanded.resources) for (const before of dependsOn) expect(wave.get(before)).toBeLessThan(wave.get(key) ?? -1);
      }),
    );
  });

  test('twice as many resources take twice as many steps', () => {
    const steps = (count: number) => {
      const body = { index: '[copyIndex()]', before: "[variables('all')[copyIndex()]]", key: "[listKeys(resourceId('S.T/stores', 's'), '1').k]" };
      const loop = resource("[concat('r', copyIndex())]", { copy: { name: 'loop', count }, dependsOn: ["[resourceId('S.T/stores', 's')]"], properties: body });
      const expanded = expand([{ type: 'S.T/stores', apiVersion: '1', name: 's' }, loop, resource('last', { dependsOn: ['loop'] })], { variables: { all: `[range(0, ${count})]` } });
      expect(expanded.resources).toHaveLength(count + 2);
      return expanded.internals.evaluation.scope('body').session.steps;
    };
    expect(steps(780) / steps(390)).toBeLessThan(2.01);
  });
});
