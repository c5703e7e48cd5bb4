import type { AddressRange } from '../../arm/ip-address.ts';
import { lastAddress, parseRange } from '../../arm/ip-address.ts';
import type { JsonObject } from '../../model/json.ts';
import { idKey, lastName, parentOf } from '../arm/resource-path.ts';
import { refuseNetwork } from './network-refusal.ts';
import { findResource, resourcesBelow } from '../world/resource-store.ts';
import type { WriteSubject } from './subject.ts';
import { objectsOf, textOf, textsOf } from './subject.ts';

interface Subnet {
  readonly name: string;
  readonly prefixes: readonly string[];
}

/**
 * Ranges of a virtual network and its subnets: written well, subnets inside the network and apart from each other.
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet
 */
export function checkNetworkRanges({ path, body }: WriteSubject): void {
  for (const prefix of textsOf(body, 'properties.addressSpace.addressPrefixes')) requireRange(prefix, path.id);
  checkSubnets(lastName(path), path.id, textsOf(body, 'properties.addressSpace.addressPrefixes'), objectsOf(body, 'properties.subnets').map(subnetOf));
}

/** A subnet that is written by itself: against its network and its neighbours. */
export function checkSubnetRange({ context, path, body }: WriteSubject): void {
  const network = parentOf(path);
  const stored = network === undefined ? undefined : findResource(context.db, idKey(network.id));
  if (network === undefined || stored === undefined) return;
  const own = subnetOf({ ...body, name: lastName(path) });
  const inside = objectsOf(stored.sent, 'properties.subnets').map(subnetOf);
  const beside = resourcesBelow(context.db, stored.key).filter(({ type }) => type === 'microsoft.network/virtualnetworks/subnets').map(({ id, sent }) => subnetOf({ ...sent, name: id.slice(id.lastIndexOf('/') + 1) }));
  const names = new Set([own, ...beside].map(({ name }) => name.toLowerCase()));
  const others = [...inside.filter(({ name }) => !names.has(name.toLowerCase())), ...beside.filter(({ name }) => name.toLowerCase() !== own.name.toLowerCase())];
  checkSubnets(lastName(network), network.id, textsOf(stored.sent, 'properties.addressSpace.addressPrefixes'), [...others, own]);
}

function subnetOf(item: JsonObject): Subnet {
  const one = textOf(item, 'properties.addressPrefix');
  return { name: textOf(item, 'name') ?? '', prefixes: [...(one === undefined ? [] : [one]), ...textsOf(item, 'properties.addressPrefixes')] };
}

function checkSubnets(network: string, networkId: string, space: readonly string[], subnets: readonly Subnet[]): void {
  const ranges = space.flatMap((prefix) => parseRange(prefix) ?? []);
  const taken: { readonly range: AddressRange; readonly name: string }[] = [];
  for (const { name, prefixes } of subnets) {
    for (const prefix of new Set(prefixes)) {
      const range = requireRange(prefix, `${networkId}/subnets/${name}`);
      if (ranges.length > 0 && !ranges.some((outer) => holds(outer, range))) throw refuseNetwork('NetcfgInvalidSubnet', `Subnet '${name}' is not valid in virtual network '${network}'.`);
      if (taken.some((other) => other.name !== name && overlap(other.range, range))) {
        throw refuseNetwork('NetcfgSubnetRangesOverlap', `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${network}'.`);
      }
      taken.push({ range, name });
    }
  }
}

function requireRange(text: string, id: string): AddressRange {
  const range = parseRange(text);
  if (range === undefined) throw refuseNetwork('InvalidAddressPrefixFormat', `Address prefix ${text} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`);
  return range;
}

function holds(outer: AddressRange, inner: AddressRange): boolean {
  return outer.bits === inner.bits && outer.network <= inner.network && lastAddress(inner) <= lastAddress(outer);
}

function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.bits === other.bits && one.network <= lastAddress(other) && other.network <= lastAddress(one);
}
