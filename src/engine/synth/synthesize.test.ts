import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateResource } from '../../arm/runtime.ts';
import { feedback, targetOf, uploads } from '../../define/providers/full-backend.fake.ts';
import type { ComponentDefinition } from '../../model/definition.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { Value } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { component, composed, errorsOf, expandedStack, identity, own } from './synth-case.fake.ts';
import { synthesize } from './synthesize.ts';

const full: readonly ComponentDefinition[] = [
  component('feedbackApi', { requirements: feedback, outputs: { url: refTo('functions', 'url'), region: { $: 'context', key: 'location' } } }),
  component('processUpload', { requirements: uploads }),
  component('extra', {
    resources: [
      own('account', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' } }),
      own('blobs', 'Microsoft.Storage/storageAccounts/blobServices', {}, { parent: 'account', azureName: 'default' }),
      own('lock', 'Microsoft.Authorization/locks', { properties: { level: 'CanNotDelete' } }, { scope: 'self.account', apiVersion: '2020-05-01', azureName: 'keep' }),
      identity('reader', { of: refTo('self.account', 'id'), text: { $: 'concat', parts: ['at ', refTo('self.account', 'blobEndpoint'), ' in ', { $: 'context', key: 'resourceGroup' }] } }),
    ],
  }),
];

const textOf = (synthesis: Synthesis): string => JSON.stringify([synthesis.stacks, synthesis.resources, synthesis.outputs, synthesis.hash]);

/** The definition with the keys of every object in another order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(reversed) as T;
  }
  return typeof value === 'object' && value !== null ? (Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reversed(item)] as const).toReversed()) as T) : value;
}

describe('synthesizing', () => {
  test.each(['dev', 'prod'] as const)('gives every resource the id and name that Azure will give it, in %s, of one backend and of two', (environment) => {
    const target = targetOf(environment);
    const synthesis = synthesize(composed({ main: full, reports: full }, { target }));
    expect(errorsOf(synthesis)).toEqual([]);
    const expanded = synthesis.stacks.flatMap((stack) => expandedStack(stack, target).resources.map(({ id, name, type }) => ({ stack: stack.id, id: id.toLowerCase(), name, type })));
    const described = synthesis.resources.map(({ id, name, stack, type }) => ({ stack, id: id.toLowerCase(), name, type }));
    const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
    expect(described.toSorted(byId)).toEqual(expanded.toSorted(byId));
    expect(described.length).toBeGreaterThan(60);
  });

  test('lets a stack need only earlier ones, and a resource only what is in its own or an earlier stack', () => {
    const synthesis = synthesize(composed(full, { target: targetOf('prod') }));
    const position = new Map(synthesis.stacks.map((stack, at) => [stack.id, at]));
    synthesis.stacks.forEach((stack, at) => stack.dependsOn.forEach((id) => expect(position.get(id)).toBeLessThan(at)));
    const stackOf = new Map<string, string>(synthesis.resources.map(({ address, stack }) => [address, stack]));
    for (const resource of synthesis.resources) {
      for (const address of resource.dependsOn) {
        expect([resource.stack, ...(synthesis.stacks[position.get(resource.stack) as number]?.dependsOn ?? [])]).toContain(stackOf.get(address));
      }
    }
  });

  test('twice gives the same bytes', () => {
    expect(textOf(synthesize(composed(structuredClone(full))))).toBe(textOf(synthesize(composed(full))));
  });

  test('does not care for the order of keys in the definition', () => {
    const [once, again] = [synthesize(composed(full)), synthesize(composed(reversed(full)))];
    expect(JSON.stringify(again.stacks)).toBe(JSON.stringify(once.stacks));
    expect([again.resources, again.hash]).toEqual([once.resources, once.hash]);
  });

  test('does not care for the order of components, which changes no template and no hash', () => {
    const [once, again] = [synthesize(composed(full)), synthesize(composed(full.toReversed()))];
    expect(again.hash).toBe(once.hash);
    expect(again.resources.map((resource) => [resource.address, resource.desiredHash])).toEqual(once.resources.map((resource) => [resource.address, resource.desiredHash]));
  });

  test('writes any text so that Azure reads it back as it was', () => {
    const value: fc.Arbitrary<Json> = fc.letrec<{ readonly value: Json }>((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.constantFrom("[resourceGroup().id]", '[[x]', '[]', '[', "it's", "[concat('a', ''']", '$'), fc.integer(), fc.boolean(), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'b', 'copyx', 'Z'), tie('value'), { maxKeys: 3, noNullPrototype: true })),
    })).value;
    fc.assert(
      fc.property(value, (written) => {
        const synthesis = synthesize(composed([component('raw', { resources: [own('one', 'Contoso.Things/things', { properties: { written } } as never, { apiVersion: '2024-01-01', azureName: 'one' })] })]));
        const [stack] = synthesis.stacks.filter(({ scope }) => scope.kind === 'resourceGroup');
        const expanded = expandedStack(stack as NonNullable<typeof stack>);
        const read = evaluateResource(expanded, expanded.resources[0]?.key ?? '') as { readonly properties?: JsonObject };
        expect(read.properties?.['written']).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });

  test('gives nothing but the findings for a graph with errors', () => {
    const synthesis = synthesize(composed([component('a', { resources: [identity('one', { of: refTo('self.twoo', 'id') }), identity('two')] })]));
    expect(synthesis).toMatchObject({ stacks: [], resources: [], outputs: [] });
    expect(errorsOf(synthesis)).toHaveLength(1);
  });

  test('refuses secrets as plain text, in a body and in an output, and repeats none of them', () => {
    const canary = 'hunter2-canary-7f3a';
    const resources = [own('one', 'Contoso.Things/things', { properties: { adminPassword: canary, list: [{ name: 'API_KEY', value: canary }] } }, { apiVersion: '2024-01-01' })];
    const synthesis = synthesize(composed([component('a', { resources, outputs: { dbPassword: canary } })]));
    expect(errorsOf(synthesis)).toEqual([
      'ATK1309 main/a/one has a secret as plain text at properties.adminPassword',
      'ATK1309 main/a/one has a secret as plain text at properties.list.value',
      'ATK1309 the output dbPassword is a secret as plain text',
    ]);
    expect(JSON.stringify(synthesis.diagnostics)).not.toContain(canary);
  });

  test('shows people what they wrote in place of an expression', () => {
    const { resources } = synthesize(composed(full));
    const display = Object.values(resources.find(({ address }) => address === 'main/extra/reader')?.display ?? {});
    expect(display.toSorted()).toEqual(['at ${extra.account.blobEndpoint} in ${group.name}', 'extra.account.id']);
  });

  test('moving a type to another stack changes no address, name or id', () => {
    const asDrafted = synthesize(composed(full));
    // The reference to the site, in the compute stack, pulls the storage account of the component out of the data stack.
    const moved = full.map((part) => (part.id === 'extra' ? { ...part, resources: part.resources.map((resource) => (resource.name === 'account' ? { ...resource, body: { ...resource.body, tags: { site: refTo('functions', 'hostName') } } } : resource)) } : part));
    const after = synthesize(composed(moved));
    const stackOf = (synthesis: Synthesis): string | undefined => synthesis.resources.find(({ address }) => address === 'main/extra/account')?.stack;
    expect([stackOf(asDrafted), stackOf(after)]).toEqual(['data', 'compute']);
    expect(after.resources.map(({ address, id, name }) => ({ address, id, name }))).toEqual(asDrafted.resources.map(({ address, id, name }) => ({ address, id, name })));
  });
});

describe('outputs', () => {
  const outputs = (values: Readonly<Record<string, Value>>) => synthesize(composed([component('a', { resources: [identity('one'), own('account', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2' })], outputs: values })]));

  test('stand in the latest stack that they refer to, those that refer to nothing in the last', () => {
    const synthesis = outputs({ id: refTo('self.one', 'id'), both: { $: 'concat', parts: [refTo('self.one', 'clientId'), refTo('self.account', 'name'), { $: 'context', key: 'project' }] }, text: 'plain', raw: { $: 'arm', expression: "resourceId('a.b/c', 'd')", refs: [] } });
    expect(synthesis.outputs.map(({ name, stack }) => [name, stack])).toEqual([['both', 'data'], ['id', 'security'], ['raw', 'data'], ['text', 'data']]);
  });

  test('have the type of their value', () => {
    const template = outputs({ a: 'x', b: 3, c: true, d: ['x'], e: { f: 1 }, g: refTo('self.account', 'id') }).stacks.at(-1)?.template as { readonly outputs: Readonly<Record<string, { readonly type: string }>> };
    expect(Object.values(template.outputs).map(({ type }) => type)).toEqual(['string', 'int', 'bool', 'array', 'object', 'string']);
  });

  test('of the same name are refused, naming both components', () => {
    const graph = composed([component('a', { resources: [identity('one')], outputs: { id: 'x' } }), component('b', { outputs: { id: 'y' } })]);
    expect(errorsOf(synthesize(graph))).toEqual(['ATK1302 two outputs have the name "id": one of a and one of b']);
  });

  test('over 64 in one stack are refused', () => {
    const values = Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`o${at}`, 'x']));
    expect(errorsOf(outputs(values))).toEqual(['ATK1401 stack data: Number of outputs: 65, and Azure allows 64.']);
  });
});
