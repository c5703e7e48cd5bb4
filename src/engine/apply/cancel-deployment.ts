import type { Azure } from '../ports.ts';
import type { DeploymentEnd, WatchedDeployment } from './deployment-end.ts';
import type { NestedDeployment } from './deployment-operations.ts';
import { hasEnded } from './deployment-operations.ts';
import type { RunContext } from './run-context.ts';
import { look } from './wait-poll.ts';

/** How long the end of a canceled deployment is waited for: what providers have begun goes on to its end. Milliseconds. */
export const cancelPatienceMs = 5 * 60_000;

/**
 * Asks Azure to cancel a deployment, then those nested in it, which it does not cancel itself. What Azure refuses is told: most often it
 * has ended a moment before.
 * @see https://learn.microsoft.com/rest/api/resources/deployments/cancel
 */
export async function cancelDeployment({ name, scope }: Pick<WatchedDeployment, 'name' | 'scope'>, nested: readonly NestedDeployment[], context: RunContext): Promise<void> {
  const { azure, host } = context.ports;
  const refused = await cancelOne(azure, scope, name, context);
  host.emit({ type: 'log', level: 'info', text: refused === undefined ? `asked Azure to cancel ${name}; what it has begun is finished first` : `Azure did not cancel ${name}: ${refused}` });
  for (const inner of nested) {
    if (!hasEnded(inner.state)) await cancelOne(azure, inner.scope, inner.name, context);
  }
}

async function cancelOne(azure: Azure, scope: WatchedDeployment['scope'], name: string, { halt }: RunContext): Promise<string | undefined> {
  const asked = await look(() => azure.cancelDeployment(scope, name, halt.signal), halt.signal);
  return asked.kind === 'failed' ? asked.error.message : undefined;
}

/** Names how the race between a deployment and its cancellation came out. */
export function tellRace(deployment: WatchedDeployment, end: DeploymentEnd, context: RunContext): void {
  const text = raceText(deployment, end);
  context.ports.host.emit({ type: 'log', level: 'info', text: `${deployment.name} ${text}` });
}

function raceText({ records }: WatchedDeployment, end: DeploymentEnd): string {
  switch (end.kind) {
    case 'succeeded':
      return 'was done before it could be canceled';
    case 'failed':
      return 'failed before it could be canceled';
    case 'missing':
      return 'was never accepted by Azure';
    case 'unknown':
      return `has not ended: ${end.because}`;
    case 'canceled': {
      const unfinished = [...end.failed.values()].filter((item) => item.unfinished).length;
      const done = records.size - end.failed.size - end.left.length;
      return `is canceled: ${done} of ${records.size} resources were done before${unfinished === 0 ? '' : `, ${unfinished} under way`}`;
    }
  }
}
