import { AtakoraError } from '../../model/errors.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { cloudPollMs } from './apply-ports.ts';
import type { ApplyResult, StackOutcome } from './apply-result.ts';
import type { ApplyInput, Run, RunEnd } from './apply-run.ts';
import { recordsNow } from './apply-run.ts';
import { archiveStart } from './archive-run.ts';
import { closeRun } from './close-run.ts';
import { openJournal } from './journal-writer.ts';
import type { JournalFact } from './journal-writer.ts';
import type { RunContext } from './run-context.ts';
import type { PackageOutcome } from './package-outcome.ts';
import type { SecretOutcome } from './pending-secret.ts';
import { publishPackages } from './publish-packages.ts';
import { runDeletes } from './run-deletes.ts';
import { joinHalts } from './run-halt.ts';
import { trackItems } from './run-progress.ts';
import { runStacks } from './run-stacks.ts';
import { planWork } from './run-work.ts';
import type { DeleteWork } from './run-work.ts';
import { takeFacts } from './take-facts.ts';

/**
 * Waiting for deployments costs next to nothing, so that their graph alone should decide; deletions are calls of their own, of which Azure
 * takes fewer at once.
 */
const defaultConcurrency = { stacks: 16, deletes: 4 } as const;

/**
 * Makes a plan real: deployments in the order of the stacks, then deletions, every step in the journal before or right after it
 * happens, then the code of function apps, and at the end the state written once. Resource providers are registered before, with the rest of the preflight.
 * Failures of Azure are in the result; what it may not start, it throws.
 * @throws AtakoraError `ATK1503` when plan and state do not belong together, `ATK17xx` when the first journal line cannot be written.
 */
export async function applyPlan(input: ApplyInput, ports: ApplyPorts): Promise<ApplyResult> {
  const run = beginRun(input, ports);
  await run.context.journal.append(intentOf(input, ports));
  ports.host.emit({ type: 'apply', status: 'started', kind: input.plan.kind, resources: run.work.items });
  const { phase, since } = { phase: input.plan.kind, since: ports.clock.monotonicMs() };
  ports.host.emit({ type: 'phase', phase, status: 'started' });
  const ended = await runToEnd(run);
  ports.host.emit({ type: 'phase', phase, status: 'finished', elapsedMs: ports.clock.monotonicMs() - since });
  return closeRun(run, ended);
}

function beginRun(input: ApplyInput, ports: ApplyPorts): Run {
  assertFresh(input);
  const work = planWork(input);
  const context: RunContext = {
    ports,
    run: input.run,
    journal: openJournal(input.lock, ports.clock, input.run),
    progress: trackItems(work.items, ports.host, ports.clock),
    halt: joinHalts(input.signal, input.lock.lost, input.control),
    pollMs: input.pollMs ?? cloudPollMs,
  };
  const facts = { project: input.project, environment: input.plan.environment, updatedBy: input.by };
  return { input, facts, work, context, concurrency: { stacks: input.concurrency ?? defaultConcurrency.stacks, deletes: input.concurrency ?? defaultConcurrency.deletes }, since: ports.clock.monotonicMs() };
}

/** A plan is made from one state and applied to that one. */
function assertFresh({ plan, state, synthesis }: ApplyInput): void {
  if (plan.serial !== (state?.serial ?? 0) || plan.lineage !== state?.lineage) {
    throw new AtakoraError('ATK1503', `the plan was made from serial ${plan.serial}, the state has serial ${state?.serial ?? 0}`);
  }
  if (plan.kind === 'apply' && synthesis === undefined) throw new AtakoraError('ATK9001', 'a plan to apply came without its synthesis');
}

function intentOf({ plan, state, by, tool }: ApplyInput, { azure, ids }: ApplyPorts): JournalFact {
  return {
    type: 'intent',
    kind: plan.kind,
    planHash: plan.hash,
    lineage: state?.lineage ?? ids.uuid(),
    serial: state?.serial ?? 0,
    by,
    tool,
    cloud: plan.cloud,
    tenantId: azure.tenantId,
    subscriptionId: plan.subscriptionId,
    changes: plan.changes.flatMap(({ address, action, id }) => (action.kind === 'no-op' ? [] : [{ address, action: action.kind, id }])),
  };
}

/** Errors of the ports end the run in order; anything else is thrown on, and the journal is left as after a kill. */
async function runToEnd(run: Run): Promise<RunEnd> {
  const stacks: StackOutcome[] = [];
  const packages: PackageOutcome[] = [];
  const secrets: SecretOutcome[] = [];
  try {
    await archiveStart(run.input, run.context.ports);
    await takeFacts(run);
    const steps = await runStacks(run);
    stacks.push(...steps.stacks);
    secrets.push(...steps.secrets);
    await runDeletes(openDeletes(run), run.context, {
      concurrency: run.concurrency.deletes,
      records: recordsNow(run),
      blocked: (work) => blockedBy(work, run),
    });
    if (run.work.removedOutputs.length > 0 && run.context.halt.reason() === undefined) {
      await run.context.journal.append({ type: 'outputs-removed', names: run.work.removedOutputs });
    }
    packages.push(...(await publishPackages(run, stacks)));
    return { stacks, packages, secrets };
  } catch (error) {
    run.context.halt.fail();
    if (error instanceof AtakoraError && error.source !== 'bug') return { stacks, packages, secrets, error };
    throw error;
  }
}

/** Deletions that are still to be done: replacements have taken some along. */
function openDeletes(run: Run): readonly DeleteWork[] {
  const records = recordsNow(run);
  return run.work.deletes.flatMap((work) => {
    const record = records[work.address];
    // Not there: a replaced parent took it along, or its successor was not made.
    if (record === undefined) run.context.progress.skipped(work.address, 'its successor does not stand yet');
    return record === undefined ? [] : [{ ...work, record }];
  });
}

/** A deletion waits for every change that its plan names: what still refers to it must have been changed before. */
function blockedBy(work: DeleteWork, { context }: Run): string | undefined {
  for (const address of work.waitsFor) {
    const result = context.progress.resultOf(address);
    if (context.progress.actionOf(address) !== 'delete' && result !== undefined && result !== 'done') return `${address} ${result === 'failed' ? 'failed' : 'was not done'}`;
  }
  return undefined;
}

