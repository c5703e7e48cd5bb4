import type { RunGate } from './run-control.ts';
import { openGate } from './run-control.ts';

/** A piece of work and the ids of those that must be done before it. Ids that are not among the nodes count as done. */
export interface GraphNode {
  readonly id: string;
  readonly after: readonly string[];
}

/** `because` completes "skipped because" for everything that waits for the node. */
export type NodeOutcome = { readonly kind: 'done' } | { readonly kind: 'not-done'; readonly because: string };

export interface GraphWork<N extends GraphNode> {
  /** How many run at once. */
  readonly concurrency: number;
  /** Reason to start nothing more; asked before each start. */
  readonly stopped: () => string | undefined;
  /** While it is held nothing is started; open when absent. */
  readonly gate?: RunGate;
  readonly run: (node: N) => Promise<NodeOutcome>;
  /** Called for each node that was never started. */
  readonly skip: (node: N, because: string) => void;
}

/**
 * Runs nodes as soon as what they wait for is done, in the given order where nothing else decides. What waits for a node that was not
 * done is skipped; everything else goes on. A thrown error stops starting, waits for what runs, and is thrown again.
 */
export async function runGraph<N extends GraphNode>(nodes: readonly N[], work: GraphWork<N>): Promise<void> {
  const schedule = newSchedule(nodes);
  const running = new Set<Promise<void>>();
  const failure: { error?: unknown; met: boolean } = { met: false };
  const { gate = openGate } = work;
  const waits = (): boolean => gate.held() && !failure.met && work.stopped() === undefined && schedule.isReady();
  const start = (node: N): void => {
    const task: Promise<void> = work
      .run(node)
      .then((outcome) => schedule.finish(node, outcome, work.skip))
      .catch((error: unknown) => {
        if (!failure.met) failure.error = error;
        failure.met = true;
      })
      .finally(() => running.delete(task));
    running.add(task);
  };
  for (;;) {
    while (!failure.met && running.size < work.concurrency && !gate.held() && work.stopped() === undefined) {
      const next = schedule.next();
      if (next === undefined) break;
      start(next);
    }
    if (running.size === 0 && !waits()) break;
    await Promise.race([...running, ...(waits() ? [gate.changed()] : [])]);
  }
  if (failure.met) throw failure.error;
  for (const node of schedule.left()) work.skip(node, work.stopped() ?? 'it waits for itself');
}

interface Schedule<N> {
  readonly next: () => N | undefined;
  readonly isReady: () => boolean;
  readonly finish: (node: N, outcome: NodeOutcome, skip: (node: N, because: string) => void) => void;
  readonly left: () => readonly N[];
}

function newSchedule<N extends GraphNode>(nodes: readonly N[]): Schedule<N> {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const waits = new Map<string, number>();
  const followers = new Map<string, N[]>();
  for (const node of known.values()) {
    const after = new Set(node.after.filter((id) => known.has(id)));
    waits.set(node.id, after.size);
    for (const id of after) {
      const list = followers.get(id);
      if (list === undefined) followers.set(id, [node]);
      else list.push(node);
    }
  }
  const ready: N[] = nodes.filter((node) => waits.get(node.id) === 0);
  const skipFollowers = (node: N, because: string, skip: (node: N, because: string) => void): void => {
    for (const follower of followers.get(node.id) ?? []) {
      if (!known.delete(follower.id)) continue;
      skip(follower, because);
      skipFollowers(follower, because, skip);
    }
  };
  return {
    next: () => {
      const node = ready.shift();
      if (node !== undefined) known.delete(node.id);
      return node;
    },
    isReady: () => ready.length > 0,
    finish: (node, outcome, skip) => {
      if (outcome.kind === 'not-done') return skipFollowers(node, outcome.because, skip);
      for (const follower of followers.get(node.id) ?? []) {
        const left = (waits.get(follower.id) ?? 0) - 1;
        waits.set(follower.id, left);
        if (left === 0 && known.has(follower.id)) ready.push(follower);
      }
    },
    left: () => [...known.values()],
  };
}
