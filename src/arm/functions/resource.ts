import { stringAt } from '../arguments.ts';
import type { Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { extensionResourceId, formatResourceId } from '../resource-id.ts';
import type { Placement, ResolvedResource } from '../scope.ts';
import { scopeId, subscriptionScopeId } from '../scope-id.ts';
import { evaluationError } from '../template-error.ts';
import { asExpression, fromJson, isArray, isObject, isUnknown, propertyOf } from '../value.ts';

/** Places that are evaluated before anything is deployed. */
const beforeDeployment: readonly Placement[] = ['parameter', 'variable', 'early', 'function'];

/**
 * Ids of resources, and what only they know.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
 */
export const resourceFunctions: readonly FunctionDescriptor[] = [
  { name: 'resourceId', minArgs: 1, maxArgs: Infinity, evaluate: resourceId },
  { name: 'subscriptionResourceId', minArgs: 2, maxArgs: Infinity, evaluate: subscriptionResourceId },
  { name: 'tenantResourceId', minArgs: 2, maxArgs: Infinity, evaluate: (args, call) => build('', texts(args, call), call) },
  { name: 'managementGroupResourceId', minArgs: 2, maxArgs: Infinity, evaluate: managementGroupResourceId },
  { name: 'extensionResourceId', minArgs: 3, maxArgs: Infinity, evaluate: (args, call) => extension(texts(args, call), call) },
  { name: 'reference', cheap: true, minArgs: 1, maxArgs: 3, refusedIn: beforeDeployment, unknowns: 'anywhere', evaluate: reference },
  { name: 'references', cheap: true, minArgs: 1, maxArgs: 3, refusedIn: beforeDeployment, unknowns: 'anywhere', evaluate: references },
  { name: 'resourceInfo', minArgs: 1, maxArgs: 1, evaluate: resourceInfo },
  { name: 'providers', minArgs: 1, maxArgs: 2, evaluate: providers },
];

/** Every function whose name starts with `list`: an action of the resource. */
export const listFunction: FunctionDescriptor = { name: 'list*', minArgs: 1, maxArgs: 3, refusedIn: beforeDeployment, unknowns: 'anywhere', evaluate: list };

function texts(args: readonly Value[], call: FunctionCall): readonly string[] {
  return args.map((_, i) => stringAt(args, i, call));
}

/** The arguments before the type are a subscription and a group; the type is the first one with a slash. */
function resourceId(args: readonly Value[], call: FunctionCall): Value {
  const parts = texts(args, call);
  const at = parts.findIndex((part) => part.includes('/'));
  if (at < 0 || at > 2) throw evaluationError(`Unable to evaluate template language function 'resourceId': the type '${parts[0] ?? ''}' is not a resource type. Please see https://aka.ms/arm-resource-functions#resourceid for usage details.`);
  const { scope } = call.scope.input;
  const rest = parts.slice(at);
  if (at === 0) return build(scopeId(scope), rest, call);
  const subscription = at === 2 ? `/subscriptions/${parts[0] ?? ''}` : subscriptionScopeId(scope);
  const first = parts[at - 1] ?? '';
  const isSubscription = at === 1 && scope.kind !== 'resourceGroup' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(first);
  return build(isSubscription ? `/subscriptions/${first}` : `${subscription}/resourceGroups/${first}`, rest, call);
}

function subscriptionResourceId(args: readonly Value[], call: FunctionCall): Value {
  const parts = texts(args, call);
  const [first = ''] = parts;
  if (first.includes('/')) return build(subscriptionScopeId(call.scope.input.scope), parts, call);
  return build(`/subscriptions/${first}`, parts.slice(1), call);
}

function managementGroupResourceId(args: readonly Value[], call: FunctionCall): Value {
  const parts = texts(args, call);
  const [first = ''] = parts;
  if (!first.includes('/')) return build(`/providers/Microsoft.Management/managementGroups/${first}`, parts.slice(1), call);
  const { managementGroup } = call.scope.input.scope;
  if (managementGroup === undefined) throw evaluationError("The template function 'managementGroupResourceId' needs the name of a management group where the deployment is in none");
  return build(scopeId({ kind: 'managementGroup', managementGroup }), parts, call);
}

function extension([owner = '', ...rest]: readonly string[], call: FunctionCall): Value {
  const { type, name } = typeAndName(rest, call);
  return extensionResourceId(owner, type, name);
}

function build(scope: string, parts: readonly string[], call: FunctionCall): string {
  const { type, name } = typeAndName(parts, call);
  return formatResourceId(scope, type, name);
}

function typeAndName([rawType = '', ...names]: readonly string[], call: FunctionCall): { readonly type: string; readonly name: string } {
  const type = rawType.replace(/\/$/, '');
  const levels = type.split('/').length - 1;
  if (levels < 1 || levels !== names.length) {
    throw evaluationError(`Unable to evaluate template language function '${call.name}': the type '${type}' requires '${levels}' resource name argument(s). Please see https://aka.ms/arm-resource-functions#resourceid for usage details.`);
  }
  return { type, name: names.join('/') };
}

function targets(target: string, call: FunctionCall): readonly ResolvedResource[] {
  const { resolve } = call.scope;
  if (resolve === undefined) throw evaluationError(`The template function '${call.node.name}' is not expected at this location. Please see https://aka.ms/arm-template-expressions for usage details.`);
  return resolve(target);
}

/**
 * With an API version, a type and a name that the template does not declare mean a resource of the deployment's own scope:
 * `reference('Microsoft.Storage/storageAccounts/a', '2023-05-01')`. Everything else stays as given.
 */
function idInScope(target: string, call: FunctionCall): string {
  if (target.startsWith('/') || !/^[\w-]+(?:\.[\w-]+)+(?:\/[^/]+\/[^/]+)+$/.test(target)) return target;
  const id = `${scopeId(call.scope.input.scope)}/providers/${target}`;
  return targets(id, call).some(({ own }) => own) ? target : id;
}

function reference(args: readonly Value[], call: FunctionCall): Value {
  const [target = null, version = null, mode = null] = args;
  if (isUnknown(target)) return call.keep(args.map(asExpression));
  const name = version === null ? stringAt(args, 0, call) : idInScope(stringAt(args, 0, call), call);
  const apiVersion = typeof version === 'string' ? version : undefined;
  const [resource] = targets(name, call);
  call.scope.record?.({ target: name, ...(apiVersion === undefined ? {} : { apiVersion }) });
  if (resource === undefined || isUnknown(version)) return call.keep(args.map(asExpression));
  const full = typeof mode === 'string' && mode.toLowerCase() === 'full';
  const source = call.scope.references;
  const known = source?.reference(resource, apiVersion ?? resource.apiVersion, full);
  return known ?? call.keep(args.map(asExpression), source?.declared?.(resource, full));
}

function references(args: readonly Value[], call: FunctionCall): Value {
  const name = stringAt(args, 0, call);
  call.scope.record?.({ target: name, all: true });
  const full = args.slice(1).some((arg) => typeof arg === 'string' && arg.toLowerCase() === 'full');
  const known = targets(name, call).map((resource) => call.scope.references?.reference(resource, resource.apiVersion, full));
  return known.every((value) => value !== undefined) ? known : call.keep(args.map(asExpression));
}

function list(args: readonly Value[], call: FunctionCall): Value {
  const [target = null, version = null, body] = args;
  if (isUnknown(target)) return call.keep(args.map(asExpression));
  const name = version === null ? stringAt(args, 0, call) : idInScope(stringAt(args, 0, call), call);
  const [resource] = targets(name, call);
  const apiVersion = typeof version === 'string' ? version : resource?.apiVersion;
  call.scope.record?.({ target: name, action: call.node.name, ...(typeof version === 'string' ? { apiVersion: version } : {}) });
  if (resource === undefined || apiVersion === undefined || isUnknown(version)) return call.keep(args.map(asExpression));
  return call.scope.references?.list(resource, call.node.name, apiVersion, body) ?? call.keep(args.map(asExpression));
}

function resourceInfo(args: readonly Value[], call: FunctionCall): Value {
  const [resource] = targets(stringAt(args, 0, call), call);
  if (resource === undefined) throw wrongArgument(call, 0, 'the symbolic name of a resource');
  return { id: resource.id, name: resource.name, type: resource.type, apiVersion: resource.apiVersion ?? null };
}

/** What the context says about a namespace, or about one type of it; kept while nobody told. */
function providers(args: readonly Value[], call: FunctionCall): Value {
  const all = call.scope.input.context.providers;
  const wanted = stringAt(args, 0, call).toLowerCase();
  const namespaces = all === undefined ? [] : fromJson(all);
  const same = (key: string, text: string) => (value: Value) => isObject(value) && String(propertyOf(value, key)).toLowerCase() === text;
  const provider = isArray(namespaces) ? namespaces.find(same('namespace', wanted)) : undefined;
  if (provider === undefined || !isObject(provider)) return call.keep(args.map(asExpression));
  if (args.length === 1) return provider;
  const types = propertyOf(provider, 'resourceTypes');
  const found = isArray(types) ? types.find(same('resourceType', stringAt(args, 1, call).toLowerCase())) : undefined;
  return found ?? call.keep(args.map(asExpression));
}
