import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.authorization/policydefinitions */
export function policyDefinition(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Authorization/policyDefinitions',
    apiVersion: '2026-07-01',
    title: 'policy definition',
    stack: 'foundation',
    naming: ownName(1, 260, /^[^%/]*[^%/. ]$/),
    settle: {
      defaults: { properties: { mode: 'Indexed', policyType: 'Custom' } }, normalised: {
        'properties.parameters.{*}.type': ['String', 'Array', 'Object', 'Boolean', 'Integer', 'Float', 'DateTime'],
      }, tags: false, provisioning: false },
    local: { answers: { create: '201 none', delete: '200 none' } },
  });
}
