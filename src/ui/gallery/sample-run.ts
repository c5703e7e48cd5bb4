import type { ApplyItem, EngineEvent, StampedEvent } from '../../model/event.ts';
import type { Plan } from '../../model/plan.ts';
import { firstPlan } from './sample-plan.ts';

const startMs = Date.UTC(2026, 9, 14, 15, 30, 0);
const run = 'synth-20261014-153000-b8d4e2a1';

/** A recorded event with the milliseconds after the start at which it happened. */
export type TimedEvent = readonly [afterMs: number, event: EngineEvent];

/** Stamps events as the engine's stamper does. */
export function stamp(events: readonly TimedEvent[]): readonly StampedEvent[] {
  return events.map(([afterMs, event], index) => ({
    schema: 1,
    seq: index + 1,
    at: new Date(startMs + afterMs).toISOString(),
    run,
    ...event,
  }));
}

/** The time of a recorded event's clock, milliseconds since 1970. */
export function sampleTime(afterMs: number): number {
  return startMs + afterMs;
}

function itemsOf(plan: Plan): readonly ApplyItem[] {
  return plan.changes.flatMap((change) => {
    const { kind } = change.action;
    if (kind !== 'create' && kind !== 'update' && kind !== 'replace' && kind !== 'delete') {
      return [];
    }
    const usual = change.type === 'Microsoft.DocumentDB/databaseAccounts' ? { usualMs: 40_000 } : {};
    return [{ address: change.address, resourceType: change.type, azureName: change.azureName, stack: change.stack, action: kind, ...usual }];
  });
}

function about(item: ApplyItem): Omit<Extract<EngineEvent, { type: 'resource' }>, 'status'> {
  return { type: 'resource', address: item.address, resourceType: item.resourceType, azureName: item.azureName, stack: item.stack, action: item.action };
}

/** How the first apply of forty resources goes: the Cosmos account fails after a slow start, compute is skipped, the rest is done. */
export function failedRun(): readonly StampedEvent[] {
  const plan = firstPlan();
  const items = itemsOf(plan);
  const events: TimedEvent[] = [...opening(plan, items)];
  let at = 1000;
  for (const stack of ['foundation', 'security', 'observability']) {
    at = stackDone(events, items, stack, at);
  }
  const data = items.filter((item) => item.stack === 'data');
  events.push([at, { type: 'stack', stack: 'data', status: 'started', deployment: 'atakora-data-20261014-153000-b8d4e2a1-1' }]);
  for (const item of data) {
    at += 50;
    events.push([at, { ...about(item), status: 'started' }]);
  }
  for (const item of data.filter((candidate) => !isCosmos(candidate))) {
    at += 200;
    events.push([at, { ...about(item), status: 'succeeded' }]);
  }
  events.push([at + 1000, { type: 'retry', what: 'GET main/cosmos.main/account', afterMs: 2000, because: 'Azure asked to slow down (429)' }]);
  const account = data.find((item) => item.resourceType === 'Microsoft.DocumentDB/databaseAccounts');
  const database = data.find((item) => item.resourceType.endsWith('sqlDatabases'));
  at += 70_000;
  if (account !== undefined && database !== undefined) {
    events.push([at, { ...about(account), status: 'failed', elapsedMs: 78_000, failure: serviceUnavailable }]);
    events.push([at + 10, { ...about(database), status: 'skipped', because: 'main/cosmos.main/account failed' }]);
  }
  events.push([at + 500, { type: 'stack', stack: 'data', status: 'failed', elapsedMs: 80_000 }]);
  for (const item of items.filter((candidate) => candidate.stack === 'compute')) {
    events.push([at + 510, { ...about(item), status: 'skipped', because: 'stack data failed' }]);
  }
  events.push([at + 520, { type: 'stack', stack: 'compute', status: 'skipped', because: 'stack data failed' }]);
  events.push([at + 600, { type: 'error', code: 'ATK1601', message: 'The deployment of stack data failed: Cosmos DB has no capacity in westeurope', hint: 'Choose another region for this environment, or ask for quota, then apply again.', address: 'main/cosmos.main/account', failure: serviceUnavailable }]);
  events.push([at + 700, { type: 'summary', command: 'apply', result: 'failed', exitCode: 4, elapsedMs: at + 700, done: 36, failed: 1, skipped: 3, unknown: 0, next: ['atakora apply --local'] }]);
  return stamp(events);
}

const serviceUnavailable = {
  code: 'DeploymentFailed',
  message: 'At least one resource deployment operation failed.',
  status: 409,
  correlationId: '7d1f6a0e-0000-4000-8000-1c2d3e4f5a6b',
  details: [{ code: 'ServiceUnavailable', message: 'Sorry, we are currently experiencing high demand in West Europe region.' }],
} as const;

function isCosmos(item: ApplyItem): boolean {
  return item.resourceType.startsWith('Microsoft.DocumentDB/');
}

function opening(plan: Plan, items: readonly ApplyItem[]): readonly TimedEvent[] {
  return [
    [0, { type: 'start', command: 'apply', tool: '0.1.0', project: 'feedback', environment: 'dev', cloud: 'local', local: true }],
    [5, { type: 'assumption', what: 'region', value: 'westeurope', from: 'the manifest' }],
    [10, { type: 'phase', phase: 'load', status: 'started' }],
    [60, { type: 'phase', phase: 'load', status: 'finished', elapsedMs: 50 }],
    [70, { type: 'phase', phase: 'plan', status: 'started' }],
    [120, { type: 'phase', phase: 'plan', status: 'finished', elapsedMs: 50 }],
    [130, { type: 'plan', plan }],
    [900, { type: 'prompt', question: 'Apply this plan to dev@local?', answer: 'yes', by: 'flag' }],
    [910, { type: 'lock', status: 'acquired' }],
    [920, { type: 'apply', status: 'started', kind: 'apply', resources: items }],
  ];
}

function stackDone(events: TimedEvent[], items: readonly ApplyItem[], stack: string, from: number): number {
  let at = from;
  events.push([at, { type: 'stack', stack, status: 'started', deployment: `atakora-${stack}-20261014-153000-b8d4e2a1-1` }]);
  for (const item of items.filter((candidate) => candidate.stack === stack)) {
    events.push([at + 100, { ...about(item), status: 'started' }]);
    at += 1500;
    events.push([at, { ...about(item), status: 'succeeded', elapsedMs: 1400 }]);
  }
  at += 200;
  events.push([at, { type: 'stack', stack, status: 'succeeded', elapsedMs: at - from }]);
  return at + 100;
}

/** The same apply when nothing fails. */
export function succeededRun(): readonly StampedEvent[] {
  const plan = firstPlan();
  const items = itemsOf(plan);
  const events: TimedEvent[] = [...opening(plan, items)];
  let at = 1000;
  for (const stack of new Set(items.map((item) => item.stack))) {
    at = stackDone(events, items, stack, at);
  }
  events.push([at, { type: 'output', name: 'apiUrl', value: 'https://func-feedback-dev-weu-x7q2m-01.azurewebsites.net' }]);
  events.push([at, { type: 'output', name: 'adminKey', value: null, sensitive: true }]);
  events.push([at + 10, { type: 'summary', command: 'apply', result: 'succeeded', exitCode: 0, elapsedMs: at + 10, done: items.length, failed: 0, skipped: 0, unknown: 0, next: ['atakora outputs --local'] }]);
  return stamp(events);
}
