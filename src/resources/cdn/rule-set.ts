import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/rulesets */
export function ruleSet(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/ruleSets',
    apiVersion: '2025-12-01',
    title: 'front door rule set',
    stack: 'frontend',
    naming: ownName(1, 60, /^[A-Za-z][A-Za-z0-9]*$/),
    settle: { defaults: { properties: { deploymentStatus: 'NotStarted' } } },
    local: { answers: { create: '201 none', delete: '200 none' } },
  });
}
