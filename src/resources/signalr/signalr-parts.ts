import type { JsonObject } from '../../model/json.ts';
import type { ConditionalRule } from '../settle-rules.ts';

const sizes: readonly (readonly [name: string, tier: string, size: string])[] = [
  ['Free_F1', 'Free', 'F1'],
  ['Standard_S1', 'Standard', 'S1'],
  ['Premium_P1', 'Premium', 'P1'],
  ['Premium_P2', 'Premium', 'P2'],
];

/** Tier and size of a sku follow from its name. */
export const signalrSizes: readonly ConditionalRule[] = sizes.map(([name, tier, size]) => ({ when: { 'sku.name': name }, defaults: { sku: { tier, size } } }));

/** Keys of SignalR and Web PubSub. @see https://learn.microsoft.com/rest/api/signalr/signal-r/list-keys */
export const signalrKeys: JsonObject = {
  primaryKey: '{key32:primary}',
  secondaryKey: '{key32:secondary}',
  primaryConnectionString: 'Endpoint=https://{body.properties.hostName};AccessKey={key32:primary};Version=1.0;',
  secondaryConnectionString: 'Endpoint=https://{body.properties.hostName};AccessKey={key32:secondary};Version=1.0;',
};
