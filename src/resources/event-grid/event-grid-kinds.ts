import type { KindMaker } from '../kind-maker.ts';
import { eventSubscription, systemTopicSubscription } from './event-subscription.ts';
import { eventGridDomain, eventGridTopic, systemTopic } from './topics.ts';

/** Kinds of this folder, in the order of their files. */
export const eventGridKinds: readonly KindMaker[] = [
  eventSubscription,
  systemTopicSubscription,
  eventGridDomain,
  eventGridTopic,
  systemTopic,
];
