import type { AzureFailure } from '../model/azure-failure.ts';
import type { ApplyItem, EngineEvent } from '../model/event.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;

export type ItemStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'skipped';

/** One resource of an apply. */
export interface ItemView extends ApplyItem {
  readonly status: ItemStatus;
  /** Milliseconds since 1970. */
  readonly startedMs?: number;
  /** Set when it has ended. */
  readonly elapsedMs?: number;
  /** Why it was skipped, or what it waits for. */
  readonly because?: string;
  readonly failure?: AzureFailure;
}

export interface StackView {
  readonly stack: string;
  /** `waiting` before its deployment has started. */
  readonly status: 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped';
  /** True when an earlier run had started the deployment. */
  readonly resumed: boolean;
  /** True while only its resources tell of it: deletions have no deployment, so nothing announces their stack. */
  readonly implied: boolean;
  readonly deployment?: string;
  readonly scope?: string;
  readonly startedMs?: number;
  readonly elapsedMs?: number;
  readonly because?: string;
  readonly failure?: AzureFailure;
}

interface ApplyState {
  readonly items: readonly ItemView[];
  readonly itemIndex: ReadonlyMap<string, number>;
  readonly stacks: readonly StackView[];
}

/** All items queued, a waiting stack for each that they are in. */
export function beginApply(resources: readonly ApplyItem[]): ApplyState {
  const names = [...new Set(resources.map((item) => item.stack))];
  return {
    items: resources.map((item) => ({ ...item, status: 'queued' })),
    itemIndex: new Map(resources.map((item, index) => [item.address, index])),
    stacks: names.map(waitingStack),
  };
}

function waitingStack(stack: string): StackView {
  return { stack, status: 'waiting', resumed: false, implied: true };
}

const stackStatus = { started: 'running', resumed: 'running', succeeded: 'succeeded', failed: 'failed', skipped: 'skipped' } as const;

/** The stacks after an event about one of them; its elapsed time is the event's own, else counted from its start. */
export function applyStackEvent(stacks: readonly StackView[], event: EventOf<'stack'>, atMs: number): readonly StackView[] {
  const index = stacks.findIndex((stack) => stack.stack === event.stack);
  const before = stacks[index] ?? waitingStack(event.stack);
  const status = stackStatus[event.status];
  const ended = status !== 'running';
  const next: StackView = {
    ...before,
    status,
    implied: false,
    resumed: before.resumed || event.status === 'resumed',
    ...(ended ? {} : { startedMs: before.startedMs ?? atMs }),
    ...(ended && status !== 'skipped' ? { elapsedMs: event.elapsedMs ?? atMs - (before.startedMs ?? atMs) } : {}),
    ...(event.deployment === undefined ? {} : { deployment: event.deployment }),
    ...(event.scope === undefined ? {} : { scope: event.scope }),
    ...(event.because === undefined ? {} : { because: event.because }),
    ...(event.failure === undefined ? {} : { failure: event.failure }),
  };
  return index === -1 ? [...stacks, next] : stacks.with(index, next);
}

const itemStatus = { queued: 'queued', started: 'running', progress: 'running', succeeded: 'succeeded', failed: 'failed', skipped: 'skipped' } as const;

/** The items (and, for a stack that nobody announced, the stacks) after an event about one resource. */
export function applyResourceEvent(state: ApplyState, event: EventOf<'resource'>, atMs: number): ApplyState {
  const index = state.itemIndex.get(event.address);
  const before = index === undefined ? undefined : state.items[index];
  const next = nextItem(before ?? newItem(event), event, atMs);
  const items = index === undefined ? [...state.items, next] : state.items.with(index, next);
  const itemIndex = index === undefined ? new Map(state.itemIndex).set(event.address, state.items.length) : state.itemIndex;
  return { items, itemIndex, stacks: followItem(state.stacks, next, items, atMs) };
}

/** The stacks after a change of one of their items: one that nobody announces starts with its first item and ends with its last. */
function followItem(stacks: readonly StackView[], item: ItemView, items: readonly ItemView[], atMs: number): readonly StackView[] {
  const at = stacks.findIndex((stack) => stack.stack === item.stack);
  const before = stacks[at] ?? waitingStack(item.stack);
  const next = before.implied ? impliedStack(before, item, items, atMs) : before;
  return at === -1 ? [...stacks, next] : next === before ? stacks : stacks.with(at, next);
}

function impliedStack(stack: StackView, item: ItemView, items: readonly ItemView[], atMs: number): StackView {
  if (item.status === 'queued') {
    return stack;
  }
  if (item.status === 'running') {
    return stack.status === 'running' ? stack : { ...stack, status: 'running', startedMs: stack.startedMs ?? atMs };
  }
  const own = items.filter((other) => other.stack === stack.stack);
  // One in which nothing has started is left to the event that says why.
  if (stack.startedMs === undefined || own.some((other) => other.status === 'queued' || other.status === 'running')) {
    return stack;
  }
  return { ...stack, status: own.some((other) => other.status === 'failed') ? 'failed' : 'succeeded', elapsedMs: atMs - stack.startedMs };
}

function newItem(event: EventOf<'resource'>): ItemView {
  return {
    address: event.address,
    resourceType: event.resourceType,
    azureName: event.azureName,
    stack: event.stack,
    action: event.action,
    status: 'queued',
  };
}

function nextItem(before: ItemView, event: EventOf<'resource'>, atMs: number): ItemView {
  const status = itemStatus[event.status];
  const running = status === 'running';
  const ended = status === 'succeeded' || status === 'failed';
  return {
    ...before,
    status,
    ...(running ? { startedMs: before.startedMs ?? atMs } : {}),
    ...(ended ? { elapsedMs: event.elapsedMs ?? atMs - (before.startedMs ?? atMs) } : {}),
    ...(event.because === undefined ? {} : { because: event.because }),
    ...(event.failure === undefined ? {} : { failure: event.failure }),
  };
}

/** At the end of a run nothing ticks any longer: a stack that is still running keeps the time that it had. */
export function closeApply(stacks: readonly StackView[], atMs: number): readonly StackView[] {
  return stacks.map((stack) => (stack.status === 'running' && stack.startedMs !== undefined ? { ...stack, elapsedMs: atMs - stack.startedMs } : stack));
}

/** How long an item or stack took, or has been running at `nowMs`; undefined before its start. */
export function elapsedAt(timed: { readonly startedMs?: number; readonly elapsedMs?: number }, nowMs: number): number | undefined {
  if (timed.elapsedMs !== undefined) {
    return timed.elapsedMs;
  }
  return timed.startedMs === undefined ? undefined : Math.max(0, nowMs - timed.startedMs);
}

/** True when an item takes clearly longer than the median of earlier runs: half as long again, and five seconds. */
export function isSlow(item: ItemView, nowMs: number): boolean {
  const elapsed = elapsedAt(item, nowMs);
  return elapsed !== undefined && item.usualMs !== undefined && elapsed > Math.max(item.usualMs * 1.5, item.usualMs + 5000);
}

export type ItemCounts = Readonly<Record<ItemStatus, number>> & { readonly total: number };

/** Items by status. */
export function countItems(items: readonly ItemView[]): ItemCounts {
  const counts: Record<ItemStatus, number> = { queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0 };
  for (const item of items) {
    counts[item.status] += 1;
  }
  return { ...counts, total: items.length };
}
