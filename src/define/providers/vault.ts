import { keyVault } from '../../resources/key-vault.ts';
import { accessIn, impliedByAccess } from './access-grants.ts';
import { diagnosticSetting } from './diagnostics.ts';
import { storeLock } from './locks.ts';
import type { NodeDraft, Provider } from './provider.ts';
import { roleAssignment } from './role-assignments.ts';

/**
 * Requirement `vault`: the Key Vault of the environment. Values are set in the vault itself and are in no template.
 * Fields: `secrets` `[{ name }]` (names in the vault), `access` `[{ identity, level: 'read' }]`.
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
    const readers = [...new Set(accessIn(config, ['read']).map((entry) => entry.identity))].sort();
    return {
      nodes: [
        vault,
        ...readers.map((identity) => roleAssignment(context, { target: vault, role: 'vault-secrets-user', identity })),
        ...diagnosticSetting(context, vault),
        ...storeLock(context, vault),
      ],
      exports: { uri: { address, output: 'uri' }, name: { address, output: 'name' }, id: { address, output: 'id' } },
      diagnostics: [],
    };
  },
};
