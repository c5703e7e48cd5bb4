import type { Address } from '../../model/address.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis, SynthesizedResource } from '../../model/synthesis.ts';
import type { Fingerprint, KindLookup } from './kind-lookup.ts';
import type { LiveSnapshot } from './live-snapshot.ts';

/** All that a plan is a function of. */
export interface PlanInput {
  readonly kind: 'apply' | 'destroy';
  /** What should be; not needed to destroy. */
  readonly synthesis: Synthesis | undefined;
  /** Undefined when nothing was ever applied. */
  readonly state: StateDocument | undefined;
  /** Undefined: plan from the state alone (`--refresh=false`). */
  readonly live: LiveSnapshot | undefined;
  /** Addresses that an interrupted run meant to change and whose end is not known. */
  readonly pending: readonly Address[];
  readonly kinds: KindLookup;
  /** Addresses whose data the user agreed to lose (`--allow-data-loss`). A destroy names all of them. */
  readonly allowDataLoss?: readonly string[];
  /** Compares sensitive values with those of the last apply; without it they show as unknown. */
  readonly fingerprint?: Fingerprint | undefined;
  /** Shown as the plan's project; default: the synthesis', else the state's manifest id. */
  readonly projectName?: string;
}

/** The input, indexed. */
export interface PlanContext {
  readonly input: PlanInput;
  readonly desired: ReadonlyMap<Address, SynthesizedResource>;
  readonly pending: ReadonlySet<Address>;
  /** New address → old one, for resources that stay what they are under another address. */
  readonly moved: ReadonlyMap<Address, Address>;
}

/** Indexes the input; finds resources that keep their Azure id under a new address, so that nothing deletes what it has just made. */
export function createPlanContext(input: PlanInput): PlanContext {
  const resources = input.kind === 'destroy' ? [] : (input.synthesis?.resources ?? []);
  const desired = new Map(resources.map((resource) => [resource.address, resource]));
  const records = input.state?.resources ?? {};
  const gone = new Map<string, Address>();
  for (const [address, record] of Object.entries(records)) {
    if (!desired.has(address as Address)) {
      gone.set(record.id.toLowerCase(), address as Address);
    }
  }
  const moved = new Map<Address, Address>();
  for (const resource of resources) {
    const from = records[resource.address] === undefined ? gone.get(resource.id.toLowerCase()) : undefined;
    if (from !== undefined) {
      moved.set(resource.address, from);
    }
  }
  return { input, desired, pending: new Set(input.pending), moved };
}
