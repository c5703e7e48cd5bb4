import type { Json, JsonObject } from '../model/json.ts';
import type { DeploymentInput } from './deployment-input.ts';
import type { Value } from './expression.ts';
import { evaluateInDeployment } from './evaluation.ts';
import { ArmTemplateError } from './template-error.ts';

/** An array template, or with symbolic resources one of languageVersion 2.0. */
export function template(sections: { readonly [section: string]: Json }): JsonObject {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...(Array.isArray(sections['resources'] ?? []) ? {} : { languageVersion: '2.0' }),
    resources: [],
    ...sections,
  };
}

/** A deployment into the group `rg` of a subscription of ones, in westeurope. */
export function deployment(sections: { readonly [section: string]: Json }, rest: Partial<DeploymentInput> = {}): DeploymentInput {
  return {
    name: 'main',
    scope: { kind: 'resourceGroup', tenantId: 'tenant', subscriptionId: subscription, resourceGroup: 'rg' },
    template: template(sections),
    parameters: {},
    context: { cloud: 'AzureCloud', now: '2026-03-04T05:06:07Z', newGuid: () => 'fresh', resourceGroup: { location: 'westeurope' } },
    ...rest,
  };
}

export const subscription = '11111111-1111-1111-1111-111111111111';

/** The id of a resource in that group. */
export function idOf(relative: string): string {
  return `/subscriptions/${subscription}/resourceGroups/rg/providers/${relative}`;
}

/** The value of an expression in a deployment with these sections. */
export function valueOf(expression: string, sections: { readonly [section: string]: Json } = {}): Value {
  return evaluateInDeployment(deployment(sections), expression);
}

/** The error that some work throws; fails when it throws none. */
export function errorOf(work: () => unknown): ArmTemplateError {
  try {
    work();
  } catch (error) {
    if (error instanceof ArmTemplateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
