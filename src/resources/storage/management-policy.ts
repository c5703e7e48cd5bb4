import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/managementpolicies */
export function managementPolicy(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Storage/storageAccounts/managementPolicies',
    apiVersion: '2026-04-01',
    title: 'lifecycle policy',
    stack: 'data',
    naming: fixedName('default', 'DefaultManagementPolicy'),
    required: [
      'properties.policy.rules',
      'properties.policy.rules[].name',
      'properties.policy.rules[].type',
      'properties.policy.rules[].definition',
      'properties.policy.rules[].definition.actions',
    ],
    settle: {
      within: { 'properties.policy.rules[]': { enabled: true } },
      outputs: { 'properties.lastModifiedTime': '{time}' },
      provisioning: false,
    },
    local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
