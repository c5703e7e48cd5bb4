import type { Json, JsonObject } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import type { LocalFacts } from '../local-facts.ts';
import { textAt } from '../json-path.ts';
import { fillDefaults } from '../settled-body.ts';

const storageEvents: Json = ['Microsoft.Storage.BlobCreated', 'Microsoft.Storage.BlobDeleted'];
const resourceEvents: Json = ['Write', 'Delete', 'Action'].flatMap((verb) => ['Success', 'Failure', 'Cancel'].map((end) => `Microsoft.Resources.Resource${verb}${end}`));

/** Event types of a source that are delivered unless others are chosen; none are listed for custom topics. */
function defaultEvents(source: string): JsonObject {
  if (/\/providers\/microsoft\.storage\/storageaccounts\/[^/]+$/i.test(source)) {
    return { includedEventTypes: storageEvents };
  }
  return /^\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?$/i.test(source) ? { includedEventTypes: resourceEvents } : {};
}

/** Destinations that a web address is part of; it is a secret and is never returned whole. */
function settledDestination(destination: JsonObject): JsonObject {
  const type = textAt(destination, 'endpointType', '');
  const attributes = mapAt(destination, 'properties.deliveryAttributeMappings[].properties', ofObjects((mapping) => (mapping['isSecret'] === true ? { ...mapping, value: 'Hidden' } : mapping)));
  if (type === 'AzureFunction') {
    return fillDefaults(attributes, { properties: { maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 } });
  }
  if (type !== 'WebHook') {
    return attributes;
  }
  const url = textAt(attributes, 'properties.endpointUrl', '');
  const base = url === '' ? {} : { endpointBaseUrl: url.split('?')[0] ?? '' };
  const batched = fillDefaults(attributes, { properties: { ...base, maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 } });
  return mapAt(batched, 'properties', ofObjects((properties) => ({ ...properties, endpointUrl: null })));
}

/**
 * An event subscription as its GET shows it.
 * @param source Id of what sends the events.
 * @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions/create-or-update
 */
export function settledSubscription(body: JsonObject, source: string): JsonObject {
  const filled = fillDefaults(body, {
    properties: {
      eventDeliverySchema: 'EventGridSchema',
      filter: { subjectBeginsWith: '', subjectEndsWith: '', ...defaultEvents(source) },
      labels: null,
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1_440 },
      topic: source,
    },
  });
  return mapAt(filled, 'properties.destination', ofObjects(settledDestination));
}

/** What an event subscription hangs on. */
export function sourceOf(facts: LocalFacts): string {
  const at = facts.id.toLowerCase().lastIndexOf('/providers/microsoft.eventgrid/eventsubscriptions/');
  return at < 0 ? '' : facts.id.slice(0, at);
}
