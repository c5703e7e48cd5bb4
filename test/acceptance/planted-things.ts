import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { backendHash } from '../../src/define/tagging.ts';
import { localSubscriptionId, localTenantId } from '../../src/engine/load/environment-target.ts';
import { openLocalAzure } from '../../src/local/local-azure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { projectId } from './project.ts';

export const subscription = `/subscriptions/${localSubscriptionId}`;

/** Requests to the world of a project, at a time of the test's choice: what old runs left behind has to be old. */
export type SendTo = (method: string, path: string, body?: JsonObject) => JsonObject;

/** Works in a world as somebody did at that time. `world`: `world` of the twins, or `environments-world`. */
export function inWorld<T>(folder: string, world: 'world' | 'environments-world', at: string, work: (send: SendTo) => T): T {
  const azure = openLocalAzure({
    worldFolder: join(folder, '.atakora', 'local', world),
    clock: { now: () => at },
    ids: { hex: (digits) => randomBytes(digits).toString('hex').slice(0, digits), uuid: () => randomUUID() },
    tenantId: localTenantId,
    subscriptionId: localSubscriptionId,
  });
  try {
    return work((method, path, body) => {
      const url = `https://management.azure.com${path}${path.includes('api-version=') ? '' : `${path.includes('?') ? '&' : '?'}api-version=${versionOf(path)}`}`;
      const answer = azure.handle({ method, url, headers: { 'authorization': 'Bearer test', 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      if (answer.kind === 'unreachable' || answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      return JSON.parse(answer.body === undefined || answer.body === '' ? '{}' : answer.body) as JsonObject;
    });
  } finally {
    azure.close();
  }
}

const versions: Readonly<Record<string, string>> = { 'microsoft.network': '2024-05-01', 'microsoft.storage': '2024-01-01', 'microsoft.authorization': '2020-05-01', 'microsoft.keyvault': '2023-07-01', 'microsoft.resources': '2025-04-01' };

function versionOf(path: string): string {
  const namespaces = [...path.matchAll(/\/providers\/([^/]+)/g)].map(([, name = '']) => name.toLowerCase());
  return versions[namespaces.at(-1) ?? 'microsoft.resources'] ?? '2024-01-01';
}

/** An old run, and when it was. */
export const longAgo = '2025-02-03T04:05:06.000Z';
const oldRun = 'synth-20250203-040506-0a1b2c3d';

/** The tags of what backend `main` made in an environment of the test's project. */
export function ourTags(environment: string, run = oldRun): Readonly<Record<string, string>> {
  return {
    'atakora:managed-by': 'atakora',
    'atakora:project': 'notes',
    'atakora:environment': environment,
    'atakora:backend': 'main',
    'atakora:backend-hash': backendHash(projectId, 'main', environment),
    'atakora:run': run,
  };
}

/** Makes a group and route tables in it, as an old run would have; answers their ids, the group's first. */
export function plantTables(send: SendTo, group: string, names: readonly string[], tags: Readonly<Record<string, string>>): readonly string[] {
  const groupId = `${subscription}/resourceGroups/${group}`;
  send('PUT', groupId, { location: 'westeurope', tags });
  send('POST', `${subscription}/providers/Microsoft.Network/register`);
  return [groupId, ...names.map((name) => plantTable(send, group, name, tags))];
}

export function plantTable(send: SendTo, group: string, name: string, tags: Readonly<Record<string, string>>): string {
  const id = `${subscription}/resourceGroups/${group}/providers/Microsoft.Network/routeTables/${name}`;
  send('PUT', id, { location: 'westeurope', tags, properties: {} });
  return id;
}
