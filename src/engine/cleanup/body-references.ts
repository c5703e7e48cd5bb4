import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';

/**
 * Properties in which Azure shows who refers to a resource, and not what it needs; lower case. Taken for needs they would turn the order
 * around: a storage account shows the private endpoints on it, and it is they that need the account.
 */
const mirrored: ReadonlySet<string> = new Set([
  'privateendpointconnections',
  'privateendpoints',
  'networkinterfaces',
  'resourcenavigationlinks',
  'serviceassociationlinks',
  'ipconfigurationprofiles',
  'virtualmachine',
  'managedby',
]);

/** The same for properties that are needs on other types, by type. */
const mirroredOn: Readonly<Record<string, readonly string[]>> = {
  'microsoft.network/networksecuritygroups': ['subnets'],
  'microsoft.network/routetables': ['subnets'],
  'microsoft.network/natgateways': ['subnets'],
  'microsoft.network/publicipaddresses': ['ipconfiguration', 'natgateway'],
  'microsoft.network/virtualnetworks': ['ipconfigurations'],
};

const resourceId = /\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/\s"'?#,;)\]]+\/providers\/[^\s"'?#,;)\]]+/gi;

/** Ids that a text holds, lower case, without a slash at the end. */
export function idsIn(text: string): readonly string[] {
  return text.includes('/') ? [...text.matchAll(resourceId)].map(([id]) => id.toLowerCase().replace(/\/+$/, '')) : [];
}

/** Every text of a value, keys of objects included: identities are keys. `skip`: properties that are left out, by name in lower case. */
export function* textsIn(value: Json | undefined, skip: (property: string) => boolean = () => false): Generator<string> {
  if (typeof value === 'string') {
    yield value;
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) yield* textsIn(item, skip);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (skip(key.toLowerCase())) continue;
      yield key;
      yield* textsIn(item, skip);
    }
  }
}

/**
 * Ids of the resources that a live body refers to, lower case: what it needs, without itself, what lives in it, tags, and what Azure only
 * shows of those that refer to it.
 */
export function referencesOf(body: Json, id: string, type: string): readonly string[] {
  const own = id.toLowerCase();
  const onType = mirroredOn[type.toLowerCase()] ?? [];
  const found = new Set<string>();
  for (const text of textsIn(body, (property) => property === 'tags' || mirrored.has(property) || onType.includes(property))) {
    for (const reference of idsIn(text)) {
      if (reference !== own && !reference.startsWith(`${own}/`)) found.add(reference);
    }
  }
  return [...found];
}
