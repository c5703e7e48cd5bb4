import type { Address } from '../../model/address.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { RunResult } from '../../model/journal.ts';
import type { Plan } from '../../model/plan.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { StateDocument } from '../../model/state.ts';
import type { ApplyResult, StackOutcome } from './apply-result.ts';
import { countItems } from './apply-result.ts';
import type { Run, RunEnd } from './apply-run.ts';
import { archiveResult } from './archive-run.ts';
import { mendOf } from './failure-mend.ts';
import { foldJournal } from './fold-journal.ts';
import { surveyJournal } from './journal-survey.ts';
import { lockLostError } from './run-halt.ts';
import type { ItemOutcome } from './run-progress.ts';
import { tellOutputs } from './tell-outputs.ts';

/**
 * Ends a run: the journal's last line, the state written once, the archive. A journal that is still open (something goes on in Azure,
 * or the lock is lost) is left as it is: the next command takes it up.
 */
export async function closeRun(run: Run, ended: RunEnd): Promise<ApplyResult> {
  const { context, input, since } = run;
  const items = context.progress.outcomes();
  const survey = surveyJournal(context.journal.entries);
  const open = survey.deployments.length > 0 || survey.deletes.length > 0;
  const reason = context.halt.reason();
  if (reason === 'lock-lost') context.ports.host.emit({ type: 'lock', status: 'lost', by: input.lock.record });
  // What a user cancels ends as it ends; the report names it.
  const wished = reason === 'cancel' && ended.error === undefined;
  const failure = reason === 'lock-lost' ? lockLostError(ended.error) : wished ? undefined : (ended.error ?? failureOf(run, items, ended.stacks) ?? ended.secrets.find(({ error }) => error !== undefined)?.error ?? ended.packages.find(({ error }) => error !== undefined)?.error);
  const stopped = (reason === 'user' || reason === 'cancel') && (items.some(({ result }) => result !== 'done') || ended.packages.some(({ result }) => result === 'skipped') || ended.secrets.some(({ result }) => result === 'skipped'));
  const verdict = { open, stopped, failed: failure !== undefined, canceled: ended.stacks.some(({ result }) => result === 'canceled') };
  const result = resultOf(verdict);
  const stored = await storeState(run, result, open, failure);
  const error = stored.error ?? failure;
  const outcome: ApplyResult = {
    result: stored.error === undefined ? result : 'failed',
    state: stored.state,
    written: stored.written,
    items,
    stacks: ended.stacks,
    packages: ended.packages,
    secrets: ended.secrets,
    counts: countItems(items),
    openDeployments: survey.deployments.map(({ start }) => start.deployment),
    elapsedMs: context.ports.clock.monotonicMs() - since,
    ...(error === undefined || result === 'detached' ? {} : { error }),
  };
  if (outcome.result === 'succeeded' && input.plan.kind === 'apply') tellOutputs(outcome.state, context.ports.host);
  await archiveOutcome(run, outcome);
  return outcome;
}

function resultOf(facts: { readonly open: boolean; readonly stopped: boolean; readonly failed: boolean; readonly canceled: boolean }): RunResult {
  if (facts.stopped && facts.open) return 'detached';
  if (facts.failed) return facts.canceled ? 'canceled' : 'failed';
  return facts.stopped ? 'canceled' : 'succeeded';
}

interface Stored {
  readonly state: StateDocument | undefined;
  readonly written: boolean;
  readonly error?: AtakoraError;
}

async function storeState({ context, input, facts }: Run, result: RunResult, open: boolean, failure: AtakoraError | undefined): Promise<Stored> {
  const { journal, ports } = context;
  const fold = (): StateDocument | undefined => foldJournal(input.state, journal.entries, facts);
  if (failure?.code === 'ATK1705') return { state: fold(), written: false };
  const since = ports.clock.monotonicMs();
  ports.host.emit({ type: 'phase', phase: 'record', status: 'started' });
  try {
    await journal.append({ type: 'end', result });
    const state = fold();
    if (state !== undefined && !open) await input.lock.write(state);
    return { state, written: !open };
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    return { state: fold(), written: false, error };
  } finally {
    ports.host.emit({ type: 'phase', phase: 'record', status: 'finished', elapsedMs: ports.clock.monotonicMs() - since });
  }
}

/** The first failure in words: of a resource, of a stack, or of something whose end nobody saw. */
function failureOf({ input }: Run, items: readonly ItemOutcome[], stacks: readonly StackOutcome[]): AtakoraError | undefined {
  const canceled = stacks.find(({ result }) => result === 'canceled');
  if (canceled !== undefined) return new AtakoraError('ATK1602', `deployment ${canceled.deployment ?? canceled.stack} was canceled in Azure`, { source: 'azure' });
  const item = items.find(({ result }) => result === 'failed');
  if (item !== undefined) {
    const { location } = placeOf(item.address, input.plan);
    const what = item.failure === undefined ? '' : `: ${item.failure.code}: ${item.failure.message}`;
    return new AtakoraError(item.action === 'delete' ? 'ATK1604' : 'ATK1601', `${item.address} failed${what}`, { source: 'azure', address: item.address, cause: item.failure, ...hintOf(item.failure), ...(location === undefined ? {} : { location }) });
  }
  const stack = stacks.find(({ result }) => result === 'failed' || result === 'unknown');
  if (stack !== undefined) {
    const what = stack.failure === undefined ? (stack.because ?? 'its end is not known') : `${stack.failure.code}: ${stack.failure.message}`;
    return new AtakoraError('ATK1601', `stack ${stack.stack} failed: ${what}`, { source: 'azure', cause: stack.failure, ...hintOf(stack.failure) });
  }
  const lost = items.find(({ result }) => result === 'unknown');
  return lost === undefined ? undefined : new AtakoraError('ATK1604', `${lost.address}: ${lost.because ?? 'its end is not known'}`, { source: 'azure', address: lost.address });
}

/** The mend that fits this failure, in place of the one that fits all. */
function hintOf(failure: AzureFailure | undefined): { readonly hint?: string } {
  const hint = mendOf(failure);
  return hint === undefined ? {} : { hint };
}

/** Where the definition says it: file and line. */
function placeOf(address: Address, plan: Plan): { readonly location?: SourceLocation } {
  const origin = plan.changes.find((change) => change.address === address)?.origin;
  return origin === undefined ? {} : { location: origin };
}

async function archiveOutcome({ input, context }: Run, outcome: ApplyResult): Promise<void> {
  const { result, items, stacks, counts, elapsedMs, error, state, written } = outcome;
  await archiveResult(
    input.run,
    {
      version: 1,
      run: input.run,
      kind: input.plan.kind,
      environment: input.plan.environment,
      plan: input.plan.hash,
      by: input.by,
      endedAt: context.ports.clock.now(),
      ...(written && state !== undefined ? { serial: state.serial, packages: state.packages } : {}),
      result,
      items,
      stacks,
      counts,
      elapsedMs,
      ...(input.returnsTo === undefined ? {} : { returnsTo: input.returnsTo }),
      ...(input.promotedFrom === undefined ? {} : { promotedFrom: input.promotedFrom }),
      ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
    },
    context.ports,
  );
}
