import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { resourceView } from '../arm/resource-view.ts';
import type { LocalContext } from '../context.ts';
import { findResource, saveResource } from '../world/resource-store.ts';

/**
 * `POST …/immutabilityPolicies/default/lock`: from then on the policy can neither go nor get shorter. Undefined for other actions.
 * @see https://learn.microsoft.com/rest/api/storagerp/blob-containers/lock-immutability-policy
 */
export function lockPolicy(context: LocalContext, path: ResourcePath, action: string): JsonObject | undefined {
  if (!path.type.toLowerCase().endsWith('/containers/immutabilitypolicies') || action.toLowerCase() !== 'lock') return undefined;
  const stored = findResource(context.db, resourceIdKey(path.id));
  if (stored === undefined) return undefined;
  const properties = stored.body['properties'];
  const locked = {
    ...stored,
    changedAt: context.at,
    body: { ...stored.body, properties: { ...(isJsonObject(properties) ? properties : {}), state: 'Locked' } },
  };
  saveResource(context.db, locked);
  return resourceView(locked, context.at);
}
