import type { Address } from '../../model/address.ts';
import { parseLocation, type SourceLocation } from '../../model/source-location.ts';
import type { PlanAction, PlanReason, PropertyChange, Risk } from '../../model/plan.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';

/** A decision about one address, before order and edges are known. */
export interface PlannedResource {
  readonly address: Address;
  /** Absent for what is deleted. */
  readonly desired: SynthesizedResource | undefined;
  /** Absent for what was never applied. */
  readonly record: ResourceRecord | undefined;
  readonly action: PlanAction;
  readonly reasons: readonly PlanReason[];
  readonly properties: readonly PropertyChange[];
  readonly risk: Risk;
  /** True when Azure still has something that the action would take away. */
  readonly exists: boolean;
  /** True when afterwards what refers to it reads other values: it was or will be made anew under the same address. */
  readonly madeAnew: boolean;
  /** Place in the code that decided about it, for what the definition no longer has. */
  readonly origin?: SourceLocation;
}

/** True unless everything stays as it is. */
export function isChange({ action }: PlannedResource): boolean {
  return action.kind !== 'no-op';
}

/** True for actions that change Azure before deletions start. */
export function putsResource(action: PlanAction): boolean {
  return action.kind === 'create' || action.kind === 'update' || action.kind === 'replace' || action.kind === 'move' || action.kind === 'import';
}

/** True for actions that take a resource away. */
export function takesAway(action: PlanAction): boolean {
  return action.kind === 'delete' || action.kind === 'replace';
}

/** Place in the code that decides about it; of what the definition no longer has, the one at the last apply. */
export function originOf({ desired, origin, record }: PlannedResource): SourceLocation | undefined {
  return desired?.origin ?? origin ?? (record?.origin === undefined ? undefined : parseLocation(record.origin));
}
