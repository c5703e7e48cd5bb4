import type { AddressRange } from '../../arm/ip-address.ts';
import { lastAddress, parseRange } from '../../arm/ip-address.ts';
import type { JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName, parentOf } from '../arm/resource-path.ts';
import { refuseWithDetails } from '../service-refusals.ts';
import { findResource } from '../world/resource-store.ts';
import type { WriteSubject } from './subject.ts';
import { objectsOf, textOf, textsOf } from './subject.ts';

interface Subnet {
  readonly name: string;
  readonly prefixes: readonly string[];
}

interface Network {
  readonly name: string;
  readonly id: string;
  /** Its address space. */
  readonly ranges: readonly AddressRange[];
}

/** A range of addresses and the subnet that has it. */
interface TakenRange {
  readonly range: AddressRange;
  readonly last: bigint;
  readonly subnet: string;
}

/**
 * Ranges of a virtual network and its subnets: written well, subnets inside the network and apart from each other.
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet
 */
export function checkNetworkRanges({ path, body }: WriteSubject): void {
  for (const prefix of textsOf(body, 'properties.addressSpace.addressPrefixes')) requireRange(prefix, path.id);
  const network = networkOf(path, body);
  const taken: TakenRange[] = [];
  for (const subnet of objectsOf(body, 'properties.subnets')) taken.push(...takeRanges(network, subnetOf(subnet), taken));
}

/** A subnet that is written by itself: against its network and its neighbours, which the network lists and which were checked before. */
export function checkSubnetRange({ context, path, body }: WriteSubject): void {
  const owner = parentOf(path);
  const stored = owner === undefined ? undefined : findResource(context.db, resourceIdKey(owner.id));
  if (owner === undefined || stored === undefined) return;
  const own = subnetOf({ ...body, name: lastName(path) });
  const others = objectsOf(stored.sent, 'properties.subnets').map(subnetOf).filter(({ name }) => name.toLowerCase() !== own.name.toLowerCase());
  const taken = others.flatMap(({ name, prefixes }) => prefixes.map((prefix) => takenRange(requireRange(prefix, `${owner.id}/subnets/${name}`), name)));
  takeRanges(networkOf(owner, stored.sent), own, taken);
}

function networkOf(path: ResourcePath, body: JsonObject): Network {
  return { name: lastName(path), id: path.id, ranges: textsOf(body, 'properties.addressSpace.addressPrefixes').flatMap((prefix) => parseRange(prefix) ?? []) };
}

function subnetOf(item: JsonObject): Subnet {
  const one = textOf(item, 'properties.addressPrefix');
  return { name: textOf(item, 'name') ?? '', prefixes: [...(one === undefined ? [] : [one]), ...textsOf(item, 'properties.addressPrefixes')] };
}

/** The ranges of a subnet. @throws Refusal for one outside of the network, or over that of another subnet */
function takeRanges(network: Network, { name, prefixes }: Subnet, taken: readonly TakenRange[]): readonly TakenRange[] {
  return [...new Set(prefixes)].map((prefix) => {
    const range = requireRange(prefix, `${network.id}/subnets/${name}`);
    const own = takenRange(range, name);
    if (network.ranges.length > 0 && !network.ranges.some((outer) => holds(outer, range))) throw refuseWithDetails('NetcfgInvalidSubnet', `Subnet '${name}' is not valid in virtual network '${network.name}'.`);
    if (taken.some((other) => other.subnet !== name && overlap(other, own))) {
      throw refuseWithDetails('NetcfgSubnetRangesOverlap', `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${network.name}'.`);
    }
    return own;
  });
}

function requireRange(text: string, id: string): AddressRange {
  const range = parseRange(text);
  if (range === undefined) throw refuseWithDetails('InvalidAddressPrefixFormat', `Address prefix ${text} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`);
  return range;
}

function holds(outer: AddressRange, inner: AddressRange): boolean {
  return outer.bits === inner.bits && outer.network <= inner.network && lastAddress(inner) <= lastAddress(outer);
}

function overlap(one: TakenRange, other: TakenRange): boolean {
  return one.range.bits === other.range.bits && one.range.network <= other.last && other.range.network <= one.last;
}

function takenRange(range: AddressRange, subnet: string): TakenRange {
  return { range, last: lastAddress(range), subnet };
}
