import type { Plan } from '../../model/plan.ts';
import type { StateDocument } from '../../model/state.ts';
import type { KindLookup } from './kind-lookup.ts';

/** What is needed of a pin. */
interface PinFacts {
  readonly address: string;
  readonly name?: string;
  readonly generation: number;
  readonly apiVersion: string;
}

/**
 * Pins of the next generation for what is replaced by a second one beside the first: it needs a name of its own, which has the
 * generation in it. Empty when nothing is; what keeps its name all the same (the definition gives it) is replaced with the deletion first.
 */
export function nextGenerations(plan: Plan, state: StateDocument | undefined, kinds: KindLookup): ReadonlyMap<string, PinFacts> {
  const pins = new Map<string, PinFacts>();
  for (const { address, action, id, type } of plan.changes) {
    const record = action.kind === 'replace' ? state?.resources[action.from ?? address] : undefined;
    if (record?.id.toLowerCase() === id.toLowerCase() && kinds(type)?.replaceOrder === 'create-first') {
      pins.set(address, { address, generation: record.generation + 1, apiVersion: record.apiVersion });
    }
  }
  return pins;
}
