import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { requireVaultReference } from '../access/deployment-access.ts';
import { invalidContent } from '../arm/refusals.ts';
import { lastName, parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import { secretNotFoundMessage } from '../vault/secret-operations.ts';
import { readSecretValue } from '../vault/secret-store.ts';
import { findResource } from '../world/resource-store.ts';

/**
 * The value of a parameter that is given as a reference to a secret. The vault has to be open for template deployments.
 * @throws Refusal when the vault or the secret is not there, or the deployment may not read it.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter
 */
export function vaultParameter(context: LocalContext, name: string, reference: JsonObject): string {
  const vault = isJsonObject(reference['keyVault']) ? reference['keyVault']['id'] : undefined;
  const secretName = reference['secretName'];
  const path = typeof vault === 'string' ? parseArmPath(vault) : undefined;
  if (path?.kind !== 'resource' || typeof secretName !== 'string') throw invalidContent(`The Key Vault reference is not complete. Path 'properties.parameters.${name}.reference', line 1, position 1.`);
  requireVaultReference(context, path.id);
  const stored = findResource(context.db, resourceIdKey(path.id));
  if (stored === undefined) throw refuse(400, 'KeyVaultParameterReferenceNotFound', `The specified KeyVault '${path.id}' could not be found. Please see https://aka.ms/arm-keyvault for usage details.`);
  const properties = isJsonObject(stored.body['properties']) ? stored.body['properties'] : {};
  if (properties['enabledForTemplateDeployment'] !== true) throw notRetrieved(name, 'Forbidden', closedToTemplates(context, lastName(path), String(stored.body['location'] ?? '')));
  const version = typeof reference['secretVersion'] === 'string' ? reference['secretVersion'] : undefined;
  const secret = readSecretValue(context.db, lastName(path), secretName, version);
  if (secret === undefined) throw notRetrieved(name, 'NotFound', secretNotFoundMessage(secretName, version));
  return secret;
}

function notRetrieved(name: string, status: string, reason: string): Refusal {
  return refuse(409, 'KeyVaultParameterReferenceSecretRetrieveFailed', `The secret of KeyVault parameter '${name}' cannot be retrieved. Http status code: '${status}'. Error message: '${reason}'. Please see https://aka.ms/arm-keyvault for usage details.`);
}

/** What a vault says to Resource Manager itself, whose application has this id in every tenant. */
function closedToTemplates(context: LocalContext, vault: string, location: string): string {
  return `Access denied to first party service.\r\nCaller: name=ARM;tid=${context.tenantId};appid=797f4846-ba00-4fd7-ba43-dac1f8f63013;iss=https://sts.windows.net/${context.tenantId}/\r\nVault: ${vault};location=${location}`;
}
