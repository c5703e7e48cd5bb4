import { kindOf } from '../../resources/catalogue.ts';
import { plainRegion } from '../../resources/region-names.ts';
import type { LocalContext } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import type { ProviderType } from './provider-catalogue.ts';
import type { ResourcePath } from './resource-path.ts';

const versionForm = /^\d{4}-\d{2}-\d{2}(-[a-z0-9.]+)?$/i;

/** What the metadata says of a type in an api version; `unchecked` where it does not say. */
export type VersionVerdict = 'known' | 'unchecked' | 'malformed' | 'unknown type' | 'unknown version';

/**
 * Looks an api version up as the gateway does. Types that are not in the metadata are taken when they are children, or when nothing is
 * known of their whole namespace; versions older than the carried ones are taken when older ones exist, and so are versions that
 * appeared after the metadata was recorded. The version that our own catalogue writes is published, though dumps of providers lag behind it.
 */
export function judgeVersion({ catalogue, at }: Pick<LocalContext, 'catalogue' | 'at'>, path: Pick<ResourcePath, 'type' | 'namespace'>, apiVersion: string): VersionVerdict {
  const recordedOn = catalogue.recordedOn(path.namespace);
  const unchecked = versionForm.test(apiVersion) ? 'unchecked' : 'malformed';
  if (recordedOn === undefined) return unchecked;
  const type = catalogue.type(path.type);
  if (path.namespace.toLowerCase() === 'microsoft.resources' && type !== undefined && isGatewayVersion({ at }, apiVersion)) return 'known';
  if (type === undefined) return path.type.split('/').length > 2 && unchecked === 'unchecked' ? 'unchecked' : 'unknown type';
  const own = kindOf(path.type)?.apiVersion.toLowerCase() === apiVersion.toLowerCase();
  return own || isSupported(type, apiVersion, recordedOn, at) ? 'known' : 'unknown version';
}

/**
 * Refuses what the gateway refuses; see `judgeVersion`.
 * @throws Refusal `InvalidResourceType`, `NoRegisteredProviderFound`
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-resource-type
 */
export function requireVersion(context: LocalContext, path: Pick<ResourcePath, 'type' | 'namespace'>, apiVersion: string, location: string): void {
  const verdict = judgeVersion(context, path, apiVersion);
  if (verdict === 'malformed') throw invalidVersion(apiVersion, []);
  const type = context.catalogue.type(path.type);
  if (verdict === 'unknown type') throw unknownType(context.catalogue.namespace(path.namespace) ?? path.namespace, apiVersion);
  if (verdict === 'unknown version' && type !== undefined) throw notSupportedVersion(path, type, apiVersion, location);
}

/**
 * Checks the version of a call to Resource Manager itself, such as one about resource groups. Its routes take more versions than the
 * metadata of their types lists, so that only a day that never was, or that is still to come, is refused.
 * @throws Refusal `InvalidApiVersionParameter`
 */
export function requireOwnVersion(context: LocalContext, segments: readonly string[], apiVersion: string): void {
  if (segments.some((segment) => segment.toLowerCase() === 'providers')) return;
  if (isGatewayVersion(context, apiVersion)) return;
  const [first = '', , third] = segments.map((segment) => segment.toLowerCase());
  const type = third === 'resourcegroups' ? 'resourceGroups' : first === 'tenants' ? 'tenants' : 'subscriptions';
  throw invalidVersion(apiVersion, context.catalogue.type(`Microsoft.Resources/${type}`)?.apiVersions ?? []);
}

function isGatewayVersion(context: Pick<LocalContext, 'at'>, apiVersion: string): boolean {
  const day = apiVersion.slice(0, 10);
  return versionForm.test(apiVersion) && !Number.isNaN(Date.parse(day)) && day >= '2014-01-01' && day <= latestDay(context.at);
}

function isSupported(type: ProviderType, apiVersion: string, recordedOn: string, at: string): boolean {
  const version = apiVersion.toLowerCase();
  if (!versionForm.test(version)) return false;
  if (type.apiVersions.some((known) => known.toLowerCase() === version)) return true;
  const day = version.slice(0, 10);
  const oldest = (type.apiVersions.at(-1) ?? '').slice(0, 10);
  return (type.droppedVersions > 0 && day <= oldest) || (day > recordedOn && day <= latestDay(at));
}

function notSupportedVersion(path: Pick<ResourcePath, 'type' | 'namespace'>, type: ProviderType, apiVersion: string, location: string): Refusal {
  const versions = type.apiVersions.join(', ');
  const regions = type.locations.map(plainRegion);
  if (regions.length === 0) {
    return refuse(404, 'InvalidResourceType', `The resource type '${type.name}' could not be found in the namespace '${path.namespace}' for api version '${apiVersion}'. The supported api-versions are '${type.apiVersions.join(',')}'.`);
  }
  return refuse(400, 'NoRegisteredProviderFound', `No registered resource provider found for location '${location}' and API version '${apiVersion}' for type '${type.name}'. The supported api-versions are '${versions}'. The supported locations are '${regions.join(', ')}'.`);
}

function unknownType(namespace: string, apiVersion: string): Refusal {
  return refuse(404, 'InvalidResourceType', `The resource type could not be found in the namespace '${namespace}' for api version '${apiVersion}'.`);
}

function invalidVersion(apiVersion: string, versions: readonly string[]): Refusal {
  const list = versions.length === 0 ? '' : ` The supported versions are '${versions.join(',')}'.`;
  return refuse(400, 'InvalidApiVersionParameter', `The api-version '${apiVersion}' is invalid.${list}`);
}

/** Today; a world whose clock stands in the past still takes the versions that clients of this release send. */
function latestDay(at: string): string {
  const today = at.slice(0, 10);
  return today > releaseYearEnd ? today : releaseYearEnd;
}

const releaseYearEnd = '2026-12-31';
