import type { Json, JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { ErrorBody } from '../refusal.ts';
import { statusName } from '../refusal.ts';

/** Events that a world keeps; older ones go. */
const keptEvents = 5000;

/** Something that changed the world, or was refused. */
export interface Change {
  readonly id: string;
  /** `Microsoft.Storage/storageAccounts/write` */
  readonly operation: string;
  readonly method: 'PUT' | 'DELETE' | 'POST';
  readonly status: number;
  /** When it is done; absent when it is done already. */
  readonly readyAt?: string;
  readonly error?: ErrorBody;
}

/** Writes the events of a change: its begin, how its request ended, and its end when that comes later. */
export function recordChange(context: LocalContext, change: Change): void {
  const operationId = context.ids.uuid();
  const correlationId = context.correlationId ?? operationId;
  const isLater = change.error === undefined && change.readyAt !== undefined && change.readyAt > context.at;
  const add = (at: string, name: 'BeginRequest' | 'EndRequest', status: string) => addEvent(context, change, { at, name, status, operationId, correlationId });
  add(context.at, 'BeginRequest', 'Started');
  add(context.at, 'EndRequest', change.error === undefined ? (isLater ? 'Accepted' : 'Succeeded') : 'Failed');
  // Readers see nothing of the future, so that the end can be written now.
  if (isLater) add(change.readyAt ?? context.at, 'EndRequest', 'Succeeded');
  context.db.run('delete from activity where number <= (select max(number) from activity) - ?', keptEvents);
}

interface Moment {
  readonly at: string;
  readonly name: 'BeginRequest' | 'EndRequest';
  readonly status: string;
  readonly operationId: string;
  readonly correlationId: string;
}

function addEvent(context: LocalContext, change: Change, moment: Moment): void {
  const path = parseArmPath(change.id);
  const group = path?.kind === 'group' || path?.kind === 'resource' ? (path.group ?? '') : '';
  const event = eventOf(context, change, moment, group);
  context.db.run(
    'insert into activity (at, resource, resource_group, correlation_id, caller, operation, status, event) values (?, ?, ?, ?, ?, ?, ?, ?)',
    moment.at, resourceIdKey(change.id), group.toLowerCase(), moment.correlationId, context.caller.name, change.operation, moment.status, JSON.stringify(event),
  );
}

/**
 * One event in the shape of the activity log.
 * @see https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
 */
function eventOf(context: LocalContext, change: Change, moment: Moment, group: string): JsonObject {
  const eventDataId = context.ids.uuid();
  const path = parseArmPath(change.id);
  const type = path?.kind === 'resource' ? path.type : 'Microsoft.Resources/subscriptions/resourceGroups';
  const [namespace = ''] = change.operation.split('/');
  const begins = moment.name === 'BeginRequest';
  return {
    authorization: { action: change.operation, scope: change.id },
    caller: context.caller.name,
    channels: 'Operation',
    claims: { 'http://schemas.microsoft.com/identity/claims/objectidentifier': context.caller.principalId },
    correlationId: moment.correlationId,
    description: '',
    eventDataId,
    eventName: named(moment.name, begins ? 'Begin request' : 'End request'),
    category: named('Administrative'),
    eventTimestamp: moment.at,
    id: `${change.id}/events/${eventDataId}/ticks/${ticksOf(moment.at)}`,
    level: change.error === undefined || begins ? 'Informational' : 'Error',
    operationId: moment.operationId,
    operationName: named(change.operation),
    resourceGroupName: group,
    resourceProviderName: named(namespace),
    resourceType: named(type),
    resourceId: change.id,
    status: named(moment.status),
    subStatus: begins ? named('', '') : named(statusName(change.status), `${statusName(change.status)} (HTTP Status Code: ${change.status})`),
    httpRequest: { clientRequestId: moment.operationId, clientIpAddress: '127.0.0.1', method: change.method },
    properties: propertiesOf(change, begins),
    submissionTimestamp: moment.at,
    subscriptionId: path?.subscriptionId ?? '',
    tenantId: context.tenantId,
  };
}

function propertiesOf(change: Change, begins: boolean): JsonObject {
  const base = { eventCategory: 'Administrative', entity: change.id, message: change.operation, hierarchy: '' };
  if (begins) return base;
  return {
    statusCode: statusName(change.status),
    ...base,
    ...(change.error === undefined ? {} : { statusMessage: JSON.stringify({ status: 'Failed', error: change.error }) }),
  };
}

function named(value: string, localizedValue = value): Json {
  return { value, localizedValue };
}

/** .NET ticks of a moment: tenths of microseconds since the year 1. */
function ticksOf(at: string): string {
  return ((BigInt(Date.parse(at)) + 62_135_596_800_000n) * 10_000n).toString();
}
