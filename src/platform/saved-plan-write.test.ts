import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildPlan } from '../engine/plan/build-plan.ts';
import { sampleKinds, sampleResource, sampleSynthesis } from '../engine/plan/sample-backend.fake.ts';
import type { JsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import type { ProjectSession } from './project-session.ts';
import { savePlan } from './saved-plan-write.ts';
import { fakePlatform } from './test-platform.fake.ts';

let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-saved-')));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const session = { loaded: { project: { id: 'project', name: 'sample' } }, facts: { key: 'dev', cloud: 'AzureCloud', tenantId: 't', subscriptionId: 's' } } as unknown as ProjectSession;
const nothing: FoundState = { state: undefined, entries: [], pending: [], diagnostics: [] };

function planned(template: JsonObject = {}): PlannedProject {
  const whole = sampleSynthesis([sampleResource('store', { location: 'westeurope' })]);
  const synthesis = { ...whole, stacks: whole.stacks.map((stack) => ({ ...stack, template })) };
  return { plan: buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: sampleKinds }), definition: undefined, synthesis };
}

function save(found: FoundState, made: PlannedProject): Promise<unknown> {
  const { platform } = fakePlatform();
  const context = { platform: { ...platform, cwd: folder }, options: {}, run: 'synth-20260115-100000-00000001' } as unknown as CommandContext;
  return savePlan(context, session, found, made, { file: 'x.plan', lifeMs: 1000 });
}

describe('saving a plan', () => {
  it('writes one file', async () => {
    await save(nothing, planned());
    expect(readdirSync(folder)).toEqual(['x.plan']);
  });

  it('is refused when a template holds a secret that Azure had at a path left to others', async () => {
    const template = { resources: [{ type: 'Microsoft.Sql/servers', name: 'sql', properties: { administratorLoginPassword: 'hunter2' } }] };
    const refused = save(nothing, planned(template));
    await expect(refused).rejects.toMatchObject({ code: 'ATK1516', message: expect.stringContaining('stack data, sql at properties.administratorLoginPassword') as unknown });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') as unknown });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused while an interrupted run would make it stale', async () => {
    const entries = [{ type: 'end', at: '', run: 'r', result: 'interrupted' }] as const;
    await expect(save({ ...nothing, entries }, planned())).rejects.toMatchObject({ code: 'ATK1516', hint: expect.stringContaining('apply --attach') as unknown });
  });
});
