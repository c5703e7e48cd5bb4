import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/json.ts';
import type { TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, storageAccount, subscriptionPath, template } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
const builtIn = (name: string) => `/providers/Microsoft.Authorization/policyDefinitions/${name}`;
const allowedLocations = builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c');
const inheritTag = builtIn('cd3aa116-8754-49c9-a813-ad46512ece54');

/** A policy rule; a literal with `then` looks like a promise to the linter. */
function rule(condition: JsonObject, consequence: JsonObject): JsonObject {
  return Object.fromEntries(['if', 'then'].map((half) => [half, half === 'if' ? condition : consequence]));
}

function world(): TestAzure {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.Storage', 'Microsoft.Network');
  return azure;
}

function assign({ send }: TestAzure, scope: string, policyDefinitionId: string, parameters: Record<string, Json> = {}, rest: JsonObject = {}) {
  const given = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { value }]));
  return send('PUT', `${scope}/providers/Microsoft.Authorization/policyAssignments/test`, { properties: { policyDefinitionId, displayName: 'Test', parameters: given, ...rest } });
}

function define({ send }: TestAzure, name: string, policyRule: JsonObject, rest: JsonObject = {}): string {
  const id = `${subscriptionPath}/providers/Microsoft.Authorization/policyDefinitions/${name}`;
  expect(send('PUT', id, { properties: { mode: 'All', policyRule, ...rest } }).status).toBe(201);
  return id;
}

