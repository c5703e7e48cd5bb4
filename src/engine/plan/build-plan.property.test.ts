import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { actionKinds, type Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { buildPlan } from './build-plan.ts';
import type { PlanInput } from './plan-context.ts';
import { sampleFingerprint, sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis } from './sample-backend.fake.ts';

/** Text that occurs nowhere else, so that one leaked letter row is found. */
const secret = fc.stringMatching(/^[QXZ]{12}$/);
const scalar: fc.Arbitrary<Json> = fc.oneof(fc.boolean(), fc.integer({ min: -5, max: 5 }), fc.constantFrom('a', 'B', 'west europe', '', '[reference(1)]', "[resourceId('a')]"));
const named = fc.uniqueArray(fc.record({ name: fc.constantFrom('n1', 'n2', 'N3'), value: scalar }), { selector: ({ name }) => name, maxLength: 3 });
const free = fc.dictionary(fc.constantFrom('a', 'b.c', 'd', 'locations'), fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(fc.constantFrom('x', 'y'), scalar, { maxKeys: 2 })), { maxKeys: 4 });
const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    shape: fc.constantFrom('flat', 'round', 'square'),
    size: fc.integer({ min: 0, max: 3 }),
    tier: fc.constantFrom('Hot', 'Cool'),
    count: fc.integer({ min: 0, max: 3 }),
    zones: fc.uniqueArray(fc.constantFrom('1', '2', '3')),
    rules: fc.uniqueArray(fc.record({ value: fc.constantFrom('x', 'y', 'z') }), { selector: ({ value }) => value }),
    settings: named,
    blob: free,
    wish: scalar,
    seal: secret,
    adminPassword: secret,
    sinks: fc.array(secret.map((text) => `AccountKey=${text};`), { maxLength: 2 }),
    free,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

const body: fc.Arbitrary<JsonObject> = fc
  .record({ location: fc.constantFrom('westeurope', 'northeurope'), tags: fc.dictionary(fc.constantFrom('owner', 'a:b'), fc.constantFrom('1', '2')), properties }, { requiredKeys: ['properties'] })
  .map((value) => value as JsonObject);

