import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { derivedGuid } from '../arm/derived-guid.ts';
import type { Database } from '../world/database.ts';
import type { DeploymentHead, StoredOperation } from '../world/deployment-store.ts';
import { deploymentProperties, operationsOf } from '../world/deployment-store.ts';
import { errorBody } from '../refusal.ts';

/** A deployment as GET and PUT show it. */
export function deploymentView(db: Database, head: DeploymentHead): JsonObject {
  const { accepted, ended } = deploymentProperties(db, head.key);
  const { templateHash = '', parameters = {}, mode = 'Incremental', ...rest } = accepted;
  return {
    id: head.id,
    name: head.name,
    type: 'Microsoft.Resources/deployments',
    ...(head.location === undefined ? {} : { location: head.location }),
    ...(Object.keys(head.tags).length === 0 ? {} : { tags: head.tags }),
    properties: {
      templateHash,
      parameters,
      mode,
      provisioningState: head.state,
      timestamp: head.changedAt,
      duration: duration(head.acceptedAt, head.changedAt),
      correlationId: head.correlationId,
      ...rest,
      ...ended,
    },
  };
}

/** The operations of a deployment as their list shows them; the evaluation of outputs ends it. */
export function operationViews(db: Database, head: DeploymentHead): readonly JsonObject[] {
  const operations = operationsOf(db, head.key);
  const rows = operations.map((operation) => operationView(head, operation));
  const { error } = deploymentProperties(db, head.key).ended;
  const failed = head.state === 'Failed' && isJsonObject(error) && error['code'] === 'DeploymentOutputEvaluationFailed';
  if (head.state !== 'Succeeded' && !failed) return rows;
  const outcome = failed ? { statusCode: 'BadRequest', statusMessage: { error } } : { statusCode: 'OK' };
  return [
    ...rows,
    view(head, head.token, {
      provisioningOperation: 'EvaluateDeploymentOutput',
      provisioningState: head.state,
      timestamp: head.changedAt,
      duration: 'PT0S',
      trackingId: derivedGuid(head.token),
      ...outcome,
    }),
  ];
}

function operationView(head: DeploymentHead, operation: StoredOperation): JsonObject {
  const { startedAt = '', changedAt = '', statusCode = 'OK', target = {}, error } = operation;
  return view(head, operation.operationId, {
    provisioningOperation: 'Create',
    provisioningState: stateNames[operation.state] ?? 'Running',
    timestamp: changedAt,
    duration: duration(startedAt, changedAt),
    trackingId: derivedGuid(head.token, operation.operationId),
    serviceRequestId: derivedGuid(head.token, operation.operationId, 'service'),
    statusCode,
    ...(error === undefined ? {} : { statusMessage: errorBody(error) }),
    targetResource: target,
  });
}

const stateNames: Readonly<Partial<Record<StoredOperation['state'], string>>> = { running: 'Running', succeeded: 'Succeeded', failed: 'Failed' };

function view(head: DeploymentHead, operationId: string, properties: Readonly<Record<string, Json>>): JsonObject {
  return { id: `${head.id}/operations/${operationId}`, operationId, properties };
}

/** ISO 8601 duration between two moments. */
function duration(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  return `PT${minutes === 0 ? '' : `${minutes}M`}${seconds}S`;
}
