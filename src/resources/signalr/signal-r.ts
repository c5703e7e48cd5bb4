import { jsonAt } from '../json-path.ts';
import { liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { settledFeatures } from './feature-flags.ts';
import { signalrKeys, signalrSizes } from './signalr-parts.ts';
import type { ConditionalRule, SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.signalrservice/signalr */
export function signalR(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.SignalRService/signalR',
    apiVersion: '2024-03-01',
    title: 'signalr service',
    stack: 'messaging',
    naming: namingRule({
      abbreviation: 'sigr',
      minLength: 3,
      maxLength: 63,
      fitLength: 40,
      pattern: /^[A-Za-z](?:[A-Za-z0-9-]{1,61}[A-Za-z0-9])$/,
      unique: 'global',
    }),
    required: ['sku.name', 'properties.features[].flag', 'properties.features[].value', 'properties.upstream.templates[].urlTemplate'],
    allowed: { 'sku.tier': ['Free', 'Basic', 'Standard', 'Premium'] },
    live: liveRules({ writeOnly: ['properties.networkACLs.privateEndpoints'] }),
    settle: signalRRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '202 async-operation', patch: '202 async-operation', delete: '204 none' },
      actions: { listkeys: signalrKeys, regeneratekey: signalrKeys },
    },
  });
}

function signalRRules(): SettleRules {
  return {
    defaults: {
      tags: null,
      kind: 'SignalR',
      properties: {
        cors: { allowedOrigins: ['*'] },
        networkACLs: {
          publicNetwork: { allow: ['ServerConnection', 'ClientConnection', 'RESTAPI', 'Trace'], deny: null },
        },
        privateEndpointConnections: [],
        publicPort: 443,
        serverPort: 443,
        upstream: { templates: null },
        version: '1.0',
      },
    },
    within: {
      'properties.serverless': { connectionTimeoutInSeconds: 30 },
      'properties.tls': { clientCertEnabled: false },
      'properties.upstream.templates[]': { auth: null },
    },
    conditional: signalRCases(),
    normalised: { 'properties.resourceStopped': 'lower' },
    outputs: {
      'properties.externalIP': '203.0.113.30',
      'properties.hostName': '{NAME}.service.signalr.net',
      'properties.hostNamePrefix': '{name}',
    },
    computed: (body, facts) => ({
      properties: {
        features: settledFeatures(jsonAt(body, 'properties.features'), facts.apiVersion ?? ''),
        networkACLs: { privateEndpoints: [] },
      },
    }),
    tags: false,
  };
}

function signalRCases(): readonly ConditionalRule[] {
  return [
    {
      when: { apiVersion: '>=2021-10-01' },
      defaults: {
        properties: {
          tls: { clientCertEnabled: false },
          disableAadAuth: false,
          disableLocalAuth: false,
          publicNetworkAccess: 'Enabled',
          resourceLogConfiguration: null,
          sharedPrivateLinkResources: [],
        },
      },
    },
    { when: { apiVersion: '>=2022-02-01' }, defaults: { properties: { liveTraceConfiguration: null } } },
    {
      when: { apiVersion: '>=2024-03-01' },
      defaults: {
        properties: {
          networkACLs: { ipRules: [{ action: 'Allow', value: '0.0.0.0/0' }, { action: 'Allow', value: '::/0' }] },
          serverless: { connectionTimeoutInSeconds: 30 },
          regionEndpointEnabled: 'Enabled',
          resourceStopped: 'false',
        },
      },
    },
    {
      when: { apiVersion: '<2022-02-01' },
      defaults: { properties: { networkACLs: { publicNetwork: { allow: ['ServerConnection', 'ClientConnection', 'RESTAPI'] } } } },
    },
    ...signalrSizes,
  ];
}
