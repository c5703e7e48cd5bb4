import type { Json, JsonObject } from '../../model/json.ts';
import type { UnknownValue } from '../../resources/asked-properties.ts';
import { jsonAt, textAt } from '../../resources/json-path.ts';
import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import { invalidContent } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { refuseAppService, refuseCosmos, refuseNetworkRequest, refuseWithDetails } from '../service-refusals.ts';

/**
 * What a service says to a body that lacks a property, by namespace. Where nothing is recorded it is the sentence of the reader that most
 * services share.
 * @param property path with indexes
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
export function propertyMissing(path: ResourcePath, property: string, body: JsonObject): Refusal {
  const { type, namespace } = path;
  const low = type.toLowerCase();
  switch (namespace.toLowerCase()) {
    case 'microsoft.app': {
      const [, container] = /^properties\.template\.containers\[(\d+)\]\.image$/.exec(property) ?? [];
      return container === undefined ? notFoundInJson(property) : imageMissing(body, Number(container));
    }
    case 'microsoft.storage':
      if (low === 'microsoft.storage/storageaccounts') return invalidStorageValue(property);
      return notFoundInJson(property);
    case 'microsoft.web':
      if (low === 'microsoft.web/staticsites' && property === 'sku.name') return staticSiteSku();
      return refuseAppService({ status: 400, code: 'BadRequest', extendedCode: '51008', template: 'The parameter {0} has an invalid value.', parameters: [property] });
    case 'microsoft.documentdb':
      return refuseCosmos(`The required property '${property}' is missing from the request body.`);
    case 'microsoft.network':
      if (/\.(?:source|destination)AddressPrefix$/.test(property)) return ruleParametersMissing(path, property, body);
      if (property.endsWith('.priority')) return securityRuleInvalid('Priority', '0 Allowed range 100-4096.');
      return property.endsWith('.id') ? refuseNetworkRequest(`Value for reference id is missing. Path ${property.slice(0, -3)}.`, 'MissingJsonReferenceId') : refuseNetworkRequest(jsonSentence(property));
    default:
      return notFoundInJson(property);
  }
}

/** What a service says to a value that it does not know. */
export function valueUnknown({ type, namespace }: ResourcePath, { path: property, value, allowed }: UnknownValue): Refusal {
  const name = property.split('.').at(-1) ?? property;
  switch (namespace.toLowerCase()) {
    case 'microsoft.storage':
      return type.toLowerCase() === 'microsoft.storage/storageaccounts' ? invalidStorageValue(property) : conversion(property, value);
    case 'microsoft.web':
      if (type.toLowerCase() === 'microsoft.web/staticsites' && property === 'sku.name') return staticSiteSku();
      return refuseAppService({ status: 400, code: 'BadRequest', extendedCode: '51008', template: 'The parameter {0} has an invalid value.', parameters: [property] });
    case 'microsoft.cdn':
      return refuse(400, 'BadRequest', `Property '${cdnProperty(type, property)}' cannot be set to '${value}'. Acceptable values are: ${allowed.join(', ')}`);
    case 'microsoft.documentdb':
      return refuseCosmos(`The value '${value}' of the property '${property}' is not one of ${allowed.join(', ')}.`);
    case 'microsoft.network':
      if (/^(?:protocol|access|direction)$/.test(name)) {
        const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
        return securityRuleInvalid(title, `"${value}" Allowed values: ${allowed.join(',')}.`);
      }
      return refuseNetworkRequest(conversionSentence(property, value));
    case 'microsoft.keyvault':
      return refuse(400, 'BadRequest', `Invalid value found at ${property.replace(/^properties\./, '')}: ${value}`);
    default:
      return conversion(property, value);
  }
}

/** @see https://aka.ms/storageaccounttypes */
function invalidStorageValue(property: string): Refusal {
  const [first = '', second = ''] = property.split('.');
  if (first === 'sku' || first === 'kind') return refuse(400, 'InvalidValuesForRequestParameters', `Values for request parameters are invalid: ${first}. For more information, see - https://aka.ms/storageaccounttypes`);
  return refuse(400, 'InvalidValuesForRequestParameters', `Values for request parameters are invalid: ${first === 'properties' ? property.slice('properties.'.length) : second || first}.`);
}

/** @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview */
function securityRuleInvalid(property: string, sentence: string): Refusal {
  return refuseWithDetails(`SecurityRuleInvalid${property}`, `Security rule has invalid ${property}. Value provided: ${sentence}`);
}

/** An end of a rule is given by a prefix, prefixes or groups. */
function ruleParametersMissing({ id }: ResourcePath, property: string, body: JsonObject): Refusal {
  const [, index] = /securityRules\[(\d+)\]/.exec(property) ?? [];
  const rules = jsonAt(body, 'properties.securityRules');
  const own = index === undefined ? id : `${id}/securityRules/${textAt(Array.isArray(rules) ? (rules as readonly Json[])[Number(index)] : undefined, 'name', '')}`;
  const end = property.endsWith('.sourceAddressPrefix') ? 'Source' : 'Destination';
  const message = `Required security rule parameters are missing for security rule with Id: ${own}. Security rule must specify ${end}AddressPrefixes, ${end}AddressPrefix, or ${end}ApplicationSecurityGroups.`;
  return refuseWithDetails('SecurityRuleParametersMissing', message);
}

function imageMissing(body: JsonObject, index: number): Refusal {
  const containers = jsonAt(body, 'properties.template.containers');
  const name = textAt(Array.isArray(containers) ? (containers as readonly Json[])[index] : undefined, 'name', '');
  return refuse(400, 'ContainerAppImageRequired', `Container with name '${name}' must have an 'Image' property specified.`);
}

function staticSiteSku(): Refusal {
  return refuseAppService({ status: 400, code: 'BadRequest', extendedCode: '51021', template: '{0} is invalid.  {1}', parameters: ['Sku', 'SKU name is invalid. Valid SKUs: Free, Standard, Trial'] });
}

/** `Microsoft.Cdn/profiles/ruleSets/rules`, `properties.order` → `Rule.Order`. */
function cdnProperty(type: string, property: string): string {
  const title = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const owner = title(type.split('/').at(-1) ?? '').replace(/s$/, '');
  return [owner, ...property.replace(/^properties\./, '').split('.').map(title)].join('.');
}

function notFoundInJson(property: string): Refusal {
  return invalidContent(jsonSentence(property));
}

function jsonSentence(property: string): string {
  const at = property.lastIndexOf('.');
  return `Required property '${property.slice(at + 1)}' not found in JSON. Path '${at === -1 ? '' : property.slice(0, at)}', line 1, position 1.`;
}

function conversion(property: string, value: string): Refusal {
  return invalidContent(conversionSentence(property, value));
}

function conversionSentence(property: string, value: string): string {
  return `Error converting value "${value}" to the type of '${property.split('.').at(-1) ?? property}'. Path '${property}', line 1, position 1.`;
}
