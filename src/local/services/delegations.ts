import { resourceIdKey } from '../../arm/resource-id.ts';
import { parentOf, parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { findResource } from '../world/resource-store.ts';
import { objectsOf, textOf } from './subject.ts';

/** Services that a subnet is delegated to; undefined when this world has no such subnet. */
export function subnetDelegations(context: LocalContext, id: string): readonly string[] | undefined {
  const path = parseArmPath(id);
  if (path?.kind !== 'resource') return undefined;
  const network = parentOf(path);
  const own = findResource(context.db, resourceIdKey(id))?.sent;
  const stored = network === undefined ? undefined : findResource(context.db, resourceIdKey(network.id))?.sent;
  const subnet = own ?? objectsOf(stored, 'properties.subnets').find((item) => textOf(item, 'name')?.toLowerCase() === path.names.at(-1)?.toLowerCase());
  return subnet === undefined ? undefined : objectsOf(subnet, 'properties.delegations').map((item) => textOf(item, 'properties.serviceName') ?? '');
}
