import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { derivedGuid } from './derived-guid.ts';
import { idKey } from './resource-path.ts';

/** Services whose answers carry an ETag. */
const tagged = ['microsoft.network/', 'microsoft.apimanagement/', 'microsoft.cognitiveservices/', 'microsoft.search/'];

/** The ETag of a resource: another one after every write. */
function etagOf(resource: Pick<StoredResource, 'id' | 'changedAt'>): string {
  return `W/"${derivedGuid(resource.id, resource.changedAt, 'etag')}"`;
}

/** The header with the ETag, for the services that send one. */
export function etagHeaders(resource: StoredResource): Readonly<Record<string, string>> {
  return tagged.some((prefix) => resource.type.startsWith(prefix)) ? { etag: etagOf(resource) } : {};
}

/**
 * Holds a write against the conditions in its headers.
 * @throws Refusal 412
 */
export function checkPreconditions(context: LocalContext, { ifMatch, ifNoneMatch }: ArmCall, id: string): void {
  if (ifMatch === undefined && ifNoneMatch === undefined) return;
  const resource = findResource(context.db, idKey(id));
  const fits = (header: string) => resource !== undefined && header.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etagOf(resource)));
  if (ifMatch !== undefined && !fits(ifMatch)) throw refuse(412, 'PreconditionFailed', `The condition 'If-Match: ${ifMatch}' does not hold for '${id}'.`);
  if (ifNoneMatch !== undefined && fits(ifNoneMatch)) throw refuse(412, 'PreconditionFailed', `The condition 'If-None-Match: ${ifNoneMatch}' does not hold for '${id}': it exists.`);
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, '').replaceAll('"', '').toLowerCase();
}
