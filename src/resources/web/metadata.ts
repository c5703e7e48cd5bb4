import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/config */
export function metadata(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/config',
    named: 'metadata',
    apiVersion: '2025-03-01',
    title: 'app metadata',
    settle: { dropped: ['kind'], location: 'display', provisioning: false },
    local: { answers: { create: '200 none', update: '200 none' }, actions: { list: 'properties' }, implicit: ['metadata'] },
  });
}