describe('a policy that denies', () => {
  it('refuses a write with the assignment, the definition and what was compared', () => {
    const azure = world();
    expect(assign(azure, group, allowedLocations, { listOfAllowedLocations: ['northeurope'] }).status).toBe(201);
    const { status, body } = azure.send('PUT', account('stone'), storageAccount('stone'));
    expect(status).toBe(403);
    expect(body).toMatchObject({
      error: {
        code: 'RequestDisallowedByPolicy',
        target: 'stone',
        additionalInfo: [
          {
            type: 'PolicyViolation',
            info: {
              policyDefinitionDisplayName: 'Allowed locations',
              policyDefinitionEffect: 'Deny',
              policyAssignmentName: 'test',
              policyAssignmentScope: group,
              evaluationDetails: { evaluatedExpressions: [{ result: 'True', expressionKind: 'Field', expression: 'location', path: 'location', expressionValue: 'westeurope', targetValue: ['northeurope'], operator: 'NotIn' }, {}, {}] },
            },
          },
        ],
      },
    });
    expect(azure.send('PUT', account('stone'), storageAccount('stone', { location: 'North Europe' })).status).toBeLessThan(300);
  });

  it('holds for what a deployment makes, and for everything below its scope', () => {
    const azure = world();
    assign(azure, subscriptionPath, allowedLocations, { listOfAllowedLocations: ['northeurope'] });
    expect(JSON.stringify(azure.deploy('d', template([storageAccount('stone')]), { group: 'rg' }))).toContain('RequestDisallowedByPolicy');
    expect(azure.send('GET', account('stone')).status).toBe(404);
  });

  it('is silent for excluded scopes, without enforcement, and under an exemption', () => {
    const azure = world();
    const wrong = storageAccount('stone');
    assign(azure, subscriptionPath, allowedLocations, { listOfAllowedLocations: ['northeurope'] }, { notScopes: [group] });
    expect(azure.send('PUT', account('stone'), wrong).status).toBeLessThan(300);
    assign(azure, subscriptionPath, allowedLocations, { listOfAllowedLocations: ['northeurope'] }, { enforcementMode: 'DoNotEnforce' });
    expect(azure.send('PUT', account('sttwo'), storageAccount('sttwo')).status).toBeLessThan(300);
    assign(azure, subscriptionPath, allowedLocations, { listOfAllowedLocations: ['northeurope'] });
    expect(azure.send('PUT', account('stthree'), storageAccount('stthree')).status).toBe(403);
    azure.send('PUT', `${group}/providers/Microsoft.Authorization/policyExemptions/x`, { properties: { policyAssignmentId: `${subscriptionPath}/providers/Microsoft.Authorization/policyAssignments/test`, exemptionCategory: 'Waiver' } });
    expect(azure.send('PUT', account('stthree'), storageAccount('stthree')).status).toBeLessThan(300);
  });

  it('of a management group reaches a subscription that is in it, and no other', () => {
    const azure = world();
    const management = '/providers/Microsoft.Management/managementGroups/platform';
    expect(azure.send('PUT', management, { properties: { displayName: 'Platform' } }).status).toBe(200);
    expect(assign(azure, management, allowedLocations, { listOfAllowedLocations: ['northeurope'] }).status).toBe(201);
    expect(azure.send('PUT', account('stone'), storageAccount('stone')).status).toBeLessThan(300);
    azure.send('PUT', `${management}/subscriptions/${subscriptionPath.split('/')[2] ?? ''}`);
    expect(azure.send('PUT', account('sttwo'), storageAccount('sttwo')).status).toBe(403);
  });

  it('counts elements of arrays and reads them through aliases', () => {
    const azure = world();
    const open = { allOf: [{ field: 'Microsoft.Network/networkSecurityGroups/securityRules[*].access', equals: 'Allow' }, { field: 'Microsoft.Network/networkSecurityGroups/securityRules[*].destinationPortRange', equals: "[parameters('port')]" }] };
    const id = define(azure, 'no-ssh', rule({ allOf: [{ field: 'type', equals: 'Microsoft.Network/networkSecurityGroups' }, { count: { field: 'Microsoft.Network/networkSecurityGroups/securityRules[*]', where: open }, greater: 0 }] }, { effect: 'deny' }), { parameters: { port: { type: 'String' } } });
    assign(azure, group, id, { port: '22' });
    const rules = (port: string) => ({ location: 'westeurope', properties: { securityRules: [{ name: 'r', properties: { access: 'Allow', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: port, protocol: 'Tcp', direction: 'Inbound', priority: 100 } }] } });
    const network = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg`;
    expect(azure.send('PUT', network, rules('22')).status).toBe(403);
    expect(azure.send('PUT', network, rules('443')).status).toBeLessThan(300);
  });
});

describe('a policy that changes', () => {
  it('takes a tag from the group, whatever the resource says', () => {
    const azure = world();
    azure.send('PUT', group, { location: 'westeurope', tags: { team: 'red' } });
    assign(azure, group, inheritTag, { tagName: 'team' });
    azure.send('PUT', account('stone'), storageAccount('stone', { tags: { team: 'blue', keep: '1' } }));
    azure.advance(1000);
    expect(azure.send('GET', account('stone')).body['tags']).toEqual({ team: 'red', keep: '1' });
  });

  it('leaves a resource alone when its group has no such tag', () => {
    const azure = world();
    assign(azure, group, inheritTag, { tagName: 'team' });
    expect(azure.send('PUT', account('stone'), storageAccount('stone', { tags: { team: 'blue' } })).status).toBeLessThan(300);
    azure.advance(1000);
    expect(azure.send('GET', account('stone')).body['tags']).toEqual({ team: 'blue' });
  });

  it('appends a property, and refuses one that has another value', () => {
    const azure = world();
    const field = 'Microsoft.Storage/storageAccounts/minimumTlsVersion';
    assign(azure, group, define(azure, 'tls', rule({ allOf: [{ field: 'type', equals: 'Microsoft.Storage/storageAccounts' }, { field, notEquals: 'TLS1_2' }] }, { effect: 'append', details: [{ field, value: 'TLS1_2' }] })));
    azure.send('PUT', account('stone'), storageAccount('stone'));
    azure.advance(1000);
    expect(azure.send('GET', account('stone')).body['properties']).toMatchObject({ minimumTlsVersion: 'TLS1_2' });
    expect(azure.send('PUT', account('sttwo'), storageAccount('sttwo', { properties: { minimumTlsVersion: 'TLS1_0' } })).status).toBe(403);
  });
});

describe('policies of other effects', () => {
  it('note who does not comply', () => {
    const azure = world();
    assign(azure, group, builtIn('404c3081-a854-4457-ae30-26a93ef643f9'));
    azure.send('PUT', account('stone'), storageAccount('stone', { properties: { supportsHttpsTrafficOnly: false } }));
    const { body } = azure.send('POST', `${group}/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults`);
    expect(body['value']).toMatchObject([{ resourceId: account('stone'), complianceState: 'NonCompliant', policyDefinitionAction: 'audit' }]);
  });

  it('keep a resource from being deleted', () => {
    const azure = world();
    azure.send('PUT', account('stone'), storageAccount('stone'));
    assign(azure, group, define(azure, 'keep', rule({ field: 'type', equals: 'Microsoft.Storage/storageAccounts' }, { effect: 'denyAction', details: { actionNames: ['delete'] } })));
    expect(azure.send('DELETE', account('stone')).status).toBe(403);
  });
});

describe('definitions and assignments', () => {
  it('are refused when they name what is not there', () => {
    const azure = world();
    expect(assign(azure, group, `${subscriptionPath}/providers/Microsoft.Authorization/policyDefinitions/none`)).toMatchObject({ status: 404, body: { error: { code: 'PolicyDefinitionNotFound' } } });
    expect(assign(azure, group, allowedLocations)).toMatchObject({ status: 400, body: { error: { code: 'MissingPolicyParameter' } } });
    expect(assign(azure, group, allowedLocations, { listOfAllowedLocations: [], other: 1 })).toMatchObject({ status: 400, body: { error: { code: 'UndefinedPolicyParameter' } } });
    expect(azure.send('PUT', `${subscriptionPath}/providers/Microsoft.Authorization/policyDefinitions/x`, { properties: { policyRule: rule({ field: 'type', resembles: 'x' }, { effect: 'deny' }) } })).toMatchObject({ status: 400, body: { error: { code: 'InvalidPolicyRule' } } });
  });

  it('of an initiative pass their parameters on', () => {
    const azure = world();
    const set = `${subscriptionPath}/providers/Microsoft.Authorization/policySetDefinitions/s`;
    azure.send('PUT', set, { properties: { parameters: { where: { type: 'Array' } }, policyDefinitions: [{ policyDefinitionId: allowedLocations, policyDefinitionReferenceId: 'place', parameters: { listOfAllowedLocations: { value: "[parameters('where')]" } } }] } });
    assign(azure, group, set, { where: ['eastus'] }, { nonComplianceMessages: [{ message: 'Only the east.' }] });
    const { status, body } = azure.send('PUT', account('stone'), storageAccount('stone'));
    expect(status).toBe(403);
    expect((body['error'] as JsonObject)['message']).toBe("Resource 'stone' was disallowed by policy. Reasons: 'Only the east.'. See error details for policy resource IDs.");
  });
});
