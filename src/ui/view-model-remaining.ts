import type { Address } from '../model/address.ts';
import type { ItemView } from './view-model-apply.ts';
import { elapsedAt } from './view-model-apply.ts';
import type { View } from './view-model.ts';

/** What an apply still has before it, by the usual durations of this project. */
export interface Remaining {
  /** Milliseconds of the longest chain of changes that wait for each other, as far as durations are known. */
  readonly ms: number;
  /** False when something that is open has never been timed: it may take longer than `ms`. */
  readonly complete: boolean;
  /** That chain, in its order: nothing ends before its first change does. */
  readonly path: readonly [Address, ...Address[]];
}

interface Chain {
  readonly ms: number;
  readonly item: ItemView;
  readonly before: Chain | undefined;
}

/** The critical path of what is not done yet; undefined when everything has ended, or nothing was ever timed. Linear in changes and edges. */
export function remaining(view: View, nowMs: number): Remaining | undefined {
  const open = new Map(view.items.filter(({ status }) => status === 'queued' || status === 'running').map((item) => [item.address, item]));
  if (open.size === 0 || ![...open.values()].some(({ usualMs }) => usualMs !== undefined)) return undefined;
  const waitsFor = new Map((view.plan?.changes ?? []).map((change) => [change.address, change.waitsFor]));
  const chains = chainsOf(open, (address) => waitsFor.get(address) ?? [], nowMs);
  const longest = [...chains.values()].reduce<Chain | undefined>((best, chain) => (best === undefined || chain.ms > best.ms ? chain : best), undefined);
  return longest === undefined ? undefined : { ms: longest.ms, complete: [...open.values()].every(({ usualMs }) => usualMs !== undefined), path: pathOf(longest) };
}

function pathOf(last: Chain): Remaining['path'] {
  const path: [Address, ...Address[]] = [last.item.address];
  for (let chain = last.before; chain !== undefined; chain = chain.before) path.push(chain.item.address);
  return path.reverse() as [Address, ...Address[]];
}

/** For each open item the longest chain that ends with it. Walks with a stack of its own: a plan may be deeper than the call stack. */
function chainsOf(open: ReadonlyMap<Address, ItemView>, waitsFor: (address: Address) => readonly Address[], nowMs: number): ReadonlyMap<Address, Chain> {
  const done = new Map<Address, Chain>();
  const entered = new Set<Address>();
  for (const start of open.values()) {
    const path: ItemView[] = [start];
    for (let item = path.at(-1); item !== undefined; item = path.at(-1)) {
      if (done.has(item.address)) {
        path.pop();
        continue;
      }
      const before = waitsFor(item.address).flatMap((address) => open.get(address) ?? []);
      const unknown = entered.has(item.address) ? [] : before.filter(({ address }) => !done.has(address) && !entered.has(address));
      entered.add(item.address);
      if (unknown.length > 0) {
        path.push(...unknown);
      } else {
        done.set(item.address, chainOf(item, before.flatMap(({ address }) => done.get(address) ?? []), nowMs));
        path.pop();
      }
    }
  }
  return done;
}

function chainOf(item: ItemView, before: readonly Chain[], nowMs: number): Chain {
  const longest = before.reduce<Chain | undefined>((best, chain) => (best === undefined || chain.ms > best.ms ? chain : best), undefined);
  const own = Math.max(0, (item.usualMs ?? 0) - (elapsedAt(item, nowMs) ?? 0));
  return { ms: own + (longest?.ms ?? 0), item, before: longest };
}
