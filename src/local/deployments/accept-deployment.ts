import type { ExpandedDeployment } from '../../arm/expand.ts';
import { pascalType } from '../../arm/parameter-value.ts';
import { renderValue } from '../../arm/render-value.ts';
import { compareResourceIds } from '../../arm/resource-id.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { plain } from '../arm/check-put.ts';
import { derivedHex } from '../arm/derived-guid.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { schedule } from '../world/event-queue.ts';
import type { DeploymentHead, StoredRequest } from '../world/deployment-store.ts';
import { addDeployment, addOperation, deploymentsOf, findDeployment, removeDeployment } from '../world/deployment-store.ts';
import type { DeploymentPlace } from './deployment-request.ts';
import type { Expansion } from './expansions.ts';
import { expandRequest, isSkipped, keepExpansion } from './expansions.ts';
import { refusingTemplates } from './template-refusal.ts';

/** Deployments that Azure keeps for one scope. */
const historyLimit = 800;

const weekMs = 7 * 86_400_000;

export interface Acceptance {
  readonly place: DeploymentPlace;
  readonly request: StoredRequest;
  readonly tags: JsonObject;
  readonly parent?: { readonly key: string; readonly row: number };
  /** Shared by a deployment and all that are nested in it. */
  readonly correlationId: string;
}

/**
 * Takes a deployment in: from now on it goes on by itself.
 * @throws Refusal when the template is refused, or a deployment of that name is still running.
 */
export function acceptDeployment(context: LocalContext, acceptance: Acceptance): { readonly head: DeploymentHead; readonly existed: boolean } {
  const { place, request, tags, parent } = acceptance;
  const before = findDeployment(context.db, place.key);
  requireReplaceable(before, request);
  const token = context.ids.hex(20);
  const expansion = refusingTemplates(() => expandRequest(context.expansions, request, token));
  const head: DeploymentHead = {
    key: place.key,
    id: place.id,
    name: place.name,
    ...(request.location === undefined ? {} : { location: request.location }),
    tags,
    correlationId: acceptance.correlationId,
    token,
    acceptedAt: context.at,
    changedAt: context.at,
    state: 'Accepted',
    ...(parent === undefined ? {} : { parent }),
  };
  addDeployment(context.db, head, request, acceptedProperties(expansion.expanded));
  keepExpansion(context.expansions, token, expansion);
  addOperations(context, head, expansion);
  dropOldest(context, place.scopeId);
  return { head, existed: before !== undefined };
}

function requireReplaceable(before: DeploymentHead | undefined, request: StoredRequest): void {
  if (before === undefined) return;
  if (before.state === 'Accepted' || before.state === 'Running') {
    const expires = new Date(Date.parse(before.acceptedAt) + weekMs).toISOString();
    throw refuse(409, 'DeploymentActive', `Unable to edit or replace deployment '${before.name}': previous deployment from '${usTime(before.acceptedAt)}' is still active (expiration time is '${usTime(expires)}'). Please see https://aka.ms/arm-deploy for usage details.`);
  }
  if (before.location !== undefined && request.location !== undefined && plain(before.location) !== plain(request.location)) {
    throw refuse(409, 'InvalidDeploymentLocation', `Invalid deployment location '${request.location}'. The deployment '${before.name}' already exists in location '${before.location}'.`);
  }
}

function addOperations(context: LocalContext, head: DeploymentHead, expansion: Expansion): void {
  let ready = 0;
  expansion.resources.forEach((resource, row) => {
    const skipped = isSkipped(resource);
    const starts = !skipped && expansion.waitsFor[row]?.every((other) => isSkipped(expansion.resources[other] ?? resource)) === true;
    const operationId = derivedHex(head.token, String(row)).slice(0, 16).toUpperCase();
    addOperation(context.db, head.key, { row, resource: resource.key, operationId, state: skipped ? 'skipped' : starts ? 'queued' : 'waiting' });
    if (!starts) return;
    ready += 1;
    schedule(context.db, { at: context.at, kind: 'start', subject: head.key, row });
  });
  if (ready === 0) schedule(context.db, { at: context.at, kind: 'close', subject: head.key, row: 0 });
}

function dropOldest(context: LocalContext, scopeId: string): void {
  const { total } = context.db.get("select count(*) as total from deployments where key > ? and key < ?", `${scopeId.toLowerCase()}/providers/microsoft.resources/deployments/`, `${scopeId.toLowerCase()}/providers/microsoft.resources/deployments0`) ?? { total: 0 };
  if (Number(total) <= historyLimit) return;
  const ended = deploymentsOf(context.db, scopeId).filter(({ state }) => state !== 'Accepted' && state !== 'Running');
  for (const head of ended.slice(historyLimit - Number(total))) removeDeployment(context.db, head.key);
}

/** What the answer shows of a deployment from its acceptance on. */
export function acceptedProperties(expanded: ExpandedDeployment): JsonObject {
  const parameters = expanded.parameters.map(({ name, type, secure, value }): [string, Json] => [
    lowerCapitals(name),
    secure ? { type: pascalType(type) } : { type: pascalType(type), value: renderValue(value) },
  ]);
  const templateHash = BigInt(`0x${derivedHex(canonicalJson(expanded.input.template)).slice(0, 16)}`).toString();
  return { templateHash, parameters: Object.fromEntries(parameters), mode: expanded.input.mode ?? 'Incremental', providers: providersOf(expanded), dependencies: dependenciesOf(expanded) };
}

/** Ids of what the deployment puts, as its end lists them. */
export function outputResourceIds(expansion: Expansion): readonly string[] {
  const ids = expansion.resources.filter((resource) => !resource.existing && resource.type.toLowerCase() !== 'microsoft.resources/deployments').map(({ id }) => id);
  return [...new Set(ids)].sort(compareResourceIds);
}

function providersOf(expanded: ExpandedDeployment): Json {
  const namespaces = new Map<string, Map<string, Set<string | null>>>();
  for (const resource of expanded.resources) {
    if (!resource.condition || resource.existing) continue;
    const [namespace = '', ...types] = resource.type.split('/');
    const byType = namespaces.get(namespace) ?? new Map<string, Set<string | null>>();
    namespaces.set(namespace, byType);
    const type = types.join('/');
    byType.set(type, (byType.get(type) ?? new Set<string | null>()).add(resource.location === undefined ? null : plain(resource.location)));
  }
  return [...namespaces].map(([namespace, types]) => ({ namespace, resourceTypes: [...types].map(([resourceType, locations]) => ({ resourceType, locations: [...locations] })) }));
}

function dependenciesOf(expanded: ExpandedDeployment): Json {
  return expanded.resources
    .filter(({ dependencies, existing }) => dependencies.length > 0 && !existing)
    .map((resource) => ({ dependsOn: resource.dependencies.map((dependency) => ({ ...dependency })), id: resource.id, resourceType: resource.type, resourceName: resource.name }));
}

/** Azure lowers the capitals that a name begins with: `VMSS` → `vmss`, `NewNSG` → `newNSG`. */
export function lowerCapitals(name: string): string {
  const capitals = /^[A-Z]+/.exec(name)?.[0] ?? '';
  if (capitals.length <= 1 || capitals.length === name.length) return capitals.toLowerCase() + name.slice(capitals.length);
  return capitals.slice(0, -1).toLowerCase() + name.slice(capitals.length - 1);
}

/** `7/2/2018 12:08:13 PM`, as Azure's message has it. */
function usTime(at: string): string {
  const time = new Date(at);
  const hour = time.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()} ${hour % 12 === 0 ? 12 : hour % 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`;
}
