import type { AzureFailure } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Deletion } from '../ports.ts';
import type { CleanupAzure } from './survey-azure.ts';

export interface FakeCleanupAzure extends CleanupAzure {
  /** By lower-case id: what a GET returns. */
  readonly bodies: Map<string, JsonObject>;
  /** Ids in the order of their deletion, lower case. */
  readonly deleted: string[];
  /** Every call, such as `list /subscriptions/…`. */
  readonly calls: string[];
  /** Answers a deletion with a refusal. */
  refuse: (id: string) => AzureFailure | undefined;
}

const subscriptionId = '22222222-2222-4222-8222-222222222222';

/**
 * A subscription in memory, as Resource Manager's lists show it: deleting a resource that another refers to is refused, deleting a group
 * takes what is in it.
 */
export function createFakeCleanupAzure(bodies: readonly JsonObject[]): FakeCleanupAzure {
  const all = new Map(bodies.map((body) => [String(body['id']).toLowerCase(), body]));
  const deleted: string[] = [];
  const calls: string[] = [];
  const fake: FakeCleanupAzure = {
    subscriptionId,
    bodies: all,
    deleted,
    calls,
    refuse: () => undefined,
    read: async (id) => {
      calls.push(`read ${id}`);
      return structuredClone(all.get(id.toLowerCase()));
    },
    listGroup: async (group) => [...all.values()].flatMap((body) => (isTopLevel(body, group) ? [{ id: String(body['id']), type: String(body['type']) }] : [])),
    startDelete: async (id) => start(id),
    lists: {
      list: async (path) => {
        calls.push(`list ${path}`);
        return listed(path.replace(/\?.*$/, ''), all);
      },
      startPurge: async (path) => start(path),
    },
  };
  const start = (id: string): Deletion => {
    const key = id.toLowerCase();
    const failure = fake.refuse(id) ?? inUse(key);
    if (failure !== undefined) throw new AtakoraError('ATK1803', `Azure refused to delete ${id}: ${failure.message} (${failure.code})`, { source: 'azure', cause: failure });
    for (const known of all.keys()) if (known === key || known.startsWith(`${key}/`)) all.delete(known);
    deleted.push(key);
    return { isDone: () => Promise.resolve(true) };
  };
  const inUse = (key: string): AzureFailure | undefined => {
    const user = [...all.values()].find((body) => String(body['id']).toLowerCase() !== key && JSON.stringify(body['properties'] ?? {}).toLowerCase().includes(`"${key}"`));
    return user === undefined ? undefined : { code: 'InUse', message: `${String(user['id'])} uses it` };
  };
  return fake;
}

function isTopLevel(body: JsonObject, group: string): boolean {
  const [, , , groups, name, providers, ...rest] = String(body['id']).toLowerCase().split('/');
  // Deployments and vaults that were deleted are records, and in no list of resources.
  return rest[0] !== 'microsoft.resources' && groups === 'resourcegroups' && name === group.toLowerCase() && providers === 'providers' && rest.length === 3;
}

function listed(path: string, all: ReadonlyMap<string, JsonObject>): readonly JsonObject[] | undefined {
  const root = `/subscriptions/${subscriptionId}`;
  const bodies = [...all.values()];
  const isGroup = (body: JsonObject): boolean => String(body['id']).split('/').length === 5;
  if (path === `${root}/resources`) return bodies.filter((body) => isTopLevel(body, String(body['id']).split('/')[4] ?? '')).map(({ properties: _hidden, ...row }) => row);
  if (path === `${root}/resourcegroups`) return bodies.filter(isGroup);
  const type = /\/providers\/(.+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const scope = path.slice(0, path.indexOf('/providers/')).toLowerCase();
  if (type === 'microsoft.resources/deployments') return bodies.filter((body) => String(body['id']).toLowerCase().startsWith(`${scope}/providers/microsoft.resources/deployments/`));
  return bodies.filter((body) => String(body['type'] ?? '').toLowerCase() === type && !isGroup(body) && isJsonObject(body));
}
