import type { Address } from '../../model/address.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { DeploymentTarget } from '../../model/synthesis.ts';
import { parseResourceId, resourceIdKey } from '../../arm/resource-id.ts';
import type { Azure, DeploymentOperation, ProvisioningState } from '../ports.ts';

const nestedType = 'microsoft.resources/deployments';

/** Nested deployments nest at most this deep here; deeper ones are seen as one step. */
const maximumDepth = 8;

/** A deployment inside of another one, as its operation names it. */
export interface NestedDeployment {
  readonly scope: DeploymentTarget;
  readonly name: string;
  readonly state: ProvisioningState;
}

/** Reads the operations of one deployment and of those nested in it, again and again. */
export interface OperationLister {
  /** @throws AtakoraError `ATK18xx` when one of the lists cannot be read. */
  list(signal: AbortSignal): Promise<readonly DeploymentOperation[]>;
  /** The nested deployments of the latest list, outer ones first. */
  nested(): readonly NestedDeployment[];
}

/** A nested deployment that has ended is listed this often before its list is taken as final: late operations appear after the end. */
const looksAfterEnd = 2;

interface KnownList {
  readonly operations: readonly DeploymentOperation[];
  readonly looks: number;
}

export function operationLister(azure: Azure, scope: DeploymentTarget, name: string): OperationLister {
  const final = new Map<string, KnownList>();
  let nested: NestedDeployment[] = [];
  const listOne = async (at: NestedDeployment, signal: AbortSignal): Promise<readonly DeploymentOperation[]> => {
    const key = JSON.stringify([at.scope, at.name]);
    const known = final.get(key);
    if (known !== undefined && known.looks >= looksAfterEnd) return known.operations;
    const operations = await azure.listOperations(at.scope, at.name, signal);
    if (hasEnded(at.state)) final.set(key, { operations, looks: (known?.looks ?? 0) + 1 });
    return operations;
  };
  const listAll = async (at: NestedDeployment, signal: AbortSignal, depth: number, found: NestedDeployment[]): Promise<readonly DeploymentOperation[]> => {
    const operations = await listOne(at, signal);
    const all = [...operations];
    for (const operation of operations) {
      const inner = depth < maximumDepth ? nestedDeployment(operation, at.scope) : undefined;
      if (inner === undefined) continue;
      found.push(inner);
      all.push(...(await listAll(inner, signal, depth + 1, found)));
    }
    return all;
  };
  return {
    list: async (signal) => {
      const found: NestedDeployment[] = [];
      // The outer one is listed anew each time: only its own end is known to the caller.
      const all = await listAll({ scope, name, state: 'running' }, signal, 0, found);
      nested = found;
      return all;
    },
    nested: () => nested,
  };
}

export function hasEnded(state: ProvisioningState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'canceled';
}

function nestedDeployment(operation: DeploymentOperation, from: DeploymentTarget): NestedDeployment | undefined {
  if (operation.targetId === undefined || operation.targetType?.toLowerCase() !== nestedType) return undefined;
  const id = parseResourceId(operation.targetId);
  const [, , subscriptionId, , resourceGroup] = id?.scope.split('/') ?? [];
  if (id === undefined || subscriptionId === undefined) return undefined;
  const { state } = operation;
  if (resourceGroup !== undefined) return { scope: { kind: 'resourceGroup', subscriptionId, resourceGroup }, name: id.name, state };
  return { scope: { kind: 'subscription', subscriptionId, location: from.kind === 'subscription' ? from.location : '' }, name: id.name, state };
}

/**
 * The operation that counts for each address: of several of one resource the best one, because Azure retries some by itself.
 */
export function operationsByAddress(records: ReadonlyMap<Address, Pick<ResourceRecord, 'id'>>, operations: readonly DeploymentOperation[]): ReadonlyMap<Address, DeploymentOperation> {
  const addresses = new Map([...records].map(([address, record]) => [resourceIdKey(record.id), address]));
  const found = new Map<Address, DeploymentOperation>();
  for (const operation of operations) {
    const address = operation.targetId === undefined ? undefined : addresses.get(resourceIdKey(operation.targetId));
    if (address === undefined) continue;
    const known = found.get(address);
    if (known === undefined || rank(operation.state) >= rank(known.state)) found.set(address, operation);
  }
  return found;
}

/** The addresses by the ends of their operations; those that ended together, or at no known time, stay in the order given. */
export function inOrderOfEnd(addresses: readonly Address[], operations: ReadonlyMap<Address, DeploymentOperation>): readonly Address[] {
  const end = (address: Address): number => Date.parse(operations.get(address)?.endedAt ?? '');
  const isTimed = (address: Address): boolean => !Number.isNaN(end(address));
  const timed = addresses.filter(isTimed).toSorted((a, b) => end(a) - end(b)).values();
  // One without a time keeps its place among the others.
  return addresses.map((address) => (isTimed(address) ? (timed.next().value ?? address) : address));
}

function rank(state: ProvisioningState): number {
  return { canceled: 0, failed: 1, accepted: 2, running: 2, succeeded: 3 }[state];
}
