import type { Address } from '../../model/address.ts';
import { formatAddress, parseAddress } from '../../model/address.ts';
import { secretKey } from '../../model/secret-name.ts';
import type { StackName } from '../../model/stack-name.ts';
import { stackIndex } from '../../model/stack-name.ts';
import { refTo } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { roleAssignment as roleAssignmentKind } from '../../resources/role-assignment.ts';
import { userAssignedIdentity } from '../../resources/user-assigned-identity.ts';
import { sha256 } from '../sha256.ts';
import { armText, groupResourceId } from './arm-text.ts';
import type { NodeDraft, ProviderContext } from './provider.ts';

/**
 * Built-in roles by the name that their assignments have in addresses; equal in all clouds.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const builtInRoles = {
  'blob-data-owner': { id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', title: 'Storage Blob Data Owner' },
  'blob-data-contributor': { id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', title: 'Storage Blob Data Contributor' },
  'blob-data-reader': { id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', title: 'Storage Blob Data Reader' },
  'queue-data-contributor': { id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88', title: 'Storage Queue Data Contributor' },
  'queue-data-reader': { id: '19e7f393-937e-4f77-808e-94535e297925', title: 'Storage Queue Data Reader' },
  'queue-message-processor': { id: '8a0f0c08-91a1-4084-bc3d-661d67233fed', title: 'Storage Queue Data Message Processor' },
  'queue-message-sender': { id: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a', title: 'Storage Queue Data Message Sender' },
  'table-data-contributor': { id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', title: 'Storage Table Data Contributor' },
  'table-data-reader': { id: '76199698-9eea-4c19-bc75-cec21354c6b6', title: 'Storage Table Data Reader' },
  'vault-secrets-user': { id: '4633458b-17de-408a-b874-0445c86b69e6', title: 'Key Vault Secrets User' },
  'metrics-publisher': { id: '3913510d-42f4-4e42-8a64-420c390055eb', title: 'Monitoring Metrics Publisher' },
} as const;

/** Short name of a built-in role that a provider may assign. */
export type BuiltInRole = keyof typeof builtInRoles;

/** Who gets which role on what. */
export interface RoleGrant {
  readonly target: Pick<NodeDraft, 'address' | 'type' | 'name'>;
  readonly role: BuiltInRole;
  /** Key of the identity requirement that gets it. */
  readonly identity: string;
}

/** Address of an assignment: that of its target with the role, and the identity's key unless it is `main`. */
export function roleAddress(target: Address, role: BuiltInRole, identity: string): Address {
  const { backend, owner, name } = parseAddress(target);
  return formatAddress({ backend, owner, name: [name, 'role', role, ...(identity === 'main' ? [] : [identity])].join('.') });
}

/** Who may read which secret of a vault. */
export interface SecretGrant {
  readonly vault: RoleGrant['target'];
  /** Name of the secret, as code or vault write it. */
  readonly secret: string;
  /** Key of the identity requirement that gets it. */
  readonly identity: string;
}

const longestName = 128;

/** Address of the assignment that lets an identity read one secret: the vault's with the secret and the role. */
export function secretRoleAddress(vault: Address, secret: string, identity: string): Address {
  const { backend, owner, name } = parseAddress(vault);
  const parts = (shown: string): string => parseAddress(roleAddress(formatAddress({ backend, owner, name: `${name}.${shown}` }), 'vault-secrets-user', identity)).name;
  const key = secretKey(secret);
  const space = longestName - (name.length + '..role.vault-secrets-user'.length + (identity === 'main' ? 0 : identity.length + 1));
  // What is cut off is told apart by a hash.
  return formatAddress({ backend, owner, name: parts(key.length <= space ? key : `${key.slice(0, Math.max(1, space - 9))}~${sha256(key).slice(0, 8)}`) });
}

/**
 * Key Vault Secrets User for one identity on one secret, which may not exist yet: Azure looks for the vault only. It stands in a stack
 * after the vault's: the values are written there meanwhile, and the apps wait for both.
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export function secretRole(context: ProviderContext, { vault, secret, identity }: SecretGrant): NodeDraft {
  // Azure ignores the letter case of ids; names that differ only in that must give one assignment.
  const below = { type: 'secrets', name: secretKey(secret) };
  const whole = { type: `${vault.type}/${below.type}`, name: `${vault.name}/${below.name}` };
  return { ...assignment(context, { ids: whole, role: 'vault-secrets-user', identity }), address: secretRoleAddress(vault.address, secret, identity), extends: vault.address, extendsBelow: below, stack: 'data' };
}

/** Azure name of the identity of a key, as its own provider gives it. */
export function identityName(context: ProviderContext, key: string): string {
  return context.nameFor(userAssignedIdentity, identityAddress(context, key), key);
}

/** Address of the identity of a key. */
export function identityAddress(context: ProviderContext, key: string): Address {
  return context.addressOf('identity', key, 'identity');
}

/**
 * One role for one identity on one resource. Its name is the GUID of the three ids, known when the deployment starts and the
 * same in every deployment; the principal type spares Azure the look-up of an identity that was made seconds ago.
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template#new-service-principal
 */
export function roleAssignment(context: ProviderContext, grant: RoleGrant): NodeDraft {
  return {
    ...assignment(context, { ids: grant.target, role: grant.role, identity: grant.identity }),
    address: roleAddress(grant.target.address, grant.role, grant.identity),
    extends: grant.target.address,
    stack: laterStack(stackOf(grant.target.type), roleAssignmentKind.stack),
  };
}

/** What all assignments have; `ids` is what the role is on. */
function assignment(context: ProviderContext, grant: Pick<RoleGrant, 'role' | 'identity'> & { readonly ids: { readonly type: string; readonly name: string } }): Omit<NodeDraft, 'address'> {
  const role = builtInRoles[grant.role];
  const ids = [
    groupResourceId(grant.ids.type, grant.ids.name),
    groupResourceId(userAssignedIdentity.type, identityName(context, grant.identity)),
    armText(role.id),
  ];
  return {
    type: roleAssignmentKind.type,
    apiVersion: roleAssignmentKind.apiVersion,
    name: `[guid(${ids.join(', ')})]`,
    body: {
      properties: {
        principalId: refTo(identityAddress(context, grant.identity), 'principalId'),
        principalType: 'ServicePrincipal',
        roleDefinitionId: { $: 'arm', expression: `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${armText(role.id)})` },
      },
    },
  };
}

/** The stack that a type falls into by what it is. */
export function stackOf(type: string): StackName {
  return kindOf(type)?.stack ?? 'compute';
}

/** The one of two stacks that is deployed later. */
export function laterStack(left: StackName, right: StackName): StackName {
  return stackIndex(left) < stackIndex(right) ? right : left;
}
