import { formatAddress, parseAddress } from '../../model/address.ts';
import { resourceLock } from '../../resources/resource-lock.ts';
import type { NodeDraft, ProviderContext } from './provider.ts';
import { stackOf } from './role-assignments.ts';

/**
 * The lock that keeps a store from being deleted by anybody, in environments that protect their stores and have
 * not switched the feature `storeLocks` off. Locks inherit: what lies in
 * the store cannot be deleted either until it is taken off.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export function storeLock(context: ProviderContext, target: Pick<NodeDraft, 'address' | 'type'>): readonly NodeDraft[] {
  const { features, protectStores } = context.target.settings;
  if (!protectStores || !features.storeLocks) {
    return [];
  }
  const { backend, owner, name } = parseAddress(target.address);
  return [
    {
      address: formatAddress({ backend, owner, name: `${name}.lock` }),
      type: resourceLock.type,
      apiVersion: resourceLock.apiVersion,
      name: 'atakora-store',
      extends: target.address,
      stack: stackOf(target.type),
      body: { properties: { level: 'CanNotDelete', notes: `Holds data of environment ${context.target.name}. Managed by Atakora.` } },
    },
  ];
}
