import type { JsonObject } from '../../model/json.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { signalrKeys, signalrSizes } from './signalr-parts.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.signalrservice/webpubsub */
export function webPubSub(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.SignalRService/webPubSub',
    apiVersion: '2024-03-01',
    title: 'web pubsub service',
    stack: 'messaging',
    naming: namingRule({
      abbreviation: 'wps',
      minLength: 3,
      maxLength: 63,
      fitLength: 40,
      pattern: /^[A-Za-z](?:[A-Za-z0-9-]{1,61}[A-Za-z0-9])$/,
      unique: 'global',
    }),
    required: ['sku.name'],
    allowed: { 'sku.tier': ['Free', 'Basic', 'Standard', 'Premium'] },
    settle: webPubSubRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 none', patch: '202 async-operation', delete: '204 none' },
      actions: { listkeys: signalrKeys, regeneratekey: signalrKeys },
    },
  });
}

function webPubSubRules(): SettleRules {
  return {
    defaults: webPubSubDefaults(),
    conditional: [
      {
        when: { apiVersion: '>=2024-03-01' },
        defaults: {
          properties: {
            networkACLs: { ipRules: [{ action: 'Allow', value: '0.0.0.0/0' }, { action: 'Allow', value: '::/0' }] },
            socketIO: null,
          },
        },
      },
      ...signalrSizes,
    ],
    normalised: { 'properties.resourceStopped': 'lower' },
    outputs: {
      'properties.externalIP': '203.0.113.31',
      'properties.hostName': '{NAME}.webpubsub.azure.com',
      'properties.hostNamePrefix': '{NAME}',
    },
    tags: false,
  };
}

function webPubSubDefaults(): JsonObject {
  return {
    tags: null,
    kind: 'WebPubSub',
    properties: {
      liveTraceConfiguration: null,
      networkACLs: {
        defaultAction: 'Deny',
        privateEndpoints: [],
        publicNetwork: { allow: ['ServerConnection', 'ClientConnection', 'RESTAPI', 'Trace'], deny: null },
      },
      privateEndpointConnections: [],
      publicPort: 443,
      resourceLogConfiguration: null,
      serverPort: 443,
      sharedPrivateLinkResources: [],
      tls: { clientCertEnabled: false },
      version: '1.0',
    },
  };
}
