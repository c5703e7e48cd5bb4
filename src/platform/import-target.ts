import { parseResourceId } from '../arm/resource-id.ts';
import type { Address } from '../model/address.ts';
import { parseAddress } from '../model/address.ts';
import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';

/** A resource of Azure that is to become an address of the state. */
export interface ImportTarget {
  readonly address: Address;
  readonly id: string;
  readonly type: string;
  /** Full name, segments joined by `/`. */
  readonly name: string;
}

/**
 * Reads what the user gave.
 * @throws AtakoraError `ATK1301` for an address of another form, `ATK1517` for an id that is not one of a resource of the subscription.
 */
export function importTarget(address: string, id: string, subscriptionId: string): ImportTarget {
  parseAddress(address);
  const plain = id.trim().replace(/\/+$/, '');
  const parsed = parseResourceId(plain);
  const subscription = /^\/subscriptions\/([^/]+)\//i.exec(plain)?.[1];
  if (parsed === undefined || parsed.name === '' || subscription === undefined || plain.split('/').slice(1).includes('')) {
    throw new AtakoraError('ATK1517', `"${id}" is not the id of a resource`, { hint: 'It looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.Storage/storageAccounts/NAME.' });
  }
  if (subscription.toLowerCase() !== subscriptionId.toLowerCase()) {
    throw new AtakoraError('ATK1517', `the resource is in subscription ${subscription}, the environment in ${subscriptionId}`, { hint: 'A resource is imported into an environment of its own subscription.' });
  }
  // What extends another resource has a type and a name of its own behind the last `providers`.
  const at = plain.toLowerCase().lastIndexOf('/providers/');
  const own = at < 0 ? parsed : (parseResourceId(`/subscriptions/${subscription}${plain.slice(at)}`) ?? parsed);
  return { address: address as Address, id: plain, type: own.type, name: own.name };
}

/** @throws AtakoraError `ATK1519` when the state has the address or the resource. */
export function refuseManaged({ address, id }: ImportTarget, state: StateDocument | undefined): void {
  const records = state?.resources ?? {};
  const record = records[address];
  if (record !== undefined) {
    const same = record.id.toLowerCase() === id.toLowerCase();
    throw new AtakoraError('ATK1519', same ? `${address} is that resource already` : `the state has ${address} already: it is ${record.id}`, { hint: same ? 'Nothing to do.' : `To put another in its place, forget it first: atakora state rm ${address}` });
  }
  const other = Object.entries(records).find(([, known]) => known.id.toLowerCase() === id.toLowerCase());
  if (other !== undefined) {
    throw new AtakoraError('ATK1519', `the resource is in the state already, as ${other[0]}`, { hint: `To give it that address: atakora state mv ${other[0]} ${address}` });
  }
}
