import { suggestion } from '../../define/nearest.ts';
import type { Address } from '../../model/address.ts';
import type { Refactoring } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis, SynthesizedResource } from '../../model/synthesis.ts';
import type { Fingerprint, KindLookup } from './kind-lookup.ts';
import type { LiveSnapshot } from './live-snapshot.ts';
import type { PlanScope } from './plan-part.ts';
import { resolveRefactorings } from './refactorings.ts';

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
  /** The part that the user asked for; absent: the whole. */
  readonly scope?: PlanScope;
  /** Addresses that the user wants replaced (`--replace`). */
  readonly replace?: readonly string[];
  /** What the definition says of addresses that it no longer has. */
  readonly refactorings?: readonly Refactoring[];
  /** Hashes of the packages that the synthesis names, as they were read; absent: what apps run is left as it is. */
  readonly packages?: ReadonlyMap<Address, string> | undefined;
  /** Apps whose package is published although it is what was published last (`--republish`). */
  readonly republish?: readonly string[];
  /** Live bodies of resources that the state does not have and that are taken into it as they are. */
  readonly adopt?: ReadonlyMap<Address, JsonObject>;
}

/** The input, indexed. */
export interface PlanContext {
  readonly input: PlanInput;
  readonly desired: ReadonlyMap<Address, SynthesizedResource>;
  readonly pending: ReadonlySet<Address>;
  /** New address → old one, for resources that stay what they are under another address. */
  readonly moved: ReadonlyMap<Address, Address>;
  /** Addresses that leave the state and stay in Azure, with the call that says so. */
  readonly removed: ReadonlyMap<Address, Refactoring>;
  /** Addresses about which a refused call of `moved` or `removed` speaks. */
  readonly unsettled: ReadonlySet<Address>;
  readonly replace: ReadonlySet<string>;
  /** Address, or `backend/component/*`, → the feature flags that leave it out of the environment. */
  readonly leftOut: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Indexes the input; finds resources that keep their Azure id under a new address, so that nothing deletes what it has just made.
 * @throws AtakoraError `ATK1505` for an address to replace that the definition does not have.
 */
export function createPlanContext(input: PlanInput): PlanContext {
  const resources = input.kind === 'destroy' ? [] : (input.synthesis?.resources ?? []);
  const desired = new Map(resources.map((resource) => [resource.address, resource]));
  const records = input.state?.resources ?? {};
  const said = resolveRefactorings(input.kind === 'destroy' ? [] : (input.refactorings ?? []), desired, records);
  const going = new Set(said.moved.values());
  const gone = new Map<string, Address>();
  for (const [key, record] of Object.entries(records)) {
    const address = key as Address;
    if (!desired.has(address) && !going.has(address) && !said.removed.has(address)) {
      gone.set(record.id.toLowerCase(), address);
    }
  }
  const moved = new Map(said.moved);
  for (const resource of resources) {
    const isFree = records[resource.address] === undefined && !moved.has(resource.address);
    const from = isFree ? gone.get(resource.id.toLowerCase()) : undefined;
    if (from !== undefined) {
      moved.set(resource.address, from);
    }
  }
  const replace = replaced(input, desired);
  const leftOut = new Map((input.synthesis?.leftOut ?? []).map(({ address, features }) => [address, features]));
  return { input, desired, pending: new Set(input.pending), moved, removed: said.removed, unsettled: said.unsettled, replace, leftOut, diagnostics: said.diagnostics };
}

function replaced(input: PlanInput, desired: ReadonlyMap<Address, SynthesizedResource>): ReadonlySet<string> {
  for (const address of input.replace ?? []) {
    if (!desired.has(address as Address)) {
      throw new AtakoraError('ATK1505', `--replace ${address} names nothing that the definition has`, { hint: suggestion(address, [...desired.keys()]) });
    }
  }
  return new Set(input.replace);
}
