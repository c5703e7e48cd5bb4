import { Refusal, refuse } from '../refusal.ts';
import type { ResourcePath } from './resource-path.ts';
import { typeAndName } from './resource-path.ts';

/**
 * The refusals of Azure Resource Manager, with its codes and texts.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
export function groupNotFound(group: string): Refusal {
  return refuse(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}

export function resourceNotFound(path: ResourcePath): Refusal {
  const where = path.group === undefined ? '' : ` under resource group '${path.group}'`;
  return refuse(404, 'ResourceNotFound', `The Resource '${typeAndName(path)}'${where} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`);
}

export function parentNotFound(parent: ResourcePath): Refusal {
  return refuse(404, 'ParentResourceNotFound', `Can not perform requested operation on nested resource. Parent resource '${parent.names.join('/')}' not found.`);
}

export function groupBeingDeleted(group: string): Refusal {
  return refuse(409, 'ResourceGroupBeingDeleted', `The resource group '${group}' is in deprovisioning state and cannot perform this operation.`);
}

export function resourceBeingDeleted(id: string): Refusal {
  return refuse(409, 'ResourceBeingDeleted', `The resource '${id}' is being deleted and cannot be changed.`);
}

export function notRegistered(namespace: string): Refusal {
  const said = {
    code: 'MissingSubscriptionRegistration',
    message: `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
  };
  return new Refusal(409, { ...said, details: [{ ...said, target: namespace }] });
}

export function unknownNamespace(namespace: string): Refusal {
  return refuse(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
}

export function locationRequired(): Refusal {
  return refuse(400, 'LocationRequired', 'The location property is required for this definition.');
}

export function wrongLocation(location: string, type: string, regions: readonly string[]): Refusal {
  return refuse(400, 'LocationNotAvailableForResourceType', `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${regions.join(',')}'.`);
}

export function otherLocation(path: ResourcePath, before: string, now: string): Refusal {
  const name = path.names.join('/');
  return refuse(409, 'InvalidResourceLocation', `The resource '${name}' already exists in location '${before}' in resource group '${path.group ?? ''}'. A resource with the same name cannot be created in location '${now}'. Please select a new resource name.`);
}

export function propertyNotChangeable(property: string, target: string): Refusal {
  return refuse(409, 'PropertyChangeNotAllowed', `Changing property '${property}' is not allowed.`, target);
}

export function scopeLocked(scope: string, action: string, locks: readonly string[]): Refusal {
  return refuse(409, 'ScopeLocked', `The scope '${scope}' cannot perform ${action} operation because following scope(s) are locked: '${locks.join(',')}'. Please remove the lock and try again.`);
}

export function invalidContent(reason: string): Refusal {
  return refuse(400, 'InvalidRequestContent', `The request content was invalid and could not be deserialized: '${reason}'.`);
}

export function notSupported(method: string): Refusal {
  return refuse(405, 'MethodNotAllowed', `The requested resource does not support http method '${method}'.`);
}
