import { expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';

it('a refusal says what was compared, and no secret of the body', () => {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.Sql', 'Microsoft.App');
  const policy = (name: string, condition: Record<string, string>) => {
    const policyRule = Object.fromEntries(['if', 'then'].map((half) => [half, half === 'if' ? { allOf: [{ field: 'type', contains: 'Microsoft.' }, condition] } : { effect: 'deny' }])) as JsonObject;
    azure.send('PUT', `${subscriptionPath}/providers/Microsoft.Authorization/policyDefinitions/${name}`, { properties: { mode: 'All', policyType: 'Custom', policyRule } });
    azure.send('PUT', `${subscriptionPath}/providers/Microsoft.Authorization/policyAssignments/${name}`, { properties: { policyDefinitionId: `${subscriptionPath}/providers/Microsoft.Authorization/policyDefinitions/${name}` } });
  };
  policy('no-password', { field: 'Microsoft.Sql/servers/administratorLoginPassword', exists: 'true' });
  policy('no-word', { value: "[field('Microsoft.Sql/servers/administratorLoginPassword')]", notEquals: 'x' });
  const { status, body } = azure.send('PUT', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Sql/servers/kept-secret`, { location: 'westeurope', properties: { administratorLogin: 'me', administratorLoginPassword: 'Very-Secret-1' } });
  expect(status).toBe(403);
  expect(JSON.stringify(body)).toContain('administratorLoginPassword');
  expect(JSON.stringify(body)).toContain('"expressionValue":"*****"');
  expect(JSON.stringify(body)).not.toContain('Very-Secret-1');
});
