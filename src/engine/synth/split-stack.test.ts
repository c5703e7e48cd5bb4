import { describe, expect, test } from 'vitest';
import type { ComponentDefinition, OwnResource } from '../../model/definition.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { refTo } from '../../model/value.ts';
import { component, composed, errorsOf, identity, own } from './synth-case.fake.ts';
import { stackLimits } from './split-stack.ts';
import { synthesize } from './synthesize.ts';

/** Components of one account with its service and eight queues each, and an identity that refers to the account of the component before. */
function many(components: number, text = 'x'): readonly ComponentDefinition[] {
  return Array.from({ length: components }, (_, at) => {
    const queues = Array.from({ length: 8 }, (__, queue) => own(`queue${queue}`, 'Microsoft.Storage/storageAccounts/queueServices/queues', { properties: { metadata: { text } } }, { parent: 'queues' }));
    const earlier: readonly OwnResource[] = at === 0 ? [] : [identity('reader', { of: refTo(`backend.part${at - 1}.account`, 'id') }, { azureName: `id-reader-${at}` })];
    const account = own('account', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2' }, { azureName: `st${at}x` });
    return component(`part${at}`, { resources: [account, own('queues', 'Microsoft.Storage/storageAccounts/queueServices', {}, { parent: 'account', azureName: 'default' }), ...queues, ...earlier] });
  });
}

function entries(synthesis: Synthesis) {
  return synthesis.stacks.map((stack) => ({ ...stack, resources: stack.template['resources'] as readonly { readonly dependsOn?: readonly string[] }[], bytes: Buffer.byteLength(JSON.stringify(stack.template)) }));
}

/** Needs of a stack lead to earlier stacks only, and what a template depends on is in it. */
function expectOrdered(synthesis: Synthesis): void {
  const position = new Map(synthesis.stacks.map(({ id }, at) => [id, at]));
  const stackOf = new Map<string, string>(synthesis.resources.map(({ address, stack }) => [address, stack]));
  synthesis.stacks.forEach((stack, at) => stack.dependsOn.forEach((id) => expect(position.get(id)).toBeLessThan(at)));
  for (const resource of synthesis.resources) {
    for (const needed of resource.dependsOn) {
      expect(position.get(stackOf.get(needed) as string)).toBeLessThanOrEqual(position.get(resource.stack) as number);
    }
  }
}

describe('a stack', () => {
  test('within the limits is one deployment', () => {
    expect(synthesize(composed(many(3))).stacks.map(({ id }) => id)).toEqual(['foundation', 'data']);
  });

  test('of 10,000 resources is split into deployments that Azure takes, later ones needing only earlier ones', () => {
    const synthesis = synthesize(composed(many(1000)));
    expect(errorsOf(synthesis)).toEqual([]);
    expect(synthesis.resources.length).toBeGreaterThan(10_000);
    for (const { bytes, resources } of entries(synthesis)) {
      expect(resources.length).toBeLessThanOrEqual(stackLimits.resources);
      expect(bytes).toBeLessThan(stackLimits.bytes + 10_000);
    }
    expect(synthesis.stacks.map(({ id }) => id).slice(0, 4)).toEqual(['foundation', 'data', 'data-2', 'data-3']);
    expect(synthesis.stacks.length).toBeLessThan(20);
    expectOrdered(synthesis);
  });

  test('is cut between families: children stay with their parent', () => {
    const synthesis = synthesize(composed(many(12)), { resources: 25, bytes: 900_000 });
    const stacks = new Map<string, string>(synthesis.resources.map(({ address, stack }) => [address, stack]));
    for (const [address, stack] of stacks) {
      if (address.includes('queue')) {
        expect(stack).toBe(stacks.get(address.replace(/queue.*$/, 'account')));
      }
    }
    expect(synthesis.stacks.length).toBeGreaterThan(4);
    expectOrdered(synthesis);
  });

  test('is cut inside of a family that alone is too large', () => {
    const synthesis = synthesize(composed(many(1)), { resources: 4, bytes: 900_000 });
    expect(entries(synthesis).map(({ resources }) => resources.length)).toEqual([1, 4, 4, 2]);
    expectOrdered(synthesis);
  });

  test('is cut between single resources where families need each other', () => {
    const lock = own('lock', 'Microsoft.Authorization/locks', { properties: { level: 'CanNotDelete', notes: refTo('self.reader', 'clientId') } }, { scope: 'self.account', azureName: 'keep' });
    const resources = [own('account', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2' }), identity('reader', { of: refTo('self.account', 'id') }), lock];
    const synthesis = synthesize(composed([component('a', { resources })]), { resources: 1, bytes: 900_000 });
    expect(synthesis.resources.map(({ address, stack }) => `${address} ${stack}`)).toEqual(['main/a/account data', 'main/a/lock data-3', 'main/a/reader data-2', 'main/group.main/group foundation']);
    expectOrdered(synthesis);
  });

  test('counts bytes, not characters', () => {
    const synthesis = synthesize(composed(many(4, '漢'.repeat(500))), { resources: 780, bytes: 20_000 });
    expect(Math.max(...entries(synthesis).map(({ bytes }) => bytes))).toBeLessThan(20_500);
    expect(synthesis.stacks.length).toBeGreaterThan(3);
  });

  test('keeps addresses, names and desired values when it is split', () => {
    const plain = ({ resources }: Synthesis) => resources.map(({ address, desired, desiredHash, id, name }) => ({ address, desired, desiredHash, id, name }));
    expect(plain(synthesize(composed(many(12)), { resources: 7, bytes: 900_000 }))).toEqual(plain(synthesize(composed(many(12)))));
  });

  test('lets a template depend only on what is in it', () => {
    const synthesis = synthesize(composed(many(12)), { resources: 4, bytes: 900_000 });
    for (const { resources } of entries(synthesis)) {
      const ids = resources.length;
      resources.forEach(({ dependsOn = [] }) => expect(dependsOn.length).toBeLessThan(ids));
    }
    const second = entries(synthesis).find(({ id }) => id === 'data-2');
    expect(JSON.stringify(second?.resources[0]?.dependsOn ?? [])).not.toContain("'st0x')]");
  });

  test('with one resource over a megabyte is refused by its name', () => {
    const large = own('large', 'Contoso.Things/things', { properties: { text: 'x'.repeat(1_100_000) } }, { apiVersion: '2024-01-01', azureName: 'large' });
    const [error, ...others] = errorsOf(synthesize(composed([component('a', { resources: [large] })])));
    expect(error).toMatch(/^ATK1401 stack compute: Size of the resource 'Contoso\.Things\/things\/large' in bytes/);
    expect(others).toEqual([]);
  });
});
