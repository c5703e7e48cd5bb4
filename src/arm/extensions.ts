import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { ArmTemplateError } from './template-error.ts';
import type { Template } from './template-structure.ts';

/**
 * A resource of an extension other than Azure Resource Manager itself lives outside of every Azure that is simulated.
 * @throws ArmTemplateError `ATK2013`
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-extension
 */
export function refuseExtension(json: JsonObject, template: Template, path: string): void {
  const name = json['extension'] ?? json['import'];
  if (typeof name !== 'string') return;
  const declared = [template.json['extensions'], template.json['imports']].map((section) => (isJsonObject(section) ? section[name] : undefined)).find(isJsonObject);
  const provider = declared?.['name'] ?? declared?.['provider'] ?? name;
  if (typeof provider === 'string' && ['azureresourcemanager', 'az'].includes(provider.toLowerCase())) return;
  throw notSupported(`The resource at path '${path}' is deployed through the extension '${String(provider)}'`, path);
}

/**
 * A nested deployment that configures extensions has resources of them, or hands the configuration on to one that has.
 * @throws ArmTemplateError `ATK2013`
 * @see https://learn.microsoft.com/azure/templates/microsoft.resources/deployments
 */
export function refuseExtensionConfigs(name: string, configured: readonly string[], path: string): void {
  if (configured.length > 0) throw notSupported(`The deployment '${name}' at path '${path}' configures the extensions '${configured.join("', '")}'`, path);
}

function notSupported(what: string, path: string): ArmTemplateError {
  return new ArmTemplateError('ATK2013', `Deployment template validation failed: '${what}, which only the cloud has: extensions are not supported locally.'.`, { path, placed: true });
}
