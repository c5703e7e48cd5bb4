import fc from 'fast-check';
import { expect } from 'vitest';
import type { EngineEvent } from '../../model/event.ts';
import type { Plan } from '../../model/plan.ts';
import { formatRunId } from '../../model/run-id.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import type { PlanScope } from '../plan/plan-part.ts';
import { createFakeIds } from '../ports.fake.ts';
import { refresh } from '../refresh/refresh.ts';
import { applyPlan } from './apply-plan.ts';
import type { newWorld, TestResource } from './apply-world.fake.ts';
import { group } from './apply-world.fake.ts';

/** Where random backends are applied. */
export type World = ReturnType<typeof newWorld>;

const kinds: KindLookup = (type) => {
  const kind = kindOf(type);
  return kind?.type === 'Microsoft.Web/serverfarms' ? { ...kind, replaceOrder: 'create-first' } : kind;
};

const forms = [
  { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', stack: 'security' },
  { type: 'Microsoft.Storage/storageAccounts', stack: 'data' },
  { type: 'Microsoft.DocumentDB/databaseAccounts', stack: 'data' },
  { type: 'Microsoft.Web/serverfarms', stack: 'compute' },
] as const;

/** What a resource of a random backend is; `key` makes its address and name. */
interface Piece {
  readonly key: number;
  readonly form: number;
  readonly owner: 'one' | 'two';
  readonly location: string;
  readonly tag: string;
  readonly generation: number;
  readonly needs: readonly number[];
  readonly role: boolean;
}

const piece: fc.Arbitrary<Piece> = fc.record({
  key: fc.nat(7),
  form: fc.nat(forms.length - 1),
  owner: fc.constantFrom('one' as const, 'two' as const),
  location: fc.constantFrom('westeurope', 'northeurope'),
  tag: fc.constantFrom('a', 'b'),
  generation: fc.integer({ min: 1, max: 2 }),
  needs: fc.array(fc.nat(7), { maxLength: 3 }),
  role: fc.boolean(),
});

/** Up to eight resources that need others of their own or an earlier stack, some with a role assignment on them; and the group. */
export const backend: fc.Arbitrary<readonly TestResource[]> = fc.uniqueArray(piece, { selector: ({ key }) => key, maxLength: 8 }).map((pieces) => {
  const at = ({ key, owner }: Piece): string => `${owner}.main/r${key}`;
  const before = (a: Piece, b: Piece): boolean => a.form < b.form || (a.form === b.form && a.key < b.key);
  return [
    group,
    ...pieces.flatMap((own): readonly TestResource[] => {
      const { type, stack } = forms[own.form] ?? forms[0];
      const others = pieces.filter((other) => own.needs.includes(other.key) && before(other, own)).map(at);
      const made: TestResource = {
        at: at(own),
        type,
        stack,
        name: `thing${own.key}g${own.generation}`,
        generation: own.generation,
        body: { location: own.location, tags: { owner: own.tag }, properties: {} },
        needs: ['group.main/group', ...others],
      };
      const role: TestResource = { at: `${own.owner}.main/r${own.key}-role`, type: 'Microsoft.Authorization/roleAssignments', stack, name: `00000000-0000-4000-8000-00000000000${own.key}`, extends: at(own) };
      return own.role ? [made, role] : [made];
    }),
  ];
});

let runs = 0;

/** Plans a definition, or without one a destroy. */
export async function planIn(world: World, synthesis: Synthesis | undefined, scope?: PlanScope): Promise<Plan> {
  const state = await world.store.read();
  const live = state === undefined ? undefined : await refresh(state, kinds, world.azure);
  return buildPlan({ kind: synthesis === undefined ? 'destroy' : 'apply', synthesis, state, live, pending: [], kinds, ...(scope === undefined ? {} : { scope }) });
}

/** Applies a plan, which has to succeed; answers with its events. */
export async function applyIn(world: World, synthesis: Synthesis | undefined, plan: Plan): Promise<readonly EngineEvent[]> {
  runs += 1;
  const { azure, clock, host, store } = world;
  const run = formatRunId(clock.now(), runs.toString(16).padStart(8, '0'));
  const held = await store.lock({ command: 'apply', run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const since = host.events.length;
  const result = await applyPlan(
    { plan, ...(synthesis === undefined ? {} : { synthesis }), state: await store.read(), lock: held.lock, run, by: 'tester', tool: 'atakora 0.1.0', project: 'project-1' },
    { clock, ids: createFakeIds(runs), host, azure, kindOf: kinds },
  );
  await held.lock.release();
  expect(result.error?.message).toBeUndefined();
  return host.events.slice(since);
}

/** What a plan means to do, `action address`. */
export function changesOf(plan: Plan): readonly string[] {
  return plan.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address }) => `${action.kind} ${address}`);
}
