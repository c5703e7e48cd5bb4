import { allKinds } from './catalogue.ts';
import type { NamingRule, ResourceKind } from './resource-kind.ts';

const head = `## What is asked of a body

A PUT or PATCH is refused, and nothing changed, when a required property is missing, when a value is none of those that the service has, when a
property that stays as it was made would change, and when a new name has the wrong length or characters or belongs to somebody else.
The rules are in the descriptors (\`required\`, \`requiredNew\`, \`allowed\`, \`immutable\`, \`naming\`); \`src/local/arm/check-body.test.ts\` breaks each of them.

Where the rules come from:

- Required properties and values: Microsoft's type data, where all api versions agree and the service is known to insist. What only some versions want, what
  lies deep in optional parts, and what recordings or public templates do without is not asked for. A few rules go beyond the type data (the environment of a
  container app, the range of a subnet, the SKU of a static site); \`asked-properties.test.ts\` lists them.
- A list of values is carried where it is closed in the type data, or where the service is known to refuse others (SKUs). No value that any api version names is refused.
- Names: [Microsoft's rules](https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules), widened where recordings or the services themselves
  take more (SQL servers in capitals, environments that start with a digit).
- No body that Azure was recorded to take is refused.

Words: storage accounts (values, SKU, read-only properties), vaults (values, retention), Cosmos DB partition keys, sessions and duplicate detection of Service Bus, logins of SQL
servers, SKUs of public addresses, fields of security rules, mounts and images of Container Apps, SKUs of static sites, values of Front Door, names of Network and Container Apps are
refused as reports of users quote it. For the rest no recording exists, and the common shapes are used: \`InvalidRequestContent\` with the sentence of the JSON reader that most services
share, \`PropertyChangeNotAllowed\` (409), \`InvalidResourceName\`, \`NameNotAvailable\`; App Service and Cosmos DB in their own frames.

A property that an update leaves out is not a change. Not known here: rules between properties, limits of numbers, what depends on the tier (partitions of event hubs).
`;

const columns = '| type | required | stays as it was made | values that are looked at | length of the name |\n| --- | --- | --- | --- | --- |';

/** The part of the docs about what each type asks for. */
export function askedSection(): string {
  const rows = [...allKinds()].sort((left, right) => (titleOf(left) < titleOf(right) ? -1 : 1)).map(rowOf);
  return `${head}\n${columns}\n${rows.join('\n')}\n`;
}

function rowOf(kind: ResourceKind): string {
  const fresh = kind.requiredNew.map((path) => `${code(path)} when new`);
  const kept = kind.immutable.map(({ path, inPlace }) => (inPlace === undefined ? code(path) : `${code(path)} but for some`));
  return `| ${titleOf(kind)} | ${[...kind.required.map(code), ...fresh].join(', ')} | ${kept.join(', ')} | ${Object.keys(kind.allowed).map(code).join(', ')} | ${nameOf(kind.naming)} |`;
}

function titleOf({ type, named }: ResourceKind): string {
  return named === undefined ? type : `${type}/${named}`;
}

function code(path: string): string {
  return path.split(' | ').map((one) => `\`${one}\``).join(' or ');
}

function nameOf({ minLength, maxLength, unique }: NamingRule): string {
  const length = minLength === maxLength ? String(minLength) : `${String(minLength)}–${String(maxLength)}`;
  return unique === 'global' ? `${length}, one in the world` : length;
}
