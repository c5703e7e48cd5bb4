import { AtakoraError } from '../../model/errors.ts';
import type { ValueObject } from '../../model/value.ts';
import { accessIn } from './access-grants.ts';
import { textIn } from './requirement-config.ts';
import type { BuiltInRole } from './role-assignments.ts';

/** One of the three services of a storage account that Atakora gives access to. */
export type StorageServiceName = 'blob' | 'queue' | 'table';

/** A role for an identity on one container, queue or table, or on the whole account. */
export interface StorageGrant {
  readonly identity: string;
  readonly service: StorageServiceName;
  readonly role: BuiltInRole;
  /** Absent: the whole account. */
  readonly name?: string;
}

/** What each level gives. A queue is processed by somebody who may also see how long it is. */
const rolesOf: Readonly<Record<StorageServiceName, Readonly<Record<string, readonly BuiltInRole[]>>>> = {
  blob: { read: ['blob-data-reader'], write: ['blob-data-contributor'], owner: ['blob-data-owner'] },
  queue: {
    read: ['queue-data-reader'],
    send: ['queue-message-sender'],
    process: ['queue-data-reader', 'queue-message-processor'],
    write: ['queue-data-contributor'],
  },
  table: { read: ['table-data-reader'], write: ['table-data-contributor'] },
};

/** Roles that a role contains. */
const contained: Readonly<Partial<Record<BuiltInRole, readonly BuiltInRole[]>>> = {
  'blob-data-owner': ['blob-data-contributor', 'blob-data-reader'],
  'blob-data-contributor': ['blob-data-reader'],
  'queue-data-contributor': ['queue-data-reader', 'queue-message-processor', 'queue-message-sender'],
  'table-data-contributor': ['table-data-reader'],
};

/**
 * The fewest roles that give everything that was asked for: none that another one of the same identity contains, on the same part
 * or on the account. Sorted.
 * @throws AtakoraError `ATK1308` for a service or level that there is not.
 */
export function storageGrants(config: ValueObject): readonly StorageGrant[] {
  const asked = accessIn(config, ['read', 'write', 'send', 'process', 'owner']).flatMap((entry): readonly StorageGrant[] => {
    const service = textIn(entry.fields, 'service') ?? '';
    const roles = isService(service) ? rolesOf[service][entry.level] : undefined;
    if (!isService(service) || roles === undefined) {
      throw new AtakoraError('ATK1308', `access "${entry.level}" to the storage service "${service}" does not exist`, {
        hint: 'Use read or write of blob, queue and table; send and process only of queue.',
      });
    }
    const name = textIn(entry.fields, 'name');
    return roles.map((role) => ({ identity: entry.identity, service, role, ...(name === undefined ? {} : { name }) }));
  });
  const distinct = [...new Map(asked.map((grant) => [keyOf(grant), grant])).values()];
  return distinct.filter((grant) => !distinct.some((other) => covers(other, grant))).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function covers(other: StorageGrant, grant: StorageGrant): boolean {
  const whole = other.name === undefined;
  if (other === grant || other.identity !== grant.identity || (!whole && other.name !== grant.name)) {
    return false;
  }
  return (contained[other.role] ?? []).includes(grant.role) || (whole && grant.name !== undefined && other.role === grant.role);
}

function keyOf(grant: StorageGrant): string {
  return [grant.service, grant.name ?? '', grant.role, grant.identity].join('\n');
}

function isService(text: string): text is StorageServiceName {
  return text === 'blob' || text === 'queue' || text === 'table';
}
