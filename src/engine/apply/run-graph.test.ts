import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runGraph } from './run-graph.ts';
import type { NodeOutcome } from './run-graph.ts';

const graph = fc
  .array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((edges) => edges.map((targets, at) => ({ id: `n${at}`, after: [...new Set(targets.filter((to) => to < at).map((to) => `n${to}`))] })));

describe('runGraph', () => {
  test('starts nothing before what it waits for, and never more than allowed at once', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.integer({ min: 1, max: 5 }), async (nodes, concurrency) => {
        const done = new Set<string>();
        let running = 0;
        let most = 0;
        await runGraph(nodes, {
          concurrency,
          stopped: () => undefined,
          skip: () => expect.unreachable('nothing fails'),
          run: async (node): Promise<NodeOutcome> => {
            for (const id of node.after) expect(done.has(id)).toBe(true);
            running += 1;
            most = Math.max(most, running);
            await Promise.resolve();
            running -= 1;
            done.add(node.id);
            return { kind: 'done' };
          },
        });
        expect(done.size).toBe(nodes.length);
        expect(most).toBeLessThanOrEqual(concurrency);
      }),
    );
  });

  test('skips exactly what waits, directly or not, for a node that was not done', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.nat(), async (nodes, pick) => {
        const bad = nodes[pick % nodes.length]?.id ?? '';
        const skipped: string[] = [];
        const ran: string[] = [];
        await runGraph(nodes, {
          concurrency: 3,
          stopped: () => undefined,
          skip: (node) => skipped.push(node.id),
          run: async (node): Promise<NodeOutcome> => {
            ran.push(node.id);
            return node.id === bad ? { kind: 'not-done', because: 'bad' } : { kind: 'done' };
          },
        });
        const affected = new Set([bad]);
        for (const node of nodes) if (node.after.some((id) => affected.has(id))) affected.add(node.id);
        expect(new Set(skipped)).toEqual(new Set([...affected].filter((id) => id !== bad)));
        expect([...ran, ...skipped].sort()).toEqual(nodes.map(({ id }) => id).sort());
      }),
    );
  });

  test('a node that waits for itself is skipped, not waited for', async () => {
    const skipped: string[] = [];
    await runGraph([{ id: 'a', after: ['b'] }, { id: 'b', after: ['a'] }, { id: 'c', after: [] }], {
      concurrency: 2,
      stopped: () => undefined,
      skip: (node, because) => skipped.push(`${node.id}: ${because}`),
      run: async () => ({ kind: 'done' }),
    });
    expect(skipped).toEqual(['a: it waits for itself', 'b: it waits for itself']);
  });

  test('an error stops starting, waits for what runs, and is thrown', async () => {
    const ended: string[] = [];
    const nodes = [{ id: 'bad', after: [] }, { id: 'slow', after: [] }, { id: 'late', after: ['slow'] }];
    const run = runGraph(nodes, {
      concurrency: 2,
      stopped: () => undefined,
      skip: () => undefined,
      run: async (node): Promise<NodeOutcome> => {
        if (node.id === 'bad') throw new Error('broken');
        await new Promise((resolve) => setImmediate(resolve));
        ended.push(node.id);
        return { kind: 'done' };
      },
    });
    await expect(run).rejects.toThrow('broken');
    expect(ended).toEqual(['slow']);
  });
});
