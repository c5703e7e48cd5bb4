import { containerSecrets, isContainerApp } from '../../define/container-secrets.ts';
import { mergeSecrets } from '../../define/merge-secrets.ts';
import { objectsIn } from '../../define/providers/requirement-config.ts';
import type { Address } from '../../model/address.ts';
import type { DeclaredSecret } from '../../model/declared-secret.ts';
import type { BackendDefinition, ComponentDefinition, Requirement, SecretDeclaration } from '../../model/definition.ts';
import type { SecretNode } from '../../model/graph.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { secretKey, vaultSecretName } from '../../model/secret-name.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import { containerSecretName, vaultAddress } from './container-app-secrets.ts';

type Consumer = SecretNode['consumers'][number];

/**
 * The secrets of one backend in one environment: what its components say of each, and who reads it. Sorted by name.
 * @param nodes Resources that there are: what is left out reads nothing.
 * @param environments Names that `required` may go by: those that the environment extends, then its own.
 */
export function secretNodes(backend: BackendDefinition, nodes: readonly Pick<ResourceNode, 'address'>[], environments: readonly string[]): readonly SecretNode[] {
  const known = new Set<string>(nodes.map(({ address }) => address));
  const all = backend.components.flatMap((component) => readersIn(component, backend.name));
  // A resource that a feature leaves out wants no secret; what is kept for others has no reader here.
  const wanted = new Set([...all.map(({ secret }) => secret), ...backend.components.flatMap(keptFor)].map(secretKey));
  const readers = all.filter(({ consumer }) => known.has(consumer.address));
  const vault = vaultAddress(backend.name);
  const declared = mergeSecrets(backend.components.flatMap(({ secrets = [] }) => secrets)).filter(({ name }) => wanted.has(secretKey(name)));
  return declared.map(({ name, required, ...rest }): SecretNode => {
    const own = readers.filter(({ secret }) => secretKey(secret) === secretKey(name));
    const needed = isRequired(required, environments) || own.some(({ container }) => container);
    return { name, vaultName: vaultSecretName(name), vault, ...rest, required: needed, consumers: own.map(({ consumer }) => consumer).sort(byPlace) };
  });
}

/** Names that a component only wants kept in the vault. */
function keptFor({ requirements }: ComponentDefinition): readonly string[] {
  return requirements.filter(({ resourceType }) => resourceType === 'vault').flatMap(({ config }) => objectsIn(config, 'secrets').map(({ name }) => String(name)));
}

/** The secrets of all backends with the ids of the apps that read them, sorted by name, then vault. */
export function declaredSecrets(secrets: readonly SecretNode[], idOf: (address: Address) => string): readonly DeclaredSecret[] {
  const whole = secrets.map((secret): DeclaredSecret => ({ ...secret, consumers: secret.consumers.map((consumer) => ({ ...consumer, resourceId: idOf(consumer.address) })) }));
  return whole.sort((a, b) => compare(a.name, b.name) || compare(a.vault, b.vault));
}

function isRequired(required: SecretDeclaration['required'], environments: readonly string[]): boolean {
  if (typeof required !== 'object') {
    return required ?? true;
  }
  const named = environments.findLast((environment) => Object.hasOwn(required, environment));
  return required[named ?? 'default'] ?? true;
}

interface Reader {
  /** As the component writes it. */
  readonly secret: string;
  readonly consumer: Consumer;
  /** True for a container app or job: Azure makes no revision of one while a secret of it is missing. */
  readonly container: boolean;
}

function readersIn(component: ComponentDefinition, backend: string): readonly Reader[] {
  const make = (address: string, secret: string, setting: string, rest: Partial<Consumer> = {}, container = false): Reader => ({
    secret,
    container,
    consumer: { address: address as Address, component: component.id, setting, ...rest, origin: placeOf(component, secret) },
  });
  const apps = component.requirements.filter(({ resourceType }) => resourceType === 'functions').flatMap((asked) => readersOfApp(asked, (secret, setting, rest) => make(`${backend}/functions.${asked.requirementKey}/app`, secret, setting, rest)));
  const containers = component.resources.filter(({ type }) => isContainerApp(type)).flatMap(({ body, name }) => containerSecrets(body).map((found) => make(`${backend}/${component.id}/${name}`, found.name, listedName(body, found), {}, true)));
  return [...apps, ...distinct(containers)];
}

function readersOfApp({ config }: Requirement, make: (secret: string, setting: string, rest?: Partial<Consumer>) => Reader): readonly Reader[] {
  const settings = Object.entries((config['environment'] ?? {}) as ValueObject).flatMap(([setting, value]) => (isSecret(value) ? [make(value.name, setting)] : []));
  const direct = objectsIn(config, 'secrets').map(({ name }) => make(String(name), vaultSecretName(String(name)), { direct: true }));
  return [...settings, ...direct];
}

/** The name that a container app gives a secret: its entry's own, else the one that is made. */
function listedName(body: ValueObject, { name, path }: { readonly name: string; readonly path: string }): string {
  const entry = path.endsWith('.value') && path.startsWith('properties.configuration.secrets[') ? itemAt(body, path) : undefined;
  return typeof entry?.['name'] === 'string' ? entry['name'] : containerSecretName(name);
}

function itemAt(body: ValueObject, path: string): ValueObject | undefined {
  const index = Number(/\[(\d+)\]/.exec(path)?.[1]);
  const list = ((body['properties'] as ValueObject)['configuration'] as ValueObject)['secrets'];
  return Array.isArray(list) ? (list[index] as ValueObject) : undefined;
}

/** A secret that stands in the list and in variables of one app is read once. */
function distinct(readers: readonly Reader[]): readonly Reader[] {
  return [...new Map(readers.toReversed().map((reader) => [`${reader.consumer.address} ${secretKey(reader.secret)}`, reader])).values()].toReversed();
}

function placeOf(component: ComponentDefinition, secret: string): ComponentDefinition['origin'] {
  return component.secrets?.find(({ name }) => secretKey(name) === secretKey(secret))?.origin ?? component.origin;
}

function isSecret(value: Value): value is { readonly $: 'secret'; readonly name: string } {
  return typeof value === 'object' && value !== null && isExpression(value) && value.$ === 'secret';
}

function byPlace(left: Consumer, right: Consumer): number {
  return compare(left.address, right.address) || compare(left.setting, right.setting) || compare(left.component, right.component);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
