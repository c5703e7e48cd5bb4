import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.resources/tags */
export function tag(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Resources/tags',
    apiVersion: '2025-04-01',
    title: 'tags',
    stack: 'foundation',
    naming: fixedName('default'),
    settle: { tags: false, provisioning: false },
    local: { answers: { create: '200 none', update: '200 none', patch: '200 none', delete: '200 none' } },
  });
}
