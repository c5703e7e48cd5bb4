import type { Synthesis } from '../../model/synthesis.ts';
import type { PendingSecret } from './pending-secret.ts';
import type { GraphNode } from './run-graph.ts';
import { reachable } from './run-work.ts';
import type { StackWork } from './run-work.ts';

/** A piece of a run that something waits for: a deployment, or a secret on its way into its vault. */
export type RunStep = GraphNode & ({ readonly kind: 'stack'; readonly work: StackWork } | { readonly kind: 'secret'; readonly secret: PendingSecret });

/** Stacks and secrets in one graph: a secret after the stack of its vault, the stacks of its readers after the secret. */
export function runSteps(stacks: readonly StackWork[], secrets: readonly PendingSecret[], synthesis: Synthesis): readonly RunStep[] {
  const stackOf = new Map(synthesis.resources.map(({ address, stack }) => [address, stack]));
  const needs = new Map(synthesis.stacks.map(({ id, dependsOn }) => [id, dependsOn]));
  const beneath = (id: string | undefined): ReadonlySet<string> => (id === undefined ? new Set() : new Set([id, ...reachable(id, needs)]));
  const waited = Map.groupBy(
    secrets.flatMap((secret) => {
      // What the vault itself needs, its own stack included, cannot wait for what is in it.
      const before = beneath(stackOf.get(secret.vault));
      return secret.readers.flatMap((reader) => stackOf.get(reader) ?? []).filter((stack) => !before.has(stack)).map((stack) => ({ stack, id: stepId(secret) }));
    }),
    ({ stack }) => stack,
  );
  return [
    ...secrets.map((secret): RunStep => ({ kind: 'secret', id: stepId(secret), after: [...beneath(stackOf.get(secret.vault))], secret })),
    ...stacks.map((work): RunStep => ({ kind: 'stack', id: work.id, after: [...work.after, ...(waited.get(work.id) ?? []).map(({ id }) => id)], work })),
  ];
}

function stepId({ vault, vaultName }: PendingSecret): string {
  return `secret ${vaultName} of ${vault}`;
}
