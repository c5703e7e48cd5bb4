import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { changeAt, stepsOf } from '../../resources/json-path.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { TestAzure } from '../local-azure.fake.ts';
import { subscriptionPath, testTenant } from '../local-azure.fake.ts';
import { roleId } from '../access/test-identity.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const someId = '7a7a7a7a-0000-4000-8000-000000000001';
const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet1`;

/** Values by the last word of a path, where any text will not do. */
const values: Readonly<Record<string, Json>> = {
  tenantId: testTenant, objectId: someId, sid: someId, principalId: someId, capacity: 1, permissions: {}, amount: 100, severity: 3, enabled: true, priority: 200,
  addressPrefix: '10.0.0.0/24', startIpAddress: '10.0.0.1', endIpAddress: '10.0.0.2', startIP: '10.0.0.1', endIP: '10.0.0.2', locations: [{ locationName: 'westeurope' }],
  corsRules: [], audiences: ['a'], rights: ['Listen'], policyDefinitions: [], profiles: [], rules: [], resource: {}, sku: {}, properties: {}, criteria: {}, condition: {}, actions: {},
  timePeriod: { startDate: '2026-01-01T00:00:00Z' }, definition: {}, allOf: [], replicaTimeout: 60, subnet: { id: `${networkId}/subnets/a` }, remoteVirtualNetwork: { id: networkId }, azureADOnlyAuthentication: true,
  policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/0a914e76-4921-4c19-b460-a2d36003525a',
};

/** What types need besides, or in another form. */
const more: Readonly<Record<string, JsonObject>> = {
  'Microsoft.Authorization/roleAssignments': { properties: { roleDefinitionId: roleId('Reader'), principalId: someId, principalType: 'User' } },
  'Microsoft.Authorization/roleDefinitions': { properties: { roleName: 'own', type: 'CustomRole', permissions: [{ actions: ['*/read'] }], assignableScopes: [group] } },
  'Microsoft.Authorization/policyDefinitions': { properties: { mode: 'All', policyRule: { if: { field: 'type', equals: 'a/b' }, ['th' + 'en']: { effect: 'audit' } } } },
  'Microsoft.Authorization/policyAssignments': { properties: { policyDefinitionId: values['policyDefinitionId'] ?? null } },
  'Microsoft.Authorization/policySetDefinitions': { properties: { policyDefinitions: [{ policyDefinitionId: values['policyDefinitionId'] ?? null }] } },
  'Microsoft.Network/virtualNetworks': { properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } },
  'Microsoft.ServiceBus/namespaces': { sku: { name: 'Standard' } },
  'Microsoft.Resources/tags': { properties: { tags: { a: 'b' } } },
};

const names = ['alpha1', 'default', 'appsettings', someId, 'a.example.com', 'ActiveDirectory', 'ftp', 'logs', 'web'];

/** A name that the kind takes. */
export function nameFor(kind: ResourceKind): string {
  if (kind.named !== undefined) return kind.named;
  const found = names.find((name) => name.length >= kind.naming.minLength && name.length <= kind.naming.maxLength && kind.naming.pattern.test(name));
  if (found === undefined) throw new Error(`no name for ${kind.type}`);
  return found;
}

/** The first alternative of each rule. */
export function requiredPaths(kind: ResourceKind): readonly string[] {
  return [...kind.required, ...kind.requiredNew].map((rule) => rule.split(' | ')[0] ?? '');
}

/** A body that has all that its kind asks for. */
export function wholeBody(kind: ResourceKind): JsonObject {
  const start: JsonObject = { ...(kind.location === 'none' ? {} : { location: kind.location === 'global' ? 'global' : 'westeurope' }), properties: {} };
  const filled = requiredPaths(kind).reduce<JsonObject>((body, path) => withValue(body, path, valueFor(kind, path)), start);
  const own = more[kind.type] ?? {};
  return { ...filled, ...own, properties: { ...(filled['properties'] as JsonObject), ...(own['properties'] as JsonObject | undefined) } };
}

export function valueFor(kind: ResourceKind, path: string): Json {
  const leaf = path.split('.').at(-1) ?? path;
  return kind.allowed[path]?.[0] ?? values[leaf] ?? 'a';
}

/** The body with a value at a path; lists on the way get one item. Undefined takes the value away. */
export function withValue(body: JsonObject, path: string, value: Json | undefined): JsonObject {
  const steps = stepsOf(path);
  const at = steps.indexOf('[]');
  if (value !== undefined && at > 0) {
    const list = steps.slice(0, at);
    const made = changeAt(body, list, (found) => (Array.isArray(found) && found.length > 0 ? (found as Json) : [{}]), true);
    const inner = changeAt(made, list, (found) => (found as readonly Json[]).map((item) => withValue(isJsonObject(item) ? item : {}, steps.slice(at + 1).join('.').replaceAll('.[]', '[]'), value)));
    return inner as JsonObject;
  }
  return changeAt(body, steps, () => value, value !== undefined) as JsonObject;
}

/** Where a resource of the kind stands; its parents are made on the way. */
export function placeFor(azure: TestAzure, kind: ResourceKind): string {
  const segments = kind.type.split('/');
  const [namespace = '', ...types] = segments;
  let path = `${group}/providers/${namespace}`;
  if (namespace === 'Microsoft.Network') makeNetworks(azure);
  for (const [index, type] of types.entries()) {
    if (index === types.length - 1) return `${path}/${type}`;
    const parent = kindOf(`${namespace}/${types.slice(0, index + 1).join('/')}`);
    path += `/${type}/${parent === undefined ? 'alpha1' : nameFor(parent)}`;
    const answer = azure.send('PUT', path, parent === undefined ? { location: 'westeurope' } : wholeBody(parent));
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    azure.advance(600_000);
  }
  return path;
}

/** Networks and subnets that bodies refer to: for each id there is another that ends with a 2. */
function makeNetworks(azure: TestAzure): void {
  for (const [id, range] of [[networkId, 10], [`${networkId}2`, 11]] as const) {
    const subnets = ['a', 'a2'].map((name, index) => ({ name, properties: { addressPrefix: `${String(range)}.9.${String(index)}.0/24` } }));
    const { status, body } = azure.send('PUT', id, { location: 'westeurope', properties: { addressSpace: { addressPrefixes: [`${String(range)}.9.0.0/16`] }, subnets } });
    if (status >= 300) throw new Error(JSON.stringify(body));
  }
  azure.advance(600_000);
}
