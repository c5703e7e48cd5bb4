import type { AzureLists } from '../azure-questions.ts';
import type { Azure } from '../ports.ts';
import type { FindingKind } from '../../model/cleanup.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { mapBounded } from '../apply/bounded.ts';
import { assignmentOf, deploymentOf, groupOf, lockOf, resourceOf, text, vaultOf, withBody } from './parse-seen.ts';
import type { SeenAzure, SeenDeployment, SeenGroup, SeenResource } from './seen-azure.ts';
import { nothingSeen } from './seen-azure.ts';

/** What a clean-up asks of Azure. */
export interface CleanupAzure extends Pick<Azure, 'subscriptionId' | 'read' | 'startDelete' | 'listGroup'> {
  readonly lists: AzureLists;
}

/** What decides how far Azure is looked at. */
export interface AzureSurvey {
  readonly kinds: ReadonlySet<FindingKind>;
  /** Those of the listed resources that may be proposed; when there are none, no body is read. */
  readonly strays: (resources: readonly SeenResource[]) => readonly SeenResource[];
  /** Names of the groups whose deployments are looked at. */
  readonly groupsOf: (groups: readonly SeenGroup[]) => readonly string[];
  /** Api version of a type; undefined for one that nobody knows. */
  readonly versionOf: (type: string) => string | undefined;
  readonly signal: AbortSignal;
}

/** Api versions of what a clean-up asks for itself. */
export const cleanupVersions = { resources: '2025-04-01', deployments: '2025-04-01', locks: '2020-05-01', assignments: '2022-04-01', vaults: '2023-07-01' } as const;

/** Lists and reads at once. */
const callsAtOnce = 8;
/** Types whose bodies are not all in one list are read one by one, up to so many. */
const mostReads = 2_000;

/**
 * Looks at a subscription: by its lists, so that the number of calls grows with the types and groups in it and not with the resources.
 * The list of resources is asked for as a whole: filtered by a tag it would come without its tags.
 * @see https://learn.microsoft.com/rest/api/resources/resources/list
 */
export async function surveyAzure(azure: CleanupAzure, survey: AzureSurvey): Promise<SeenAzure> {
  const { kinds, signal } = survey;
  const root = `/subscriptions/${azure.subscriptionId}`;
  const list: List = async (path, version) => {
    const found = await azure.lists.list(`${root}${path}`, version, signal);
    // Without locks, roles or resources that are there something would look free that is not.
    if (found === undefined) throw new AtakoraError('ATK1803', `Azure has no list ${root}${path}`, { source: 'azure' });
    return found;
  };
  const notes: string[] = [];
  const tell = (note: string): void => void notes.push(note);
  const wants = (...some: readonly FindingKind[]): boolean => some.some((kind) => kinds.has(kind));
  const inAzure = wants('resources', 'groups', 'deployments');
  const [resources, groups, locks, vaults] = await Promise.all([
    wants('resources', 'groups') ? list('/resources?$expand=createdTime', cleanupVersions.resources) : [],
    inAzure ? list('/resourcegroups', cleanupVersions.resources) : [],
    inAzure ? list('/providers/Microsoft.Authorization/locks', cleanupVersions.locks) : [],
    wants('vaults') ? unlessRefused(() => list('/providers/Microsoft.KeyVault/deletedVaults', cleanupVersions.vaults), 'deleted vaults', tell) : [],
  ]);
  const seenGroups = groups.map(groupOf);
  const listed = resources.map(resourceOf);
  const isLooked = wants('resources', 'groups') && survey.strays(listed).length > 0;
  const [bodies, assignments] = isLooked ? await Promise.all([readBodies(azure, listed, survey), list('/providers/Microsoft.Authorization/roleAssignments', cleanupVersions.assignments)]) : [{ resources: listed, notes: [] }, []];
  return {
    ...nothingSeen,
    resources: bodies.resources,
    groups: seenGroups,
    locks: locks.map(lockOf),
    assignments: assignments.map(assignmentOf),
    vaults: vaults.map(vaultOf),
    deployments: wants('deployments', 'groups') ? await listDeployments(azure, survey.groupsOf(seenGroups), signal, tell) : [],
    notes: [...notes, ...bodies.notes],
  };
}

/** Who may read groups only still learns what is in them: what is found elsewhere is left out, and that is told. */
async function unlessRefused(look: () => Promise<readonly JsonObject[]>, what: string, tell: (note: string) => void): Promise<readonly JsonObject[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK1802') throw error;
    tell(`${what} may not be read, and were not looked at (${error.code})`);
    return [];
  }
}

type List = (path: string, version: string) => Promise<readonly JsonObject[]>;

async function listDeployments({ lists, subscriptionId }: CleanupAzure, groups: readonly string[], signal: AbortSignal, tell: (note: string) => void): Promise<readonly SeenDeployment[]> {
  const history = async (place: string): Promise<readonly JsonObject[]> => (await lists.list(`/subscriptions/${subscriptionId}${place}/providers/Microsoft.Resources/deployments`, cleanupVersions.deployments, signal)) ?? [];
  const ofSubscription = (await unlessRefused(() => history(''), 'the deployments of the subscription', tell)).map((body) => deploymentOf(body, undefined));
  // A group that went meanwhile has no history.
  const ofGroups = await mapBounded(groups, callsAtOnce, async (group) => (await history(`/resourcegroups/${group}`)).map((body) => deploymentOf(body, group)));
  return [...ofSubscription, ...ofGroups.flat()];
}

/** The bodies of all resources, a list for each type; where a type has no such list, resource by resource. */
async function readBodies(azure: CleanupAzure, listed: readonly SeenResource[], { versionOf, signal }: AzureSurvey): Promise<{ readonly resources: readonly SeenResource[]; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  let reads = 0;
  const byType = [...Map.groupBy(listed, ({ type }) => type.toLowerCase()).values()];
  const looked = await mapBounded(byType, callsAtOnce, async (some) => {
    const type = some[0]?.type ?? '';
    const version = versionOf(type);
    if (version === undefined) {
      notes.push(`what ${some.length} of the unknown type ${type} refer to was not looked at`);
      return some;
    }
    const all = type.split('/').length > 2 ? undefined : await azure.lists.list(`/subscriptions/${azure.subscriptionId}/providers/${type}`, version, signal);
    const bodies = new Map((all ?? []).map((body) => [text(body['id']).toLowerCase(), body]));
    return mapBounded(some, callsAtOnce, async (resource) => {
      const body = bodies.get(resource.id.toLowerCase()) ?? ((reads += 1) > mostReads ? undefined : await azure.read(resource.id, version, signal));
      if (body === undefined && reads > mostReads) notes.push(`what ${resource.name} (${type}) refers to was not looked at`);
      return body === undefined ? resource : withBody(resource, body);
    });
  });
  return { resources: looked.flat(), notes };
}
