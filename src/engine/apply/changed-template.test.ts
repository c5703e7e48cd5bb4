import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { SynthesizedStack } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { subscriptionId, target } from './apply-world.fake.ts';
import { changedTemplate } from './changed-template.ts';

const storage = `/subscriptions/${subscriptionId}/resourceGroups/rg-demo/providers/Microsoft.Storage/storageAccounts/stdemo`;
const roleName = '5c4f8ad1-9e8a-5b47-9a5e-0f5cf6f0a001';
const resources: readonly JsonObject[] = [
  { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name: 'stdemo', tags: { 'atakora:project': 'demo' }, properties: {} },
  { type: 'Microsoft.Storage/storageAccounts/blobServices', apiVersion: '2024-01-01', name: 'stdemo/default', dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', 'stdemo')]"], properties: {} },
  { type: 'Microsoft.Storage/storageAccounts/blobServices/containers', apiVersion: '2024-01-01', name: 'stdemo/default/uploads', dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts/blobServices', 'stdemo', 'default')]"], properties: {} },
  {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: `[toLower('${roleName.toUpperCase()}')]`,
    scope: "[resourceId('Microsoft.Storage/storageAccounts', 'stdemo')]",
    dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', 'stdemo')]"],
    properties: {},
  },
];
const stack: SynthesizedStack = {
  id: 'data',
  stack: 'data',
  scope: { kind: 'resourceGroup', subscriptionId, resourceGroup: 'rg-demo' },
  template: {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
    outputs: {
      endpoint: { type: 'string', value: "[concat(reference(resourceId('Microsoft.Storage/storageAccounts', 'stdemo'), '2024-01-01').primaryEndpoints.blob, 'x')]" },
      fixed: { type: 'string', value: 'stdemo' },
      other: { type: 'string', value: "[reference(resourceId('Microsoft.Storage/storageAccounts', 'elsewhere'), '2024-01-01').primaryEndpoints.blob]" },
    },
  },
  parameters: {},
  verbatim: false,
  dependsOn: [],
};
const input = { stack, target, absent: new Set<string>(), run: 'synth-20260115-100000-00000001', kindOf };
const named = (template: JsonObject) => (template['resources'] as readonly JsonObject[]).map(({ name, dependsOn }) => [name, dependsOn]);

describe('changedTemplate', () => {
  test('holds only what changes, found by id whatever way its name is written', () => {
    const role = `${storage}/providers/Microsoft.Authorization/roleAssignments/${roleName}`;
    expect(named(changedTemplate({ ...input, changed: [role.toUpperCase()] }))).toEqual([[resources[3]?.['name'], undefined]]);
  });

  test('bridges a dependency that is left out', () => {
    const template = changedTemplate({ ...input, changed: [storage, `${storage}/blobServices/default/containers/uploads`] });
    expect(named(template)).toEqual([['stdemo', undefined], ['stdemo/default/uploads', [storage]]]);
  });

  test('stamps the run on what carries tags, under the name that the type allows', () => {
    const template = changedTemplate({ ...input, changed: [storage, `${storage}/blobServices/default`] });
    const [account, service] = template['resources'] as readonly JsonObject[];
    expect(Object.keys(account?.['tags'] as JsonObject).filter((name) => /^atakora[:-]run$/.test(name))).toHaveLength(1);
    expect(service).not.toHaveProperty('tags');
    expect(stack.template['resources']).toBe(resources);
  });

  test('keeps outputs whose resources exist, drops those that read what does not', () => {
    const kept = (absent: readonly string[], changed: readonly string[] = []) => Object.keys((changedTemplate({ ...input, changed, absent: new Set(absent) })['outputs'] as JsonObject | undefined) ?? {});
    expect(kept([])).toEqual(['endpoint', 'fixed', 'other']);
    expect(kept([storage.toLowerCase()])).toEqual(['fixed', 'other']);
    expect(kept([storage.toLowerCase()], [storage])).toEqual(['endpoint', 'fixed', 'other']);
  });

  test('a template that the user brought is the same object', () => {
    expect(changedTemplate({ ...input, stack: { ...stack, verbatim: true }, changed: [] })).toBe(stack.template);
  });

  test('a template with symbolic names keeps them', () => {
    const symbolic: SynthesizedStack = { ...stack, template: { ...stack.template, languageVersion: '2.0', outputs: {}, resources: { account: resources[0] ?? {}, service: { ...resources[1], dependsOn: ['account'] } } } };
    expect(changedTemplate({ ...input, stack: symbolic, changed: [storage, `${storage}/blobServices/default`] })['resources']).toEqual({ account: expect.anything(), service: expect.objectContaining({ dependsOn: ['account'] }) });
  });
});
