import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { ApplyItem } from '../../model/event.ts';
import type { Json } from '../../model/json.ts';
import type { Change, Plan } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import type { SynthesizedResource, SynthesizedStack, Synthesis } from '../../model/synthesis.ts';
import { predecessorAddress, successorOf } from './predecessor-address.ts';

/** A resource that a deployment puts. `fresh`: it does not exist before (created, or made again). */
export interface PutWork {
  readonly address: Address;
  readonly resource: SynthesizedResource;
  readonly fresh: boolean;
}

/** One deployment of a run, and what has to be deleted right before it. */
export interface StackWork {
  readonly id: string;
  readonly after: readonly string[];
  readonly stack: SynthesizedStack;
  readonly puts: readonly PutWork[];
}

/** A resource of the state to delete. `waitsFor`: addresses whose own change must have succeeded. */
export interface DeleteWork {
  readonly address: Address;
  readonly record: ResourceRecord;
  readonly waitsFor: readonly Address[];
}

/** A record that changes without Azure. `from`: the address that it has now. */
export interface RecordWork {
  readonly address: Address;
  readonly record: ResourceRecord;
  readonly from?: Address;
}

/** A plan as pieces of work. */
export interface RunWork {
  readonly items: readonly ApplyItem[];
  readonly stacks: readonly StackWork[];
  /** Replaced with the deletion first: before the deployment of their stack. */
  readonly replaced: readonly DeleteWork[];
  readonly deletes: readonly DeleteWork[];
  /** Records that change without Azure: moved ones, facts such as the place of the definition. */
  readonly records: readonly RecordWork[];
  /** Resources that exist in Azure as they should be and get a record. */
  readonly adopted: readonly SynthesizedResource[];
  /** Records that go without Azure, and why. */
  readonly forgotten: readonly { readonly address: Address; readonly why: string }[];
  readonly removedOutputs: readonly string[];
}

export interface RunWorkInput {
  readonly plan: Plan;
  readonly synthesis?: Synthesis | undefined;
  readonly state: StateDocument | undefined;
  readonly usualMs?: ((type: string, action: string) => number | undefined) | undefined;
}

/**
 * Turns the plan into deployments, deletions and records. Pure.
 * @throws AtakoraError `ATK1503` when the plan names something that neither definition nor state has.
 */
export function planWork(input: RunWorkInput): RunWork {
  const { plan, synthesis, state } = input;
  const desired = new Map((synthesis?.resources ?? []).map((resource) => [resource.address, resource]));
  const movedFrom = new Map(plan.changes.flatMap(({ address, action }) => (action.kind === 'replace' && action.from !== undefined ? [[address, action.from] as const] : [])));
  const recordAt = (address: Address): ResourceRecord | undefined => state?.resources[movedFrom.get(address) ?? address];
  const puts = plan.changes.flatMap((change) => putsOf(change, need(desired.get(change.address), change), recordAt));
  const replaced = plan.changes.flatMap((change) => (deletesFirst(change, recordAt(change.address)) ? deleteOf(change, recordAt(change.address)) : []));
  const predecessors = predecessorsOf(plan.changes, recordAt);
  const put = new Set(puts.map(({ address }) => address));
  const deletes = plan.changes.flatMap((change) => (change.action.kind === 'delete' ? deleteOf(change, recordAt(change.address), put) : []));
  return {
    items: [...plan.changes.flatMap((change) => itemOf(change, put.has(change.address), input)), ...predecessors.map((old) => oldItem(old, input))],
    stacks: stackWork(plan, synthesis, puts),
    replaced,
    deletes: [...deletes, ...predecessors.map(({ address, record, of }) => ({ address, record, waitsFor: [of] }))],
    records: plan.changes.flatMap((change) => factsOf(change, desired.get(change.address), recordAt)),
    adopted: plan.changes.flatMap((change) => (change.action.kind === 'import' && !put.has(change.address) ? (desired.get(change.address) ?? []) : [])),
    forgotten: plan.changes.flatMap(forgottenOf),
    removedOutputs: plan.outputs.flatMap(({ name, kind }) => (kind === 'remove' ? [name] : [])),
  };
}

function need<T>(value: T | undefined, change: Change): T | undefined {
  if (value === undefined && change.action.kind !== 'delete' && change.action.kind !== 'forget') {
    throw new AtakoraError('ATK1503', `the plan changes ${change.address}, which the definition does not have`);
  }
  return value;
}

function putsOf(change: Change, resource: SynthesizedResource | undefined, recordAt: (address: Address) => ResourceRecord | undefined): readonly PutWork[] {
  if (resource === undefined) return [];
  const { address, action } = change;
  switch (action.kind) {
    case 'create':
    case 'replace':
      return [{ address, resource, fresh: true }];
    case 'update':
      return [{ address, resource, fresh: false }];
    case 'import':
      return change.properties.length === 0 ? [] : [{ address, resource, fresh: false }];
    case 'move':
      return recordAt(action.from)?.desiredHash === resource.desiredHash && change.properties.length === 0 ? [] : [{ address, resource, fresh: false }];
    case 'delete':
    case 'forget':
    case 'no-op':
      return [];
  }
}

/** A second one can stand beside the first only under another id; otherwise the first has to go before. */
function deletesFirst(change: Change, record: ResourceRecord | undefined): boolean {
  if (change.action.kind !== 'replace' || record === undefined) return false;
  return change.action.order === 'delete-first' || record.id.toLowerCase() === change.id.toLowerCase();
}

