import { lastName } from '../arm/resource-path.ts';
import { refuse } from '../refusal.ts';
import { keysOfType } from '../world/resource-store.ts';
import { isUnavailable } from './quotas.ts';
import { referencesTo } from './references.ts';
import { regionOfBody, resourcesInRegion } from './resources-in-region.ts';
import type { DeletionSubject, WriteSubject } from './subject.ts';
import { objectsOf, textOf } from './subject.ts';

/** How many environments the subscription may have, in all and in a region. */
export function checkEnvironmentQuota({ context, body, before }: WriteSubject): void {
  if (before !== undefined) return;
  const all = keysOfType(context.db, 'microsoft.app/managedenvironments', '');
  const region = regionOfBody(body);
  const here = resourcesInRegion(context.db, 'microsoft.app/managedenvironments', region);
  const whole = context.settings.quotas['microsoft.app/managedenvironmentcount'];
  const local = context.settings.quotas[`microsoft.app/managedenvironmentcount@${region}`];
  if (whole !== undefined && all.length >= whole) throw refuse(400, 'MaxNumberOfGlobalEnvironmentsInSubExceeded', `The subscription '${context.subscriptionId}' cannot have more than ${whole} environments among all regions.`);
  if (local !== undefined && here.length >= local) throw refuse(400, 'MaxNumberOfRegionalEnvironmentsInSubExceeded', `The subscription '${context.subscriptionId}' cannot have more than ${local} environments in ${textOf(body, 'location') ?? region}.`);
}

/** A registry's password is one of the secrets that the same PUT brings: it replaces the list. */
export function checkRegistrySecrets({ body }: WriteSubject): void {
  const secrets = new Set(objectsOf(body, 'properties.configuration.secrets').map((secret) => textOf(secret, 'name')?.toLowerCase()));
  for (const registry of objectsOf(body, 'properties.configuration.registries')) {
    const reference = textOf(registry, 'passwordSecretRef');
    if (reference === undefined || secrets.has(reference.toLowerCase())) continue;
    throw refuse(400, 'ContainerAppRegistriesPasswordSecretRefNotFound', `PasswordSecretRef '${reference}' defined for registry server '${textOf(registry, 'server') ?? ''}' not found.`);
  }
}

/** Images that the world's settings call unavailable are missing in their registry. */
export function checkImages({ context, body }: WriteSubject): void {
  for (const container of objectsOf(body, 'properties.template.containers')) {
    const image = textOf(container, 'image');
    if (image === undefined || !isUnavailable(context, image, textOf(body, 'location') ?? '')) continue;
    const tag = /:([^:/]+)$/.exec(image)?.[1] ?? 'latest';
    throw refuse(400, 'InvalidParameterValueInContainerTemplate', `The following field(s) are either invalid or missing. Field 'template.containers.${textOf(container, 'name') ?? ''}.image' is invalid with details: 'Invalid value: "${image}": GET https:: MANIFEST_UNKNOWN: manifest tagged by "${tag}" is not found; map[Tag:${tag}]';.`);
  }
}

/** A certificate that a custom domain shows stays. */
export function keepBoundCertificate({ context, path }: DeletionSubject): void {
  const users = referencesTo(context, path.id, ['microsoft.app/containerapps', 'microsoft.app/managedenvironments']);
  if (users.length > 0) throw refuse(400, 'CertificateInUse', `Certificate '${lastName(path)}' is used by existing custom domains.`);
}
