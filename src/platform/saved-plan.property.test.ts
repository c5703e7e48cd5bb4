import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { existing, newWorld, testSynthesis } from '../engine/apply/apply-world.fake.ts';
import type { World } from '../engine/apply/random-backend.fake.ts';
import { applyIn, backend, planIn } from '../engine/apply/random-backend.fake.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { parseSavedPlan, printSavedPlan } from './saved-plan.ts';

function save(plan: Plan, synthesis: ReturnType<typeof testSynthesis>): string {
  const { cloud, subscriptionId, environment } = plan;
  return printSavedPlan({ tool: 'atakora', run: 'r', by: 'b', savedAt: '2026-01-15T10:00:00.000Z', expiresAt: '2026-01-16T10:00:00.000Z', project: 'project-1', environment, cloud, tenantId: 't', subscriptionId, plan, synthesis, packages: [] });
}

/** Type and name of everything that was put since, sorted. */
function putsSince(world: World, count: number): readonly string[] {
  return world.azure.deployments.slice(count).flatMap(({ template }) => (template['resources'] as readonly Json[]).filter(isJsonObject)).map((body) => `${String(body['type'])} ${String(body['name'])}`).sort();
}

/** What was done to Azure, without the names of runs. */
function doneSince(world: World, deployments: number, calls: number): string {
  const sent = world.azure.deployments.slice(deployments).map(({ scope, template, parameters }) => [scope, template, parameters]);
  const deletes = world.azure.calls.slice(calls).filter((call) => call.startsWith('delete'));
  return canonicalJson([sent, deletes.sort()] as unknown as Json).replaceAll(/synth-\d{8}-\d{6}-[0-9a-f]{8}/g, 'RUN');
}

describe('a saved plan', () => {
  it('does exactly what it showed, and what the plan would have done unsaved, whatever the definition became since', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(backend, backend, async (before, after) => {
        const [world, twin] = [newWorld(), newWorld()];
        const synthesis = testSynthesis(after);
        for (const each of [world, twin]) await applyIn(each, testSynthesis(before), await planIn(each, testSynthesis(before)));
        const plan = await planIn(world, synthesis);
        const text = save(plan, synthesis);
        await applyIn(twin, synthesis, await planIn(twin, synthesis));
        const read = parseSavedPlan(text, 'x.plan');
        const [deployments, calls] = [world.azure.deployments.length, world.azure.calls.length];
        await applyIn(world, read.synthesis, read.plan);
        const shown = read.plan.changes.filter(({ action }) => action.kind === 'create' || action.kind === 'update' || action.kind === 'replace');
        const moved = read.plan.changes.filter(({ action, properties }) => action.kind === 'move' && properties.length > 0);
        expect(putsSince(world, deployments)).toEqual([...shown, ...moved].map(({ type, azureName }) => `${type} ${azureName}`).sort());
        expect(doneSince(world, deployments, calls)).toBe(doneSince(twin, deployments, calls));
        expect(existing(world.azure)).toEqual(existing(twin.azure));
        expect((await planIn(world, synthesis)).changes.every(({ action }) => action.kind === 'no-op')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
