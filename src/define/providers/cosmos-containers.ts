import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { cosmosContainer } from '../../resources/cosmos-container.ts';
import { addressPart, checkChildName } from './child-name.ts';
import type { NodeDraft, ProviderContext } from './provider.ts';
import { numberIn, objectsIn, originOf, textIn } from './requirement-config.ts';

/** Levels of a hierarchical partition key. */
const partitionLevels = 3;

/** A container of the requirement with the node that makes it. */
export interface CosmosContainerNode {
  readonly name: string;
  readonly node: NodeDraft;
}

/** The containers of a database, sorted by name; each waits for the one before, since an account takes one change at a time. */
export function cosmosContainers(context: ProviderContext, database: NodeDraft): readonly CosmosContainerNode[] {
  const entries = [...objectsIn(context.requirement.config, 'containers')].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  let before = database.address;
  return entries.map((entry): CosmosContainerNode => {
    const name = nameOf(entry);
    const address = context.address(`account.database.${addressPart(name)}`);
    const node: NodeDraft = {
      address,
      type: cosmosContainer.type,
      apiVersion: cosmosContainer.apiVersion,
      name: `${database.name}/${name}`,
      parent: database.address,
      dependsOn: before === database.address ? [] : [before],
      body: { properties: { resource: containerResource(entry), ...ownThroughput(entry) } },
      purpose: name,
    };
    before = address;
    return { name, node };
  });
}

/** What Azure would refuse about the containers. */
export function containerFindings(context: ProviderContext, serverless: boolean): readonly Diagnostic[] {
  const { requirement } = context;
  return objectsIn(requirement.config, 'containers').flatMap((entry) => {
    const name = nameOf(entry);
    const location = originOf(requirement, 'containers', name);
    const paths = pathsOf(entry['partitionKey']);
    const wrongKey = paths.length === 0 || paths.length > partitionLevels || paths.some((path) => !path.startsWith('/'));
    return [
      ...checkChildName(cosmosContainer, name, location),
      ...(wrongKey ? [diagnostic('error', 'ATK1308', `the Cosmos DB container "${name}" needs a partition key of one to ${partitionLevels} paths such as "/id"`, { location, hint: 'Give `partitionKey` where the container is declared.' })] : []),
      ...(serverless && entry['maxThroughput'] !== undefined ? [serverlessThroughput(`container "${name}"`, location)] : []),
    ];
  });
}

/** Throughput that was asked of a store that bills by request. */
export function serverlessThroughput(what: string, location: Diagnostic['location']): Diagnostic {
  return diagnostic('error', 'ATK1316', `${what} asks for throughput, but its Cosmos DB account is serverless`, { hint: "Leave out `maxThroughput`, or choose `mode: 'autoscale'`.", location });
}

function containerResource(entry: ValueObject): ValueObject {
  const paths = pathsOf(entry['partitionKey']);
  const unique = Array.isArray(entry['uniqueKeys']) ? (entry['uniqueKeys'] as readonly Value[]) : [];
  const ttl = numberIn(entry, 'ttl');
  return {
    id: nameOf(entry),
    partitionKey: { paths, kind: paths.length > 1 ? 'MultiHash' : 'Hash', version: 2 },
    ...(unique.length === 0 ? {} : { uniqueKeyPolicy: { uniqueKeys: unique.map((key) => ({ paths: pathsOf(key) })) } }),
    ...(ttl === undefined ? {} : { defaultTtl: ttl }),
    ...(entry['indexing'] === undefined ? {} : { indexingPolicy: entry['indexing'] }),
  };
}

/** Throughput of the container alone, beside what the database shares out. */
function ownThroughput(entry: ValueObject): ValueObject {
  const maxThroughput = numberIn(entry, 'maxThroughput');
  return maxThroughput === undefined ? {} : { options: { autoscaleSettings: { maxThroughput } } };
}

function pathsOf(value: Value | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return list.filter((path): path is string => typeof path === 'string');
}

function nameOf(entry: ValueObject): string {
  return textIn(entry, 'name') ?? '';
}
