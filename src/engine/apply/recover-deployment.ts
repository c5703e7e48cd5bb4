import type { Address } from '../../model/address.ts';
import type { StackOutcome } from './apply-result.ts';
import { closeUnstarted, emitEnd, outcomeOf } from './apply-stack.ts';
import { tellBroken } from './deployment-end.ts';
import type { WatchedDeployment } from './deployment-end.ts';
import { deploymentScopeId } from './deployment-scope.ts';
import type { OpenDeployment } from './journal-survey.ts';
import type { RunContext } from './run-context.ts';
import { watchDeployment } from './watch-deployment.ts';

/** Follows a deployment of an earlier process to its end. One that Azure does not have was never accepted. */
export async function recoverDeployment({ start, settled }: OpenDeployment, context: RunContext): Promise<StackOutcome> {
  const { ports } = context;
  const since = ports.clock.monotonicMs();
  const scope = deploymentScopeId(start.scope);
  const deployment: WatchedDeployment = {
    name: start.deployment,
    stack: start.stack,
    scope: start.scope,
    records: new Map(Object.entries(start.records).map(([address, record]) => [address as Address, record])),
    settled,
    outputs: start.outputs ?? [],
    sentAt: start.at,
  };
  ports.host.emit({ type: 'stack', stack: start.stack, status: 'resumed', startedAt: start.at, deployment: start.deployment, scope });
  const end = await watchDeployment(deployment, context);
  if (end.kind === 'failed' || end.kind === 'canceled') tellBroken(deployment, end, context);
  const outcome = end.kind === 'missing' ? await unstarted(deployment, context) : outcomeOf(start.stack, start.deployment, end);
  const elapsed = { ...outcome, elapsedMs: ports.clock.monotonicMs() - since };
  emitEnd(elapsed, scope, context);
  return elapsed;
}

async function unstarted(deployment: WatchedDeployment, context: RunContext): Promise<StackOutcome> {
  const because = 'the run was interrupted before Azure had it';
  await closeUnstarted(deployment, context);
  for (const address of deployment.records.keys()) context.progress.skipped(address, because);
  return { stack: deployment.stack, deployment: deployment.name, result: 'skipped', because };
}
