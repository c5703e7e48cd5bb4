import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { localSubscriptionId, localTenantId } from '../../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import type { LocalAzure } from '../../src/local/local-azure.ts';
import { isJsonObject } from '../../src/model/json.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';

/** A deployment as a client of Azure sees it. */
export interface SeenDeployment {
  readonly name: string;
  readonly state: string;
  /** Ids of the resources that it has made, lower case. */
  readonly made: readonly string[];
}

const subscription = `/subscriptions/${localSubscriptionId}`;

/** What a client of Azure's REST interface finds in the world of a project. */
export interface WorldView {
  readonly deployments: readonly SeenDeployment[];
  /** Ids of the resource groups and of what is in them, lower case. */
  readonly resources: readonly string[];
}

function openWorld(folder: string, world = 'world'): LocalAzure {
  return openLocalAzure({
    worldFolder: join(folder, '.atakora', 'local', world),
    clock: { now: () => new Date().toISOString() },
    ids: { hex: (digits) => randomBytes(digits).toString('hex').slice(0, digits), uuid: () => randomUUID() },
    tenantId: localTenantId,
    subscriptionId: localSubscriptionId,
  });
}

/** Cancels a deployment of the project's world, as somebody else would in the portal. */
export function cancelInWorld(folder: string, name: string): void {
  const azure = openWorld(folder);
  try {
    for (const { id } of listOf((JSON.parse(bodyOf(azure, 'GET', `${subscription}/resourcegroups`)) as JsonObject)['value'])) {
      azure.handle({ method: 'POST', url: urlOf(`${String(id)}/providers/Microsoft.Resources/deployments/${name}/cancel`), headers: { authorization: 'Bearer test' } });
    }
  } finally {
    azure.close();
  }
}

/** Changes the first resource of a type in the project's world, as somebody does in the portal. @throws Error when there is none. */
export function changeInWorld(folder: string, [type, apiVersion]: readonly [type: string, apiVersion: string], change: (live: JsonObject) => JsonObject): void {
  const azure = openWorld(folder);
  try {
    const groups = listOf((JSON.parse(bodyOf(azure, 'GET', `${subscription}/resourcegroups`)) as JsonObject)['value']);
    const found = groups.flatMap(({ id }) => listOf((JSON.parse(bodyOf(azure, 'GET', `${String(id)}/resources`)) as JsonObject)['value'])).find((resource) => String(resource['type']).toLowerCase() === type.toLowerCase());
    const { id, name: _name, type: _type, ...live } = JSON.parse(bodyOf(azure, 'GET', String(found?.['id']), apiVersion)) as JsonObject;
    const answer = azure.handle({ method: 'PUT', url: urlOf(String(id), apiVersion), headers: { 'authorization': 'Bearer test', 'content-type': 'application/json' }, body: JSON.stringify(change(live)) });
    if (answer.kind === 'unreachable' || answer.status >= 300) throw new Error(`PUT ${String(id)}: ${JSON.stringify(answer)}`);
  } finally {
    azure.close();
  }
}

/** SHA-256 of every package that apps of the project's world were sent, app by app, the newest first. */
export function publishedInWorld(folder: string): readonly string[] {
  const azure = openWorld(folder);
  const list = (path: string): readonly JsonObject[] => listOf((JSON.parse(bodyOf(azure, 'GET', path)) as JsonObject)['value']);
  try {
    const sites = list(`${subscription}/resourcegroups`).flatMap(({ id }) => list(`${String(id)}/resources`)).filter(({ type }) => String(type).toLowerCase() === 'microsoft.web/sites');
    return sites.flatMap(({ id }) => list(`${String(id)}/deployments`)).map((deployment) => String((propertiesOf(deployment)['local'] as JsonObject)['sha256']));
  } finally {
    azure.close();
  }
}

function bodyOf(azure: LocalAzure, method: string, path: string, apiVersion?: string): string {
  const answer = azure.handle({ method, url: urlOf(path, apiVersion), headers: { authorization: 'Bearer test' } });
  if (answer.kind === 'unreachable' || answer.status !== 200) {
    throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  }
  return answer.body ?? '{}';
}

function urlOf(path: string, apiVersion = '2025-04-01'): string {
  return `https://management.azure.com${path}?api-version=${apiVersion}`;
}

/** Asks a world of a project folder: that of its twins, or `environments-world`. */
export function lookAtWorld(folder: string, world?: string): WorldView {
  const azure = openWorld(folder, world);
  const get = (path: string): JsonObject => JSON.parse(bodyOf(azure, 'GET', path)) as JsonObject;
  const list = (path: string): readonly JsonObject[] => listOf(get(path)['value']);
  try {
    const groups = list(`${subscription}/resourcegroups`).map((group) => String(group['id']));
    return {
      deployments: [subscription, ...groups].flatMap((scope) => list(`${scope}/providers/Microsoft.Resources/deployments`).map((deployment) => seen(scope, deployment, list))),
      resources: [...groups, ...groups.flatMap((group) => list(`${group}/resources`).map((resource) => String(resource['id'])))].map((id) => id.toLowerCase()),
    };
  } finally {
    azure.close();
  }
}

function seen(scope: string, deployment: JsonObject, list: (path: string) => readonly JsonObject[]): SeenDeployment {
  const operations = list(`${scope}/providers/Microsoft.Resources/deployments/${String(deployment['name'])}/operations`).map(propertiesOf);
  const made = operations.filter((operation) => operation['provisioningState'] === 'Succeeded' && isJsonObject(operation['targetResource']));
  return {
    name: String(deployment['name']),
    state: String(propertiesOf(deployment)['provisioningState']),
    made: made.map((operation) => String((operation['targetResource'] as JsonObject)['id']).toLowerCase()),
  };
}

function propertiesOf(value: JsonObject): JsonObject {
  const properties = value['properties'];
  return isJsonObject(properties) ? properties : {};
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
