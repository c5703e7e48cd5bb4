import { innermostFailure } from '../engine/apply/innermost-failure.ts';
import type { Azure, DeploymentStatus } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';
import type { CommandContext } from './command-context.ts';
import { placeIds } from './state-place.ts';
import type { FoundPlace } from './state-place.ts';
import { groupedTemplate, placeDeployment, placeTemplate } from './state-template.ts';
import { paragraph } from './state-text.ts';

/** Bounds of the wait between two looks at a deployment, in milliseconds. */
const lookMs = { first: 100, most: 5_000 } as const;

/**
 * Deploys a place and waits for its end. A deployment that an earlier call left running is waited for first.
 * @throws AtakoraError `ATK1720` with what Azure said when it fails.
 */
export async function deployPlace(context: CommandContext, azure: Azure, found: FoundPlace): Promise<void> {
  const { place, existing } = found;
  const subscription: DeploymentTarget = { kind: 'subscription', subscriptionId: place.subscriptionId, location: place.location };
  const group: DeploymentTarget = { kind: 'resourceGroup', subscriptionId: place.subscriptionId, resourceGroup: place.resourceGroup };
  const name = placeDeployment(place);
  for (const scope of [subscription, group]) {
    if (isRunning(await leftBy(azure, scope, name, context.signal))) {
      context.output.text(paragraph(context, `the deployment ${name} of an earlier run still goes on; waiting for it`));
      await waitForEnd(context, azure, scope, name);
    }
  }
  const registered = await azure.registerProviders(['Microsoft.Storage'], context.signal);
  if (registered.length > 0) {
    context.output.text(paragraph(context, `registered ${registered.join(', ')} with the subscription`));
  }
  const grouped = existing.groupLocation === undefined;
  const scope = grouped ? subscription : group;
  context.output.text(paragraph(context, `deploying ${name}`));
  const since = context.platform.clock.monotonicMs();
  await azure.startDeployment({ name, scope, template: grouped ? groupedTemplate(place, existing) : placeTemplate(place, existing), parameters: {}, tags: {} }, context.signal);
  refuseFailed(await waitForEnd(context, azure, scope, name), found);
  context.output.text(paragraph(context, `made in ${Math.max(1, Math.round((context.platform.clock.monotonicMs() - since) / 1000))}s`));
}

/** Who may only see the group has left nothing at the subscription. */
async function leftBy(azure: Azure, scope: DeploymentTarget, name: string, signal: AbortSignal): Promise<DeploymentStatus | undefined> {
  try {
    return await azure.getDeployment(scope, name, signal);
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1802' && scope.kind === 'subscription') {
      return undefined;
    }
    throw error;
  }
}

function isRunning(status: DeploymentStatus | undefined): boolean {
  return status?.state === 'accepted' || status?.state === 'running';
}

async function waitForEnd({ platform, signal }: CommandContext, azure: Azure, scope: DeploymentTarget, name: string): Promise<DeploymentStatus | undefined> {
  for (let pause: number = lookMs.first; ; pause = Math.min(pause * 2, lookMs.most)) {
    const status = await azure.getDeployment(scope, name, signal);
    if (!isRunning(status)) {
      return status;
    }
    await platform.clock.sleep(pause, signal);
  }
}

function refuseFailed(status: DeploymentStatus | undefined, { place }: FoundPlace): void {
  if (status?.state === 'succeeded') {
    return;
  }
  const failure = status?.failure === undefined ? undefined : innermostFailure(status.failure);
  const said = failure === undefined ? (status?.state ?? 'it is gone') : `${failure.message} (${failure.code})`;
  const lacksRole = failure !== undefined && /^AuthorizationFailed$/.test(failure.code) && /roleAssignments/i.test(failure.message);
  throw new AtakoraError('ATK1720', `the storage account ${place.account} cannot be made: ${said}`, {
    source: 'azure',
    ...(failure === undefined ? {} : { cause: failure }),
    ...(lacksRole
      ? { hint: `An owner of the group has to give you the role "Storage Blob Data Contributor" on ${placeIds(place).container}. Then run this again.` }
      : {}),
  });
}
