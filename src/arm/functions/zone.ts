import { arrayAt, countAt, stringAt } from '../arguments.ts';
import type { Value, ValueObject } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { plainName } from '../plain-name.ts';
import { evaluationError } from '../template-error.ts';
import { asExpression, fromJson, isArray, isObject, propertyOf } from '../value.ts';

/**
 * Availability zones. Which zones a type has comes with the metadata of providers, which physical zone a logical one is with the
 * locations of the subscription; kept while nobody told.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#pickzones
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-resource#tological-zone
 */
export const zoneFunctions: readonly FunctionDescriptor[] = [
  { name: 'pickZones', minArgs: 3, maxArgs: 5, evaluate: pickZones },
  { name: 'toLogicalZone', minArgs: 3, maxArgs: 3, evaluate: (args, call) => one(args, call, 'physicalZone', 'logicalZone') },
  { name: 'toLogicalZones', minArgs: 3, maxArgs: 3, evaluate: (args, call) => all(args, call, 'physicalZone', 'logicalZone') },
  { name: 'toPhysicalZone', minArgs: 3, maxArgs: 3, evaluate: (args, call) => one(args, call, 'logicalZone', 'physicalZone') },
  { name: 'toPhysicalZones', minArgs: 3, maxArgs: 3, evaluate: (args, call) => all(args, call, 'logicalZone', 'physicalZone') },
];

/** Two names of a region, or of anything else, that differ in case and blanks only. */
function isSame(left: Value | undefined, right: string): boolean {
  return typeof left === 'string' && plainName(left) === plainName(right);
}

function find(list: Value | undefined, key: string, name: string): ValueObject | undefined {
  return isArray(list) ? list.filter(isObject).find((entry) => isSame(propertyOf(entry, key), name)) : undefined;
}

/**
 * The zones of a type in a region from the offset on: none where the type or the region has no zones. One to three at a time, and an
 * error where fewer are left.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#pickzones
 */
function pickZones(args: readonly Value[], call: FunctionCall): Value {
  const [namespace, type, location] = [stringAt(args, 0, call), stringAt(args, 1, call), stringAt(args, 2, call)];
  const count = args.length > 3 ? countAt(args, 3, call) : 1;
  const offset = args.length > 4 ? countAt(args, 4, call) : 0;
  if (count < 1 || count > 3) throw wrongArgument(call, 3, 'an integer from 1 to 3');
  if (offset < 0) throw wrongArgument(call, 4, 'an integer that is not negative');
  const zones = zonesOf(namespace, type, location, call);
  if (zones === undefined) return call.keep(args.map(asExpression));
  const sorted = isArray(zones) ? zones.filter((zone) => typeof zone === 'string').toSorted() : [];
  if (sorted.length === 0) return [];
  if (offset + count > sorted.length) throw evaluationError(`The type '${namespace}/${type}' has ${sorted.length} zones in '${location}': ${count} zones from offset ${offset} are too many`);
  return sorted.slice(offset, offset + count);
}

/** The zones of a type; of a namespace whose types nobody told, those of the region. Undefined when neither is known. */
function zonesOf(namespace: string, type: string, location: string, call: FunctionCall): Value | undefined {
  const { providers, locations } = call.scope.input.context;
  const provider = providers === undefined ? undefined : find(fromJson(providers), 'namespace', namespace);
  const types = propertyOf(provider ?? {}, 'resourceTypes');
  if (provider === undefined || !isArray(types)) return undefined;
  if (types.length === 0 && locations !== undefined) {
    const mappings = propertyOf(find(fromJson(locations), 'name', location) ?? {}, 'availabilityZoneMappings');
    return isArray(mappings) ? mappings.filter(isObject).map((mapping) => propertyOf(mapping, 'logicalZone') ?? null) : [];
  }
  const mappings = propertyOf(find(types, 'resourceType', type) ?? {}, 'zoneMappings');
  return mappings === undefined ? undefined : (propertyOf(find(mappings, 'location', location) ?? {}, 'zones') ?? []);
}

/** The pairs of logical and physical zones of the named region; undefined while nobody told the locations of that subscription. */
function mappingsOf(args: readonly Value[], call: FunctionCall): Value | undefined {
  const [subscriptionId, location] = [stringAt(args, 0, call), stringAt(args, 1, call)];
  const { scope, context } = call.scope.input;
  if (context.locations === undefined || !isSame(scope.subscriptionId, subscriptionId)) return undefined;
  return propertyOf(find(fromJson(context.locations), 'name', location) ?? {}, 'availabilityZoneMappings') ?? [];
}

function one(args: readonly Value[], call: FunctionCall, from: string, to: string): Value {
  const zone = stringAt(args, 2, call);
  const mappings = mappingsOf(args, call);
  return mappings === undefined ? call.keep(args.map(asExpression)) : (convert(mappings, zone, from, to) ?? '');
}

function all(args: readonly Value[], call: FunctionCall, from: string, to: string): Value {
  const given = arrayAt(args, 2, call);
  const zones = given.map((_, i) => stringAt(given, i, call));
  const mappings = mappingsOf(args, call);
  return mappings === undefined ? call.keep(args.map(asExpression)) : zones.flatMap((zone) => convert(mappings, zone, from, to) ?? []);
}

function convert(mappings: Value, zone: string, from: string, to: string): Value | undefined {
  const mapping = find(mappings, from, zone);
  return mapping === undefined ? undefined : propertyOf(mapping, to);
}
