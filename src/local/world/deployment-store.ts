import type { DeploymentContext, DeploymentInput } from '../../arm/deployment-input.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { ErrorBody } from '../refusal.ts';
import type { Database, Row } from './database.ts';

export type DeploymentState = 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled';

/** What a deployment was accepted with; enough to expand it again in any process, to the same result. */
export interface StoredRequest extends Omit<DeploymentInput, 'context'> {
  readonly context: Omit<DeploymentContext, 'newGuid' | 'providers'>;
}

/** A deployment without the parts that grow with its template. */
export interface DeploymentHead {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly location?: string;
  readonly tags: JsonObject;
  readonly correlationId: string;
  /** Names this run of the deployment's name, in poll addresses and caches. */
  readonly token: string;
  readonly acceptedAt: string;
  readonly changedAt: string;
  readonly state: DeploymentState;
  /** The operation of another deployment that this one is nested in. */
  readonly parent?: { readonly key: string; readonly row: number };
}

/** Properties of the answer that are known when the deployment is accepted, and those that its end adds. */
export interface DeploymentProperties {
  readonly accepted: JsonObject;
  readonly ended: JsonObject;
}

const headColumns = 'key, id, name, location, tags, correlation_id, token, accepted_at, changed_at, state, parent_key, parent_row';

export function findDeployment(db: Database, key: string): DeploymentHead | undefined {
  const row = db.get(`select ${headColumns} from deployments where key = ?`, key);
  return row === undefined ? undefined : headOf(row);
}

/** Deployments of one scope, newest first; nested ones of deeper scopes are not among them. */
export function deploymentsOf(db: Database, scopeId: string): readonly DeploymentHead[] {
  const prefix = `${scopeId.toLowerCase()}/providers/microsoft.resources/deployments/`;
  const rows = db.all(`select ${headColumns} from deployments where key > ? and key < ? order by accepted_at desc, key`, prefix, `${prefix.slice(0, -1)}0`);
  return rows.map(headOf);
}

export function deploymentProperties(db: Database, key: string): DeploymentProperties {
  const row = db.get('select view, result from deployments where key = ?', key);
  return { accepted: parse(row?.['view']), ended: parse(row?.['result']) };
}

/** Undefined once the deployment has ended: its parameters are forgotten then. */
export function deploymentRequest(db: Database, key: string): StoredRequest | undefined {
  const row = db.get('select request from deployments where key = ?', key);
  const request = parse(row?.['request']);
  return request['scope'] === undefined ? undefined : (request as unknown as StoredRequest);
}

/** The template as it was sent, before and after the end. */
export function deploymentTemplate(db: Database, key: string): Json {
  const row = db.get('select request from deployments where key = ?', key);
  return parse(row?.['request'])['template'] ?? null;
}

