import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/afdendpoints/routes */
export function route(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/afdEndpoints/routes',
    apiVersion: '2025-12-01',
    title: 'front door route',
    stack: 'frontend',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
    allowed: {
      'properties.forwardingProtocol': ['HttpOnly', 'HttpsOnly', 'MatchRequest'],
      'properties.linkToDefaultDomain': ['Enabled', 'Disabled'],
      'properties.httpsRedirect': ['Enabled', 'Disabled'],
      'properties.enabledState': ['Enabled', 'Disabled'],
    },
    settle: {
      defaults: {
        properties: {
          cacheConfiguration: null,
          customDomains: [],
          deploymentStatus: 'NotStarted',
          enabledState: 'Enabled',
          originPath: null,
          patternsToMatch: ['/*'],
          ruleSets: [],
        },
      },
      within: { 'properties.cacheConfiguration': { queryParameters: null }, 'properties.customDomains[]': { isActive: false } },
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '202 async-operation', delete: '202 async-operation' },
    },
  });
}
