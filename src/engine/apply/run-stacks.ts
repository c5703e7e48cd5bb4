import type { ResourceRecord } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { Run } from './apply-run.ts';
import { recordsNow } from './apply-run.ts';
import type { StackOutcome } from './apply-result.ts';
import { applyStack, emitEnd } from './apply-stack.ts';
import { deploymentScopeId } from './deployment-scope.ts';
import { goFirst } from './go-first.ts';
import { isBeneath } from './resource-ancestry.ts';
import { runDeletes } from './run-deletes.ts';
import type { NodeOutcome } from './run-graph.ts';
import { runGraph } from './run-graph.ts';
import type { DeleteWork, StackWork } from './run-work.ts';

/** Deploys the stacks of a run in parallel where nothing orders them. */
export async function runStacks(run: Run): Promise<readonly StackOutcome[]> {
  const { synthesis } = run.input;
  if (synthesis === undefined || run.work.stacks.length === 0) return [];
  const outcomes: StackOutcome[] = [];
  const resources = Map.groupBy(synthesis.resources, ({ stack }) => stack);
  await runGraph(run.work.stacks, {
    concurrency: run.concurrency.stacks,
    stopped: run.context.halt.text,
    gate: run.context.halt.gate,
    skip: (work, because) => outcomes.push(skipStack(work, because, run)),
    run: async (work) => {
      const outcome = await runStack(work, synthesis, resources, run);
      outcomes.push(outcome);
      if (run.input.onFailure === 'stop' && outcome.result === 'failed') run.context.halt.stop(`stack ${outcome.stack} failed, and --on-failure is stop`);
      return nodeOutcome(outcome);
    },
  });
  return outcomes;
}

async function runStack(work: StackWork, synthesis: Synthesis, resources: ReadonlyMap<string, Synthesis['resources']>, run: Run): Promise<StackOutcome> {
  try {
    const kept = await deleteReplaced(work, run);
    return kept ?? await applyStack(work, { synthesis, resources, records: () => recordsNow(run) }, run.context);
  } catch (error) {
    // The waits of the other stacks end at once: what they watch goes on in Azure.
    run.context.halt.fail();
    throw error;
  }
}

/**
 * Deletes what has to go before its successor can be made: the stack's own, whatever of other stacks lives in it and goes with it, and
 * what depends on it and is deleted anyway.
 * Answers with the stack's outcome when something of it did not go.
 */
async function deleteReplaced(work: StackWork, run: Run): Promise<StackOutcome | undefined> {
  const records = recordsNow(run);
  const doomed = doomedBy(work, run, records);
  if (doomed.length === 0) return undefined;
  const because = await runDeletes(doomed, run.context, { concurrency: run.concurrency.deletes, records, blocked: () => undefined });
  if (because === undefined) return undefined;
  return { ...skipStack(work, because, run), result: run.context.halt.reason() === undefined ? 'failed' : 'skipped' };
}

/** A record that a deletion of another stack took along is there no more, or has been made again by this run. */
function doomedBy(work: StackWork, { work: { replaced, deletes }, context: { progress } }: Run, records: Readonly<Record<string, ResourceRecord>>): readonly DeleteWork[] {
  const before = ({ address, record }: DeleteWork): boolean => records[address] === record;
  const put = new Set(work.puts.map(({ address }) => address));
  const own = replaced.filter((doomed) => put.has(doomed.address) && before(doomed));
  const along = [...replaced, ...deletes].filter((other) => !put.has(other.address) && before(other) && own.some(({ record }) => isBeneath(other.record.id, record.id)));
  const doomed = [...own, ...along];
  return [...doomed, ...goFirst(doomed, [...deletes, ...replaced].filter(before), (address) => progress.resultOf(address) === 'done')];
}

function skipStack(work: StackWork, because: string, run: Run): StackOutcome {
  const outcome: StackOutcome = { stack: work.id, result: 'skipped', because };
  for (const { address } of work.puts) run.context.progress.skipped(address, because);
  emitEnd(outcome, deploymentScopeId(work.stack.scope), run.context);
  return outcome;
}

function nodeOutcome({ stack, result, because }: StackOutcome): NodeOutcome {
  if (result === 'unknown') return { kind: 'not-done', because: `stack ${stack} was not seen to its end` };
  return result === 'succeeded' ? { kind: 'done' } : { kind: 'not-done', because: because ?? `stack ${stack} ${result}` };
}
