import type { Finding, InspectedResource } from '../arm/inspect-template.ts';
import type { ResourceTypes } from '../azure/resource-types.ts';
import { nearest } from '../define/nearest.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { ResourceKind } from '../resources/resource-kind.ts';

/**
 * What the catalogue and Azure's provider metadata say against resources of a template. Types that the catalogue has not pass its part;
 * child types that the metadata has not pass too, as it lacks common ones. A warning is given once, however many resources it is about.
 */
export function checkResourceTypes(resources: readonly InspectedResource[], types: ResourceTypes): readonly Finding[] {
  const told = new Set<string>();
  const isNew = ({ severity, message }: Finding): boolean => severity === 'error' || (!told.has(message) && told.add(message).size > 0);
  return resources.flatMap((resource) => {
    const { declaration, prefix } = resource;
    if (declaration.existing || !declaration.condition) return [];
    const at = (key: string): string => `${prefix}${declaration.jsonPath}${key in declaration.json ? `.${key}` : ''}`;
    const kind = kindOf(declaration.type, declaration.name.split('/').at(-1));
    return [...typeFindings(resource, types, at('type'), at('apiVersion')), ...(kind === undefined ? [] : [...nameFindings(resource, kind, at('name')), ...locationFindings(resource, kind, at('location'))])];
  }).filter(isNew);
}

function typeFindings({ declaration: { apiVersion, type, json } }: InspectedResource, types: ResourceTypes, typePath: string, versionPath: string): readonly Finding[] {
  if (type.startsWith('[') || apiVersion.startsWith('[')) return [];
  if (!/^\d{4}-\d{2}-\d{2}(-[\w-]+)?$/.test(apiVersion)) {
    return [{ severity: 'error', code: 'ATK2001', message: `The API version '${apiVersion}' of the resource type '${type}' is no date like 2024-01-01.`, path: versionPath }];
  }
  const [namespace = ''] = type.split('/', 1);
  if (!types.hasNamespace(namespace)) return [{ severity: 'warning', code: 'ATK2018', message: `No resource provider '${namespace}' of the type '${type}' is known${meant(namespace, types.namespaces, /^[^.]*\./.exec(namespace)?.[0] ?? '')}.`, path: typePath }];
  // The version of an API profile stands for one version of each of its types.
  const verdict = json['apiVersion'] === undefined ? 'unchecked' : types.judge(type, apiVersion);
  if (verdict === 'unknown type') return [{ severity: 'error', code: 'ATK2018', message: `The resource provider '${namespace}' has no type '${type.slice(namespace.length + 1)}'${meant(type, types.typesOf(namespace), `${namespace}/`)}.`, path: typePath }];
  if (verdict !== 'unknown version') return [];
  return [{ severity: 'error', code: 'ATK2017', message: `The API version '${apiVersion}' of the resource type '${type}' does not exist: the nearest are ${nearestVersions(apiVersion, types.versions(type)).join(', ')}.`, path: versionPath }];
}

/** The nearest of the candidates that begin alike; what all have in common says nothing about nearness. */
function meant(word: string, candidates: readonly string[], common: string): string {
  const alike = candidates.filter((candidate) => candidate.toLowerCase().startsWith(common.toLowerCase()));
  const near = nearest(word.slice(common.length), alike.map((candidate) => candidate.slice(common.length)));
  return near === undefined ? '' : `; did you mean '${common}${near}'`;
}

/** Three at most, newest first; ones that are no preview before those that are when they are as near. */
function nearestVersions(apiVersion: string, versions: readonly string[]): readonly string[] {
  const days = (version: string): number => Date.parse(version.slice(0, 10)) / 86_400_000;
  const wanted = days(apiVersion);
  const apart = (version: string): number => (Number.isNaN(wanted) ? 0 : Math.abs(days(version) - wanted)) + (version.length > 10 ? 0.5 : 0);
  return versions.toSorted((left, right) => apart(left) - apart(right)).slice(0, 3).toSorted().toReversed();
}

function nameFindings({ declaration }: InspectedResource, { naming, title }: ResourceKind, path: string): readonly Finding[] {
  const name = declaration.name.split('/').at(-1) ?? '';
  if (declaration.name.includes('[')) return [];
  const { minLength, maxLength, pattern } = naming;
  const found = (rule: string): readonly Finding[] => [{ severity: 'error', code: 'ATK2015', message: `The name '${name}' of the ${title} ${rule}.`, path }];
  if (name.length < minLength || name.length > maxLength) return found(`has ${name.length} characters, and Azure wants ${minLength} to ${maxLength}`);
  return pattern.test(name) ? [] : found('has characters that Azure refuses, or has them where it refuses them');
}

function locationFindings({ declaration, body }: InspectedResource, { location, title }: ResourceKind, path: string): readonly Finding[] {
  if (location !== 'required' || body['location'] !== undefined || Object.keys(body).length === 0) return [];
  return [{ severity: 'error', code: 'ATK2015', message: `The ${title} '${declaration.name}' has no location.`, path }];
}
