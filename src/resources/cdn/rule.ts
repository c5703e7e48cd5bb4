import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { settledRule } from './rule-parameters.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/rulesets/rules */
export function rule(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/ruleSets/rules',
    apiVersion: '2025-12-01',
    title: 'front door rule',
    stack: 'frontend',
    naming: ownName(1, 260, /^[A-Za-z][A-Za-z0-9]*$/),
    allowed: { 'properties.matchProcessingBehavior': ['Continue', 'Stop'] },
    settle: {
      defaults: { properties: { deploymentStatus: 'NotStarted', matchProcessingBehavior: 'Continue' } },
      computed: settledRule,
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '202 async-operation', delete: '200 none' },
    },
  });
}