/** Adds a deployment over an ended one of the same name, whose operations are forgotten. */
export function addDeployment(db: Database, head: DeploymentHead, request: StoredRequest, accepted: JsonObject): void {
  db.run('delete from operations where deployment = ?', head.key);
  db.run(
    `insert or replace into deployments (${headColumns}, scope, request, view, result) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    head.key,
    head.id,
    head.name,
    head.location ?? null,
    JSON.stringify(head.tags),
    head.correlationId,
    head.token,
    head.acceptedAt,
    head.changedAt,
    head.state,
    head.parent?.key ?? null,
    head.parent?.row ?? null,
    JSON.stringify(request.scope),
    JSON.stringify(request),
    JSON.stringify(accepted),
    null,
  );
}

export function setDeploymentState(db: Database, key: string, state: DeploymentState, at: string): void {
  db.run('update deployments set state = ?, changed_at = ? where key = ?', state, at, key);
}

/** Records how a deployment ended and forgets the values that it was given: they may be secrets. */
export function endDeployment(db: Database, head: DeploymentHead, state: DeploymentState, at: string, ended: JsonObject): void {
  const template = head.parent === undefined ? deploymentTemplate(db, head.key) : null;
  db.run('update deployments set state = ?, changed_at = ?, result = ?, request = ? where key = ?', state, at, JSON.stringify(ended), JSON.stringify({ template }), head.key);
}

export function removeDeployment(db: Database, key: string): void {
  db.run('delete from operations where deployment = ?', key);
  db.run('delete from deployments where key = ?', key);
}

/** `waiting`: for others; `queued`: its turn has come; `skipped`: its condition is false, or it is only read. */
export type OperationState = 'waiting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'skipped';

export interface StoredOperation {
  readonly row: number;
  /** Key of the expanded resource. */
  readonly resource: string;
  readonly operationId: string;
  readonly state: OperationState;
  readonly startedAt?: string;
  readonly changedAt?: string;
  readonly statusCode?: string;
  readonly target?: JsonObject;
  readonly error?: ErrorBody;
}

export function addOperation(db: Database, deployment: string, operation: Pick<StoredOperation, 'row' | 'resource' | 'operationId' | 'state'>): void {
  db.run('insert into operations (deployment, row, resource, operation_id, state) values (?, ?, ?, ?, ?)', deployment, operation.row, operation.resource, operation.operationId, operation.state);
}

export function operationState(db: Database, deployment: string, row: number): OperationState | undefined {
  const found = db.get('select state from operations where deployment = ? and row = ?', deployment, row);
  return found === undefined ? undefined : (found['state'] as OperationState);
}

/** True while something of the deployment is working or about to. */
export function hasWork(db: Database, deployment: string): boolean {
  return db.get("select 1 from operations where deployment = ? and state in ('queued', 'running') limit 1", deployment) !== undefined;
}

export function queueOperation(db: Database, deployment: string, row: number): void {
  db.run("update operations set state = 'queued' where deployment = ? and row = ?", deployment, row);
}

export function startOperation(db: Database, deployment: string, row: number, at: string, target: JsonObject, statusCode: string): void {
  db.run("update operations set state = 'running', started_at = ?, changed_at = ?, target = ?, status_code = ? where deployment = ? and row = ?", at, at, JSON.stringify(target), statusCode, deployment, row);
}

export function finishOperation(db: Database, deployment: string, row: number, at: string): void {
  db.run("update operations set state = 'succeeded', changed_at = ? where deployment = ? and row = ?", at, deployment, row);
}

export function failOperation(db: Database, deployment: string, row: number, failure: { readonly at: string; readonly target: JsonObject; readonly statusCode: string; readonly error: ErrorBody }): void {
  db.run(
    "update operations set state = 'failed', started_at = coalesce(started_at, ?), changed_at = ?, target = ?, status_code = ?, error = ? where deployment = ? and row = ?",
    failure.at,
    failure.at,
    JSON.stringify(failure.target),
    failure.statusCode,
    JSON.stringify(failure.error),
    deployment,
    row,
  );
}

/** Operations that have begun, in the order of the template. */
export function operationsOf(db: Database, deployment: string): readonly StoredOperation[] {
  return db.all("select * from operations where deployment = ? and state in ('running', 'succeeded', 'failed') order by row", deployment).map(operationOf);
}

function operationOf(row: Row): StoredOperation {
  const error = row['error'];
  return {
    row: Number(row['row']),
    resource: String(row['resource']),
    operationId: String(row['operation_id']),
    state: row['state'] as OperationState,
    startedAt: String(row['started_at'] ?? ''),
    changedAt: String(row['changed_at'] ?? ''),
    statusCode: String(row['status_code'] ?? ''),
    target: parse(row['target']),
    ...(typeof error === 'string' ? { error: JSON.parse(error) as ErrorBody } : {}),
  };
}

function headOf(row: Row): DeploymentHead {
  const location = row['location'];
  const parent = row['parent_key'];
  return {
    key: String(row['key']),
    id: String(row['id']),
    name: String(row['name']),
    ...(typeof location === 'string' ? { location } : {}),
    tags: parse(row['tags']),
    correlationId: String(row['correlation_id']),
    token: String(row['token']),
    acceptedAt: String(row['accepted_at']),
    changedAt: String(row['changed_at']),
    state: row['state'] as DeploymentState,
    ...(typeof parent === 'string' ? { parent: { key: parent, row: Number(row['parent_row']) } } : {}),
  };
}

function parse(text: string | number | null | undefined): JsonObject {
  return typeof text === 'string' ? (JSON.parse(text) as JsonObject) : {};
}
