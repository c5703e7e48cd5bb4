import type { Address } from '../../model/address.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceRecord } from '../../model/state.ts';
import { deleteUnit } from './delete-unit.ts';
import { deleteUnits } from './delete-units.ts';
import type { DeleteUnit } from './delete-units.ts';
import type { GroupFate } from './group-fate.ts';
import { groupFate, isResourceGroup } from './group-fate.ts';
import { failureOf } from './innermost-failure.ts';
import { isBeneath } from './resource-ancestry.ts';
import type { RunContext } from './run-context.ts';
import type { NodeOutcome } from './run-graph.ts';
import { runGraph } from './run-graph.ts';
import type { DeleteWork } from './run-work.ts';

export interface DeleteOptions {
  readonly concurrency: number;
  /** Everything in the state now. */
  readonly records: Readonly<Record<string, ResourceRecord>>;
  /** Reason why a deletion must not start: something that it waits for did not succeed. */
  readonly blocked: (work: DeleteWork) => string | undefined;
}

/** Deletes in parallel, dependents first. Answers with the first reason why not all of it is gone. */
export async function runDeletes(deletes: readonly DeleteWork[], context: RunContext, options: DeleteOptions): Promise<string | undefined> {
  const reasons = refusals(deletes, options);
  const fates = await groupFates(deletes, reasons, context, options);
  const wholes = new Set(deletes.flatMap((work) => (isWhole(work, reasons, fates) ? [work.address] : [])));
  let notGone: string | undefined;
  const skipAll = (unit: DeleteUnit, because: string): void => {
    notGone ??= because;
    for (const { address } of [...unit.passengers, unit.carrier]) context.progress.skipped(address, because);
  };
  await runGraph(deleteUnits(deletes, wholes), {
    concurrency: options.concurrency,
    stopped: context.halt.text,
    gate: context.halt.gate,
    skip: skipAll,
    run: async (unit) => {
      const reason = [...unit.passengers, unit.carrier].map(({ address }) => reasons.get(address)).find((text) => text !== undefined);
      if (reason !== undefined) {
        skipAll(unit, reason);
        return { kind: 'not-done', because: reason };
      }
      const outcome = await runUnit(unit, fates.get(unit.carrier.address), context);
      if (outcome.kind === 'not-done') notGone ??= outcome.because;
      return outcome;
    },
  });
  return notGone;
}

/** Deletions that must not start, and why: something that they wait for failed, or something protected lives in them. */
function refusals(deletes: readonly DeleteWork[], { records, blocked }: DeleteOptions): ReadonlyMap<Address, string> {
  const going = new Set<string>(deletes.map(({ address }) => address));
  const kept = Object.entries(records).filter(([address, record]) => record.protect && !going.has(address));
  const reasons = new Map<Address, string>();
  for (const work of deletes) {
    const holds = isResourceGroup(work.record) ? undefined : kept.find(([, record]) => isBeneath(record.id, work.record.id));
    const reason = blocked(work) ?? (holds === undefined ? undefined : `${holds[0]} is protected and lives in it`);
    if (reason !== undefined) reasons.set(work.address, reason);
  }
  return reasons;
}

async function groupFates(deletes: readonly DeleteWork[], reasons: ReadonlyMap<Address, string>, context: RunContext, options: DeleteOptions): Promise<ReadonlyMap<Address, GroupFate>> {
  const going = new Set(deletes.flatMap(({ address }) => (reasons.has(address) ? [] : [address])));
  const fates = new Map<Address, GroupFate>();
  for (const work of deletes) {
    if (isResourceGroup(work.record) && !reasons.has(work.address)) fates.set(work.address, await groupFate(work, options.records, going, context));
  }
  return fates;
}

function isWhole(work: DeleteWork, reasons: ReadonlyMap<Address, string>, fates: ReadonlyMap<Address, GroupFate>): boolean {
  return !reasons.has(work.address) && (!isResourceGroup(work.record) || fates.get(work.address)?.kind === 'goes');
}

async function runUnit(unit: DeleteUnit, fate: GroupFate | undefined, context: RunContext): Promise<NodeOutcome> {
  const { address, record } = unit.carrier;
  const { journal, progress, ports } = context;
  switch (fate?.kind) {
    case undefined:
    case 'goes':
      return deleteUnit(unit, context);
    case 'kept': {
      const summary = `resource group ${record.name} was kept: ${fate.why}`;
      ports.host.emit({ type: 'diagnostic', diagnostic: diagnostic('warning', 'ATK1605', summary, { address }) });
      if (progress.actionOf(address) === 'delete') await journal.append({ type: 'delete-done', address, kept: fate.why });
      progress.skipped(address, `kept: ${fate.why}`);
      return { kind: 'not-done', because: summary };
    }
    case 'stays':
      progress.skipped(address, fate.because);
      return { kind: 'not-done', because: `${address} stays: ${fate.because}` };
    case 'not-known':
      progress.failed(address, failureOf(fate.error));
      return { kind: 'not-done', because: `${address} could not be looked into` };
    case 'stopped':
      progress.skipped(address, context.halt.text() ?? 'the run was stopped');
      return { kind: 'not-done', because: 'the run was stopped' };
  }
}
