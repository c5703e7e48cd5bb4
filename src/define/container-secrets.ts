import type { OwnResource } from '../model/definition.ts';
import { vaultSecretName } from '../model/secret-name.ts';
import type { Value, ValueObject } from '../model/value.ts';
import { isExpression } from '../model/value.ts';
import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';
import type { ImpliedRequirement } from './providers/provider.ts';
import { isValueObject } from './providers/requirement-config.ts';

const types: ReadonlySet<string> = new Set(['microsoft.app/containerapps', 'microsoft.app/jobs']);

/** True for the types of resources that keep secrets of their own, which can come from a vault. */
export function isContainerApp(type: string): boolean {
  return types.has(type.toLowerCase());
}

/** Key of the identity that the container apps and jobs of a component act as. */
export function containerIdentityKey(componentId: string): string {
  return `${componentId}-container`;
}

/** Where secrets may stand in a container app or job. */
const places = /^(?:properties\.configuration\.secrets\[\d+\](?:\.value)?|properties\.template\.(?:containers|initContainers)\[\d+\]\.env\[\d+\]\.value)$/;

/** Secrets of a container app that stand where Azure takes none. */
export function containerSecretPlaces(body: ValueObject, path: string): readonly Problem[] {
  return secretsIn(body, '').flatMap((found) =>
    places.test(found.path)
      ? []
      : [wrong(`${path}.${found.path} is the secret "${found.name}", but a container app takes secrets only in properties.configuration.secrets and in the \`env\` of its containers`, "Write secret('NAME') as an entry of properties.configuration.secrets, or as the `value` of a variable in `env`.")],
  );
}

/** What the container apps and jobs of a component need for the secrets that stand in them: an identity, and the right to read just those. */
export function containerSecretRequirements(componentId: string, resources: readonly OwnResource[]): readonly ImpliedRequirement[] {
  const names = resources.flatMap(({ body, type }) => (isContainerApp(type) ? secretsIn(body, '').map(({ name }) => vaultSecretName(name)) : []));
  const secrets = [...new Set(names)].sort();
  if (secrets.length === 0) {
    return [];
  }
  const identity = containerIdentityKey(componentId);
  return [
    { resourceType: 'identity', requirementKey: identity, config: {} },
    { resourceType: 'vault', requirementKey: 'main', config: { secrets: secrets.map((name) => ({ name })), access: secrets.map((secret) => ({ identity, level: 'read', secret })) } },
  ];
}

/** Names of the secrets in a container app or job, as written, by where they stand. */
export function containerSecrets(body: ValueObject): readonly { readonly path: string; readonly name: string }[] {
  return secretsIn(body, '').filter(({ path }) => places.test(path));
}

function secretsIn(value: Value, path: string): readonly { readonly path: string; readonly name: string }[] {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item, index) => secretsIn(item, `${path}[${index}]`));
  }
  if (typeof value === 'object' && value !== null && isExpression(value)) {
    return value.$ === 'secret' ? [{ path, name: value.name }] : [];
  }
  return isValueObject(value) ? Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, path === '' ? key : `${path}.${key}`)) : [];
}
