import type { ResourceRecord } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { Run } from './apply-run.ts';
import { recordsNow } from './apply-run.ts';
import type { StackOutcome } from './apply-result.ts';
import { applyStack, emitEnd } from './apply-stack.ts';
import { deploymentScopeId } from './deployment-scope.ts';
import { goFirst } from './go-first.ts';
import type { SecretOutcome } from './pending-secret.ts';
import { isBeneath } from './resource-ancestry.ts';
import { runDeletes } from './run-deletes.ts';
import type { NodeOutcome } from './run-graph.ts';
import { runGraph } from './run-graph.ts';
import { runSteps } from './run-steps.ts';
import type { DeleteWork, StackWork } from './run-work.ts';
import { settleSecret, skipSecret } from './write-secret.ts';

/** How the deployments of a run ended, and the secrets that were written between them. */
export interface StepOutcomes {
  readonly stacks: readonly StackOutcome[];
  readonly secrets: readonly SecretOutcome[];
}

/**
 * Deploys the stacks of a run in parallel where nothing orders them. Secrets are written as soon as their vault stands; what reads one
 * waits for it, and is skipped when it could not be written.
 */
export async function runStacks(run: Run): Promise<StepOutcomes> {
  const { synthesis, secrets: pending = [], onFailure } = run.input;
  const stacks: StackOutcome[] = [];
  const secrets: SecretOutcome[] = [];
  if (synthesis === undefined) return { stacks, secrets };
  const resources = Map.groupBy(synthesis.resources, ({ stack }) => stack);
  const { context } = run;
  const stopAfter = (what: string): void => {
    if (onFailure === 'stop') context.halt.stop(`${what} failed, and --on-failure is stop`);
  };
  await runGraph(runSteps(run.work.stacks, pending, synthesis), {
    concurrency: run.concurrency.stacks,
    stopped: context.halt.text,
    gate: context.halt.gate,
    skip: (step, because) => {
      if (step.kind === 'stack') stacks.push(skipStack(step.work, because, run));
      else secrets.push(skipSecret(step.secret, because, context.ports));
    },
    run: async (step) => {
      if (step.kind === 'secret') {
        const outcome = await settleSecret(step.secret, context.ports, context.halt.signal);
        secrets.push(outcome);
        if (outcome.result === 'failed') stopAfter(`the secret ${outcome.name}`);
        return secretNode(outcome);
      }
      const outcome = await runStack(step.work, synthesis, resources, run);
      stacks.push(outcome);
      if (outcome.result === 'failed') stopAfter(`stack ${outcome.stack}`);
      return nodeOutcome(outcome);
    },
  });
  return { stacks, secrets };
}

function secretNode({ name, result }: SecretOutcome): NodeOutcome {
  return result === 'written' || result === 'kept' ? { kind: 'done' } : { kind: 'not-done', because: `the secret ${name} was not written` };
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
