import { resolve } from 'node:path';
import type { LocalWorldOptions } from '../azure/serve-local.ts';
import { localSubscriptionId, localTenantId } from '../engine/load/environment-target.ts';
import type { CommandContext } from './command-context.ts';

/** Where the worlds of a folder lie, project or not, and what working on them takes. */
export function worldOptions({ platform, options }: Pick<CommandContext, 'platform' | 'options'>): LocalWorldOptions {
  return {
    base: resolve(platform.cwd, options.cwd ?? '.', '.atakora', 'local'),
    clock: platform.clock,
    ids: platform.ids,
    tenantId: localTenantId,
    subscriptionId: localSubscriptionId,
    isAlive: platform.isAlive,
  };
}
