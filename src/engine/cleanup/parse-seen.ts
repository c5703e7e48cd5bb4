import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { referencesOf } from './body-references.ts';
import { isFailureRule } from './made-by-azure.ts';
import type { Tags } from './our-tags.ts';
import type { SeenAssignment, SeenDeployment, SeenGroup, SeenLock, SeenResource, SeenVault } from './seen-azure.ts';

/** What the body of a resource adds to its line in the list. */
export function withBody(resource: SeenResource, body: JsonObject): SeenResource {
  const partOf = partOfIn(resource, body);
  return { ...resource, references: referencesOf(body, resource.id, resource.type), principals: principalsOf(body), ...(partOf === undefined ? {} : { partOf }) };
}

/** The resource beside which Azure made this one by itself, and without which it is of no use. */
function partOfIn({ type, name }: SeenResource, body: JsonObject): string | undefined {
  const properties = objectOf(body['properties']);
  if (type.toLowerCase() === 'microsoft.network/networkinterfaces') return text(objectOf(properties['privateEndpoint'])['id']) || undefined;
  if (!isFailureRule(type, name)) return undefined;
  const scopes = properties['scope'];
  return Array.isArray(scopes) ? text(scopes[0]) || undefined : undefined;
}

function principalsOf(body: JsonObject): readonly string[] {
  const own = [objectOf(body['identity'])['principalId'], objectOf(body['properties'])['principalId']];
  return own.filter((principal): principal is string => typeof principal === 'string' && principal !== '');
}

/** A line of the list of resources. */
export function resourceOf(body: JsonObject): SeenResource {
  const id = text(body['id']);
  const createdAt = text(body['createdTime']);
  const managedBy = text(body['managedBy']);
  return {
    id,
    type: text(body['type']),
    name: text(body['name']) === '' ? id.slice(id.lastIndexOf('/') + 1) : text(body['name']),
    tags: tagsOf(body['tags']),
    ...(createdAt === '' ? {} : { createdAt }),
    ...(managedBy === '' ? {} : { managedBy }),
    references: [],
    principals: principalsOf({ identity: body['identity'] ?? null }),
  };
}

/** A line of the list of groups. */
export function groupOf(body: JsonObject): SeenGroup {
  const managedBy = text(body['managedBy']);
  return { id: text(body['id']), name: text(body['name']), tags: tagsOf(body['tags']), ...(managedBy === '' ? {} : { managedBy }) };
}

/** A lock; its scope is what its id hangs on. */
export function lockOf(body: JsonObject): SeenLock {
  const id = text(body['id']);
  return { id, name: text(body['name']), scope: id.slice(0, id.toLowerCase().lastIndexOf('/providers/')).toLowerCase() };
}

/** A role assignment; its scope is what its id hangs on. */
export function assignmentOf(body: JsonObject): SeenAssignment {
  const id = text(body['id']);
  return { id, scope: id.slice(0, id.toLowerCase().lastIndexOf('/providers/')).toLowerCase(), principal: text(objectOf(body['properties'])['principalId']) };
}

/** A line of the history of deployments. */
export function deploymentOf(body: JsonObject, group: string | undefined): SeenDeployment {
  const properties = objectOf(body['properties']);
  const id = text(body['id']);
  const at = text(properties['timestamp']);
  const state = text(properties['provisioningState']).toLowerCase();
  return {
    id,
    name: text(body['name']),
    scope: id.slice(0, id.toLowerCase().lastIndexOf('/providers/')),
    ...(group === undefined ? {} : { group }),
    tags: tagsOf(body['tags']),
    ...(at === '' ? {} : { at }),
    isOpen: !['succeeded', 'failed', 'canceled', 'deleted'].includes(state),
  };
}

/** The record of a vault that was deleted. */
export function vaultOf(body: JsonObject): SeenVault {
  const properties = objectOf(body['properties']);
  const [deletedAt, purgeAt] = [text(properties['deletionDate']), text(properties['scheduledPurgeDate'])];
  return {
    id: text(body['id']),
    name: text(body['name']),
    formerId: text(properties['vaultId']),
    tags: tagsOf(properties['tags']),
    ...(deletedAt === '' ? {} : { deletedAt }),
    ...(purgeAt === '' ? {} : { purgeAt }),
    isPurgeProtected: properties['purgeProtectionEnabled'] === true,
  };
}

/** Tags with texts for values. */
export function tagsOf(value: unknown): Tags {
  return Object.fromEntries(Object.entries(objectOf(value)).flatMap(([name, tag]) => (typeof tag === 'string' ? [[name, tag]] : [])));
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The text of a field; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
