import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { textAt } from '../json-path.ts';

/** Every feature of the service with the value it has when nobody sets it, in the order of a GET. */
const known: readonly (readonly [flag: string, value: string])[] = [
  ['ServiceMode', 'Serverless'],
  ['EnableConnectivityLogs', 'False'],
  ['EnableMessagingLogs', 'False'],
  ['EnableLiveTrace', 'False'],
];

/**
 * All features of a SignalR service: the ones that were sent, with truth values in capitals, and the others with their defaults.
 * @param sent Value of `properties.features`. @param apiVersion Live trace exists since 2021.
 * @see https://learn.microsoft.com/rest/api/signalr/signal-r/create-or-update
 */
export function settledFeatures(sent: Json | undefined, apiVersion: string): readonly JsonObject[] {
  const given: readonly JsonObject[] = Array.isArray(sent) ? (sent as readonly Json[]).filter(isJsonObject) : [];
  const flags = known.filter(([flag]) => flag !== 'EnableLiveTrace' || apiVersion === '' || apiVersion >= '2021');
  const listed = flags.map(([flag, value]) => given.find((feature) => textAt(feature, 'flag', '').toLowerCase() === flag.toLowerCase()) ?? { flag, value });
  const others = given.filter((feature) => !flags.some(([flag]) => flag.toLowerCase() === textAt(feature, 'flag', '').toLowerCase()));
  return [...listed, ...others].map((feature) => ({ properties: {}, ...feature, ...inCapitals(feature['value']) }));
}

function inCapitals(value: Json | undefined): JsonObject {
  if (typeof value !== 'string' || !/^(?:true|false)$/i.test(value)) {
    return {};
  }
  return { value: value.toLowerCase() === 'true' ? 'True' : 'False' };
}
