import { secretKey } from '../../model/secret-name.ts';
import { keyVault } from '../../resources/key-vault.ts';
import { accessIn, impliedByAccess } from './access-grants.ts';
import { diagnosticSetting } from './diagnostics.ts';
import { storeLock } from './locks.ts';
import type { NodeDraft, Provider } from './provider.ts';
import { textIn } from './requirement-config.ts';
import { roleAssignment, secretRole } from './role-assignments.ts';

/**
 * Requirement `vault`: the Key Vault of the environment. Values are set in the vault itself and are in no template.
 * Fields: `secrets` `[{ name }]` (names in the vault), `access` `[{ identity, level: 'read', secret? }]`: of one secret, or of all.
 */
export const vaultProvider: Provider = {
  resourceType: 'vault',
  fields: { secrets: { merge: 'union', key: 'name' }, access: { merge: 'union' } },
  implied: impliedByAccess,
  provide: (context) => {
    const { config, requirementKey } = context.requirement;
    const { settings, tenantId, location } = context.target;
    const address = context.address('vault');
    const vault: NodeDraft = {
      address,
      type: keyVault.type,
      apiVersion: keyVault.apiVersion,
      name: context.nameFor(keyVault, address, requirementKey),
      body: {
        location,
        properties: {
          tenantId,
          sku: { family: 'A', name: 'standard' },
          enableRbacAuthorization: true,
          softDeleteRetentionInDays: settings.vault.softDeleteDays,
          // Azure refuses the value false: the property is there or it is not.
          ...(settings.vault.purgeProtection ? { enablePurgeProtection: true } : {}),
          enabledForDeployment: false,
          enabledForDiskEncryption: false,
          enabledForTemplateDeployment: false,
          // Without rules of its own the vault lets everybody with a role in; Azure often does not return rules that allow all.
          publicNetworkAccess: 'Enabled',
        },
      },
    };
    const access = accessIn(config, ['read']).map(({ identity, fields }) => ({ identity, secret: textIn(fields, 'secret') }));
    const readers = [...new Set(access.flatMap(({ identity, secret }) => (secret === undefined ? [identity] : [])))].sort();
    return {
      nodes: [
        vault,
        ...readers.map((identity) => roleAssignment(context, { target: vault, role: 'vault-secrets-user', identity })),
        ...secretReaders(access).map(({ identity, secret }) => secretRole(context, { vault, secret, identity })),
        ...diagnosticSetting(context, vault),
        ...storeLock(context, vault),
      ],
      exports: { uri: { address, output: 'uri' }, name: { address, output: 'name' }, id: { address, output: 'id' } },
      diagnostics: [],
    };
  },
};

/** Each identity once for each secret, however the names are written. */
function secretReaders(access: readonly { readonly identity: string; readonly secret: string | undefined }[]): readonly { readonly identity: string; readonly secret: string }[] {
  const readers = access.flatMap(({ identity, secret }) => (secret === undefined ? [] : [[`${secretKey(secret)} ${identity}`, { identity, secret }] as const]));
  return [...new Map(readers.sort(([a], [b]) => (a < b ? -1 : 1))).values()];
}
