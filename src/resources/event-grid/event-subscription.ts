import type { JsonObject } from '../../model/json.ts';
import { liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { LocalFacts } from '../local-facts.ts';
import type { LiveRules, LocalBehaviour, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';
import { settledSubscription, sourceOf } from './subscription-body.ts';

const apiVersion = '2025-02-15';
const naming = ownName(3, 64, /^[A-Za-z0-9-]{3,64}$/);
const sensitive: readonly string[] = ['properties.destination.properties.endpointUrl'];
const answers: LocalBehaviour['answers'] = {
  create: '201 async-operation',
  update: '201 async-operation',
  patch: '201 async-operation',
  delete: '202 async-operation',
};

/** The address of a web hook is never told, values of attributes that are secret are told as `Hidden`. */
const subscriptionLive: LiveRules = liveRules({
  writeOnly: ['properties.destination.properties.endpointUrl'],
  answered: { 'properties.destination.properties.deliveryAttributeMappings.properties.value': [{ live: 'Hidden' }] },
});

function rules(source: (facts: LocalFacts) => string): SettleRules {
  return {
    conditional: [{ when: { 'properties.filter.isSubjectCaseSensitive': false }, dropped: ['properties.filter.isSubjectCaseSensitive'] }],
    computed: (body: JsonObject, facts: LocalFacts) => settledSubscription(body, source(facts)),
  };
}

/** @see https://learn.microsoft.com/azure/event-grid/concepts#event-subscriptions */
export function eventSubscription(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.EventGrid/eventSubscriptions',
    apiVersion,
    title: 'event subscription',
    stack: 'messaging',
    naming,
    live: subscriptionLive,
    sensitive,
    settle: rules(sourceOf),
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers, putKeepsOmitted: ['properties.eventDeliverySchema'] },
  });
}

/** The events that it gets unless told otherwise depend on what the system topic stands for: those of storage are assumed. */
export function systemTopicSubscription(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.EventGrid/systemTopics/eventSubscriptions',
    apiVersion,
    title: 'system topic subscription',
    stack: 'messaging',
    naming,
    live: subscriptionLive,
    sensitive,
    settle: {
      ...rules((facts) => facts.id.split('/').slice(0, -2).join('/')),
      defaults: { properties: { filter: { includedEventTypes: ['Microsoft.Storage.BlobCreated', 'Microsoft.Storage.BlobDeleted'] } } },
    },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers },
  });
}
