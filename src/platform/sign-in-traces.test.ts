import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signInTraces } from './sign-in-traces.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'atakora-traces-'));

test('a machine that nobody has signed in on shows nothing; variables and files of the tools do', () => {
  const home = folder();
  const env = { HOME: home, AZURE_CONFIG_DIR: join(home, 'az'), AZD_CONFIG_DIR: join(home, 'azd') };
  expect(signInTraces(env)).toEqual({ any: false, subscriptions: [] });
  expect(signInTraces({ ...env, AZURE_CLIENT_ID: 'x' }).any).toBe(true);
  expect(signInTraces({ ...env, IDENTITY_ENDPOINT: 'http://x' }).any).toBe(true);
  writeFileSync(join(home, 'auth.json'), '{}');
  expect(signInTraces({ ...env, AZD_CONFIG_DIR: home }).any).toBe(true);
});

test("Azure CLI's subscriptions are those that can be used, the current one first", () => {
  const home = folder();
  const row = { state: 'Enabled', environmentName: 'AzureCloud', tenantId: 't' };
  writeFileSync(join(home, 'azureProfile.json'), `\uFEFF${JSON.stringify({ subscriptions: [{ ...row, id: '1', name: 'One' }, { ...row, id: '2', name: 'Two', isDefault: true }, { ...row, id: '3', name: 'Off', state: 'Disabled' }, { ...row, id: '4', name: 'Gov', environmentName: 'AzureUSGovernment' }, 'odd', { id: 5 }] })}`);
  expect(signInTraces({ HOME: home, AZURE_CONFIG_DIR: home })).toEqual({ any: true, subscriptions: [{ id: '2', name: 'Two', tenantId: 't', isCurrent: true }, { id: '1', name: 'One', tenantId: 't' }] });
});

test.each(['', '{"subscriptions":', '[]', '{"subscriptions": 7}'])('a profile that is %j is none', (text) => {
  const home = folder();
  writeFileSync(join(home, 'azureProfile.json'), text);
  expect(signInTraces({ HOME: home, AZURE_CONFIG_DIR: home }).subscriptions).toEqual([]);
});
