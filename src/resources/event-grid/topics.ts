import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { LocalBehaviour, NamingRule, ResourceKind } from '../resource-kind.ts';

const apiVersion = '2025-02-15';
const named = (abbreviation: string): NamingRule => namingRule({
  abbreviation,
  minLength: 3,
  maxLength: 50,
  pattern: /^[A-Za-z0-9-]{3,50}$/,
  unique: 'resourceGroup',
});
const answers: LocalBehaviour['answers'] = {
  create: '201 async-operation',
  update: '201 async-operation',
  patch: '201 async-operation',
  delete: '202 async-operation',
};
const keys = { key1: '{key32:first}', key2: '{key32:second}' };

/** Topics and domains differ in what they hold, not in how they answer. */
function endpointKind(type: string, title: string, abbreviation: string): ResourceKind {
  return modelledKind({
    type,
    apiVersion,
    title,
    stack: 'messaging',
    naming: named(abbreviation),
    immutable: [immutable('properties.inputSchema', 'the schema of the events is fixed when it is made')],
    diagnostics: 'logs',
    settle: {
      defaults: { tags: null, properties: { inputSchema: 'EventGridSchema', publicNetworkAccess: 'Enabled' } },
      within: { identity: { userAssignedIdentities: null } },
      conditional: [{ when: { apiVersion: '>=2021-06-01' }, defaults: { properties: { dataResidencyBoundary: 'WithinGeopair' } } }],
      normalised: {
        'properties.inboundIpRules[].action': ['Allow'],
        'properties.publicNetworkAccess': ['Enabled', 'Disabled', 'SecuredByPerimeter'],
      },
      outputs: {
        'properties.endpoint': 'https://{NAME}.{location}-1.eventgrid.azure.net/api/events',
        'properties.metricResourceId': '{guid}',
      },
      tags: false,
    },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers, actions: { listkeys: keys, regeneratekey: keys } },
  });
}

/** @see https://learn.microsoft.com/azure/event-grid/custom-topics */
export function eventGridTopic(): ResourceKind {
  return endpointKind('Microsoft.EventGrid/topics', 'event grid topic', 'evgt');
}

/** @see https://learn.microsoft.com/azure/event-grid/event-domains */
export function eventGridDomain(): ResourceKind {
  return endpointKind('Microsoft.EventGrid/domains', 'event grid domain', 'evgd');
}

/** @see https://learn.microsoft.com/azure/event-grid/system-topics */
export function systemTopic(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.EventGrid/systemTopics',
    apiVersion,
    title: 'system topic',
    stack: 'messaging',
    naming: named('egst'),
    immutable: [
      immutable('properties.source', 'a system topic belongs to one source for good'),
      immutable('properties.topicType', 'a system topic belongs to one kind of source for good'),
    ],
    requiredNew: ['properties.source', 'properties.topicType'],
    settle: {
      defaults: { tags: null },
      within: { identity: { userAssignedIdentities: null } },
      outputs: { 'properties.metricResourceId': '{guid}' },
      tags: false,
    },
    local: { duration: 'seconds', answers: { create: '200 none', patch: '200 none', delete: '202 async-operation' } },
  });
}
