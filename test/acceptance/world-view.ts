import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { localSubscriptionId, localTenantId } from '../../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
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

/** Asks the world of a project folder. */
export function lookAtWorld(folder: string): WorldView {
  const azure = openLocalAzure({
    worldFolder: join(folder, '.atakora', 'local', 'world'),
    clock: { now: () => new Date().toISOString() },
    ids: { hex: (digits) => randomBytes(digits).toString('hex').slice(0, digits), uuid: () => randomUUID() },
    tenantId: localTenantId,
    subscriptionId: localSubscriptionId,
  });
  const get = (path: string): JsonObject => {
    const url = `https://management.azure.com${path}?api-version=2025-04-01`;
    const answer = azure.handle({ method: 'GET', url, headers: { authorization: 'Bearer test' } });
    if (answer.kind === 'unreachable' || answer.status !== 200) {
      throw new Error(`GET ${path}: ${JSON.stringify(answer)}`);
    }
    return JSON.parse(answer.body ?? '{}') as JsonObject;
  };
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
