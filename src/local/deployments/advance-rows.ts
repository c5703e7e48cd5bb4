import type { JsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { ErrorBody } from '../refusal.ts';
import { statusName } from '../refusal.ts';
import { schedule } from '../world/event-queue.ts';
import type { DeploymentHead, DeploymentState } from '../world/deployment-store.ts';
import { failOperation, finishOperation, hasWork, operationState, queueOperation, setDeploymentState } from '../world/deployment-store.ts';
import { expansionOf } from './expansions.ts';

/** True while a deployment has not ended. */
export function isOpen(state: DeploymentState): boolean {
  return state === 'Accepted' || state === 'Running';
}

/** A row is done: what waited for it alone may start. */
export function finishRow(context: LocalContext, head: DeploymentHead, row: number): void {
  if (operationState(context.db, head.key, row) !== 'running') return;
  finishOperation(context.db, head.key, row, context.at);
  if (!isOpen(head.state)) return;
  setDeploymentState(context.db, head.key, 'Running', context.at);
  const expansion = expansionOf(context.expansions, context.db, head);
  for (const next of expansion?.waiting[row] ?? []) {
    if (operationState(context.db, head.key, next) !== 'waiting') continue;
    // What comes last in the list is usually done last: looking there first ends the search soonest.
    const ready = expansion?.waitsFor[next]?.every((_, i, all) => isDone(operationState(context.db, head.key, all[all.length - 1 - i] ?? -1)));
    if (ready !== true) continue;
    queueOperation(context.db, head.key, next);
    schedule(context.db, { at: context.at, kind: 'start', subject: head.key, row: next });
  }
  closeWhenIdle(context, head);
}

function isDone(state: string | undefined): boolean {
  return state === 'succeeded' || state === 'skipped';
}

export interface RowFailure {
  readonly status: number;
  readonly error: ErrorBody;
  readonly target: JsonObject;
}

/** A row has failed: what waits for it never starts, everything else goes on. */
export function failRow(context: LocalContext, head: DeploymentHead, row: number, failure: RowFailure): void {
  failOperation(context.db, head.key, row, { at: context.at, target: failure.target, statusCode: statusName(failure.status), error: failure.error });
  if (!isOpen(head.state)) return;
  setDeploymentState(context.db, head.key, 'Running', context.at);
  closeWhenIdle(context, head);
}

function closeWhenIdle(context: LocalContext, head: DeploymentHead): void {
  if (!hasWork(context.db, head.key)) schedule(context.db, { at: context.at, kind: 'close', subject: head.key, row: 0 });
}
