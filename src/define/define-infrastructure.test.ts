import { describe, expect, it } from 'vitest';
import type { InfrastructureConfig } from './define-infrastructure.ts';
import { defineInfrastructure } from './define-infrastructure.ts';
import { existingTemplate } from './existing-template.ts';
import { armResource, resource } from './resource.ts';

const account = () => resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' } });
const made = (config: InfrastructureConfig) => defineInfrastructure(config).withId?.('archive') ?? defineInfrastructure(config);

describe('infrastructure', () => {
  it('declares resources with their place, apart from their body', () => {
    const [declared] = made({ resources: { account: resource('Microsoft.Storage/storageAccounts', { name: 'fixedname', protect: true, ignoreChanges: ['tags'], kind: 'StorageV2', sku: { name: 'Standard_LRS' }, tags: { a: 'b' } }) } }).getResources?.() ?? [];
    expect(declared).toEqual({
      name: 'account',
      type: 'Microsoft.Storage/storageAccounts',
      azureName: 'fixedname',
      protect: true,
      ignoreChanges: ['tags'],
      body: { kind: 'StorageV2', sku: { name: 'Standard_LRS' }, tags: { a: 'b' } },
      origin: { file: expect.stringContaining('define-infrastructure.test.ts'), line: expect.any(Number), column: expect.any(Number) },
    });
  });

  it('puts parents before their children, however they were written', () => {
    const config: InfrastructureConfig = {
      resources: {
        uploads: resource('Microsoft.Storage/storageAccounts/blobServices/containers', { parent: 'blobs', properties: { publicAccess: 'None' } }),
        blobs: resource('Microsoft.Storage/storageAccounts/blobServices', { parent: 'account' }),
        account: account(),
      },
    };
    expect(made(config).getResources?.().map((declared) => [declared.name, declared.parent])).toEqual([['account', undefined], ['blobs', 'account'], ['uploads', 'blobs']]);
  });

  it('lets an extension name what it extends by its key', () => {
    const lock = resource('Microsoft.Authorization/locks', { scope: 'account', dependsOn: ['account'], properties: { level: 'CanNotDelete' } });
    expect(made({ resources: { account: account(), lock } }).getResources?.()[1]).toMatchObject({ scope: 'self.account', dependsOn: ['account'] });
  });

  it('reads brackets in raw ARM as ARM does', () => {
    const raw = armResource({ type: 'Microsoft.SignalRService/signalR', apiVersion: '2024-03-01', location: '[resourceGroup().location]', properties: { list: ['[[literal]', 'plain', '${azure.location}'] } });
    expect(raw).toMatchObject({ apiVersion: '2024-03-01', body: { location: { $: 'arm', expression: 'resourceGroup().location' }, properties: { list: ['[literal]', 'plain', '${azure.location}'] } } });
    expect(resource('Microsoft.Insights/components', { kind: 'web', properties: { Application_Type: 'web', WorkspaceResourceId: '[text]' } }).body).toMatchObject({ properties: { WorkspaceResourceId: '[text]' } });
  });

  it('holds the paths of templates and where they were written', () => {
    const parameters = { location: '${azure.location}' };
    expect(made({ template: existingTemplate('./legacy.json', { parameters }) }).templateFiles).toEqual([{ name: 'archive', path: './legacy.json', parameters, origin: expect.objectContaining({ file: expect.stringContaining('define-infrastructure.test.ts') }) }]);
    expect(made({ templates: { one: existingTemplate('./1.json'), two: existingTemplate('../2.jsonc') } }).templateFiles?.map(({ name, path }) => [name, path])).toEqual([['one', './1.json'], ['two', '../2.jsonc']]);
  });

  it('asks for shared resources and gives outputs as written', () => {
    const config: InfrastructureConfig = { requires: [{ resourceType: 'storage', requirementKey: 'archive', config: { tables: [{ name: 'Index' }] } }], outputs: { id: '${self.account.id}' } };
    expect(made(config).getRequirements()).toEqual(config.requires);
    expect(made(config).getOutputs?.()).toEqual(config.outputs);
  });
});

describe('infrastructure that is defined wrongly', () => {
  const refused = (config: unknown) => {
    try {
      defineInfrastructure(config as InfrastructureConfig);
    } catch (error) {
      return error as { readonly code: string; readonly message: string; readonly hint: string; readonly location?: { readonly line?: number } };
    }
    throw new Error('it was accepted');
  };

  it('names the nearest of the resources that there are, at the line of the resource', () => {
    const child = resource('Microsoft.Storage/storageAccounts/blobServices', { parent: 'acount' });
    expect(refused({ resources: { account: account(), child } })).toMatchObject({ code: 'ATK1304', hint: 'Did you mean "account"?', location: { line: child.origin?.line } });
    expect(refused({ resources: { lock: resource('Microsoft.Authorization/locks', { scope: 'lock', properties: { level: 'ReadOnly' } }) } }).message).toContain('resources.lock.scope names "lock"');
  });

  it.each([
    [{ resource: {} }, '"resource" is not a field of it'],
    [{ resources: { x: { type: 'A/b' } } }, 'resources.x is not a resource'],
    [{ resources: { 'a/b': account() } }, 'a key of resources is "a/b"'],
    [{ template: './x.json' }, 'template is not a template'],
    [{ template: existingTemplate('./x.json'), templates: { y: existingTemplate('./y.json') } }, 'cannot both be given'],
    [{ requires: {} }, 'requires must be a list'],
    [{ requires: [{}] }, 'requires[0] has no resourceType'],
    [{ outputs: { 'a b': 'x' } }, 'a key of outputs'],
  ])('refuses %j', (config, part) => {
    expect(refused(config).message).toContain(part);
  });

  it('refuses types, versions and places that cannot be', () => {
    expect(() => resource('storageAccounts', {})).toThrow(expect.objectContaining({ code: 'ATK1308', message: expect.stringContaining('type is "storageAccounts"') }));
    expect(() => resource('A.B/c', { apiVersion: '2024-01-01' })).toThrow(expect.objectContaining({ hint: expect.stringContaining('armResource') }));
    expect(() => armResource({ type: 'A.B/c', apiVersion: 'latest' })).toThrow(expect.objectContaining({ message: expect.stringContaining('apiVersion is "latest"') }));
    expect(() => resource('A.B/c', { dependsOn: 'x' as never })).toThrow(expect.objectContaining({ message: expect.stringContaining('dependsOn must be a list') }));
    expect(() => resource('A.B/c', { name: 'x-${azure.environment}' })).toThrow(expect.objectContaining({ message: expect.stringContaining('name must be a text without references') }));
    expect(() => existingTemplate('./legacy.bicep')).toThrow(expect.objectContaining({ code: 'ATK1308' }));
    expect(() => existingTemplate('./x.json', { params: {} } as never)).toThrow(expect.objectContaining({ hint: expect.stringContaining('parameters') }));
  });
});
