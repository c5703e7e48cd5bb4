import { describe, expect, test } from 'vitest';
import type { AtakoraError } from '../../model/errors.ts';
import { localSubscriptionId, localTenantId, resolveTarget } from './environment-target.ts';
import type { Manifest } from './manifest-schema.ts';

const ids = { subscriptionId: '44444444-4444-4444-8444-444444444444', tenantId: '33333333-3333-4333-8333-333333333333' };
const other = '55555555-5555-4555-8555-555555555555';
const base = { schema: 1, id: '0f1e2d3c', project: 'shop' } as const;

function choice(environment: string, twin = false) {
  return { environment, from: 'flag', twin };
}

function refused(manifest: Manifest, environment = 'dev', configured: readonly string[] = []): AtakoraError {
  try {
    resolveTarget(manifest, choice(environment), configured, (path) => ({ file: path.join('.') }));
  } catch (error) {
    return error as AtakoraError;
  }
  throw new Error('the environment was accepted');
}

describe('an environment', () => {
  test('falls back to the top level, field by field', () => {
    const manifest: Manifest = { ...base, ...ids, location: 'West Europe', state: 'local', environments: { prod: { subscriptionId: other, location: 'northeurope', protected: true, resourceGroup: { name: 'rg-shop', create: false } } } };
    expect(resolveTarget(manifest, choice('dev'), [])).toMatchObject({ name: 'dev', key: 'dev', cloud: 'AzureCloud', ...ids, location: 'westeurope', protected: false, resourceGroup: { create: true }, state: 'local' });
    expect(resolveTarget(manifest, choice('prod'), [])).toMatchObject({ subscriptionId: other, tenantId: ids.tenantId, location: 'northeurope', protected: true, resourceGroup: { name: 'rg-shop', create: false } });
  });

  test('has no state until one is chosen by name', () => {
    expect(resolveTarget({ ...base, ...ids, location: 'westeurope' }, choice('dev'), []).state).toBeUndefined();
    expect(resolveTarget({ ...base, ...ids, location: 'westeurope', environments: { dev: { state: { backend: 'local' } } } }, choice('dev'), []).state).toBe('local');
  });

  test('has a twin on the local Azure that needs nothing, makes its group and keeps its own state', () => {
    const twin = resolveTarget({ ...base, environments: { dev: { resourceGroup: { name: 'rg-old', create: false } } } }, choice('dev', true), []);
    expect(twin).toMatchObject({ name: 'dev', key: 'dev@local', twin: true, cloud: 'local', tenantId: localTenantId, subscriptionId: localSubscriptionId, location: 'westeurope', resourceGroup: { name: 'rg-old', create: true }, state: 'local' });
    expect(twin.assumptions).toEqual([{ what: 'region', value: 'westeurope', from: 'the default of the local Azure' }]);
  });

  test('on the local Azure by its own cloud field is no twin', () => {
    expect(resolveTarget({ ...base, location: 'northeurope', environments: { dev: { cloud: 'local' } } }, choice('dev'), [])).toMatchObject({ key: 'dev', twin: false, cloud: 'local', subscriptionId: localSubscriptionId, location: 'northeurope', state: 'local' });
  });

  test('tells what was assumed, but not what a flag says', () => {
    const manifest: Manifest = { ...base, ...ids, location: 'westeurope' };
    expect(resolveTarget(manifest, { environment: 'dev', from: 'the manifest', twin: false }, []).assumptions).toEqual([
      { what: 'environment', value: 'dev', from: 'the manifest' },
      { what: 'region', value: 'westeurope', from: 'the manifest' },
    ]);
    expect(resolveTarget(manifest, choice('dev'), []).assumptions).toEqual([{ what: 'region', value: 'westeurope', from: 'the manifest' }]);
  });

  test('that lacks values is refused for all of them at once', () => {
    const error = refused({ ...base, environments: { dev: { resourceGroup: { create: false } } } });
    expect(error.code).toBe('ATK1104');
    expect(error.message).toContain('subscriptionId, tenantId, location, resourceGroup.name');
    expect(refused({ ...base, ...ids }).message).toMatch(/lacks location$/);
  });

  test('that is not known is refused with the nearest; those of manifest and configuration are known', () => {
    const manifest: Manifest = { ...base, ...ids, location: 'westeurope', environments: { demo: {} } };
    expect(refused(manifest, 'stagin')).toMatchObject({ code: 'ATK1004', hint: 'Did you mean "staging"? Known: dev, qa, staging, prod, demo.' });
    expect(refused(manifest, 'canary').hint).toBe('Known: dev, qa, staging, prod, demo.');
    expect(resolveTarget(manifest, choice('demo'), []).name).toBe('demo');
    expect(resolveTarget(manifest, choice('canary'), ['canary']).name).toBe('canary');
  });

  test('in a region that is none is refused at its place, with the nearest', () => {
    expect(refused({ ...base, ...ids, location: 'westeurop' })).toMatchObject({ code: 'ATK1103', hint: 'Did you mean "westeurope"?', location: { file: 'location' } });
    expect(refused({ ...base, ...ids, location: 'westeurope', environments: { dev: { location: 'moon' } } })).toMatchObject({ code: 'ATK1103', location: { file: 'environments.dev.location' } });
  });
});
