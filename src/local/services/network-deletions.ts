import { lastName } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { refuseWithDetails } from '../service-refusals.ts';
import { referencesTo } from './references.ts';
import type { DeletionSubject } from './subject.ts';
import { objectsOf, textOf } from './subject.ts';

/** What sits in a subnet keeps it. @see https://aka.ms/deletesubnet */
export function keepUsedSubnet({ context, path }: DeletionSubject): void {
  keepOccupied(context, path.id, lastName(path));
}

/** A network whose subnets are used stays whole. */
export function keepUsedNetwork({ context, path, resource }: DeletionSubject): void {
  for (const subnet of objectsOf(resource.body, 'properties.subnets')) {
    const name = textOf(subnet, 'name') ?? '';
    keepOccupied(context, `${path.id}/subnets/${name}`, name);
  }
}

function keepOccupied(context: LocalContext, id: string, name: string): void {
  const [user] = referencesTo(context, id).filter(({ resource }) => occupies.test(resource.type));
  if (user === undefined) return;
  throw refuseWithDetails('InUseSubnetCannotBeDeleted', `Subnet ${name} is in use by ${user.holder} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`);
}

/** Types that take an address in a subnet or are tied to it, as patterns. */
const occupants = [
  'network/(?:networkinterfaces|loadbalancers|applicationgateways|virtualnetworkgateways|azurefirewalls|bastionhosts)',
  'network/(?:privateendpoints|privatelinkservices|dnsresolvers/.+)',
  'apimanagement/service',
  'app/managedenvironments',
  'cache/redis',
  'compute/virtualmachinescalesets',
  'containerinstance/containergroups',
  'containerservice/managedclusters',
  'dbformysql/flexibleservers',
  'dbforpostgresql/flexibleservers',
  'sql/managedinstances',
  'web/(?:sites|hostingenvironments).*',
];
const occupies = new RegExp(`^microsoft\\.(?:${occupants.join('|')})$`);

/** A group of rules that is bound to a subnet or an interface stays. */
export function keepBoundSecurityGroup({ context, path }: DeletionSubject): void {
  const users = referencesTo(context, path.id).filter(({ resource }) => /^microsoft\.network\/(?:networkinterfaces|virtualnetworks(?:\/subnets)?)$/.test(resource.type));
  if (users.length === 0) return;
  const holders = [...new Set(users.map(({ holder }) => holder))].join(', ');
  throw refuseWithDetails('InUseNetworkSecurityGroupCannotBeDeleted', `Network security group ${path.id} cannot be deleted because it is in use by the following resources: ${holders}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`);
}

/** A table of routes that a subnet uses stays. */
export function keepUsedRoutes({ context, path }: DeletionSubject): void {
  const users = referencesTo(context, path.id).filter(({ resource }) => /^microsoft\.network\/virtualnetworks(?:\/subnets)?$/.test(resource.type));
  if (users.length > 0) throw refuseWithDetails('InUseRouteTableCannotBeDeleted', `Route table ${lastName(path)} is in use and cannot be deleted.`);
}

/** An address that something listens on stays. */
export function keepAllocatedAddress({ context, path }: DeletionSubject): void {
  const [user] = referencesTo(context, path.id).filter(({ resource }) => resource.type.startsWith('microsoft.network/'));
  if (user === undefined) return;
  throw refuseWithDetails('PublicIPAddressCannotBeDeleted', `Public IP address ${path.id} can not be deleted since it is still allocated to resource ${user.holder}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.`);
}

/** The interface of a machine goes with the machine, or after it. */
export function keepAttachedInterface({ context, path }: DeletionSubject): void {
  const [user] = referencesTo(context, path.id, ['microsoft.compute/virtualmachines']);
  if (user === undefined) return;
  throw refuseWithDetails('NicInUse', `Network Interface ${path.id} is used by existing resource ${user.resource.id}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`);
}