/** Up to eight resources; each may depend on those before it, so there is no circle. */
const backend: fc.Arbitrary<readonly SynthesizedResource[]> = fc
  .uniqueArray(fc.record({ name: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8'), app: fc.boolean(), protect: fc.boolean(), body, needs: fc.array(fc.nat(7), { maxLength: 3 }) }), {
    selector: ({ name }) => name,
    maxLength: 8,
  })
  .map((parts) =>
    parts.map((part, index) => {
      const dependsOn = [...new Set(part.needs.filter((need) => need < index).map((need) => `main/owner/${parts[need]?.name ?? ''}` as Address))].sort();
      return sampleResource(part.name, part.body, { type: part.app ? 'Test.Run/apps' : 'Test.Store/stores', protect: part.protect, dependsOn });
    }),
  );

const plan = (input: Partial<PlanInput> & { readonly desired: readonly SynthesizedResource[] }): Plan =>
  buildPlan({ kind: 'apply', synthesis: sampleSynthesis(input.desired), state: undefined, live: undefined, pending: [], kinds: sampleKinds, fingerprint: sampleFingerprint, ...input });

describe('every plan', () => {
  it('is empty after it was applied, with a read-back, without one, and without refresh', () => {
    fc.assert(
      fc.property(backend, (desired) => {
        const state = sampleState(desired);
        const blind = Object.fromEntries(Object.entries(state.resources).map(([address, { live: _live, ...record }]) => [address, record]));
        const inputs: readonly Partial<PlanInput>[] = [{ state, live: sampleLive(desired) }, { state, live: undefined }, { state: { ...state, resources: blind }, live: sampleLive(desired) }];
        for (const input of inputs) {
          const result = plan({ desired, ...input });
          expect(result.changes.filter(({ action }) => action.kind !== 'no-op')).toEqual([]);
          expect(result.counts.unchanged).toBe(desired.length);
        }
      }),
    );
  });

  it('stays empty when Azure answers again and the hash of what was sent is not at hand', () => {
    fc.assert(
      fc.property(backend, (desired) => {
        const state = sampleState(desired);
        const unhashed = Object.fromEntries(Object.entries(state.resources).map(([address, record]) => [address, { ...record, desiredHash: '' }]));
        expect(plan({ desired, state: { ...state, resources: unhashed }, live: sampleLive(desired) }).counts.unchanged).toBe(desired.length);
      }),
    );
  });

  it('shows no secret of the definition, the state or Azure', () => {
    fc.assert(
      fc.property(backend, backend, fc.boolean(), (before, after, keyed) => {
        const result = plan({ desired: after, state: sampleState(before), live: sampleLive(before), fingerprint: keyed ? sampleFingerprint : undefined });
        expect(JSON.stringify(result)).not.toMatch(/[QXZ]{12}|fingerprint:/);
      }),
    );
  });

  it('has the same bytes and hash for the same input, also from another folder', () => {
    fc.assert(
      fc.property(backend, backend, (before, after) => {
        const make = (desired: readonly SynthesizedResource[]): Plan => plan({ desired, state: sampleState(before), live: sampleLive(before) });
        const moved = after.map((resource) => ({ ...resource, origin: { file: 'elsewhere.ts', line: 99 } }));
        expect(JSON.stringify(make(after))).toBe(JSON.stringify(make(structuredClone(after))));
        expect(make(moved).hash).toBe(make(after).hash);
      }),
    );
  });

  it('has another hash when it does something else', () => {
    fc.assert(
      fc.property(backend, backend, backend, (before, one, other) => {
        const [a, b] = [one, other].map((desired) => plan({ desired, state: sampleState(before), live: sampleLive(before) }));
        const doing = (result: Plan | undefined): string => JSON.stringify(result?.changes.filter(({ action }) => action.kind !== 'no-op').map(({ origin: _origin, ...change }) => change));
        expect(a?.hash === b?.hash).toBe(doing(a) === doing(b));
      }),
    );
  });

  it('covers every address once, in the promised order, with edges that have no circle', () => {
    fc.assert(
      fc.property(backend, backend, (before, after) => {
        const { changes } = plan({ desired: after, state: sampleState(before), live: sampleLive(before) });
        const addresses = changes.map(({ address }) => address);
        expect([...addresses].sort()).toEqual([...new Set([...before, ...after].map(({ address }) => address))].sort());
        const ranks = changes.map(({ action }) => actionKinds.indexOf(action.kind));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        const waiting = new Map(changes.map(({ address, waitsFor }) => [address, new Set(waitsFor)]));
        const changing = new Set(changes.filter(({ action }) => action.kind !== 'no-op').map(({ address }) => address));
        for (const waits of waiting.values()) expect([...waits].every((address) => changing.has(address))).toBe(true);
        let progress = true;
        while (progress) {
          progress = false;
          for (const [address, waits] of waiting) {
            if (waits.size === 0) {
              waiting.delete(address);
              for (const others of waiting.values()) others.delete(address);
              progress = true;
            }
          }
        }
        expect([...waiting.keys()]).toEqual([]);
      }),
    );
  });

  it('never lets a protected resource be taken away without an error', () => {
    fc.assert(
      fc.property(backend, backend, (before, after) => {
        const result = plan({ desired: after, state: sampleState(before), live: sampleLive(before), allowDataLoss: [...before].map(({ address }) => address) });
        const taken = result.changes.filter(({ action, protected: guarded }) => guarded && (action.kind === 'delete' || action.kind === 'replace')).map(({ address }) => address);
        expect(result.diagnostics.filter(({ code }) => code === 'ATK1501').map(({ address }) => address).sort()).toEqual([...taken].sort());
      }),
    );
  });
});

describe('the work of a plan', () => {
  /** Counts how often anything of the resources is looked at while n of them in a chain, half of them changed, are planned. */
  function visits(count: number): number {
    let looked = 0;
    const counted = <T extends object>(value: T): T =>
      new Proxy(value, {
        get(object, key, receiver) {
          looked += 1;
          return Reflect.get(object, key, receiver) as unknown;
        },
      });
    const make = (size: number): SynthesizedResource[] =>
      Array.from({ length: count }, (_, index) => {
        const dependsOn = [index - 1, Math.floor(index / 2)].filter((other) => other >= 0 && other !== index).map((other) => `main/owner/r${other}` as Address);
        return sampleResource(`r${index}`, { location: 'westeurope', properties: { size: index % 2 === 0 ? size : 0 } }, { dependsOn });
      });
    const [before, after] = [make(1), make(2)];
    const synthesis = sampleSynthesis(after);
    const state = sampleState(before);
    const records = Object.fromEntries(Object.entries(state.resources).map(([address, record]) => [address, counted(record)]));
    const result = buildPlan({
      kind: 'apply',
      synthesis: { ...synthesis, resources: synthesis.resources.map((resource) => counted({ ...resource, dependsOn: counted(resource.dependsOn) })) },
      state: { ...state, resources: records },
      live: sampleLive(before),
      pending: [],
      kinds: (type) => {
        looked += 1;
        return sampleKinds(type);
      },
    });
    expect(result.counts.update).toBe(Math.ceil(count / 2));
    return looked;
  }

  it('grows with the number of resources and no faster', () => {
    const small = visits(500) / 500;
    const large = visits(5_000) / 5_000;
    expect(large / small).toBeLessThan(1.1);
  });
});
