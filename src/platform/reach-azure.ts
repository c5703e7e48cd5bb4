import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localSubscriptionId, localTenantId } from '../engine/load/environment-target.ts';
import type { CloudName } from '../model/environment-settings.ts';
import type { CommandContext } from './command-context.ts';
import { signInTraces } from './sign-in-traces.ts';
import type { AzureReach } from './wizard-azure.ts';

/**
 * How the wizard reaches Azure: the local one with `--local` or in a project on it, once there is a world; else by the sign-in of this machine.
 * Undefined where nothing can be asked. No SDK is loaded before something is.
 */
export function reachAzure({ flags, options, platform }: Pick<CommandContext, 'flags' | 'options' | 'platform'>, folder: string, cloud: CloudName): AzureReach | undefined {
  if (flags['offline'] === true) return undefined;
  if (options.local || cloud === 'local') {
    // To look into a world must not make one.
    const worldFolder = join(folder, '.atakora', 'local', options.local ? 'world' : 'environments-world');
    return existsSync(worldFolder) ? reachLocal(worldFolder, platform) : undefined;
  }
  return {
    // Read anew: somebody may sign in while the wizard waits.
    get traces() {
      return signInTraces(platform.env);
    },
    list: async (signal) => (await import('../azure/list-subscriptions.ts')).listSubscriptions({ cloud, tenantId: signInTraces(platform.env).subscriptions[0]?.tenantId }, signal),
    connect: async (place) => (await import('../azure/connect.ts')).connectAzure({ cloud, ...place }),
  };
}

function reachLocal(worldFolder: string, { clock, ids }: CommandContext['platform']): AzureReach {
  const place = { subscriptionId: localSubscriptionId, tenantId: localTenantId };
  return {
    traces: { any: true, subscriptions: [] },
    local: place,
    list: () => Promise.resolve({ subscriptions: [] }),
    connect: async () => (await import('../azure/connect-local.ts')).connectLocalAzure({ worldFolder, clock, ids, ...place }),
  };
}
