import type { ValueObject } from '../../model/value.ts';
import { blobContainer } from '../../resources/blob-container.ts';
import { blobService } from '../../resources/blob-service.ts';
import { queueService } from '../../resources/queue-service.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { storageQueue } from '../../resources/storage-queue.ts';
import { storageTable } from '../../resources/storage-table.ts';
import { tableService } from '../../resources/table-service.ts';
import { addressPart } from './child-name.ts';
import type { NodeDraft, ProviderContext } from './provider.ts';
import { booleanIn, namesIn, numberIn } from './requirement-config.ts';
import type { StorageServiceName } from './storage-access.ts';

/** A service of a storage account with what lies in it. */
export interface StorageServiceNodes {
  readonly service: StorageServiceName;
  /** Field of the requirement that names the children. */
  readonly field: string;
  readonly kind: ResourceKind;
  readonly node: NodeDraft;
  readonly children: readonly { readonly name: string; readonly node: NodeDraft }[];
}

const services = [
  { service: 'blob', field: 'containers', parentKind: blobService, kind: blobContainer, body: { properties: { publicAccess: 'None' } } },
  { service: 'queue', field: 'queues', parentKind: queueService, kind: storageQueue, body: {} },
  { service: 'table', field: 'tables', parentKind: tableService, kind: storageTable, body: {} },
] as const;

/** The services of an account that have something in them; the blob service always, since recovery is set there. */
export function storageServices(context: ProviderContext, account: NodeDraft): readonly StorageServiceNodes[] {
  const { config } = context.requirement;
  return services.flatMap(({ service, field, parentKind, kind, body }): readonly StorageServiceNodes[] => {
    const names = namesIn(config, field);
    if (names.length === 0 && service !== 'blob') {
      return [];
    }
    const node: NodeDraft = {
      address: context.address(`account.${service}`),
      type: parentKind.type,
      apiVersion: parentKind.apiVersion,
      name: `${account.name}/default`,
      parent: account.address,
      body: service === 'blob' ? blobRecovery(context) : {},
    };
    const children = names.map((name) => ({
      name,
      node: {
        address: context.address(`account.${service}.${addressPart(name)}`),
        type: kind.type,
        apiVersion: kind.apiVersion,
        name: `${account.name}/default/${name}`,
        parent: node.address,
        body,
        purpose: name,
      },
    }));
    return [{ service, field, kind, node, children }];
  });
}

function blobRecovery(context: ProviderContext): ValueObject {
  const { config } = context.requirement;
  const { storage } = context.target.settings;
  const days = numberIn(config, 'softDeleteDays') ?? storage.softDeleteDays;
  const retention: ValueObject = days > 0 ? { enabled: true, days } : { enabled: false };
  return {
    properties: {
      deleteRetentionPolicy: retention,
      containerDeleteRetentionPolicy: retention,
      isVersioningEnabled: booleanIn(config, 'versioning') ?? storage.versioning,
    },
  };
}
