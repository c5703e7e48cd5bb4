import type { Address } from '../../model/address.ts';
import { assertNever } from '../../model/assert-never.ts';
import type { ApplyItem, EngineEvent } from '../../model/event.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Host } from '../ports.ts';
import { deploymentScopeId } from './deployment-scope.ts';

type Entry<T extends JournalEntry['type']> = Extract<JournalEntry, { readonly type: T }>;

/** What of a run had ended before it was taken up. */
export interface EarlierWork {
  readonly items: readonly ApplyItem[];
  /** Tells it: each stack with its resources, as they ended. */
  readonly tell: (host: Host) => void;
}

/** Usual duration by type and action. */
type UsualMs = (type: string, action: ApplyItem['action']) => number | undefined;

interface EndedItem {
  readonly item: ApplyItem;
  readonly status: 'succeeded' | 'failed';
  readonly elapsedMs?: number;
  readonly code?: string;
}

/** The deployments of one stack, of which the last counts. */
interface StackRun {
  readonly first: Entry<'deployment-start'>;
  readonly last: Entry<'deployment-start'>;
  readonly end?: Entry<'deployment-end'>;
}

interface Earlier {
  readonly stacks: Map<string, StackRun>;
  readonly ended: Map<Address, EndedItem>;
}

/**
 * Reads from a journal what was done before, so that whoever returns to a run sees all of it: the same stacks, since when they run, what
 * each resource took, what had failed.
 */
export function earlierWork(entries: readonly JournalEntry[], state: StateDocument | undefined, usualMs: UsualMs | undefined): EarlierWork {
  const earlier: Earlier = { stacks: new Map(), ended: new Map() };
  const actions = new Map(entries.flatMap((entry) => (entry.type === 'intent' ? entry.changes.map(({ address, action }) => [address, action] as const) : [])));
  const put = (address: Address, stack: string, record: { readonly type: string; readonly name: string }): ApplyItem => itemOf(address, stack, record, actions.get(address), usualMs);
  for (const entry of entries) note(entry, earlier, put, state);
  const { stacks, ended } = earlier;
  return {
    items: [...ended.values()].map(({ item }) => item),
    tell: (host) => {
      const byStack = Map.groupBy(ended.values(), ({ item }) => item.stack);
      for (const [stack, run] of stacks) tellStack(run, byStack.get(stack) ?? [], host);
      for (const [stack, items] of byStack) if (!stacks.has(stack)) tellItems(items, host);
    },
  };
}

function note(entry: JournalEntry, { stacks, ended }: Earlier, put: (address: Address, stack: string, record: { readonly type: string; readonly name: string }) => ApplyItem, state: StateDocument | undefined): void {
  switch (entry.type) {
    case 'intent':
      stacks.clear();
      return ended.clear();
    case 'deployment-start':
      // What is sent again has not ended.
      for (const address of Object.keys(entry.records)) ended.delete(address as Address);
      return void stacks.set(entry.stack, { first: stacks.get(entry.stack)?.first ?? entry, last: entry });
    case 'deployment-end': {
      const run = [...stacks.values()].find(({ last }) => last.deployment === entry.deployment);
      return run === undefined ? undefined : void stacks.set(run.last.stack, { ...run, end: entry });
    }
    case 'resource-done':
      return void ended.set(entry.address, { item: put(entry.address, entry.record.stack, entry.record), status: 'succeeded', elapsedMs: entry.durationMs });
    case 'resource-failed': {
      const run = [...stacks.values()].find(({ last }) => Object.hasOwn(last.records, entry.address));
      const record = run?.last.records[entry.address];
      return run === undefined || record === undefined ? undefined : void ended.set(entry.address, { item: put(entry.address, run.last.stack, record), status: 'failed', code: entry.code });
    }
    case 'delete-done': {
      const gone = state?.resources[entry.address];
      return gone === undefined ? undefined : void ended.set(entry.address, { item: { ...put(entry.address, gone.stack, gone), action: 'delete' }, status: 'succeeded' });
    }
    case 'delete-start':
    case 'outputs-removed':
    case 'package-start':
    case 'package-done':
    case 'record':
    case 'end':
      return;
    default:
      return assertNever(entry);
  }
}

function itemOf(address: Address, stack: string, { type, name }: { readonly type: string; readonly name: string }, action: string | undefined, usualMs: UsualMs | undefined): ApplyItem {
  const known = action === 'create' || action === 'replace' ? action : 'update';
  const usual = usualMs?.(type, known);
  return { address, resourceType: type, azureName: name, stack, action: known, ...(usual === undefined ? {} : { usualMs: usual }) };
}

/** Of a deployment that goes on, only what has ended in it: whoever watches it tells that it was taken up, and how it ends. */
function tellStack({ first, last, end }: StackRun, ended: readonly EndedItem[], host: Host): void {
  const about = { type: 'stack', stack: last.stack, deployment: last.deployment, scope: deploymentScopeId(last.scope), earlier: true } as const;
  const isOver = end !== undefined && end.result !== 'never-started';
  if (isOver) host.emit({ ...about, status: 'started', startedAt: first.at });
  tellItems(ended, host);
  if (isOver) host.emit({ ...about, status: end.result === 'succeeded' ? 'succeeded' : 'failed', elapsedMs: Math.max(0, Date.parse(end.at) - Date.parse(first.at)) });
}

function tellItems(ended: readonly EndedItem[], host: Host): void {
  for (const { item, status, elapsedMs, code } of ended) {
    const { usualMs: _usual, ...about } = item;
    const event: EngineEvent = {
      type: 'resource',
      ...about,
      status,
      earlier: true,
      ...(elapsedMs === undefined ? {} : { elapsedMs }),
      ...(code === undefined ? {} : { failure: { code, message: 'it failed before the run was taken up' } }),
    };
    host.emit(event);
  }
}
