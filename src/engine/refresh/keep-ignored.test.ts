import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { Plan, PlanAction } from '../../model/plan.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { sampleKinds, sampleResource, sampleSynthesis } from '../plan/sample-backend.fake.ts';
import { keepIgnored } from './keep-ignored.ts';

const resource = sampleResource('one', { location: 'westeurope', properties: { size: 1, shape: 'flat' } }, { ignoreChanges: ['properties.size'] });
const entry = { type: resource.type, apiVersion: resource.apiVersion, name: 'one', ...resource.desired };

function synthesis(verbatim = false): Synthesis {
  const made = sampleSynthesis([resource]);
  const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [entry, { ...entry, name: 'two' }] };
  return { ...made, stacks: made.stacks.map((stack) => (stack.id === 'data' ? { ...stack, template, verbatim } : stack)) };
}

const planOf = (action: PlanAction): Plan => ({ changes: [{ address: resource.address, action }] }) as unknown as Plan;
const live = new Map([[resource.address, { properties: { size: 9, shape: 'round' } } as JsonObject]]);
const sent = (result: Synthesis): unknown => (result.stacks[0]?.template['resources'] as readonly JsonObject[] | undefined)?.map(({ properties }) => properties);

describe('the templates of an update', () => {
  it('send what Azure holds at ignored paths, of that resource alone', () => {
    const result = keepIgnored(synthesis(), { plan: planOf({ kind: 'update' }), live, kinds: sampleKinds });
    expect(sent(result)).toEqual([{ size: 9, shape: 'flat' }, { size: 1, shape: 'flat' }]);
    expect(result.resources).toEqual(synthesis().resources);
  });

  it.each([
    ['nothing is updated', planOf({ kind: 'no-op' }), live, false],
    ['it is created', planOf({ kind: 'create' }), live, false],
    ['it was not read', planOf({ kind: 'update' }), undefined, false],
    ['it is gone', planOf({ kind: 'update' }), new Map([[resource.address, 'missing' as const]]), false],
    ['the template is the user\'s own', planOf({ kind: 'update' }), live, true],
  ])('are as the definition has them when %s', (_why, plan, found, verbatim) => {
    expect(sent(keepIgnored(synthesis(verbatim), { plan, live: found, kinds: sampleKinds }))).toEqual([{ size: 1, shape: 'flat' }, { size: 1, shape: 'flat' }]);
  });
});
