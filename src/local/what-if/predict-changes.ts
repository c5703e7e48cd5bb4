import type { PredictedResource, Prediction } from '../../arm/predict.ts';
import { compareResourceIds, resourceIdKey } from '../../arm/resource-id.ts';
import { scopeId } from '../../arm/scope-id.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { resourcesToDelete } from '../deployments/complete-mode.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';
import { afterPayload } from './after-payload.ts';
import { livePayload, normalPayload } from './live-payload.ts';
import { propertyDelta } from './property-delta.ts';

export type ResultFormat = 'FullResourcePayloads' | 'ResourceIdOnly';

/**
 * What a deployment would do to each resource, sorted by id: those of its template, and those that lie in its groups and are left
 * alone or, in mode `Complete`, deleted.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if
 */
export function predictChanges(context: LocalContext, prediction: Prediction, format: ResultFormat): readonly JsonObject[] {
  const { scope, mode } = prediction.expanded.input;
  const wanted = new Set(prediction.resources.map(({ resource }) => resourceIdKey(resource.id)));
  const rows = prediction.resources.map((predicted) => changeOf(context, predicted, format));
  const root = scope.kind === 'resourceGroup' ? scopeId(scope) : undefined;
  const groups = targetGroups(prediction, root);
  for (const group of groups) {
    const stored = findResource(context.db, resourceIdKey(group));
    if (stored === undefined) continue;
    if (resourceIdKey(group) !== resourceIdKey(root ?? '') && !wanted.has(stored.key)) rows.push(ignored(context, stored, format));
    const goes = mode === 'Complete' && resourceIdKey(group) === resourceIdKey(root ?? '');
    for (const other of resourcesToDelete(context, stored.id, wanted)) rows.push(goes ? deleted(context, other, format) : ignored(context, other, format));
  }
  return rows.sort((one, two) => compareResourceIds(String(one['resourceId']), String(two['resourceId'])));
}

/** Groups that the deployment or a nested one deploys to. */
function targetGroups(prediction: Prediction, root: string | undefined): readonly string[] {
  const groups = new Map<string, string>();
  if (root !== undefined) groups.set(resourceIdKey(root), root);
  for (const { resource } of prediction.resources) {
    const path = resource.id.includes('[') ? undefined : parseArmPath(resource.id);
    if (path?.kind !== 'resource' || path.group === undefined) continue;
    const id = `/subscriptions/${path.subscriptionId}/resourceGroups/${path.group}`;
    if (!groups.has(resourceIdKey(id))) groups.set(resourceIdKey(id), id);
  }
  return [...groups.values()];
}

/** Types whose metadata lets Azure tell defaults from deletions. All others: a default that the template leaves out is reported as deleted. */
const quiet = /^microsoft\.(storage|authorization|resources)\//i;

function changeOf(context: LocalContext, predicted: PredictedResource, format: ResultFormat): JsonObject {
  const { resource, body } = predicted;
  const wanted: JsonObject = { ...body, apiVersion: resource.apiVersion };
  if (resource.id.includes('[')) return unsupported(predicted, wanted, format);
  const stored = findResource(context.db, resourceIdKey(resource.id));
  const change = (changeType: string, payloads: Readonly<Record<string, Json>>): JsonObject => ({ resourceId: stored?.id ?? resource.id, changeType, ...payloads });
  const short = { ...wanted, name: resource.name.split('/').at(-1) ?? resource.name, id: resource.id };
  if (stored === undefined || stored.deletingUntil !== undefined) return change('Create', format === 'ResourceIdOnly' ? {} : { after: normalPayload(short) });
  if (format === 'ResourceIdOnly') return change('Deploy', {});
  const live = livePayload(context, stored, resource.apiVersion);
  const { whatIfNoise } = context.settings;
  const after = afterPayload(live, short, { filledIn: whatIfNoise && !quiet.test(resource.type), expressions: whatIfNoise });
  const delta = propertyDelta(live.payload, after);
  return change(delta.length === 0 ? 'NoChange' : 'Modify', { before: live.payload, after, delta: [...delta] });
}

/** An id that only the running deployment knows cannot be looked up. */
function unsupported({ resource }: PredictedResource, wanted: JsonObject, format: ResultFormat): JsonObject {
  return {
    resourceId: resource.id,
    changeType: 'Unsupported',
    unsupportedReason: `Changes to the resource declared at 'properties.template.${resource.jsonPath}' cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance.`,
    ...(format === 'ResourceIdOnly' ? {} : { after: normalPayload(wanted) }),
  };
}

function ignored(context: LocalContext, stored: StoredResource, format: ResultFormat): JsonObject {
  const row = { resourceId: stored.id, changeType: 'Ignore' };
  if (format === 'ResourceIdOnly') return row;
  const { payload } = livePayload(context, stored, stored.apiVersion);
  return { ...row, before: payload, after: payload };
}

function deleted(context: LocalContext, stored: StoredResource, format: ResultFormat): JsonObject {
  const row = { resourceId: stored.id, changeType: 'Delete' };
  return format === 'ResourceIdOnly' ? row : { ...row, before: livePayload(context, stored, stored.apiVersion).payload };
}
