import type { KindMaker } from '../kind-maker.ts';
import { accessRule, networkRuleSet } from '../service-bus/messaging-parts.ts';
import { consumerGroup, eventHub } from './event-hub.ts';
import { eventHubNamespace } from './namespace.ts';

const namespace = 'Microsoft.EventHub/namespaces';

/** Kinds of this folder, in the order of their files. */
export const eventHubKinds: readonly KindMaker[] = [
  eventHubNamespace,
  eventHub,
  consumerGroup,
  () => accessRule(`${namespace}/authorizationRules`, '2026-01-01'),
  () => networkRuleSet(`${namespace}/networkRuleSets`, '2026-01-01'),
];
