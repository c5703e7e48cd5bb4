import { describeDeployment } from '../../arm/deployment-properties.ts';
import type { ExpandedDeployment } from '../../arm/expand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { requireAllowed } from '../access/authorize.ts';
import { rememberStarter } from '../access/deployment-access.ts';
import { derivedHex } from '../arm/derived-guid.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { schedule } from '../world/event-queue.ts';
import type { DeploymentHead, StoredRequest } from '../world/deployment-store.ts';
import { addDeployment, addOperation, findDeployment } from '../world/deployment-store.ts';
import { usTime } from '../time-forms.ts';
import { makeRoom } from './deployment-history.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import type { Expansion } from './expansions.ts';
import { expandRequest, isSkipped, keepExpansion, rowsOf } from './expansions.ts';
import { refusingTemplates } from './template-refusal.ts';

const weekMs = 7 * 86_400_000;

export interface Acceptance {
  readonly place: DeploymentPlace;
  readonly request: StoredRequest;
  readonly tags: JsonObject;
  readonly parent?: { readonly key: string; readonly row: number };
  /** Shared by a deployment and all that are nested in it. */
  readonly correlationId: string;
  /** What the request's checks have expanded already. */
  readonly expanded?: ExpandedDeployment;
  readonly token?: string;
  /** What it falls back to when it fails; see `rollbackOf`. */
  readonly rollback?: JsonObject;
  /** As the request has it; shown again, nothing else. */
  readonly debugSetting?: JsonObject;
}

/**
 * Takes a deployment in: from now on it goes on by itself.
 * @throws Refusal when the template is refused, or a deployment of that name is still running.
 */
export function acceptDeployment(context: LocalContext, acceptance: Acceptance): { readonly head: DeploymentHead; readonly existed: boolean } {
  const { place, request, tags, parent } = acceptance;
  const before = findDeployment(context.db, place.key);
  requireReplaceable(before, request);
  if (before === undefined) makeRoom(context, place);
  const token = acceptance.token ?? context.ids.hex(20);
  const { expanded } = acceptance;
  const expansion = expanded === undefined ? refusingTemplates('', () => expandRequest(context.expansions, request, token)) : rowsOf(expanded);
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
  requireAllowed(context, { action: 'Microsoft.Resources/deployments/write', scope: place.id });
  rememberStarter(context, head.key);
  const { rollback, debugSetting } = acceptance;
  addDeployment(context.db, head, request, {
    ...acceptedProperties(expansion.expanded),
    ...(rollback === undefined ? {} : { onErrorDeployment: rollback }),
    ...(debugSetting === undefined ? {} : { debugSetting }),
  });
  keepExpansion(context.expansions, token, expansion);
  addOperations(context, head, expansion);
  return { head, existed: before !== undefined };
}

function requireReplaceable(before: DeploymentHead | undefined, request: StoredRequest): void {
  if (before === undefined) return;
  if (before.state === 'Accepted' || before.state === 'Running') {
    const expires = new Date(Date.parse(before.acceptedAt) + weekMs).toISOString();
    throw refuse(409, 'DeploymentActive', `Unable to edit or replace deployment '${before.name}': previous deployment from '${usTime(before.acceptedAt)}' is still active (expiration time is '${usTime(expires)}'). Please see https://aka.ms/arm-deploy for usage details.`);
  }
  if (before.location !== undefined && request.location !== undefined && plainRegion(before.location) !== plainRegion(request.location)) {
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

/** What the answer shows of a deployment from its acceptance on. */
export function acceptedProperties(expanded: ExpandedDeployment): JsonObject {
  const { parameters, dependencies, providers } = describeDeployment(expanded);
  return {
    templateHash: templateHash(expanded.input.template),
    ...(parameters === null ? {} : { parameters }),
    mode: expanded.input.mode ?? 'Incremental',
    providers,
    dependencies,
  };
}

/** Twenty digits at most, as Azure's. How Azure hashes is not known: this one is ours, equal for equal templates whatever the order of their keys. */
function templateHash(template: Json): string {
  return BigInt(`0x${derivedHex(canonicalJson(template)).slice(0, 16)}`).toString();
}
