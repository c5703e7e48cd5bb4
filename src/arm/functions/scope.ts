import type { JsonObject } from '../../model/json.ts';
import type { CallNode, Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { scopeId, subscriptionScopeId } from '../scope-id.ts';
import { evaluationError } from '../template-error.ts';
import { objectOf, unknown } from '../value.ts';

/**
 * Functions that describe where the deployment runs. A part that nobody told stays an expression.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope
 */
export const scopeFunctions: readonly FunctionDescriptor[] = [
  { name: 'resourceGroup', minArgs: 0, maxArgs: 0, constant: true, evaluate: resourceGroup },
  { name: 'subscription', minArgs: 0, maxArgs: 0, constant: true, evaluate: subscription },
  { name: 'managementGroup', minArgs: 0, maxArgs: 0, constant: true, evaluate: managementGroup },
  { name: 'tenant', minArgs: 0, maxArgs: 0, constant: true, evaluate: tenant },
];

/** `name().part`, for a part that is not known. */
function open(name: string, part: string): Value {
  const target: CallNode = { kind: 'call', name, arguments: [], start: 0, end: 0 };
  return unknown({ kind: 'property', target, name: part, start: 0, end: 0 });
}

function resourceGroup(_: readonly Value[], call: FunctionCall): Value {
  const { scope, context } = call.scope.input;
  if (scope.kind !== 'resourceGroup') throw evaluationError("The template function 'resourceGroup' is not expected at this location: the deployment is not at resource group scope");
  const facts = context.resourceGroup;
  return objectOf([
    ['id', facts?.id ?? scopeId(scope)],
    ['name', facts?.name ?? scope.resourceGroup ?? ''],
    ['type', 'Microsoft.Resources/resourceGroups'],
    ['location', facts?.location ?? open('resourceGroup', 'location')],
    ['tags', facts === undefined ? open('resourceGroup', 'tags') : (facts.tags ?? emptyTags)],
    ['properties', { provisioningState: 'Succeeded' }],
  ]);
}

const emptyTags: JsonObject = {};

function subscription(_: readonly Value[], call: FunctionCall): Value {
  const { scope, context } = call.scope.input;
  if (scope.subscriptionId === undefined) throw evaluationError("The template function 'subscription' is not expected at this location: the deployment is in no subscription");
  return {
    id: subscriptionScopeId(scope),
    subscriptionId: scope.subscriptionId,
    tenantId: context.subscription?.tenantId ?? scope.tenantId ?? open('tenant', 'tenantId'),
    displayName: context.subscription?.displayName ?? open('subscription', 'displayName'),
  };
}

function managementGroup(_: readonly Value[], call: FunctionCall): Value {
  const { scope, context } = call.scope.input;
  if (scope.kind !== 'managementGroup') throw evaluationError("The template function 'managementGroup' is not expected at this location: the deployment is not at management group scope");
  return {
    id: scopeId(scope),
    name: scope.managementGroup ?? '',
    type: '/providers/Microsoft.Management/managementGroups',
    properties: {
      displayName: context.managementGroup?.displayName ?? scope.managementGroup ?? '',
      tenantId: scope.tenantId ?? open('tenant', 'tenantId'),
    },
  };
}

function tenant(_: readonly Value[], call: FunctionCall): Value {
  const { scope, context } = call.scope.input;
  const { tenantId } = scope;
  return {
    countryCode: context.tenant?.countryCode ?? open('tenant', 'countryCode'),
    displayName: context.tenant?.displayName ?? open('tenant', 'displayName'),
    id: tenantId === undefined ? open('tenant', 'id') : `/tenants/${tenantId}`,
    tenantId: tenantId ?? open('tenant', 'tenantId'),
  };
}
