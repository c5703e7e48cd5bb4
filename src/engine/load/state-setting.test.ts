import { describe, expect, test } from 'vitest';
import type { AtakoraError } from '../../model/errors.ts';
import { resolveTarget } from './environment-target.ts';
import { parseManifest } from './manifest.ts';

const blob = { backend: 'azure-blob', account: 'stone', container: 'states' } as const;
const ids = { subscriptionId: '44444444-4444-4444-8444-444444444444', tenantId: '33333333-3333-4333-8333-333333333333' };

function manifestWith(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ schema: 1, id: '0f1e2d3c', project: 'shop', location: 'westeurope', ...ids, ...fields }, null, 2);
}

function refused(state: unknown): AtakoraError {
  try {
    parseManifest(manifestWith({ state }));
  } catch (error) {
    return error as AtakoraError;
  }
  throw new Error('the setting was accepted');
}

function target(fields: Readonly<Record<string, unknown>>, environment = 'dev', twin = false) {
  const { state, statePath } = resolveTarget(parseManifest(manifestWith(fields)).manifest, { environment, from: 'flag', twin }, []);
  return { state, statePath };
}

describe('the state setting', () => {
  test('is a backend, at the top level or with an environment, which wins', () => {
    expect(target({ state: blob })).toEqual({ state: blob, statePath: ['state'] });
    expect(target({ state: blob, environments: { dev: { state: 'local' } } })).toEqual({ state: 'local', statePath: ['environments', 'dev', 'state'] });
    expect(target({ state: { backend: 'local' } }).state).toBe('local');
    expect(target({ state: { ...blob, subscriptionId: ids.subscriptionId, resourceGroup: 'rg-ops', encryption: 'passphrase' } }).state).toMatchObject({ encryption: 'passphrase', resourceGroup: 'rg-ops' });
    expect(target({})).toEqual({ state: undefined, statePath: undefined });
  });

  test('on the local Azure is files unless a container is named; twins always keep files', () => {
    expect(target({ environments: { dev: { cloud: 'local' } } }).state).toBe('local');
    expect(target({ environments: { dev: { cloud: 'local', state: blob } } }).state).toEqual(blob);
    expect(target({ state: blob }, 'dev', true)).toEqual({ state: 'local', statePath: undefined });
  });

  test.each<[what: string, state: unknown, line: number, says: RegExp, hint: string | undefined]>([
    ['a text that is no backend', 'locale', 8, /"state" in the manifest: must be "local"/, 'Did you mean "local"?'],
    ['a list', [], 8, /must be "local" or \{/, undefined],
    ['no backend', {}, 8, /"state.backend" in the manifest: must be one of "local", "azure-blob"/, undefined],
    ['a mistyped backend', { backend: 'azureblob' }, 9, /"state.backend"/, 'Did you mean "azure-blob"?'],
    ['a field of the other backend', { backend: 'local', account: 'stone' }, 10, /"state.account" in the manifest: is not a field of the local backend/, undefined],
    ['a mistyped field', { ...blob, resourcegroup: 'rg' }, 12, /"state.resourcegroup"/, 'Did you mean "resourceGroup"?'],
    ['no container', { backend: 'azure-blob', account: 'stone' }, 8, /"state.container" in the manifest: is missing/, 'Run `atakora state bootstrap`, which makes both and writes them here.'],
    ['an account in capitals', { ...blob, account: 'Stone' }, 10, /"state.account" in the manifest: must be the name of a storage account/, undefined],
    ['another encryption', { ...blob, encryption: 'rot13' }, 12, /must be "passphrase"/, undefined],
    ['a subscription that is no id', { ...blob, subscriptionId: 'mine' }, 12, /must be the id of a subscription/, undefined],
  ])('with %s is refused at its line', (_what, state, line, says, hint) => {
    const error = refused(state);
    expect(error).toMatchObject({ code: 'ATK1103', location: { file: '.atakora/manifest.json', line } });
    expect(error.message).toMatch(says);
    if (hint !== undefined) expect(error.hint).toBe(hint);
  });

  test('with several mistakes is refused for all of them at once', () => {
    expect(refused({ ...blob, account: 'A', container: 'B', tier: 1 }).message).toMatch(/"state.tier".*; line \d+: "state.account".*; line \d+: "state.container"/);
  });
});
