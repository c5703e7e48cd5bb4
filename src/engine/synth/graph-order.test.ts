import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderGraph } from './graph-order.ts';

type Edges = Readonly<Record<string, readonly string[]>>;

/** Any graph of up to a dozen keys; edges may lead to keys that are not in it. */
const graph: fc.Arbitrary<Edges> = fc.dictionary(fc.constantFrom(...'abcdefghijkl'), fc.array(fc.constantFrom(...'abcdefghijklxyz'), { maxLength: 4 }), { noNullPrototype: true });

const order = (edges: Edges) => orderGraph(Object.keys(edges), (key) => edges[key] ?? []);

describe('ordering a graph', () => {
  test('puts every key after what it depends on, or names a circle that is one', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const result = order(edges);
        if (result.kind === 'ordered') {
          expect([...result.keys].sort()).toEqual(Object.keys(edges).sort());
          const position = new Map(result.keys.map((key, at) => [key, at]));
          for (const [key, needed] of Object.entries(edges)) {
            for (const other of needed.filter((target) => target in edges)) {
              expect(position.get(other)).toBeLessThan(position.get(key) as number);
            }
          }
        } else {
          expect(result.path.at(-1)).toBe(result.path[0]);
          result.path.slice(1).forEach((key, at) => expect(edges[result.path[at] as string]).toContain(key));
        }
      }),
    );
  });

  test('gives the same order for the same graph', () => {
    fc.assert(fc.property(graph, (edges) => void expect(order(edges)).toEqual(order(structuredClone(edges)))));
  });

  test('keeps the given order where nothing else is asked', () => {
    expect(order({ b: [], a: [], c: ['a'] })).toEqual({ kind: 'ordered', keys: ['b', 'a', 'c'] });
  });

  test('names a circle of one and of three', () => {
    expect(order({ a: ['a'] })).toEqual({ kind: 'cycle', path: ['a', 'a'] });
    expect(order({ z: ['a'], a: ['b'], b: ['c'], c: ['a'] })).toEqual({ kind: 'cycle', path: ['a', 'b', 'c', 'a'] });
  });

  test('follows a chain of 100,000 keys', () => {
    const keys = Array.from({ length: 100_000 }, (_, at) => `${at}`);
    const result = orderGraph(keys, (key) => (key === '99999' ? [] : [`${Number(key) + 1}`]));
    expect(result.kind === 'ordered' && result.keys[0]).toBe('99999');
  });
});
