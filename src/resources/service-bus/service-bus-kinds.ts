import type { KindMaker } from '../kind-maker.ts';
import { serviceBusQueue, serviceBusRule, serviceBusSubscription, serviceBusTopic } from './entities.ts';
import { accessRule, networkRuleSet } from './messaging-parts.ts';
import { serviceBusNamespace } from './namespace.ts';

const namespace = 'Microsoft.ServiceBus/namespaces';

/** Kinds of this folder, in the order of their files. */
export const serviceBusKinds: readonly KindMaker[] = [
  serviceBusNamespace,
  serviceBusQueue,
  serviceBusTopic,
  serviceBusSubscription,
  serviceBusRule,
  () => accessRule(`${namespace}/AuthorizationRules`, '2026-01-01'),
  () => networkRuleSet(`${namespace}/networkRuleSets`, '2026-01-01'),
];
