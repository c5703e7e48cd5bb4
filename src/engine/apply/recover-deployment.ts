import type { Address } from '../../model/address.ts';
import type { StackOutcome } from './apply-result.ts';
import { emitEnd, neverStarted, outcomeOf } from './apply-stack.ts';
import { deploymentScopeId } from './deployment-scope.ts';
import type { OpenDeployment } from './journal-survey.ts';
import type { RunContext } from './run-context.ts';
import { watchDeployment } from './watch-deployment.ts';
import type { WatchedDeployment } from './watch-deployment.ts';

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
  };
  ports.host.emit({ type: 'stack', stack: start.stack, status: 'resumed', deployment: start.deployment, scope });
  const end = await watchDeployment(deployment, context);
  const outcome: StackOutcome =
    end.kind === 'missing'
      ? { stack: start.stack, deployment: start.deployment, result: 'skipped', because: await neverStarted(deployment, context, 'the run was interrupted before Azure had it') }
      : outcomeOf(start.stack, start.deployment, end);
  const elapsed = { ...outcome, elapsedMs: ports.clock.monotonicMs() - since };
  emitEnd(elapsed, scope, context);
  return elapsed;
}
