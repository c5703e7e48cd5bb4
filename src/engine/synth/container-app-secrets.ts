import { containerIdentityKey, containerSecrets, isContainerApp } from '../../define/container-secrets.ts';
import { groupResourceId } from '../../define/providers/arm-text.ts';
import { isValueObject } from '../../define/providers/requirement-config.ts';
import { secretRoleAddress } from '../../define/providers/role-assignments.ts';
import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import { secretKey, vaultSecretName } from '../../model/secret-name.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { isExpression, refTo } from '../../model/value.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { userAssignedIdentity } from '../../resources/user-assigned-identity.ts';

/** A container app or job, before its secrets are wired. */
export interface ContainerAppDraft {
  readonly backend: string;
  readonly component: string;
  readonly type: string;
  readonly body: ValueObject;
  nameFor(kind: ResourceKind, address: Address, purpose?: string): string;
}

/** What wiring makes of it. */
export interface WiredContainerApp {
  readonly body: ValueObject;
  /** Roles that must be there before it starts. */
  readonly dependsOn: readonly Address[];
}

/** Address of the vault that keeps the secrets of a backend. */
export function vaultAddress(backend: string): Address {
  return formatAddress({ backend, owner: 'vault.main', name: 'vault' });
}

/** Name of a secret inside a container app: lower-case letters, digits and `-`. */
export function containerSecretName(name: string): string {
  return secretKey(name).replace(/-+$/, '');
}

/**
 * Secrets of a container app or job become references to the vault, read by an identity of the component's own: in the list of its
 * secrets, and in variables by way of that list. Other resources, and apps without secrets, stay as they are.
 * @see https://learn.microsoft.com/azure/container-apps/manage-secrets#reference-secret-from-key-vault
 */
export function wireContainerSecrets(draft: ContainerAppDraft): WiredContainerApp {
  const used = isContainerApp(draft.type) ? containerSecrets(draft.body) : [];
  if (used.length === 0) {
    return { body: draft.body, dependsOn: [] };
  }
  const key = containerIdentityKey(draft.component);
  const identity = formatAddress({ backend: draft.backend, owner: `identity.${key}`, name: 'identity' });
  const vault = vaultAddress(draft.backend);
  const identityName = draft.nameFor(userAssignedIdentity, identity, key);
  const properties = objectAt(draft.body, 'properties');
  const configuration = objectAt(properties, 'configuration');
  const listed = listAt(configuration, 'secrets').map((entry) => listedSecret(entry, vault, identity));
  const names = new Map(listed.flatMap(({ entry, secret }) => (secret === undefined ? [] : [[secretKey(secret), String((entry as ValueObject)['name'])] as const])));
  const missing = [...new Map(used.map(({ name }) => [secretKey(name), name])).entries()].filter(([secret]) => !names.has(secret)).sort(([a], [b]) => (a < b ? -1 : 1));
  const added = missing.map(([secret, name]): Value => {
    names.set(secret, containerSecretName(name));
    return reference(containerSecretName(name), name, vault, identity);
  });
  return {
    body: {
      ...draft.body,
      identity: withIdentity(objectAt(draft.body, 'identity'), `[${groupResourceId(userAssignedIdentity.type, identityName)}]`),
      properties: {
        ...properties,
        configuration: { ...configuration, secrets: [...listed.map(({ entry }) => entry), ...added] },
        ...(properties['template'] === undefined ? {} : { template: wiredTemplate(objectAt(properties, 'template'), names) }),
      },
    },
    dependsOn: [...new Set(used.map(({ name }) => secretRoleAddress(vault, name, key)))].sort(),
  };
}

function listedSecret(entry: Value, vault: Address, identity: Address): { readonly entry: Value; readonly secret?: string } {
  if (isSecret(entry)) {
    return { entry: reference(containerSecretName(entry.name), entry.name, vault, identity), secret: entry.name };
  }
  const { value, ...rest } = fieldsOf(entry);
  return value !== undefined && isSecret(value) ? { entry: { ...rest, ...reference(String(rest['name']), value.name, vault, identity) }, secret: value.name } : { entry };
}

/** Without a version: the app follows new ones within half an hour. */
function reference(name: string, secret: string, vault: Address, identity: Address): ValueObject {
  return { name, keyVaultUrl: { $: 'concat', parts: [refTo(vault, 'uri'), `secrets/${vaultSecretName(secret)}`] }, identity: refTo(identity, 'id') };
}

function wiredTemplate(template: ValueObject, names: ReadonlyMap<string, string>): ValueObject {
  const wired = ['containers', 'initContainers'].flatMap((field) => (template[field] === undefined ? [] : [[field, listAt(template, field).map((container) => wiredContainer(container, names))] as const]));
  return { ...template, ...Object.fromEntries(wired) };
}

function wiredContainer(container: Value, names: ReadonlyMap<string, string>): Value {
  const fields = fieldsOf(container);
  if (fields['env'] === undefined) {
    return container;
  }
  return {
    ...fields,
    env: listAt(fields, 'env').map((variable): Value => {
      const { value, ...rest } = fieldsOf(variable);
      return value !== undefined && isSecret(value) ? { ...rest, secretRef: names.get(secretKey(value.name)) ?? '' } : variable;
    }),
  };
}

/** An identity that the user gives stays beside ours. */
function withIdentity(given: ValueObject, ours: string): ValueObject {
  const type = typeof given['type'] === 'string' && /SystemAssigned/i.test(given['type']) ? 'SystemAssigned,UserAssigned' : 'UserAssigned';
  return { ...given, type, userAssignedIdentities: { ...objectAt(given, 'userAssignedIdentities'), [ours]: {} } };
}

function isSecret(value: Value): value is { readonly $: 'secret'; readonly name: string } {
  return typeof value === 'object' && value !== null && isExpression(value) && value.$ === 'secret';
}

function objectAt(value: ValueObject, field: string): ValueObject {
  return fieldsOf(value[field]);
}

function fieldsOf(value: Value | undefined): ValueObject {
  return isValueObject(value) ? (value as ValueObject) : {};
}

function listAt(value: ValueObject, field: string): readonly Value[] {
  const found = value[field];
  return Array.isArray(found) ? (found as readonly Value[]) : [];
}
