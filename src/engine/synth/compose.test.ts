import { describe, expect, test } from 'vitest';
import { feedback, request, targetOf } from '../../define/providers/full-backend.fake.ts';
import { builtinProviders } from '../../define/providers/builtin-providers.ts';
import type { Provider } from '../../define/providers/provider.ts';
import type { Value } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import type { ComposeChanges } from './synth-case.fake.ts';
import { component, composed, errorsOf, identity, own } from './synth-case.fake.ts';

const text = (reference: string): Value => {
  const cut = reference.lastIndexOf('.');
  return refTo(reference.slice(0, cut), reference.slice(cut + 1));
};

/** Composes a resource `here` of component `a` whose tag is a value, beside `other` of `a` and `account` of `b`. */
function withTag(value: Value, changes: ComposeChanges = {}) {
  const a = component('a', { requirements: feedback, resources: [identity('other'), own('thing', 'Contoso.Things/things', {}, { apiVersion: '2024-01-01', azureName: 'thing' }), identity('here', { of: value })] });
  const b = component('b', { resources: [own('account', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2' })] });
  const graph = composed([a, b], changes);
  const tags = graph.nodes.find(({ address }) => address === 'main/a/here')?.body['tags'] as Readonly<Record<string, Value>> | undefined;
  return { graph, tag: tags?.['of'], errors: errorsOf(graph), hints: graph.diagnostics.filter(({ severity }) => severity === 'error').map(({ hint }) => hint) };
}

describe('references', () => {
  test.each<readonly [written: string, target: string, output: string]>([
    ['self.other.clientId', 'main/a/other', 'clientId'],
    ['backend.b.account.name', 'main/b/account', 'name'],
    ['cosmos.endpoint', 'main/cosmos.main/account', 'endpoint'],
    ['cosmos.main.endpoint', 'main/cosmos.main/account', 'endpoint'],
    ['backend.cosmos.endpoint', 'main/cosmos.main/account', 'endpoint'],
    ['self.thing.properties.state', 'main/a/thing', 'properties.state'],
    ['b.account.id', 'main/b/account', 'id'],
  ])('%s is an output of %s', (written, target, output) => {
    expect(withTag(text(written))).toMatchObject({ errors: [], tag: { $: 'ref', target, output } });
  });

  test('to the resource group are to the one that is made, or to the name of the one that is used', () => {
    expect(withTag({ $: 'context', key: 'resourceGroup' }).tag).toEqual(refTo('main/group.main/group', 'name'));
    expect(withTag({ $: 'context', key: 'resourceGroup' }, { target: targetOf('dev', { resourceGroup: { name: 'rg-old', create: false } }) }).tag).toBe('rg-old');
  });

  test.each([
    ['self.othr.clientId', 'Did you mean "self.other.clientId"?'],
    ['self.other.clientIdd', 'Did you mean "self.other.clientId"?'],
    ['backend.b.account.blobEndpont', 'Did you mean "backend.b.account.blobEndpoint"?'],
    ['cosmos.endpiont', 'Did you mean "cosmos.endpoint"?'],
    ['self.cosmos.endpoint', /cosmos\.endpoint/],
    ['quite.something', /^Known: /],
  ])('to %s are refused with the nearest known name', (written, hint) => {
    const { errors, hints } = withTag(text(written));
    expect(errors).toEqual([`ATK1304 "a/here" refers to "${written}", which does not exist`]);
    expect(hints[0]).toMatch(hint);
  });

  test('by an address that nothing has are refused', () => {
    const { errors, hints } = withTag(refTo('main/a/othr', 'id'));
    expect(errors).toEqual(['ATK1304 main/a/here refers to main/a/othr, which nothing makes']);
    expect(hints).toEqual(['Did you mean main/a/other?']);
  });

  test('in a text may not be joined with a list', () => {
    expect(withTag({ $: 'concat', parts: ['a', ['b']] }).errors).toEqual(['ATK1308 "a/here" joins a text with a list or an object']);
  });
});

describe('own resources', () => {
  test('keep what the definition says of them', () => {
    const graph = composed([component('a', { resources: [identity('one'), identity('two', {}, { dependsOn: ['one'], protect: true, ignoreChanges: ['tags.x'], azureName: 'id-two' })] })]);
    expect(graph.nodes.find(({ address }) => address === 'main/a/two')).toMatchObject({ dependsOn: ['main/a/one'], protect: true, ignoreChanges: ['tags.x'], name: 'id-two' });
  });

  test.each([
    ['a dependency', identity('two', {}, { dependsOn: ['onne'] }), 'ATK1304 "a.two" names "onne" in dependsOn, which is not a resource of the component'],
    ['a parent', own('two', 'Microsoft.Storage/storageAccounts/blobServices', {}, { parent: 'onne' }), 'ATK1304 "a.two" names the parent "onne", which is not declared before it'],
    ['a scope', own('two', 'Microsoft.Authorization/locks', { properties: { level: 'CanNotDelete' } }, { scope: 'self.onne', azureName: 'keep' }), 'ATK1304 "main/a/two" refers to "self.onne.id", which does not exist'],
  ])('that name %s which is not there are refused', (_what, resource, error) => {
    expect(errorsOf(composed([component('a', { resources: [identity('one'), resource] })]))).toEqual([error]);
  });

  test.each([
    ['a name that Azure refuses', own('one', 'Microsoft.Storage/storageAccounts', {}, { azureName: 'No Good!' }), /^ATK1313 "No Good!" cannot be the name of storage account main\/a\/one/],
    ['a name with a reference', identity('one', {}, { azureName: refTo('group', 'name') }), /^ATK1313 the name of main\/a\/one must be a text/],
    ['a type that is in no catalogue, without api version', own('one', 'Contoso.Things/things'), /^ATK1308 "Contoso\.Things\/things" is not in the catalogue/],
  ])('with %s are refused', (_what, resource, error) => {
    const errors = errorsOf(composed([component('a', { resources: [resource] })]));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(error);
  });

  test('of a type in another spelling get the one of the catalogue', () => {
    expect(composed([component('a', { resources: [own('one', 'microsoft.storage/STORAGEACCOUNTS')] })]).nodes.map(({ type }) => type)).toContain('Microsoft.Storage/storageAccounts');
  });

  test('extend an existing group by being deployed in it', () => {
    const lock = own('lock', 'Microsoft.Authorization/locks', { properties: { level: 'CanNotDelete' } }, { scope: 'group', azureName: 'keep' });
    const graph = composed([component('a', { resources: [lock] })], { target: targetOf('dev', { resourceGroup: { name: 'rg-old', create: false } }) });
    expect(errorsOf(graph)).toEqual([]);
    expect(graph.nodes[0]?.scope).toEqual({ kind: 'resourceGroup', group: undefined, groupName: 'rg-old' });
  });
});

describe('two resources', () => {
  test('with the same Azure name are refused, naming both', () => {
    const resources = [identity('one', {}, { azureName: 'id-same' }), identity('two', {}, { azureName: 'ID-SAME' })];
    const errors = errorsOf(composed([component('a', { resources })]));
    expect(errors).toEqual(['ATK1303 main/a/one and main/a/two would both be Microsoft.ManagedIdentity/userAssignedIdentities "id-same"']);
  });

  test('with the same address are refused, naming both owners', () => {
    const twice: Provider = { resourceType: 'twice', fields: {}, implied: () => [{ resourceType: 'group', requirementKey: 'main', config: {} }], provide: (context) => ({ nodes: ['a', 'b'].map((name) => ({ address: context.address('one'), type: 'Contoso.Things/things', apiVersion: '2024-01-01', name, body: {} })), exports: {}, diagnostics: [] }) };
    const graph = composed([component('a', { requirements: [request('a', 'twice', {})] })], { providers: [twice, ...builtinProviders] });
    expect(errorsOf(graph)).toEqual(['ATK1302 two resources have the address main/twice.main/one: one of a and one of a']);
    expect(graph.nodes).toEqual([]);
  });

  test('that need each other are refused with the circle', () => {
    const resources = [identity('one', { of: refTo('self.two', 'clientId') }), identity('two', { of: refTo('self.three', 'clientId') }), identity('three', { of: refTo('self.one', 'id') })];
    expect(errorsOf(composed([component('a', { resources })]))).toEqual(['ATK1305 these resources depend on each other in a circle: main/a/one → main/a/two → main/a/three → main/a/one']);
  });
});

describe('stacks', () => {
  test('rise to the latest that a resource needs, through several', () => {
    const resources = [own('account', 'Microsoft.Storage/storageAccounts', {}), identity('late', { of: refTo('self.account', 'id') }), identity('later', { of: refTo('self.late', 'id') }), identity('early')];
    const stacks = Object.fromEntries(composed([component('a', { resources })]).nodes.map(({ address, stack }) => [address, stack]));
    expect(stacks).toEqual({ 'main/group.main/group': 'foundation', 'main/a/account': 'data', 'main/a/late': 'data', 'main/a/later': 'data', 'main/a/early': 'security' });
  });

  test('are what the tag says', () => {
    const tags = composed([component('a', { resources: [own('account', 'Microsoft.Storage/storageAccounts', {}), identity('late', { of: refTo('self.account', 'id'), n: 3 })] })]).nodes.find(({ address }) => address === 'main/a/late')?.body['tags'];
    expect(tags).toMatchObject({ 'atakora:stack': 'data', 'atakora:cost-center': '42', n: '3', of: refTo('main/a/account', 'id') });
    expect(tags).not.toHaveProperty('atakora:run');
  });
});

describe('names', () => {
  test('that are pinned stay, with their generation', () => {
    const pins = new Map([['main/a/one', { address: 'main/a/one', name: 'id-old-02', generation: 2, apiVersion: '2024-11-30' }]]);
    expect(composed([component('a', { resources: [identity('one')] })], { pins }).nodes.find(({ address }) => address === 'main/a/one')).toMatchObject({ name: 'id-old-02', generation: 2 });
  });

  test.each(['main/a/one', 'a/one'])('that the options give by %s win over computed ones', (key) => {
    expect(composed([component('a', { resources: [identity('one')] })], { options: { names: { [key]: 'id-mine' } } }).nodes.find(({ address }) => address === 'main/a/one')?.name).toBe('id-mine');
  });
});

describe('requirements', () => {
  const made = (resourceType: string, implied: Provider['implied']): Provider => ({ resourceType, fields: { level: { merge: 'maximum' } }, implied, provide: () => ({ nodes: [], exports: {}, diagnostics: [] }) });

  test('bring along what they imply, and that what it implies, each once', () => {
    const asked: string[] = [];
    const providers = ['a', 'b', 'c'].map((type, at, all): Provider => ({ ...made(type, () => all.slice(at + 1).map((resourceType) => ({ resourceType, requirementKey: 'main', config: {} }))), provide: ({ requirement }) => (asked.push(requirement.resourceType), { nodes: [], exports: {}, diagnostics: [] }) }));
    expect(errorsOf(composed([component('x', { requirements: [request('x', 'a', {})] })], { providers }))).toEqual([]);
    expect(asked.toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('of a type that no provider makes are refused, with the nearest known', () => {
    const graph = composed([component('x', { requirements: [request('x', 'cosmoss', {}), request('x', 'storage', {})], resources: [identity('one', { of: refTo('storage', 'id') })] })]);
    expect(errorsOf(graph)).toEqual(['ATK1307 component "x" requires "cosmoss", which no provider makes']);
    expect(graph.diagnostics[0]?.hint).toMatch(/^Did you mean "cosmos"\? Known types: /);
  });

  test('that a provider implies and nobody makes are refused too', () => {
    const providers = [made('a', () => [{ resourceType: 'nobody', requirementKey: 'main', config: {} }])];
    expect(errorsOf(composed([component('x', { requirements: [request('x', 'a', {})] })], { providers }))).toEqual(['ATK1307 component "x" requires "nobody", which no provider makes']);
  });

  test('that imply new ones without end are refused', () => {
    const providers = [made('a', (config) => [{ resourceType: 'a', requirementKey: 'main', config: { level: Number(config['level'] ?? 0) + 1 } }])];
    expect(errorsOf(composed([component('x', { requirements: [request('x', 'a', { level: 1 })] })], { providers }))).toEqual(['ATK1307 the requirements of backend "main" imply new ones without end']);
  });

  test('go to a provider of the user before a built-in one', () => {
    const mine: Provider = { ...made('group', () => []), fields: {}, provide: (context) => ({ nodes: [{ address: context.address('group'), type: 'Microsoft.Resources/resourceGroups', apiVersion: '2025-04-01', name: 'rg-mine', body: {} }], exports: {}, diagnostics: [] }) };
    expect(composed([component('a', { resources: [identity('one')] })], { providers: [mine, ...builtinProviders] }).nodes.map(({ name }) => name)).toContain('rg-mine');
  });
});
