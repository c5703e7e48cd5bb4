import { describe, expect, it } from 'vitest';
import { guid } from '../../arm/guid.ts';
import { synthesize } from '../../engine/synth/synthesize.ts';
import type { Requirement } from '../../model/definition.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { Value } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { resourceOutputs } from '../reference-names.ts';
import { builtinProviders } from './builtin-providers.ts';
import { composed, feedback, request, settingsOf, targetOf, uploads } from './full-backend.fake.ts';
import { functionsProvider } from './functions.ts';
import { builtInRoles } from './role-assignments.ts';

const full = [...feedback, ...uploads];

function nodeOf(requirements: readonly Requirement[], address: string, target = targetOf('dev')): ResourceNode | undefined {
  return composed(requirements, target).nodes.find((node) => node.address === `main/${address}`);
}

function codes(requirements: readonly Requirement[], target = targetOf('dev')): readonly string[] {
  return composed(requirements, target).diagnostics.map((finding) => finding.code);
}

function withSettings(name: keyof typeof settingsOf, changes: Partial<EnvironmentTarget['settings']>): EnvironmentTarget {
  return targetOf(name, { settings: { ...settingsOf[name], ...changes } });
}

function onPlan(plan: string): EnvironmentTarget {
  return withSettings('prod', { functionApp: { ...settingsOf.prod.functionApp, plan } });
}

interface SiteView {
  readonly functionAppConfig?: { readonly scaleAndConcurrency: object };
  readonly siteConfig: { readonly appSettings: readonly { readonly name: string; readonly value: Value }[] };
}

function site(requirements: readonly Requirement[], target = targetOf('dev')): SiteView {
  return nodeOf(requirements, 'functions.main/app', target)?.body['properties'] as unknown as SiteView;
}

function settings(requirements: readonly Requirement[], target = targetOf('dev')): Readonly<Record<string, Value>> {
  return Object.fromEntries(site(requirements, target).siteConfig.appSettings.map(({ name, value }) => [name, value]));
}

