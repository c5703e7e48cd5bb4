import { integerAt, stringAt } from '../arguments.ts';
import type { Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import type { AddressRange } from '../ip-address.ts';
import { formatAddress, lastAddress, parseRange } from '../ip-address.ts';

/**
 * Address ranges in CIDR notation.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr
 */
export const cidrFunctions: readonly FunctionDescriptor[] = [
  { name: 'parseCidr', minArgs: 1, maxArgs: 1, evaluate: parseCidr },
  { name: 'cidrSubnet', minArgs: 3, maxArgs: 3, evaluate: cidrSubnet },
  { name: 'cidrHost', minArgs: 2, maxArgs: 2, evaluate: cidrHost },
];

function rangeAt(args: readonly Value[], call: FunctionCall): AddressRange {
  const range = parseRange(stringAt(args, 0, call));
  if (range === undefined) throw wrongArgument(call, 0, 'an IP address range in CIDR notation');
  return range;
}

/** IPv4 keeps the network and broadcast addresses from hosts; IPv6 has no broadcast and its first host is the network address. */
function parseCidr(args: readonly Value[], call: FunctionCall): Value {
  const range = rangeAt(args, call);
  const { bits, network, prefix } = range;
  const show = (address: bigint) => formatAddress(bits, address);
  const last = lastAddress(range);
  const netmask = show(((1n << BigInt(bits)) - 1n) ^ ((1n << BigInt(bits - prefix)) - 1n));
  if (bits === 128) return { network: show(network), netmask, firstUsable: show(network), lastUsable: show(last), cidr: prefix };
  const reserved = prefix >= 31 ? 0n : 1n;
  return { network: show(network), netmask, broadcast: show(last), firstUsable: show(network + reserved), lastUsable: show(last - reserved), cidr: prefix };
}

function cidrSubnet(args: readonly Value[], call: FunctionCall): Value {
  const range = rangeAt(args, call);
  const prefix = integerAt(args, 1, call);
  if (prefix < range.prefix || prefix > range.bits) throw wrongArgument(call, 1, `an integer from ${range.prefix} to ${range.bits}`);
  const index = integerAt(args, 2, call);
  const count = 1n << (prefix - BigInt(range.prefix));
  if (index < 0n || index >= count) throw wrongArgument(call, 2, `an integer from 0 to ${count - 1n}`);
  const network = range.network + (index << (BigInt(range.bits) - prefix));
  return `${formatAddress(range.bits, network)}/${prefix}`;
}

/** Index 0 is the address after the network address. */
function cidrHost(args: readonly Value[], call: FunctionCall): Value {
  const range = rangeAt(args, call);
  const index = integerAt(args, 1, call);
  const address = range.network + index + (range.bits - range.prefix < 2 ? 0n : 1n);
  const last = lastAddress(range) - (range.bits === 32 && range.prefix < 31 ? 1n : 0n);
  if (index < 0n || address > last) throw wrongArgument(call, 1, 'the index of a usable host of the range');
  return formatAddress(range.bits, address);
}
