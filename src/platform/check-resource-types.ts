import type { Finding, InspectedResource } from '../arm/inspect-template.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { ResourceKind } from '../resources/resource-kind.ts';

/** What the catalogue says against resources of a template; types that are not in it pass. */
export function checkResourceTypes(resources: readonly InspectedResource[]): readonly Finding[] {
  return resources.flatMap((resource) => {
    const { declaration, prefix } = resource;
    if (declaration.existing || !declaration.condition) return [];
    const at = (key: string): string => `${prefix}${declaration.jsonPath}${key in declaration.json ? `.${key}` : ''}`;
    const kind = kindOf(declaration.type, declaration.name.split('/').at(-1));
    return [...versionFindings(resource, at('apiVersion')), ...(kind === undefined ? [] : [...nameFindings(resource, kind, at('name')), ...locationFindings(resource, kind, at('location'))])];
  });
}

function versionFindings({ declaration: { apiVersion, type } }: InspectedResource, path: string): readonly Finding[] {
  if (apiVersion.startsWith('[') || /^\d{4}-\d{2}-\d{2}(-[\w-]+)?$/.test(apiVersion)) return [];
  return [{ severity: 'error', code: 'ATK2001', message: `The API version '${apiVersion}' of the resource type '${type}' is no date like 2024-01-01.`, path }];
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
