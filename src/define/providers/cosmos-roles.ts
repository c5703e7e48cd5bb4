import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Value } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { cosmosRoleAssignment } from '../../resources/cosmos-role-assignment.ts';
import { sha256 } from '../sha256.ts';
import type { AccessEntry } from './access-grants.ts';
import { accessIn } from './access-grants.ts';
import { armText } from './arm-text.ts';
import { addressPart } from './child-name.ts';
import type { CosmosContainerNode } from './cosmos-containers.ts';
import type { NodeDraft, ProviderContext } from './provider.ts';
import { textIn } from './requirement-config.ts';
import { identityAddress, identityName } from './role-assignments.ts';

/**
 * The two data roles that every account has.
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-roles
 */
const dataRoles = {
  read: { id: '00000000-0000-0000-0000-000000000001', name: 'data-reader' },
  write: { id: '00000000-0000-0000-0000-000000000002', name: 'data-contributor' },
} as const;

interface CosmosGrant {
  readonly identity: string;
  readonly level: keyof typeof dataRoles;
  /** Absent: all data of the account. */
  readonly container?: string;
}

/** What the data roles are assigned on. */
export interface CosmosPlace {
  readonly account: NodeDraft;
  /** Name of the database. */
  readonly database: string;
  readonly containers: readonly CosmosContainerNode[];
  /** The last change of the account before the roles. */
  readonly after: Address;
}

/** The data roles that were asked for, one after the other, and findings for containers that are not there. */
export function cosmosRoles(context: ProviderContext, place: CosmosPlace): { readonly nodes: readonly NodeDraft[]; readonly diagnostics: readonly Diagnostic[] } {
  const known = new Set(place.containers.map((container) => container.name));
  const grants = cosmosGrants(context);
  let before = place.after;
  const nodes = grants
    .filter((grant) => grant.container === undefined || known.has(grant.container))
    .map((grant) => {
      const node = roleNode(context, place, grant, before);
      before = node.address;
      return node;
    });
  const missing = grants.filter((grant) => grant.container !== undefined && !known.has(grant.container));
  return { nodes, diagnostics: missing.map((grant) => missingContainer(context, grant)) };
}

/** Distinct grants without those that a wider one of the same identity contains; sorted. */
function cosmosGrants(context: ProviderContext): readonly CosmosGrant[] {
  const asked = accessIn(context.requirement.config, ['read', 'write']).map(toGrant);
  const distinct = [...new Map(asked.map((grant) => [keyOf(grant), grant])).values()];
  const covers = (other: CosmosGrant, grant: CosmosGrant): boolean =>
    other !== grant &&
    other.identity === grant.identity &&
    (other.level === 'write' || other.level === grant.level) &&
    (other.container === undefined || other.container === grant.container);
  return distinct.filter((grant) => !distinct.some((other) => covers(other, grant))).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function toGrant(entry: AccessEntry): CosmosGrant {
  const container = textIn(entry.fields, 'container');
  return { identity: entry.identity, level: entry.level === 'write' ? 'write' : 'read', ...(container === undefined ? {} : { container }) };
}

function roleNode(context: ProviderContext, place: CosmosPlace, grant: CosmosGrant, before: Address): NodeDraft {
  const { account } = place;
  const role = dataRoles[grant.level];
  const part = grant.container === undefined ? [] : [addressPart(grant.container)];
  const scopePath = grant.container === undefined ? '' : `/dbs/${place.database}/colls/${grant.container}`;
  const accountId = refTo(account.address, 'id');
  const scope: Value = scopePath === '' ? accountId : { $: 'concat', parts: [accountId, scopePath] };
  return {
    address: context.address(['account', 'role', role.name, ...part, ...(grant.identity === 'main' ? [] : [grant.identity])].join('.')),
    type: cosmosRoleAssignment.type,
    apiVersion: cosmosRoleAssignment.apiVersion,
    name: `${account.name}/${stableGuid([account.name, identityName(context, grant.identity), role.id, scopePath])}`,
    parent: account.address,
    dependsOn: [before],
    body: {
      properties: {
        principalId: refTo(identityAddress(context, grant.identity), 'principalId'),
        roleDefinitionId: { $: 'arm', expression: `resourceId('Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions', ${armText(account.name)}, ${armText(role.id)})` },
        scope,
      },
    },
  };
}

/**
 * A GUID of its own for each account, identity, role and scope, equal at every synthesis. These assignments are children of the
 * account, so nobody outside of it has to come to the same one.
 */
function stableGuid(parts: readonly string[]): string {
  const hex = sha256(parts.join('\n'));
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

function missingContainer(context: ProviderContext, grant: CosmosGrant): Diagnostic {
  const { requirement } = context;
  return diagnostic('error', 'ATK1304', `access is asked for to the Cosmos DB container "${grant.container ?? ''}", which cosmos.${requirement.requirementKey} does not have`, {
    hint: 'Name it under `containers` too.',
    location: requirement.requirements[0]?.origin,
  });
}

function keyOf(grant: CosmosGrant): string {
  return [grant.container ?? '', grant.level, grant.identity].join('\n');
}
