import type { JsonObject } from '../../model/json.ts';
import { jsonAt, textAt } from '../json-path.ts';
import { immutable } from '../live-rules.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { entityStates, messagingChild } from '../service-bus/messaging-parts.ts';

/** The largest whole number of 64 bits, as near as a JSON number comes. */
const foreverInDays = 2 ** 63;
const times = { 'properties.createdAt': '{time}', 'properties.updatedAt': '{time}' };

/** Partitions are numbered; how long events stay is said in days and in hours, and a compacted hub keeps them for good. */
function partitionsAndRetention(body: JsonObject): JsonObject {
  const sent = jsonAt(body, 'properties.partitionCount');
  const count = typeof sent === 'number' && sent > 0 && sent <= 1_024 ? Math.floor(sent) : 4;
  const partitionIds = Array.from({ length: count }, (_, index) => String(index));
  const compact = textAt(body, 'properties.retentionDescription.cleanupPolicy', 'Delete').startsWith('Compact');
  const hours = jsonAt(body, 'properties.retentionDescription.retentionTimeInHours');
  const days = jsonAt(body, 'properties.messageRetentionInDays');
  if (compact) {
    return { properties: { partitionIds, messageRetentionInDays: foreverInDays, retentionDescription: { retentionTimeInHours: -1 } } };
  }
  const kept = typeof hours === 'number' ? hours : typeof days === 'number' ? days * 24 : 168;
  return {
    properties: {
      partitionIds,
      messageRetentionInDays: Math.ceil(kept / 24),
      ...(jsonAt(body, 'properties.retentionDescription') === undefined ? {} : { retentionDescription: { retentionTimeInHours: kept } }),
    },
  };
}

/** @see https://learn.microsoft.com/rest/api/eventhub/event-hubs/create-or-update */
export function eventHub(): ResourceKind {
  return messagingChild(
    {
      type: 'Microsoft.EventHub/namespaces/eventhubs',
      apiVersion: '2026-01-01',
      title: 'event hub',
      naming: ownName(1, 256, /^[A-Za-z0-9](?:[\w.-]{0,254}[A-Za-z0-9])?$/),
      holdsData: true,
      immutable: [immutable('properties.retentionDescription.cleanupPolicy', 'how old events go is fixed when a hub is made')],
      allowed: {
        'properties.status': entityStates,
        'properties.captureDescription.encoding': ['Avro', 'AvroDeflate'],
      },
    },
    {
      defaults: { properties: { partitionCount: 4, status: 'Active' } },
      conditional: [
        { when: { apiVersion: '>=2023-01-01' }, defaults: { properties: { retentionDescription: { cleanupPolicy: 'Delete' } } } },
        { when: { apiVersion: '>=2024-05-01' }, defaults: { properties: { messageTimestampDescription: { timestampType: 'LogAppend' } } } },
      ],
      outputs: times,
      computed: partitionsAndRetention,
    },
  );
}

/** @see https://learn.microsoft.com/azure/event-hubs/event-hubs-features#consumer-groups */
export function consumerGroup(): ResourceKind {
  return messagingChild(
    {
      type: 'Microsoft.EventHub/namespaces/eventhubs/consumergroups',
      apiVersion: '2026-01-01',
      title: 'consumer group',
      naming: ownName(1, 50, /^(?:\$Default|[A-Za-z0-9](?:[\w.-]{0,48}[A-Za-z0-9])?)$/),
      local: { implicit: ['$Default'] },
    },
    { outputs: times },
  );
}
