import type { Finding, RemovalStatus } from '../../model/cleanup.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import { AtakoraError } from '../../model/errors.ts';
import { failureOf } from '../apply/innermost-failure.ts';
import type { NodeOutcome } from '../apply/run-graph.ts';
import { runGraph } from '../apply/run-graph.ts';
import { removeInAzure } from './remove-in-azure.ts';
import { removeRecord } from './remove-record.ts';
import type { Outcome, RemovalPorts, RemovalRun, Removed } from './removal-ports.ts';
import type { RemovalWork } from './removal-work.ts';

const removalsAtOnce = 4;

/**
 * Removes what was chosen, dependents first, with a line of the journal before and after each. One that fails keeps what waits for it; all
 * else goes on. Cut off anywhere, the next clean-up finds what is left.
 * @throws AtakoraError `ATK1705` when the lock is lost.
 */
export async function removeFindings({ removals, dropped }: RemovalWork, ports: RemovalPorts, input: RemovalRun): Promise<readonly Removed[]> {
  const ended: Removed[] = [];
  const tell = (finding: Finding, outcome: Outcome, elapsedMs?: number): void => {
    ended.push({ finding, ...outcome });
    emit(ports, finding, outcome, elapsedMs);
  };
  for (const { finding, because } of dropped) tell(finding, { status: 'skipped', because });
  await runGraph(removals, {
    concurrency: removalsAtOnce,
    stopped: () => (input.signal.aborted ? 'the clean-up was stopped' : undefined),
    skip: ({ finding }, because) => tell(finding, { status: 'skipped', because }),
    run: async ({ finding }): Promise<NodeOutcome> => {
      const { kind, id } = finding;
      const since = ports.clock.monotonicMs();
      await ports.lock.append({ type: 'removal-start', at: ports.clock.now(), run: input.run, kind, id });
      emit(ports, finding, { status: 'started' });
      const outcome = await removeOne(finding, ports, input);
      await ports.lock.append({ type: 'removal-end', at: ports.clock.now(), run: input.run, kind, id, result: outcome.status });
      tell(finding, outcome, Math.round(ports.clock.monotonicMs() - since));
      return outcome.status === 'removed' || outcome.status === 'gone' ? { kind: 'done' } : { kind: 'not-done', because: `${finding.name} is still there` };
    },
  });
  return ended;
}

function emit({ host }: RemovalPorts, { kind, id, name, type }: Finding, { status, because, failure }: { readonly status: RemovalStatus; readonly because?: string; readonly failure?: AzureFailure }, elapsedMs?: number): void {
  host.emit({ type: 'removal', kind, id, name, ...(type === undefined ? {} : { resourceType: type }), status, ...(elapsedMs === undefined ? {} : { elapsedMs }), ...(because === undefined ? {} : { because }), ...(failure === undefined ? {} : { failure }) });
}

async function removeOne(finding: Finding, ports: RemovalPorts, input: RemovalRun): Promise<Outcome> {
  try {
    switch (finding.kind) {
      case 'runs':
      case 'packages':
      case 'state-versions':
        return await removeRecord(finding, ports, input.neededPackages);
      default:
        return await removeInAzure(finding, ports, input);
    }
  } catch (error) {
    if (input.signal.aborted) return { status: 'unknown', because: 'the clean-up was stopped; what was begun goes on in Azure' };
    if (!(error instanceof AtakoraError) || error.code === 'ATK1705' || error.source === 'bug') throw error;
    const failure = failureOf(error);
    return { status: 'failed', because: error.message, failure };
  }
}
