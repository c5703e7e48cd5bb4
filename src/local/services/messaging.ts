import { jsonAt } from '../../resources/json-path.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parentOf } from '../arm/resource-path.ts';
import { refuse } from '../refusal.ts';
import { findResource } from '../world/resource-store.ts';
import type { WriteSubject } from './subject.ts';
import { numberOf, textOf } from './subject.ts';

/**
 * What a queue or topic may have depends on the tier of its namespace.
 * @see https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
 */
export function checkMessagingTier({ context, path, body }: WriteSubject): void {
  const namespace = parentOf(path);
  const stored = namespace === undefined ? undefined : findResource(context.db, resourceIdKey(namespace.id));
  if (namespace === undefined || stored === undefined) return;
  const name = namespace.names.at(-1) ?? '';
  const tier = textOf(stored.body, 'sku.tier') ?? textOf(stored.body, 'sku.name') ?? 'Standard';
  const tail = `\r\nParameter name: `;
  const size = numberOf(body, 'properties.maxMessageSizeInKilobytes');
  if (size !== undefined && tier === 'Premium' && (size < 1024 || size > 102_400)) {
    throw wrongForTier(context.ids.uuid(), `The property value for 'MaxMessageSizeInKilobytes' must be between 1024 and 102400 when the namespace '${name}' is using 'Premium' tier.${tail}MaxMessageSizeInKilobytes`);
  }
  if (tier !== 'Basic') return;
  if (path.type.toLowerCase().endsWith('/topics')) throw wrongForTier(context.ids.uuid(), `Topics cannot be created because the namespace '${name}' is using 'Basic' tier.`);
  const refused = basicLacks.find(([property, usual]) => {
    const value = jsonAt(body, `properties.${property.charAt(0).toLowerCase()}${property.slice(1)}`);
    return value !== undefined && value !== null && value !== usual;
  });
  if (refused !== undefined) throw wrongForTier(context.ids.uuid(), `The property '${refused[0]}' cannot be set when creating a Queue because the namespace '${name}' is using 'Basic' tier.${tail}${refused[0]}`);
}

/** Properties of queues that the lowest tier lacks, with the value that is no use of them. */
const basicLacks: readonly (readonly [string, boolean | string])[] = [
  ['AutoDeleteOnIdle', 'P10675199DT2H48M5.4775807S'],
  ['RequiresSession', false],
  ['RequiresDuplicateDetection', false],
];

function wrongForTier(tracking: string, message: string) {
  return refuse(400, 'MessagingGatewayBadRequest', `SubCode=40000. ${message} CorrelationId: ${tracking}`);
}