describe('what a backend gets', () => {
  it('is a group alone where nothing else is asked for', () => {
    expect(composed([request('own', 'group', {})], targetOf('dev')).nodes.map((node) => node.type)).toEqual(['Microsoft.Resources/resourceGroups']);
  });

  it('has no group of its own where an existing one is named', () => {
    const graph = composed(feedback, targetOf('dev', { resourceGroup: { name: 'shared', create: false } }));
    expect(graph.nodes.filter((node) => node.type === 'Microsoft.Resources/resourceGroups')).toEqual([]);
    expect(graph.diagnostics.filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  it('has 38 resources for the smallest useful one', () => {
    expect(composed(feedback, targetOf('dev')).nodes.length).toBe(38);
  });

  it('has no diagnostic settings where nothing brings a workspace', () => {
    const types = composed([request('files', 'storage', { containers: [{ name: 'files' }] })], targetOf('dev')).nodes.map((node) => node.type);
    expect(types).toContain('Microsoft.Storage/storageAccounts/blobServices/containers');
    expect(types).not.toContain('Microsoft.Insights/diagnosticSettings');
    expect(types).not.toContain('Microsoft.Storage/storageAccounts/queueServices');
  });

  it('exports every name that references may use, each an output of its kind', () => {
    const graph = composed(full, targetOf('dev'));
    for (const [type, outputs] of Object.entries(resourceOutputs)) {
      for (const output of outputs) {
        const asked = request('reader', 'functions', { environment: { READ: { $: 'ref', target: type, output } } });
        expect(codes([...full, asked]), `${type}.${output}`).not.toContain('ATK1304');
      }
    }
    expect(graph.nodes.every((node) => kindOf(node.type)?.apiVersion === node.apiVersion)).toBe(true);
  });

  it('is the same, whatever order the requests come in', () => {
    const names = (requirements: readonly Requirement[]): unknown => composed(requirements, targetOf('prod')).nodes.map(({ address, name, body }) => [address, name, body['properties']]);
    expect(names(full.toReversed())).toEqual(names(full));
  });
});

describe('keys and passwords', () => {
  it('open nothing', () => {
    const properties = (address: string): Value | undefined => nodeOf(full, address)?.body['properties'];
    expect(properties('storage.main/account')).toMatchObject({ allowSharedKeyAccess: false, allowBlobPublicAccess: false, isLocalUserEnabled: false });
    expect(properties('cosmos.main/account')).toMatchObject({ disableLocalAuth: true, disableKeyBasedMetadataWriteAccess: true });
    expect(properties('insights.main/component')).toMatchObject({ DisableLocalAuth: true });
    expect(properties('logs.main/workspace')).toMatchObject({ features: { disableLocalAuth: true } });
    expect(properties('vault.main/vault')).toMatchObject({ enableRbacAuthorization: true });
    expect(properties('functions.main/app.ftp')).toEqual({ allow: false });
    expect(properties('functions.main/app.scm')).toEqual({ allow: false });
  });

  it.each(['FC1', 'EP1', 'P0v3'])('stand in no template on plan %s', (plan) => {
    const text = JSON.stringify(synthesize(composed(full, onPlan(plan))).stacks.map((stack) => stack.template));
    expect(text).not.toMatch(/listKeys|AccountKey|SharedAccess|InstrumentationKey/);
  });

  it('become references to the vault when they are declared', () => {
    expect(settings(full)['SCAN_KEY']).toEqual({
      $: 'concat',
      parts: ['@Microsoft.KeyVault(SecretUri=', { $: 'ref', target: 'main/vault.main/vault', output: 'uri' }, 'secrets/SCAN-KEY/)'],
    });
  });

  it('cannot be joined with other text', () => {
    const asked = request('bad', 'functions', { environment: { URL: { $: 'concat', parts: ['https://', { $: 'secret', name: 'TOKEN' }] } } });
    expect(codes([asked])).toContain('ATK1308');
  });
});

describe('roles', () => {
  const roles = (requirements: readonly Requirement[]): readonly string[] =>
    composed(requirements, targetOf('dev')).nodes.filter((node) => /role/i.test(node.type)).map((node) => node.address);

  it('are those of the host and of the data that was asked for', () => {
    expect(roles(feedback)).toEqual([
      'main/cosmos.main/account.role.data-contributor.feedback',
      'main/insights.main/component.role.metrics-publisher',
      'main/storage.main/account.role.blob-data-owner',
      'main/storage.main/account.role.queue-data-contributor',
      'main/storage.main/account.role.table-data-contributor',
    ]);
  });

  it('open the vault only where a secret is declared', () => {
    expect(roles(full).filter((address) => address.includes('vault'))).toEqual(['main/vault.main/vault.scan-key.role.vault-secrets-user']);
    expect(roles(feedback).some((address) => address.includes('vault'))).toBe(false);
  });

  it('reach only the container that was named, for an identity that has no more', () => {
    const asked = request('reader', 'storage', { containers: [{ name: 'files' }], access: [{ identity: 'batch', service: 'blob', name: 'files', level: 'read' }] });
    const graph = composed([asked], targetOf('dev'));
    const role = graph.nodes.find((node) => node.type === 'Microsoft.Authorization/roleAssignments');
    expect(role).toMatchObject({ address: 'main/storage.main/account.blob.files.role.blob-data-reader.batch', scope: { kind: 'extension', target: 'main/storage.main/account.blob.files' } });
    expect(graph.nodes.map((node) => node.address)).toContain('main/identity.batch/identity');
  });

  it('are refused for a container that is not there', () => {
    expect(codes([request('r', 'storage', { access: [{ service: 'blob', name: 'missing', level: 'read' }] })])).toContain('ATK1304');
    expect(codes([request('r', 'cosmos', { access: [{ container: 'missing', level: 'read' }] })])).toContain('ATK1304');
  });

  it('have the name that Azure computes of scope, identity and role', () => {
    const target = targetOf('dev');
    const { resources } = synthesize(composed(full, target));
    const idOf = (address: string): string => resources.find((resource) => resource.address === `main/${address}`)?.id ?? '';
    const assignment = resources.find((resource) => resource.address === 'main/storage.main/account.role.blob-data-owner');
    expect(assignment?.name).toBe(guid(idOf('storage.main/account'), idOf('identity.main/identity'), builtInRoles['blob-data-owner'].id));
  });

  it('are in a stack that is deployed before the app', () => {
    const { nodes } = composed(full, targetOf('prod'));
    const app = nodes.find((node) => node.address === 'main/functions.main/app');
    expect(app?.dependsOn).toContain('main/storage.main/account.role.blob-data-owner');
    expect(nodes.filter((node) => node.type === 'Microsoft.Authorization/roleAssignments').map((node) => node.stack)).not.toContain('compute');
  });
});

describe('Cosmos DB', () => {
  it('takes one change after the other', () => {
    const { nodes } = composed(full, targetOf('dev'));
    const children = nodes.filter((node) => node.type.startsWith('Microsoft.DocumentDB/databaseAccounts/'));
    const before = new Map(children.map((node) => [node.address as string, [...node.dependsOn, ...(node.parent === undefined ? [] : [node.parent])].filter((edge) => children.some((child) => child.address === edge))]));
    const depth = (address: string): number => 1 + Math.max(0, ...(before.get(address) ?? []).map(depth));
    expect(children.map((node) => depth(node.address)).sort((left, right) => left - right)).toEqual(children.map((_node, index) => index + 1));
  });

  it('is serverless without throughput in dev and shares autoscale throughput in prod', () => {
    expect(nodeOf(feedback, 'cosmos.main/account')?.body['properties']).toMatchObject({ capabilities: [{ name: 'EnableServerless' }] });
    expect(nodeOf(feedback, 'cosmos.main/account.database')?.body['properties']).not.toHaveProperty('options');
    expect(nodeOf(feedback, 'cosmos.main/account', targetOf('prod'))?.body['properties']).not.toHaveProperty('capabilities');
    expect(nodeOf(feedback, 'cosmos.main/account.database', targetOf('prod'))?.body['properties']).toMatchObject({ options: { autoscaleSettings: { maxThroughput: 4000 } } });
  });

  it('has a hierarchical key for several paths and keeps items for ever with -1', () => {
    expect(nodeOf(uploads, 'cosmos.main/account.database.uploads')?.body['properties']).toEqual({
      resource: { id: 'uploads', partitionKey: { paths: ['/tenantId', '/userId'], kind: 'MultiHash', version: 2 }, defaultTtl: -1 },
    });
  });

  it.each([
    ['serverless in several regions', { regions: ['northeurope'] }, 'ATK1316'],
    ['serverless with throughput', { maxThroughput: 4000 }, 'ATK1316'],
    ['throughput between the steps', { mode: 'autoscale', maxThroughput: 1500 }, 'ATK1308'],
    ['a container without a key', { containers: [{ name: 'c' }] }, 'ATK1308'],
    ['a key of four levels', { containers: [{ name: 'c', partitionKey: ['/a', '/b', '/c', '/d'] }] }, 'ATK1308'],
    ['a key without a slash', { containers: [{ name: 'c', partitionKey: 'id' }] }, 'ATK1308'],
    ['a container with a slash', { containers: [{ name: 'a/b', partitionKey: '/id' }] }, 'ATK1313'],
    ['more containers than may share', { mode: 'autoscale', containers: Array.from({ length: 26 }, (_, index) => ({ name: `c${index}`, partitionKey: '/id' })) }, 'ATK1316'],
  ])('refuses %s', (_what, config, code) => {
    expect(codes([request('data', 'cosmos', config)])).toContain(code);
  });
});

describe('the function app', () => {
  it('has no setting that Flex Consumption refuses', () => {
    expect(Object.keys(settings(full)).filter((name) => /^(?:WEBSITE_|FUNCTIONS_)/.test(name))).toEqual([]);
    expect(site(full).siteConfig).not.toHaveProperty('linuxFxVersion');
    expect(site(full).siteConfig).not.toHaveProperty('alwaysOn');
    expect(codes([request('f', 'functions', { environment: { WEBSITE_RUN_FROM_PACKAGE: '1' } })])).toContain('ATK1316');
  });

  it.each(['EP1', 'P1v3'])('reads its package by identity and needs no file share on %s', (plan) => {
    const found = settings(full, onPlan(plan));
    expect(found).toMatchObject({ FUNCTIONS_EXTENSION_VERSION: '~4', FUNCTIONS_WORKER_RUNTIME: 'node', WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: { $: 'ref', output: 'id' } });
    expect(Object.keys(found).filter((name) => name.startsWith('WEBSITE_CONTENT'))).toEqual([]);
    expect(site(full, onPlan(plan))).not.toHaveProperty('functionAppConfig');
    expect(site(full, onPlan(plan)).siteConfig).toMatchObject({ linuxFxVersion: 'Node|24' });
  });

  it.each(['EP1', 'P1v3'])('runs what is published to it on %s, which Flex Consumption does by itself', (plan) => {
    const target = onPlan(plan);
    const published = { ...target, settings: { ...target.settings, functionApp: { ...target.settings.functionApp, package: 'dist/app' } } };
    const found = settings(full, published);
    expect(found['WEBSITE_RUN_FROM_PACKAGE']).toBe('1');
    expect(found).not.toHaveProperty('WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID');
    const flex = { ...published, settings: { ...published.settings, functionApp: { ...published.settings.functionApp, plan: 'FC1' } } };
    expect(Object.keys(settings(full, flex)).filter((name) => name.startsWith('WEBSITE_'))).toEqual([]);
  });

  it('keeps instances ready in prod, and none in dev', () => {
    expect(site(full, targetOf('prod')).functionAppConfig?.scaleAndConcurrency).toMatchObject({ alwaysReady: [{ name: 'http', instanceCount: 1 }], maximumInstanceCount: 100 });
    expect(site(full).functionAppConfig?.scaleAndConcurrency).not.toHaveProperty('alwaysReady');
  });

  it('writes its variables out as text, sorted', () => {
    expect(settings(full)).toMatchObject({ PARALLEL: '4', COSMOS_DATABASE: 'feedback-portal', AzureFunctionsJobHost__functionTimeout: '00:10:00', AzureWebJobsStorage__credential: 'managedidentity' });
    const names = site(full).siteConfig.appSettings.map((setting) => setting.name);
    expect(names).toEqual([...names].sort());
  });

  it.each([
    ['a variable that Atakora sets', { environment: { AzureWebJobsStorage: 'x' } }, 'ATK1308'],
    ['a variable with its own address', { environment: { SELF: { $: 'concat', parts: [{ $: 'ref', target: 'functions', output: 'url' }, '/api'] } } }, 'ATK1305'],
    ['a plan that there is not', { plan: 'Y1' }, 'ATK1308'],
    ['a memory size that there is not', { memoryMb: 1024 }, 'ATK1308'],
    ['more functions than one app takes', { functions: Array.from({ length: 201 }, (_, index) => ({ name: `f${index}`, trigger: 'http' })) }, 'ATK1316'],
    ['two runtimes', { functions: [{ name: 'a', trigger: 'http' }, { name: 'b', trigger: 'http', runtime: 'python' }] }, 'ATK1316'],
    ['more instances ready than there may be', { alwaysReady: 5, maximumInstances: 4 }, 'ATK1316'],
  ])('refuses %s', (_what, config, code) => {
    const graph = composed([request('f', 'functions', config)], targetOf('dev'));
    const finding = graph.diagnostics.find((found) => found.code === code);
    expect(finding).toMatchObject({ severity: 'error', location: { file: 'atakora/backend.ts' } });
    expect(finding?.hint).not.toBe('');
  });

  it('offers another key where an app is full', () => {
    const crowded = request('f', 'functions', { functions: Array.from({ length: 201 }, (_, index) => ({ name: `f${index}`, trigger: 'http' })) });
    expect(composed([crowded], targetOf('dev')).diagnostics[0]?.hint).toContain('requirementKey');
  });

  it('is refused on Flex Consumption in clouds that do not have it', () => {
    expect(codes(feedback, targetOf('dev', { cloud: 'AzureUSGovernment' }))).toContain('ATK1316');
  });

  it('brings an identity and a package container of its own under another key', () => {
    const implied = functionsProvider.implied({}, targetOf('dev'), 'reports');
    expect(implied).toContainEqual({ resourceType: 'identity', requirementKey: 'reports', config: {} });
    expect(implied.find((one) => one.resourceType === 'storage')?.config['containers']).toContainEqual({ name: 'function-packages-reports' });
    expect(implied.find((one) => one.resourceType === 'insights')?.config).toEqual({ access: [{ identity: 'reports', level: 'publish' }] });
  });
});

describe('environments', () => {
  it('say once that they have public endpoints, where others rely on them', () => {
    const warnings = (name: keyof typeof settingsOf): number => codes(full, targetOf(name)).filter((code) => code === 'ATK1312').length;
    expect([warnings('dev'), warnings('qa'), warnings('staging'), warnings('prod')]).toEqual([0, 0, 1, 1]);
  });

  it('lock and protect their stores only where they are told to', () => {
    const locked = (name: keyof typeof settingsOf): readonly string[] => composed(full, targetOf(name)).nodes.filter((node) => node.type === 'Microsoft.Authorization/locks').map((node) => node.address);
    expect(locked('staging')).toEqual([]);
    expect(locked('prod')).toEqual(['main/cosmos.main/account.lock', 'main/storage.main/account.lock', 'main/vault.main/vault.lock']);
  });

  it('have purge protection or leave it out: false would be refused', () => {
    expect(nodeOf(full, 'vault.main/vault')?.body['properties']).not.toHaveProperty('enablePurgeProtection');
    expect(nodeOf(full, 'vault.main/vault', targetOf('prod'))?.body['properties']).toMatchObject({ enablePurgeProtection: true, softDeleteRetentionInDays: 90 });
  });

  it('recover deleted blobs as their settings say, or not at all', () => {
    expect(nodeOf(full, 'storage.main/account.blob', targetOf('prod'))?.body['properties']).toMatchObject({ isVersioningEnabled: true, deleteRetentionPolicy: { enabled: true, days: 30 } });
    const without = withSettings('dev', { storage: { ...settingsOf.dev.storage, softDeleteDays: 0 } });
    expect(nodeOf(full, 'storage.main/account.blob', without)?.body['properties']).toMatchObject({ deleteRetentionPolicy: { enabled: false } });
  });

  it('watch every resource that has something to say', () => {
    const { nodes } = composed(full, targetOf('dev'));
    const watched = nodes.filter((node) => node.type === 'Microsoft.Insights/diagnosticSettings').map((node) => (node.scope.kind === 'extension' ? node.scope.target : ''));
    const talking = nodes.filter((node) => (kindOf(node.type)?.diagnostics ?? 'none') !== 'none').map((node) => node.address);
    expect([...watched].sort()).toEqual([...talking].sort());
  });
});

it('the built-in providers make eight resource types, each once', () => {
  expect(builtinProviders.map((provider) => provider.resourceType).sort()).toEqual(Object.keys(resourceOutputs).sort());
});
