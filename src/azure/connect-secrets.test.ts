import type { TokenCredential } from '@azure/identity';
import { describe, expect, it } from 'vitest';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { SecretVersion } from '../engine/secret-vault.ts';
import type { Caller } from '../local/access/caller.ts';
import { addServicePrincipal } from '../local/access/identities.ts';
import { issueToken } from '../local/access/tokens.ts';
import { countingIds, createTestAzure, testSubscription, testTenant, vault } from '../local/local-azure.fake.ts';
import type { TestAzure } from '../local/local-azure.fake.ts';
import { openDatabase } from '../local/world/database.ts';
import { connectAzure } from './connect.ts';
import { localHttpClient } from './local-client.ts';
import type { RequestRetry } from './retry-policy.ts';

const group = `/subscriptions/${testSubscription}/resourceGroups/rg`;
const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/kv-one`;
const uri = 'https://kv-one.vault.azure.net/';
const officer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7';
const user = '4633458b-17de-408a-b874-0445c86b69e6';
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

interface World {
  readonly azure: TestAzure;
  readonly connected: ConnectedAzure;
  readonly told: RequestRetry[];
  /** A connection of a service principal without roles. */
  stranger(): { readonly connected: ConnectedAzure; readonly objectId: string };
  grant(objectId: string, role: string): void;
}

/** A vault whose world has the present time, so that tokens and waits are as they are outside. */
function world(properties: Readonly<Record<string, unknown>> = {}, settings: Readonly<Record<string, number>> = { timeScale: 0 }): World {
  const azure = createTestAzure({ start: new Date().toISOString(), settings });
  azure.prepare('rg', 'Microsoft.KeyVault');
  const { location, properties: own } = vault('kv-one');
  azure.send('PUT', vaultId, { location: location ?? null, properties: { ...(own as object), ...properties } as never });
  azure.advance(1_000);
  const told: RequestRetry[] = [];
  const httpClient = localHttpClient(azure.azure);
  const connect = (credential?: TokenCredential): ConnectedAzure => connectAzure({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, httpClient, onRetry: (retry) => told.push(retry), clock: { sleep: async (ms, signal) => sleepIn(azure, ms, signal) }, ...(credential === undefined ? {} : { credential }) });
  const db = openDatabase(azure.worldFolder);
  const ids = countingIds();
  return {
    azure,
    connected: connect(),
    told,
    stranger: () => {
      const app = addServicePrincipal(db, { displayName: 'app' });
      return { objectId: app.objectId, connected: connect(tokensFor(db, app, azure)) };
    },
    grant: (objectId, role) => void azure.send('PUT', `${vaultId}/providers/Microsoft.Authorization/roleAssignments/${ids.uuid()}`, { properties: { principalId: objectId, principalType: 'ServicePrincipal', roleDefinitionId: `/subscriptions/${testSubscription}/providers/Microsoft.Authorization/roleDefinitions/${role}` } }),
  };
}

/** Time goes on while somebody waits. */
async function sleepIn(azure: TestAzure, ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  azure.advance(ms);
  await new Promise((resolve) => setTimeout(resolve, 1));
}

function tokensFor(db: ReturnType<typeof openDatabase>, app: { readonly objectId: string; readonly clientId: string }, azure: TestAzure, kind: Caller['kind'] = 'servicePrincipal', shiftMs = 0): TokenCredential {
  return {
    getToken: (scopes) => {
      const [scope = ''] = Array.isArray(scopes) ? (scopes as readonly string[]) : [scopes as string];
      const now = Date.parse(azure.clock.now()) + shiftMs;
      const token = issueToken(db, { principalId: app.objectId, clientId: app.clientId, kind, audience: scope.replace('/.default', ''), tenantId: testTenant, issuedAt: new Date(now).toISOString(), expiresAt: new Date(now + 3_600_000).toISOString() });
      return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}

async function names(list: AsyncIterable<SecretVersion>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { name } of list) all.push(name);
  return all;
}

describe('the secrets of a vault', () => {
  it('have versions with tags, expiry and content type, of which the newest is current', async () => {
    const { connected, azure } = world();
    const secrets = connected.secrets(uri, { vaultId });
    expect(secrets.uri).toBe(uri);
    expect(await secrets.get('pass')).toBeUndefined();
    expect(await secrets.versions('pass')).toEqual([]);
    const expiresAt = `${later(86_400_000).slice(0, 19)}.000Z`;
    const first = await secrets.set('pass', 'one', { tags: { team: 'blue' }, expiresAt, contentType: 'text/plain' });
    expect(first).toMatchObject({ name: 'pass', enabled: true, expiresAt, contentType: 'text/plain', tags: { team: 'blue' } });
    expect(first.version).toMatch(/^[0-9a-f]{32}$/);
    expect(first).not.toHaveProperty('value');
    azure.advance(2_000);
    const second = await secrets.set('pass', 'two');
    expect(await secrets.get('pass')).toMatchObject({ value: 'two', version: second.version, tags: {} });
    expect(await secrets.get('PASS', first.version)).toMatchObject({ value: 'one', version: first.version });
    expect((await secrets.versions('pass')).map(({ version }) => version)).toEqual([second.version, first.version]);
    expect(await secrets.get('pass', 'f'.repeat(32))).toBeUndefined();
  });

  it('list versions of the same second with the current one first', async () => {
    const secrets = world().connected.secrets(uri);
    let last = '';
    for (const value of ['a', 'b', 'c', 'd']) last = (await secrets.set('pass', value)).version;
    expect((await secrets.versions('pass'))[0]?.version).toBe(last);
  });

  it('are listed page by page in their order, each once', async () => {
    const { connected } = world();
    const secrets = connected.secrets(uri);
    const wanted = Array.from({ length: 60 }, (_, at) => `name-${String(at).padStart(3, '0')}`);
    for (const name of wanted) await secrets.set(name, 'value');
    expect(await names(secrets.list())).toEqual(wanted);
    const seen: string[] = [];
    for await (const { name } of secrets.list()) {
      seen.push(name);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(wanted.slice(0, 3));
  });

  it('change tags, expiry and whether they are enabled, and keep what is not named', async () => {
    const secrets = world().connected.secrets(uri);
    const made = await secrets.set('pass', 'one', { tags: { a: 'b' }, contentType: 'x' });
    const expiresAt = '2037-01-02T03:04:05.000Z';
    expect(await secrets.update('pass', made.version, { expiresAt })).toMatchObject({ expiresAt, contentType: 'x', tags: { a: 'b' }, enabled: true });
    expect(await secrets.update('pass', made.version, { enabled: false })).toMatchObject({ enabled: false, expiresAt });
    await expect(secrets.get('pass')).rejects.toMatchObject({ code: 'ATK2223', message: 'the current version of the secret pass of kv-one is disabled' });
    await expect(secrets.get('pass', made.version)).rejects.toMatchObject({ code: 'ATK2223', message: expect.stringContaining(made.version) as unknown });
    expect(await secrets.update('pass', made.version, { enabled: true })).toMatchObject({ enabled: true });
    expect((await secrets.get('pass'))?.value).toBe('one');
    await expect(secrets.update('pass', 'f'.repeat(32), { enabled: true })).rejects.toMatchObject({ code: 'ATK2228' });
    // The client library would write it as a day long past.
    await expect(secrets.set('pass', 'two', { expiresAt: '2038-01-19T03:14:08Z' })).rejects.toMatchObject({ code: 'ATK2230' });
    expect(await secrets.update('pass', made.version, { expiresAt: '2038-01-19T03:14:07Z' })).toMatchObject({ expiresAt: '2038-01-19T03:14:07.000Z' });
  });

  it('are not read out of their time, although Key Vault would', async () => {
    const { connected } = world();
    const secrets = connected.secrets(uri);
    await secrets.set('old', 'v', { expiresAt: later(-60_000) });
    await expect(secrets.get('old')).rejects.toMatchObject({ code: 'ATK2224', message: expect.stringMatching(/^the current version of the secret old expired at 20/) as unknown });
    expect(await names(secrets.list())).toEqual(['old']);
  });

  it('are deleted once they are listed as deleted, recovered once they can be read, purged for good', async () => {
    const { connected } = world({}, { timeScale: 0.05 });
    const secrets = connected.secrets(uri);
    await secrets.set('pass', 'one', { tags: { team: 'blue' } });
    await secrets.remove('pass');
    expect(await secrets.deleted()).toEqual([{ name: 'pass', deletedAt: expect.any(String) as string, purgedAt: expect.any(String) as string, tags: { team: 'blue' } }]);
    expect(await secrets.get('pass')).toBeUndefined();
    await expect(secrets.set('pass', 'two')).rejects.toMatchObject({ code: 'ATK2225', message: 'a deleted secret pass of kv-one can still be recovered, and holds the name' });
    await secrets.recover('pass');
    expect((await secrets.get('pass'))?.value).toBe('one');
    await secrets.set('pass', 'three');
    await secrets.remove('pass');
    await secrets.purge('pass');
    expect(await secrets.deleted()).toEqual([]);
    await secrets.set('pass', 'new');
    expect(await secrets.versions('pass')).toHaveLength(1);
    await expect(secrets.remove('none')).rejects.toMatchObject({ code: 'ATK2228', message: 'kv-one has no secret none' });
    await expect(secrets.recover('none')).rejects.toMatchObject({ code: 'ATK2228' });
    await expect(secrets.purge('none')).rejects.toMatchObject({ code: 'ATK2228' });
  });

  it('stay while purge protection keeps them', async () => {
    const secrets = world({ enablePurgeProtection: true }).connected.secrets(uri);
    await secrets.set('pass', 'one');
    await secrets.remove('pass');
    await expect(secrets.purge('pass')).rejects.toMatchObject({ code: 'ATK2227', message: 'purge protection of kv-one keeps the deleted secret pass until its retention ends' });
    expect(await secrets.deleted()).toHaveLength(1);
  });

  it('are refused by name and size in the words of the vault', async () => {
    const secrets = world().connected.secrets(uri);
    await expect(secrets.set('a_b', 'v')).rejects.toMatchObject({ code: 'ATK2230', message: expect.stringContaining('invalid name: a_b') as unknown });
    await expect(secrets.set('big', 'x'.repeat(30_000))).rejects.toMatchObject({ code: 'ATK2230' });
  });

  it('of no error and no question hold a value', async () => {
    const { connected } = world();
    const canary = 'C4nary-adapter-1';
    const secrets = connected.secrets(uri);
    const failures = await Promise.allSettled([secrets.set('a_b', canary), secrets.set('big', canary.repeat(3_000)), connected.secrets('https://kv-none.vault.azure.net/').set('x', canary)]);
    for (const failure of failures) {
      expect(failure.status).toBe('rejected');
      const { reason } = failure as PromiseRejectedResult;
      expect(JSON.stringify([String(reason), (reason as Error).stack, (reason as Error).cause, reason])).not.toContain(canary);
    }
  });
});

describe('who may not', () => {
  it('is told the role to ask for, and the command that gives it', async () => {
    const { stranger, told } = world();
    const { connected, objectId } = stranger();
    const secrets = connected.secrets(uri, { vaultId });
    await expect(secrets.get('pass')).rejects.toMatchObject({ code: 'ATK1802', message: `the identity ${objectId} has no role that allows to read the secret pass in kv-one`, hint: expect.stringContaining(`az role assignment create --assignee-object-id ${objectId} --role "Key Vault Secrets User" --scope ${vaultId}`) as unknown });
    await expect(secrets.set('pass', 'v')).rejects.toMatchObject({ code: 'ATK1802', hint: expect.stringContaining('"Key Vault Secrets Officer"') as unknown });
    expect(told).toEqual([]);
  });

  it('waits while a role that was just given takes effect, says so, and goes on', async () => {
    const { stranger, grant, told, azure } = world();
    const { connected, objectId } = stranger();
    const secrets = connected.secrets(uri, { roleGivenAt: azure.clock.now() });
    const reading = secrets.set('pass', 'v');
    await expect.poll(() => told.length).toBeGreaterThanOrEqual(3);
    grant(objectId, officer);
    expect((await reading).name).toBe('pass');
    expect(told[0]).toEqual({ what: 'to set the secret pass', afterMs: 50, because: 'the role is not in effect yet, which may take ten minutes' });
  });

  it('waits as well for the role that Resource Manager knows of, and no longer than ten minutes', async () => {
    const { stranger, grant, told } = world();
    const { connected, objectId } = stranger();
    grant(objectId, user);
    // Reading is in effect; setting never will be, for want of another role.
    const secrets = connected.secrets(uri, { vaultId, roleGivenAt: new Date(Date.now() - 10 * 60_000 + 300).toISOString() });
    await expect(secrets.set('pass', 'v')).rejects.toMatchObject({ code: 'ATK1802' });
    expect(told.length).toBeGreaterThan(0);
    expect(await secrets.get('pass')).toBeUndefined();
  });

  it('stops waiting when it is interrupted', async () => {
    const { stranger, azure, told } = world();
    const secrets = stranger().connected.secrets(uri, { roleGivenAt: azure.clock.now() });
    const interrupted = new AbortController();
    const setting = secrets.set('pass', 'v', {}, interrupted.signal);
    const reason = new Error('Ctrl-C');
    await expect.poll(() => told.length).toBeGreaterThan(0);
    interrupted.abort(reason);
    await expect(setting).rejects.toBe(reason);
  });

  it('is told of policies and networks as what they are', async () => {
    const policies = world({ enableRbacAuthorization: false, accessPolicies: [] }).stranger();
    await expect(policies.connected.secrets(uri).set('pass', 'v')).rejects.toMatchObject({ code: 'ATK1802', message: `no access policy of kv-one allows the identity ${policies.objectId} to set the secret pass`, hint: expect.stringContaining('--secret-permissions set') as unknown });
    const walled = world({ networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: [], virtualNetworkRules: [] } });
    await expect(walled.connected.secrets(uri).get('pass')).rejects.toMatchObject({ code: 'ATK1802', message: expect.stringContaining('does not know the address 127.0.0.1') as unknown });
    const closed = world({ publicNetworkAccess: 'Disabled' });
    await expect(closed.connected.secrets(uri).get('pass')).rejects.toMatchObject({ code: 'ATK1802', message: expect.stringContaining('closed to public networks') as unknown });
  });
});

describe('a vault that cannot be asked', () => {
  it('is missing where Resource Manager says so, else its name does not resolve', async () => {
    const { connected } = world();
    const none = 'https://kv-none.vault.azure.net/';
    await expect(connected.secrets(none, { vaultId: vaultId.replace('kv-one', 'kv-none') }).get('pass')).rejects.toMatchObject({ code: 'ATK2221', message: 'the vault kv-none does not exist in Azure (to read the secret pass)' });
    await expect(connected.secrets(none).get('pass')).rejects.toMatchObject({ code: 'ATK2221', message: expect.stringContaining('does not resolve') as unknown });
    await expect(connected.secrets(none, { vaultId }).get('pass')).rejects.toMatchObject({ code: 'ATK1804', hint: expect.stringContaining('private DNS') as unknown });
  });

  it('says from when to when the token was good, when the clocks disagree', async () => {
    const { azure } = world();
    const db = openDatabase(azure.worldFolder);
    const app = addServicePrincipal(db, { displayName: 'slow' });
    const connected = connectAzure({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, httpClient: localHttpClient(azure.azure), credential: tokensFor(db, app, azure, 'servicePrincipal', -7_200_000) });
    await expect(connected.secrets(uri).get('pass')).rejects.toMatchObject({ code: 'ATK2226', message: expect.stringMatching(/^kv-one does not accept the times of the token \(it is valid from \S+Z until \S+Z; the clock of this machine says \S+Z\)$/) as unknown });
  });
});

