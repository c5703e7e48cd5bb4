import type { Address } from '../../model/address.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { DeploymentTarget } from '../../model/synthesis.ts';
import { parseResourceId, resourceIdKey } from '../../arm/resource-id.ts';
import type { Azure, DeploymentOperation, ProvisioningState } from '../ports.ts';

const nestedType = 'microsoft.resources/deployments';

/** Nested deployments nest at most this deep here; deeper ones are seen as one step. */
const maximumDepth = 8;

/**
 * Operations of a deployment and of those nested in it.
 * @throws AtakoraError `ATK18xx` when one of the lists cannot be read.
 */
export async function listAllOperations(azure: Azure, scope: DeploymentTarget, name: string, signal: AbortSignal, depth = 0): Promise<readonly DeploymentOperation[]> {
  const operations = await azure.listOperations(scope, name, signal);
  const all = [...operations];
  for (const operation of operations) {
    const nested = depth < maximumDepth ? nestedDeployment(operation, scope) : undefined;
    if (nested !== undefined) all.push(...(await listAllOperations(azure, nested.scope, nested.name, signal, depth + 1)));
  }
  return all;
}

function nestedDeployment(operation: DeploymentOperation, from: DeploymentTarget): { readonly scope: DeploymentTarget; readonly name: string } | undefined {
  if (operation.targetId === undefined || operation.targetType?.toLowerCase() !== nestedType) return undefined;
  const id = parseResourceId(operation.targetId);
  const [, , subscriptionId, , resourceGroup] = id?.scope.split('/') ?? [];
  if (id === undefined || subscriptionId === undefined) return undefined;
  if (resourceGroup !== undefined) return { scope: { kind: 'resourceGroup', subscriptionId, resourceGroup }, name: id.name };
  return { scope: { kind: 'subscription', subscriptionId, location: from.kind === 'subscription' ? from.location : '' }, name: id.name };
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