/** The predecessor that an earlier run left behind goes only when its successor stands. */
function deleteOf(change: Change, record: ResourceRecord | undefined, put: ReadonlySet<Address> = new Set()): readonly DeleteWork[] {
  if (record === undefined) throw new AtakoraError('ATK1503', `the plan deletes ${change.address}, which the state does not have`);
  if (change.action.kind !== 'delete') return [{ address: change.address, record, waitsFor: [] }];
  const successor = successorOf(change.address);
  return [{ address: change.address, record, waitsFor: successor !== undefined && put.has(successor) ? [...change.waitsFor, successor] : change.waitsFor }];
}

interface Predecessor {
  readonly address: Address;
  readonly record: ResourceRecord;
  /** Address of the one that takes its place. */
  readonly of: Address;
}

/** Old ones of replacements that stand beside their successor for a while; the fold gives them the same addresses. */
function predecessorsOf(changes: readonly Change[], recordAt: (address: Address) => ResourceRecord | undefined): readonly Predecessor[] {
  return changes.flatMap((change) => {
    const record = recordAt(change.address);
    if (change.action.kind !== 'replace' || record === undefined || deletesFirst(change, record)) return [];
    const address = predecessorAddress(change.address, record.generation, (candidate) => (recordAt(candidate)?.id ?? record.id).toLowerCase() !== record.id.toLowerCase());
    return [{ address, record, of: change.address }];
  });
}

function itemOf(change: Change, put: boolean, { usualMs }: RunWorkInput): readonly ApplyItem[] {
  const kind = change.action.kind;
  const action = kind === 'create' || kind === 'update' || kind === 'replace' || kind === 'delete' ? kind : put ? 'update' : undefined;
  if (action === undefined) return [];
  const usual = usualMs?.(change.type, action);
  return [{ address: change.address, resourceType: change.type, azureName: change.azureName, stack: change.stack, action, ...(usual === undefined ? {} : { usualMs: usual }) }];
}

function oldItem({ address, record }: Predecessor, { usualMs }: RunWorkInput): ApplyItem {
  const usual = usualMs?.(record.type, 'delete');
  return { address, resourceType: record.type, azureName: record.name, stack: record.stack, action: 'delete', ...(usual === undefined ? {} : { usualMs: usual }) };
}

/** Stacks that put something or whose outputs change, each after those that it needs, directly or through others that stay as they are. */
function stackWork(plan: Plan, synthesis: Synthesis | undefined, puts: readonly PutWork[]): readonly StackWork[] {
  if (synthesis === undefined || plan.kind === 'destroy') return [];
  const changedOutputs = new Set(plan.outputs.flatMap(({ name, kind }) => (kind === 'add' || kind === 'change' ? [name] : [])));
  const outputStacks = new Set(synthesis.outputs.flatMap(({ name, stack }) => (changedOutputs.has(name) ? [stack] : [])));
  const byStack = Map.groupBy(puts, ({ resource }) => resource.stack);
  const needs = new Map(synthesis.stacks.map((stack) => [stack.id, stack.dependsOn]));
  return synthesis.stacks
    .filter((stack) => byStack.has(stack.id) || outputStacks.has(stack.id))
    .map((stack) => ({ id: stack.id, stack, puts: byStack.get(stack.id) ?? [], after: [...reachable(stack.id, needs)] }));
}

/** Everything that can be reached from `from` along `needs`, without itself. */
export function reachable(from: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(needs.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || id === from) continue;
    found.add(id);
    open.push(...(needs.get(id) ?? []));
  }
  return found;
}

/** Facts of a definition that the state keeps and Azure does not know. */
function factsOf(change: Change, resource: SynthesizedResource | undefined, recordAt: (address: Address) => ResourceRecord | undefined): readonly RecordWork[] {
  const { action, address } = change;
  const record = recordAt(action.kind === 'move' ? action.from : address);
  // What moves and is replaced is first known by its new address, so that a run killed in between leaves a plain replacement.
  if (action.kind === 'replace' && action.from !== undefined && record !== undefined) return [{ address, record, from: action.from }];
  if (resource === undefined || record === undefined || (action.kind !== 'no-op' && action.kind !== 'move')) return [];
  const { origin: _before, ...rest } = record;
  const next: ResourceRecord = {
    ...rest,
    // What moves keeps its own until it is deployed again.
    ...(action.kind === 'no-op' ? { apiVersion: resource.apiVersion } : {}),
    stack: resource.stack,
    owner: resource.owner,
    dependsOn: resource.dependsOn,
    protect: resource.protect,
    ...(resource.origin === undefined ? {} : { origin: formatLocation(resource.origin) }),
  };
  const same = canonicalJson(next as unknown as Json) === canonicalJson(record as unknown as Json);
  return same && action.kind === 'no-op' ? [] : [{ address, record: next, ...(action.kind === 'move' ? { from: action.from } : {}) }];
}

function forgottenOf({ address, action }: Change): readonly { readonly address: Address; readonly why: string }[] {
  return action.kind === 'forget' ? [{ address, why: 'it is left to others' }] : [];
}

/** True when applying would change neither Azure nor the state. */
export function nothingToDo({ items, stacks, records, adopted, forgotten, removedOutputs }: RunWork): boolean {
  return [items, stacks, records, adopted, forgotten, removedOutputs].every((list) => list.length === 0);
}
