import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { derivedGuid } from './derived-guid.ts';

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
  const resource = findResource(context.db, resourceIdKey(id));
  const fits = (header: string) => resource !== undefined && header.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etagOf(resource)));
  const zone = dnsName(id);
  if (zone !== undefined && ifMatch !== undefined && !fits(ifMatch)) throw flat(`The ${zone.word} ${zone.name} has been modified (etag mismatch).`);
  if (zone !== undefined && ifNoneMatch !== undefined && fits(ifNoneMatch)) throw flat(`The ${zone.word} ${zone.name} exists already and hence cannot be created again.`);
  if (ifMatch !== undefined && !fits(ifMatch)) throw refuse(412, 'PreconditionFailed', `The condition 'If-Match: ${ifMatch}' does not hold for '${id}'.`);
  if (ifNoneMatch !== undefined && fits(ifNoneMatch)) throw refuse(412, 'PreconditionFailed', `The condition 'If-None-Match: ${ifNoneMatch}' does not hold for '${id}': it exists.`);
}

/** DNS zones and their sets of records have sentences of their own, and no frame around them. */
function dnsName(id: string): { readonly word: string; readonly name: string } | undefined {
  const [, set, name] = /\/(?:private)?dnszones\/[^/]+(\/[^/]+\/([^/]+))?$/i.exec(id) ?? [];
  if (!/\/(?:private)?dnszones\//i.test(id)) return undefined;
  return set === undefined ? { word: 'Zone', name: id.slice(id.lastIndexOf('/') + 1) } : { word: 'Record set', name: name ?? '' };
}

function flat(message: string): Refusal {
  return new Refusal(412, { code: 'PreconditionFailed', message }, {}, { code: 'PreconditionFailed', message });
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, '').replaceAll('"', '').toLowerCase();
}
