import { amongst, immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles */
export function profile(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles',
    apiVersion: '2025-12-01',
    title: 'content delivery profile',
    stack: 'frontend',
    naming: namingRule({
      abbreviation: 'afd',
      minLength: 1,
      maxLength: 260,
      fitLength: 60,
      pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,258}[A-Za-z0-9])?$/,
      unique: 'resourceGroup',
    }),
    location: 'global',
    immutable: [immutable('sku.name', 'classic profiles become Front Door profiles by an operation of their own', amongst('Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'))],
    required: ['sku', 'sku.name'],
    settle: profileRules(),
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: {
        create: '201 async-operation',
        update: '202 async-operation',
        patch: '202 async-operation',
        delete: '202 async-operation',
      },
    },
  });
}

function profileRules(): SettleRules {
  return {
    defaults: { kind: 'cdn', properties: { resourceState: 'Active' } },
    within: { 'properties.logScrubbing.scrubbingRules[]': { selector: null, state: 'Enabled' } },
    conditional: [
      {
        when: { 'sku.name': ['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'] },
        defaults: { kind: 'frontdoor', properties: { originResponseTimeoutSeconds: 30 } },
      },
      {
        when: { 'sku.name': ['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'], 'apiVersion': '>=2024-09-01' },
        defaults: { properties: { logScrubbing: null } },
      },
      { when: { apiVersion: '>=2023-05-01' }, defaults: { properties: { extendedProperties: {} } } },
    ],
    normalised: { location: ['Global'] },
    outputs: { 'properties.frontDoorId': '{guid}' },
    location: 'sent',
  };
}
