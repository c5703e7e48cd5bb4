import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import { dependenciesFirst } from './dependencies-first.ts';

const at = (n: number) => `m/o/n${n}` as Address;

test('every entry comes once, after what it depends on', () => {
  const graph = fc.array(fc.array(fc.nat(40), { maxLength: 5 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(graph, fc.boolean(), (edges, reversed) => {
      const entries = edges.map((targets, n) => [at(n), { dependsOn: targets.filter((target) => target < n || target >= edges.length).map(at) }] as const);
      const ordered = [...dependenciesFirst(new Map(reversed ? [...entries].reverse() : entries))];
      expect(ordered.map(([address]) => address).sort()).toEqual(entries.map(([address]) => address).sort());
      const before = new Set<Address>();
      for (const [address, { dependsOn }] of ordered) {
        for (const dependency of dependsOn) if (entries.some(([known]) => known === dependency)) expect(before.has(dependency)).toBe(true);
        before.add(address);
      }
    }),
  );
});

test('a circle still gives every entry', () => {
  expect([...dependenciesFirst(new Map([[at(1), { dependsOn: [at(2)] }], [at(2), { dependsOn: [at(1)] }]])).keys()].sort()).toEqual([at(1), at(2)]);
});
