import { describe, expect, test } from 'vitest';
import { deployment, errorOf, subscription, valueOf } from '../deployment.fake.ts';
import { evaluateInDeployment } from '../evaluation.ts';
import { renderValue } from '../render-value.ts';

describe('scope functions', () => {
  test.each([
    ['[resourceGroup().location]', 'westeurope'],
    ['[resourceGroup().id]', `/subscriptions/${subscription}/resourceGroups/rg`],
    ['[subscription().subscriptionId]', subscription],
    ['[tenant().tenantId]', 'tenant'],
  ])('%s is %s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test('facts that nobody told stay expressions, also inside of others', () => {
    const { resourceGroup, ...context } = deployment({}).context;
    const blind = { ...deployment({}), context, scope: { kind: 'resourceGroup', subscriptionId: subscription, resourceGroup: 'rg' } as const };
    expect(resourceGroup).toBeDefined();
    expect(renderValue(evaluateInDeployment(blind, "[concat('a-', resourceGroup().location)]"))).toBe("[concat('a-', resourceGroup().location)]");
    expect(renderValue(evaluateInDeployment(blind, '[subscription().tenantId]'))).toBe('[tenant().tenantId]');
  });

  test('a function of another scope is refused', () => {
    const atSubscription = deployment({}, { scope: { kind: 'subscription', subscriptionId: subscription } });
    expect(errorOf(() => evaluateInDeployment(atSubscription, '[resourceGroup().name]')).message).toContain('not at resource group scope');
    expect(evaluateInDeployment(atSubscription, "[resourceId('A.B/c', 'x')]")).toBe(`/subscriptions/${subscription}/providers/A.B/c/x`);
  });
});
