import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import { storageAccount } from '../../resources/storage-account.ts';
import { offersZones } from '../../resources/zone-regions.ts';
import { impliedByAccess } from './access-grants.ts';
import { checkChildName } from './child-name.ts';
import { diagnosticSetting } from './diagnostics.ts';
import { storeLock } from './locks.ts';
import type { NodeDraft, Provider, ProviderContext } from './provider.ts';
import { originOf, textIn } from './requirement-config.ts';
import { roleAssignment } from './role-assignments.ts';
import type { StorageGrant } from './storage-access.ts';
import { storageGrants } from './storage-access.ts';
import type { StorageServiceNodes } from './storage-children.ts';
import { storageServices } from './storage-children.ts';

/** More containers than this in one account are asked to be split. */
const containerLimit = 500;

/**
 * Requirement `storage`: an account with private containers, queues and tables. No keys: access is by identity and role only.
 * Fields: `containers`, `queues`, `tables` `[{ name }]`; `access` `[{ identity, service: 'blob'|'queue'|'table', name?, level: 'read'|'write'|'send'|'process'|'owner' }]`
 * (without `name`: the whole account); `sku`, `versioning`, `softDeleteDays`, absent ones are the environment's.
 */
export const storageProvider: Provider = {
  resourceType: 'storage',
  fields: {
    containers: { merge: 'union', key: 'name' },
    queues: { merge: 'union', key: 'name' },
    tables: { merge: 'union', key: 'name' },
    access: { merge: 'union' },
    sku: { merge: 'maximum', order: ['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'] },
    versioning: { merge: 'priority' },
    softDeleteDays: { merge: 'maximum' },
  },
  implied: impliedByAccess,
  provide: (context) => {
    const account = accountNode(context);
    const services = storageServices(context, account);
    const granted = storageGrants(context.requirement.config).map((grant) => ({ grant, target: targetOf(grant, account, services) }));
    const { address } = account;
    return {
      nodes: [
        account,
        ...services.flatMap((service) => [service.node, ...service.children.map((child) => child.node)]),
        ...granted.flatMap(({ grant, target }) => (target === undefined ? [] : [roleAssignment(context, { target, role: grant.role, identity: grant.identity })])),
        ...diagnosticSetting(context, account),
        ...services.flatMap((service) => diagnosticSetting(context, service.node, `account.diagnostics.${service.service}`)),
        ...storeLock(context, account),
      ],
      exports: {
        blobEndpoint: { address, output: 'blobEndpoint' },
        queueEndpoint: { address, output: 'queueEndpoint' },
        tableEndpoint: { address, output: 'tableEndpoint' },
        accountName: { address, output: 'name' },
        id: { address, output: 'id' },
      },
      diagnostics: [...childFindings(context, services), ...granted.flatMap(({ grant, target }) => (target === undefined ? [missingTarget(context, grant)] : []))],
    };
  },
};

function accountNode(context: ProviderContext): NodeDraft {
  const { config, requirementKey } = context.requirement;
  const address = context.address('account');
  return {
    address,
    type: storageAccount.type,
    apiVersion: storageAccount.apiVersion,
    name: context.nameFor(storageAccount, address, requirementKey),
    body: {
      location: context.target.location,
      kind: 'StorageV2',
      sku: { name: textIn(config, 'sku') ?? skuFor(context.target) },
      properties: {
        accessTier: 'Hot',
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        isLocalUserEnabled: false,
        minimumTlsVersion: 'TLS1_2',
        networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' },
        publicNetworkAccess: 'Enabled',
        supportsHttpsTrafficOnly: true,
      },
    },
  };
}

function targetOf(grant: StorageGrant, account: NodeDraft, services: readonly StorageServiceNodes[]): NodeDraft | undefined {
  if (grant.name === undefined) {
    return account;
  }
  return services.find((service) => service.service === grant.service)?.children.find((child) => child.name === grant.name)?.node;
}

function childFindings(context: ProviderContext, services: readonly StorageServiceNodes[]): readonly Diagnostic[] {
  const { requirement } = context;
  const names = services.flatMap(({ kind, field, children }) => children.flatMap((child) => checkChildName(kind, child.name, originOf(requirement, field, child.name))));
  const crowded = services.some((service) => service.service === 'blob' && service.children.length > containerLimit);
  const { requirementKey } = requirement;
  return crowded
    ? [...names, diagnostic('error', 'ATK1316', `storage.${requirementKey} has more than ${containerLimit} containers`, { hint: 'Give some of the components another `requirementKey` for storage.', location: requirement.requirements[0]?.origin })]
    : names;
}

function missingTarget(context: ProviderContext, grant: StorageGrant): Diagnostic {
  const { requirement } = context;
  return diagnostic('error', 'ATK1304', `access is asked for to the ${grant.service} store "${grant.name ?? ''}", which storage.${requirement.requirementKey} does not have`, {
    hint: 'Name it under containers, queues or tables too.',
    location: requirement.requirements[0]?.origin,
  });
}

/** Zone redundant storage where the region has no zones falls back to the same redundancy without them. */
function skuFor(target: EnvironmentTarget): string {
  const { sku } = target.settings.storage;
  return offersZones('storage', target.location) ? sku : sku.replace('GZRS', 'GRS').replace('ZRS', 'LRS');
}
