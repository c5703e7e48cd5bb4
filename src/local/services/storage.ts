import { jsonAt } from '../../resources/json-path.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parentOf } from '../arm/resource-path.ts';
import { refuse } from '../refusal.ts';
import { findResource } from '../world/resource-store.ts';
import type { DeletionSubject, WriteSubject } from './subject.ts';
import { numberOf, textOf } from './subject.ts';

/** SMB over several channels needs a premium file account. @see https://learn.microsoft.com/azure/storage/files/smb-performance */
export function checkFileService({ context, path, body }: WriteSubject): void {
  const account = parentOf(path);
  const stored = account === undefined ? undefined : findResource(context.db, resourceIdKey(account.id));
  const wanted = jsonAt(body, 'properties.protocolSettings.smb.multichannel.enabled') === true;
  if (wanted && stored !== undefined && textOf(stored.body, 'kind') !== 'FileStorage') throw refuse(409, 'FeatureNotSupportedForAccount', 'SMB Multichannel is not supported for the account.');
}

const locked = (state: string | undefined) => state?.toLowerCase() === 'locked';
const refusal = () => refuse(409, 'ContainerImmutabilityPolicyFailure', 'Operation not allowed on immutability policy with current state.');

/** A locked policy only ever gets longer, and that by another call. @see https://learn.microsoft.com/azure/storage/blobs/immutable-policy-configure-container-scope */
export function checkImmutabilityPolicy({ before, body }: WriteSubject): void {
  if (!locked(textOf(before?.body, 'properties.state'))) return;
  const period = 'properties.immutabilityPeriodSinceCreationInDays';
  if (numberOf(body, period) !== numberOf(before?.body, period)) throw refusal();
}

/** A locked policy stays as long as its container. */
export function keepLockedPolicy({ resource }: DeletionSubject): void {
  if (locked(textOf(resource.body, 'properties.state'))) throw refusal();
}
