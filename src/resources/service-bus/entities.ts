import type { Json, JsonObject } from '../../model/json.ts';
import { immutable, liveRules } from '../live-rules.ts';
import { jsonAt } from '../json-path.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { entityStates, lifetimes, messagingChild } from './messaging-parts.ts';
import type { SettleRules } from '../settle-rules.ts';

const apiVersion = '2026-01-01';
const namespace = 'Microsoft.ServiceBus/namespaces';
const forever = 'P10675199DT2H48M5.4775807S';
const counts: JsonObject = {
  activeMessageCount: 0,
  deadLetterMessageCount: 0,
  scheduledMessageCount: 0,
  transferMessageCount: 0,
  transferDeadLetterMessageCount: 0,
};
const durations = {
  'properties.defaultMessageTimeToLive': 'duration',
  'properties.autoDeleteOnIdle': 'duration',
  'properties.lockDuration': 'duration',
  'properties.duplicateDetectionHistoryTimeWindow': 'duration',
} as const;
const entityName = /^[A-Za-z0-9](?:[\w./-]{0,258}\w)?$/;

/** A partitioned entity has the size that was asked for in each of its sixteen partitions, and says the sum. */
function partitionedSize(body: JsonObject): JsonObject {
  const size: Json = jsonAt(body, 'properties.maxSizeInMegabytes') ?? 1_024;
  const partitioned = jsonAt(body, 'properties.enablePartitioning') === true;
  return partitioned && typeof size === 'number' && size <= 5_120 ? { properties: { maxSizeInMegabytes: size * 16 } } : {};
}

const fixed = [
  immutable('properties.enablePartitioning', 'partitioning is fixed when it is made'),
  immutable('properties.requiresDuplicateDetection', 'duplicate detection is fixed when it is made'),
  immutable('properties.requiresSession', 'sessions are fixed when it is made'),
];

/** @see https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/queues/create-or-update */
export function serviceBusQueue(): ResourceKind {
  return messagingChild(
    {
      type: `${namespace}/queues`,
      apiVersion,
      title: 'service bus queue',
      naming: ownName(1, 260, entityName),
      holdsData: true,
      immutable: fixed,
      allowed: { 'properties.status': entityStates },
    },
    {
      defaults: {
        properties: {
          lockDuration: 'PT1M', maxSizeInMegabytes: 1_024, requiresDuplicateDetection: false, requiresSession: false, defaultMessageTimeToLive: forever,
          deadLetteringOnMessageExpiration: false, enableBatchedOperations: true, duplicateDetectionHistoryTimeWindow: 'PT10M', maxDeliveryCount: 10,
          status: 'Active', autoDeleteOnIdle: forever, enablePartitioning: false, enableExpress: false, countDetails: counts, messageCount: 0, sizeInBytes: 0,
        },
      },
      conditional: [{ when: { apiVersion: '>=2021-01-01' }, defaults: { properties: { maxMessageSizeInKilobytes: 256 } } }],
      normalised: durations,
      outputs: lifetimes,
      computed: partitionedSize,
    },
  );
}

/** @see https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/topics/create-or-update */
export function serviceBusTopic(): ResourceKind {
  return messagingChild(
    {
      type: `${namespace}/topics`,
      apiVersion,
      title: 'service bus topic',
      naming: ownName(1, 260, entityName),
      holdsData: true,
      immutable: fixed.slice(0, 2),
      allowed: { 'properties.status': entityStates },
    },
    {
      defaults: {
        properties: {
          maxSizeInMegabytes: 1_024, requiresDuplicateDetection: false, defaultMessageTimeToLive: forever, enableBatchedOperations: true,
          duplicateDetectionHistoryTimeWindow: 'PT10M', status: 'Active', supportOrdering: true, autoDeleteOnIdle: forever, enablePartitioning: false,
          enableExpress: false, subscriptionCount: 0, countDetails: counts, sizeInBytes: 0,
        },
      },
      conditional: [{ when: { apiVersion: '>=2021-01-01' }, defaults: { properties: { maxMessageSizeInKilobytes: 256 } } }],
      normalised: durations,
      outputs: lifetimes,
      computed: partitionedSize,
    },
  );
}

/** @see https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/subscriptions/create-or-update */
export function serviceBusSubscription(): ResourceKind {
  return messagingChild(
    {
      type: `${namespace}/topics/subscriptions`,
      apiVersion,
      title: 'service bus subscription',
      naming: ownName(1, 50, /^[A-Za-z0-9](?:[\w.-]{0,48}\w)?$/),
      holdsData: true,
      immutable: fixed.slice(2),
      allowed: { 'properties.status': entityStates },
    },
    {
      defaults: {
        properties: {
          lockDuration: 'PT1M', requiresSession: false, defaultMessageTimeToLive: forever, deadLetteringOnMessageExpiration: false,
          deadLetteringOnFilterEvaluationExceptions: true, maxDeliveryCount: 10, status: 'Active', enableBatchedOperations: true, autoDeleteOnIdle: forever,
          isClientAffine: false, countDetails: counts, messageCount: 0,
        },
      },
      normalised: durations,
      outputs: lifetimes,
    },
  );
}

/** @see https://learn.microsoft.com/azure/service-bus-messaging/topic-filters */
export function serviceBusRule(): ResourceKind {
  return messagingChild(
    {
      type: `${namespace}/topics/subscriptions/rules`,
      apiVersion,
      title: 'service bus rule',
      naming: ownName(1, 50, /^(?:\$Default|[A-Za-z0-9](?:[\w.-]{0,48}\w)?)$/),
      allowed: { 'properties.filterType': ['SqlFilter', 'CorrelationFilter'] },
      live: liveRules({ omitted: ['properties.correlationFilter.contentType'] }),
    },
    serviceBusRuleRules(),
  );
}

function serviceBusRuleRules(): SettleRules {
  return {
    defaults: { properties: { action: {}, filterType: 'SqlFilter' } },
    conditional: [
      {
        when: { 'properties.correlationFilter': '{present}', 'properties.sqlFilter': '{absent}' },
        defaults: { properties: { filterType: 'CorrelationFilter' } },
      },
      {
        when: {
          'properties.filterType': ['SqlFilter', '{absent}'],
          'properties.correlationFilter': '{absent}',
          'properties.sqlFilter': '{absent}',
        },
        defaults: { properties: { sqlFilter: { sqlExpression: '1=1', compatibilityLevel: 20, parameters: {} } } },
      },
      {
        when: { 'properties.sqlFilter': '{present}' },
        defaults: { properties: { sqlFilter: { sqlExpression: '1=1', compatibilityLevel: 20 } } },
      },
      {
        when: { 'properties.action.sqlExpression': '{present}' },
        defaults: { properties: { action: { compatibilityLevel: 20, parameters: {} } } },
      },
    ],
    dropped: [
      'properties.action.requiresPreprocessing',
      'properties.sqlFilter.requiresPreprocessing',
      'properties.correlationFilter.requiresPreprocessing',
    ],
  };
}
