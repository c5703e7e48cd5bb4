import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/afdendpoints/routes */
export function route(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/afdEndpoints/routes',
    apiVersion: '2025-12-01',
    title: 'front door route',
    stack: 'frontend',
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
