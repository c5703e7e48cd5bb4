import { isJsonObject } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { isAllowed } from '../access/authorize.ts';
import type { LocalContext } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { Vault } from './vault-resource.ts';

/** What a request does to secrets, in the words of access policies. */
export type SecretRight = 'get' | 'list' | 'set' | 'update' | 'delete' | 'recover' | 'backup' | 'restore' | 'purge';

const dataActions: Readonly<Record<SecretRight, string>> = {
  get: 'getSecret/action',
  list: 'readMetadata/action',
  set: 'setSecret/action',
  update: 'update/action',
  delete: 'delete',
  recover: 'recover/action',
  backup: 'backup/action',
  restore: 'restore/action',
  purge: 'purge/action',
};

/**
 * Firewall first, then the vault's permission model: roles, or access policies. The owner may do everything.
 * @throws Refusal 403 with the reason in the inner error
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export function requireVaultAccess(context: LocalContext, vault: Vault, right: SecretRight, secret: string | undefined): void {
  requireNetwork(context, vault);
  if (context.caller.kind === 'owner') return;
  if (vault.properties['enableRbacAuthorization'] === true) requireRole(context, vault, right, secret);
  else requirePolicy(context, vault, right);
}

/**
 * Requests come from this machine's own address, which is no trusted service and in no virtual network.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 */
function requireNetwork(context: LocalContext, vault: Vault): void {
  const access = vault.properties['publicNetworkAccess'];
  if (typeof access === 'string' && access.toLowerCase() === 'disabled') {
    throw forbidden(`Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\nCaller: ${callerText(context)}\r\n${vaultText(vault)}`, 'ForbiddenByConnection');
  }
  const rules = vault.properties['networkAcls'];
  if (!isJsonObject(rules) || String(rules['defaultAction']).toLowerCase() !== 'deny') return;
  const ranges = Array.isArray(rules['ipRules']) ? rules['ipRules'] : [];
  if (ranges.some((rule: Json) => isJsonObject(rule) && holdsAddress(String(rule['value'])))) return;
  throw forbidden(`Client address is not authorized and caller is not a trusted service.\r\nClient address: ${clientAddress}\r\nCaller: ${callerText(context)}\r\n${vaultText(vault)}`, 'ForbiddenByFirewall');
}

const clientAddress = '127.0.0.1';

function holdsAddress(range: string): boolean {
  const [base = '', bits = '32'] = range.split('/');
  const mask = bits === '0' ? 0 : (-1 << (32 - Number(bits))) >>> 0;
  return ((numberOf(base) & mask) >>> 0) === ((numberOf(clientAddress) & mask) >>> 0);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => (sum * 256 + Number(part)) >>> 0, 0);
}

function requireRole(context: LocalContext, vault: Vault, right: SecretRight, secret: string | undefined): void {
  const action = `Microsoft.KeyVault/vaults/secrets/${dataActions[right]}`;
  const scope = secret === undefined ? vault.id : `${vault.id}/secrets/${secret}`;
  if (isAllowed(context, context.caller, { action, scope }, 'data')) return;
  const resource = scope.replace('/resourceGroups/', '/resourcegroups/').replace('/providers/Microsoft.KeyVault/', '/providers/microsoft.keyvault/');
  throw forbidden(
    [
      'Caller is not authorized to perform action on resource.',
      'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
      `Caller: ${callerText(context)}`,
      `Action: '${action}'`,
      `Resource: '${resource}'`,
      'Assignment: (not found)',
      'DenyAssignmentId: null',
      "DecisionReason: 'DeniedWithNoValidRBAC' ",
      `${vaultText(vault)}\r\n`,
    ].join('\r\n'),
    'ForbiddenByRbac',
  );
}

/** Changing attributes asks for `set`. */
function requirePolicy(context: LocalContext, vault: Vault, right: SecretRight): void {
  const wanted = right === 'update' ? 'set' : right;
  const policies = Array.isArray(vault.properties['accessPolicies']) ? vault.properties['accessPolicies'].filter(isJsonObject) : [];
  const own = policies.filter((policy) => String(policy['objectId']).toLowerCase() === context.caller.principalId);
  const granted = own.flatMap(({ permissions }) => (isJsonObject(permissions) && Array.isArray(permissions['secrets']) ? permissions['secrets'].map((one: Json) => String(one).toLowerCase()) : []));
  if (granted.includes(wanted) || granted.includes('all')) return;
  throw forbidden(
    `The user, group or application '${callerText(context)}' does not have secrets ${wanted} permission on key vault '${vault.name};location=${vault.location}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
    own.length === 0 ? 'AccessDenied' : 'ForbiddenByPolicy',
  );
}

function callerText({ caller, tenantId }: LocalContext): string {
  return `appid=${caller.clientId};oid=${caller.principalId};iss=https://sts.windows.net/${tenantId}/`;
}

function vaultText(vault: Vault): string {
  return `Vault: ${vault.name};location=${vault.location}`;
}

function forbidden(message: string, reason: string): Refusal {
  return new Refusal(403, { code: 'Forbidden', message, innererror: { code: reason } });
}
