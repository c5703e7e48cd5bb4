/** Result of ordering a graph: every key after what it depends on, or one circle as a path whose last key is its first. */
export type OrderResult =
  | { readonly kind: 'ordered'; readonly keys: readonly string[] }
  | { readonly kind: 'cycle'; readonly path: readonly string[] };

/**
 * Orders keys so that dependencies come first, depth first in the given key order: what belongs together stays together,
 * and the same input gives the same order. Edges to unknown keys are ignored. Linear in keys and edges; iterative, so depth is not limited by the call stack.
 */
export function orderGraph(keys: readonly string[], edges: (key: string) => readonly string[]): OrderResult {
  const known = new Set(keys);
  const state = new Map<string, 'open' | 'done'>();
  const ordered: string[] = [];
  for (const start of keys) {
    if (state.has(start)) {
      continue;
    }
    const stack: { key: string; rest: readonly string[]; at: number }[] = [{ key: start, rest: edges(start), at: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest[top.at];
      if (next === undefined) {
        state.set(top.key, 'done');
        ordered.push(top.key);
        stack.pop();
        continue;
      }
      top.at += 1;
      if (!known.has(next)) {
        continue;
      }
      if (state.get(next) === 'open') {
        const from = stack.findIndex((frame) => frame.key === next);
        return { kind: 'cycle', path: [...stack.slice(from).map((frame) => frame.key), next] };
      }
      if (!state.has(next)) {
        state.set(next, 'open');
        stack.push({ key: next, rest: edges(next), at: 0 });
      }
    }
  }
  return { kind: 'ordered', keys: ordered };
}
