import type { JsonObject } from '../../model/json.ts';
import { mapAt } from '../body-paths.ts';
import { liveRules } from '../live-rules.ts';
import type { ModelledSpec } from '../modelled-kind.ts';
import { modelledKind } from '../modelled-kind.ts';
import { fixedName, ownName } from '../naming-rules.ts';
import type { LocalBehaviour, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** Everything below a namespace is there at once, and shows the region of the namespace. */
const atOnce: LocalBehaviour['answers'] = { create: '200 none', update: '200 none', delete: '200 none' };

/** A child of a namespace: its defaults, and what the service counts. */
export function messagingChild(spec: ModelledSpec, settle: SettleRules = {}): ResourceKind {
  return modelledKind({
    stack: 'messaging',
    ...spec,
    settle: { provisioning: false, ...settle, outputs: { location: '{location}', ...settle.outputs } },
    local: { duration: 'instant', answers: atOnce, ...spec.local },
  });
}

/** What the status of a queue, topic, subscription or event hub may be. @see https://learn.microsoft.com/azure/service-bus-messaging/entity-suspend */
export const entityStates: readonly string[] = ['Active', 'Disabled', 'Restoring', 'SendDisabled', 'ReceiveDisabled', 'Creating', 'Deleting', 'Renaming', 'Unknown'];

/** Outputs of what has a life of its own. */
export const lifetimes: Readonly<Record<string, string>> = {
  'properties.createdAt': '{time}',
  'properties.updatedAt': '{time}',
  'properties.accessedAt': '{time}',
};

const connection = 'Endpoint=sb://{rootName}.servicebus.windows.net/;SharedAccessKeyName={name};SharedAccessKey=';

/**
 * A shared access rule with its two keys.
 * @see https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas
 */
export function accessRule(type: string, apiVersion: string): ResourceKind {
  const keys: JsonObject = {
    primaryConnectionString: `${connection}{key32:primary}`,
    secondaryConnectionString: `${connection}{key32:secondary}`,
    primaryKey: '{key32:primary}',
    secondaryKey: '{key32:secondary}',
    keyName: '{name}',
  };
  return messagingChild({
    type,
    apiVersion,
    title: 'access rule',
    naming: ownName(1, 50, /^[A-Za-z0-9](?:[\w.-]{0,48}\w)?$/),
    required: ['properties.rights'],
    allowed: { 'properties.rights[]': ['Manage', 'Send', 'Listen'] },
    local: {
      duration: 'instant',
      answers: atOnce,
      actions: { listkeys: keys, regeneratekeys: keys },
      implicit: ['RootManageSharedAccessKey'],
    },
  });
}

/**
 * Who may reach a namespace over the network: one set each, always there.
 * @see https://learn.microsoft.com/azure/service-bus-messaging/service-bus-ip-filtering
 */
export function networkRuleSet(type: string, apiVersion: string): ResourceKind {
  return messagingChild(
    {
      type,
      apiVersion,
      title: 'network rule set',
      naming: fixedName('default'),
      live: liveRules({ unordered: ['properties.virtualNetworkRules', 'properties.ipRules'] }),
      local: { duration: 'instant', answers: { update: '200 none', create: '200 none' }, implicit: ['default'] },
    },
    {
      defaults: { properties: { publicNetworkAccess: 'Enabled', defaultAction: 'Allow', virtualNetworkRules: [], ipRules: [] } },
      // The group's segment of the id comes back in lower case.
      computed: (body) => mapAt(body, 'properties.virtualNetworkRules[].subnet.id', (id) => (typeof id === 'string' ? id.replace('/resourceGroups/', '/resourcegroups/') : id)),
    },
  );
}

/** Where a namespace can be reached and how it is replicated; `zones` says in which tiers it spans zones of itself. */
export const namespaceOutputs: SettleRules['outputs'] = {
  'properties.metricId': '{subscription}:{NAME}',
  'properties.serviceBusEndpoint': 'https://{NAME}.servicebus.windows.net:443/',
  'properties.createdAt': '{time}',
  'properties.updatedAt': '{time}',
};

/** Replication of a namespace that stays in its region. */
export const oneLocation: JsonObject = {
  maxReplicationLagDurationInSeconds: 0,
  locations: [{ locationName: '{location}', roleType: 'Primary', replicaState: 'Ready' }],
};
