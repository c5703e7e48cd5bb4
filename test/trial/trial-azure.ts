import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeploymentScope } from '../../src/arm/deployment-input.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import type { LocalResponse } from '../../src/local/request.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { isJsonObject } from '../../src/model/json.ts';
import type { FoundTemplate } from './find-templates.ts';
import { managementGroup, start, tenantId, world } from './trial-world.ts';

export interface TrialFailure {
  readonly code: string;
  readonly message: string;
}

/** An empty local Azure without delays. */
export interface TrialAzure {
  send(method: string, path: string, body?: JsonObject): { readonly status: number; readonly body: JsonObject };
  /** Registers the namespaces and makes the trial's resource group. */
  prepare(namespaces: Iterable<string>): void;
  /** Makes a resource that a template expects to find, parents first, as well as that goes. */
  place(id: string, parameters: readonly string[]): void;
  /** Deploys and waits; undefined when it succeeds. */
  deploy(found: FoundTemplate, parameters: JsonObject): TrialFailure | undefined;
  close(): void;
}

export function openTrialAzure(): TrialAzure {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-trial-'));
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ timeScale: 0 }));
  let now = start;
  let count = 0;
  const hex = (digits: number): string => (count += 1).toString(16).padStart(digits, '0').slice(-digits);
  const azure = openLocalAzure({ worldFolder: folder, clock: { now: () => new Date(now).toISOString() }, ids: { hex, uuid: () => `00000000-0000-4000-8000-${hex(12)}` }, tenantId, subscriptionId: world.subscriptionId });
  const send: TrialAzure['send'] = (method, path, body) => {
    const url = `https://management.azure.com${path}${path.includes('?') ? '' : '?api-version=2024-11-01'}`;
    const response = azure.handle({ method, url, headers: { authorization: 'Bearer trial' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }) as LocalResponse;
    const parsed: unknown = response.body === undefined || response.body === '' ? {} : JSON.parse(response.body);
    return { status: response.status, body: isJsonObject(parsed) ? parsed : {} };
  };
  const advance = (): void => void (now += 60_000);
  return {
    send,
    prepare: (namespaces) => {
      for (const namespace of namespaces) send('POST', `/subscriptions/${world.subscriptionId}/providers/${namespace}/register`);
      advance();
      makeManagementGroup(send, `/providers/Microsoft.Management/managementGroups/${managementGroup}`);
      send('PUT', `/subscriptions/${world.subscriptionId}/resourcegroups/${world.resourceGroup}`, { location: world.location });
    },
    place: (id, parameters) => {
      placeResource(send, id, parameters);
      advance();
    },
    deploy: (found, parameters) => deploy(send, found, parameters, advance),
    close: () => {
      azure.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Enough for the types that look at what they are given. */
const plainBodies: Readonly<Record<string, JsonObject>> = {
  // oxlint-disable-next-line unicorn/no-thenable -- the language of policies calls it so
  'microsoft.authorization/policydefinitions': { properties: { policyType: 'Custom', mode: 'All', policyRule: { if: { field: 'type', equals: 'Trial.Type/none' }, then: { effect: 'audit' } } } },
  'microsoft.authorization/policysetdefinitions': { properties: { policyType: 'Custom', policyDefinitions: [{ policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/00000000-0000-4000-8000-000000000000' }] } },
  'microsoft.apimanagement/service': { location: world.location, sku: { name: 'Developer', capacity: 1 }, properties: { publisherEmail: 'trial@example.com', publisherName: 'trial' } },
  'microsoft.sql/servers': { location: world.location, properties: { administratorLogin: 'trial', administratorLoginPassword: 'Not-4-secret' } },
  'microsoft.network/virtualnetworks': { location: world.location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } } },
  'microsoft.network/virtualnetworks/subnets': { properties: { addressPrefix: '10.255.0.0/24' } },
};

const plainBody: JsonObject = { location: world.location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { tenantId, sku: { family: 'A', name: 'standard' }, accessPolicies: [], enableRbacAuthorization: true } };

function makeManagementGroup(send: TrialAzure['send'], id: string): void {
  send('PUT', `${id}?api-version=2021-04-01`, {});
}

function bodyFor(type: string, parameters: readonly string[]): JsonObject {
  const body = plainBodies[type.toLowerCase()] ?? plainBody;
  if (parameters.length === 0 || !isJsonObject(body['properties'])) return body;
  return { ...body, properties: { ...body['properties'], parameters: Object.fromEntries(parameters.map((name) => [name, { type: 'Object' }])) } };
}

function placeResource(send: TrialAzure['send'], id: string, parameters: readonly string[]): void {
  const [, group] = /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+)/i.exec(id) ?? [];
  if (group !== undefined) send('PUT', group, { location: world.location });
  const [, above] = /^(\/providers\/Microsoft\.Management\/managementGroups\/[^/]+)\/providers\//i.exec(id) ?? [];
  if (above !== undefined) makeManagementGroup(send, above);
  const [, scope = '', provider] = /^(.*)\/providers\/(.+)$/i.exec(id) ?? [];
  if (provider === undefined) return;
  const [namespace = '', ...levels] = provider.split('/');
  send('POST', `/subscriptions/${world.subscriptionId}/providers/${namespace}/register`);
  for (let depth = 2; depth <= levels.length; depth += 2) {
    const type = levels.slice(0, depth).filter((_, i) => i % 2 === 0).join('/');
    const target = `${scope}/providers/${namespace}/${levels.slice(0, depth).join('/')}`;
    const known = send('GET', `/subscriptions/${world.subscriptionId}/providers/${namespace}`).body['resourceTypes'];
    const described = Array.isArray(known) ? known.find((one: unknown) => isJsonObject(one) && String(one['resourceType']).toLowerCase() === type.toLowerCase()) : undefined;
    const versions: unknown = isJsonObject(described) ? described['apiVersions'] : undefined;
    const version = Array.isArray(versions) && versions.length > 0 ? String(versions[0]) : '2024-01-01';
    if (send('GET', `${target}?api-version=${version}`).status === 200) continue;
    send('PUT', `${target}?api-version=${version}`, bodyFor(`${namespace}/${type}`, parameters));
  }
}

function deploy(send: TrialAzure['send'], found: FoundTemplate, parameters: JsonObject, advance: () => void): TrialFailure | undefined {
  const path = `${prefixOf(found.scope)}/providers/Microsoft.Resources/deployments/trial`;
  const begun = send('PUT', path, { ...(found.scope === 'resourceGroup' ? {} : { location: world.location }), properties: { mode: 'Incremental', template: found.json, parameters } });
  if (begun.status >= 400) return failureIn(begun.body['error']);
  for (let i = 0; i < 500; i += 1) {
    const { body } = send('GET', path);
    const properties = isJsonObject(body['properties']) ? body['properties'] : {};
    const state = properties['provisioningState'];
    if (state === 'Succeeded') return undefined;
    if (state !== 'Accepted' && state !== 'Running') return failureIn(properties['error']);
    advance();
  }
  return { code: 'endless', message: 'The deployment does not end.' };
}

function prefixOf(scope: DeploymentScope['kind']): string {
  switch (scope) {
    case 'tenant':
      return '';
    case 'managementGroup':
      return `/providers/Microsoft.Management/managementGroups/${managementGroup}`;
    case 'subscription':
      return `/subscriptions/${world.subscriptionId}`;
    case 'resourceGroup':
      return `/subscriptions/${world.subscriptionId}/resourcegroups/${world.resourceGroup}`;
  }
}

/** The innermost cause of an Azure error body. */
function failureIn(error: unknown): TrialFailure {
  if (!isJsonObject(error)) return { code: 'unknown', message: JSON.stringify(error) ?? '' };
  const details = error['details'];
  const first: unknown = Array.isArray(details) ? details[0] : undefined;
  if (isJsonObject(first)) return failureIn(first);
  const message = String(error['message'] ?? '');
  try {
    const inner: unknown = JSON.parse(message);
    if (isJsonObject(inner) && isJsonObject(inner['error'])) return failureIn(inner['error']);
  } catch {
    // The message is a sentence.
  }
  return { code: String(error['code'] ?? 'unknown'), message };
}
