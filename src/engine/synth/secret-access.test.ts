import { describe, expect, it } from 'vitest';
import { targetOf } from '../../define/providers/full-backend.fake.ts';
import { withWorld } from '../../local/access/test-identity.fake.ts';
import { issueToken } from '../../local/access/tokens.ts';
import type { TestAzure } from '../../local/local-azure.fake.ts';
import { createTestAzure, readAnswer, testSubscription, testTenant } from '../../local/local-azure.fake.ts';
import type { LocalResponse } from '../../local/request.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { secret } from '../../define/secret.ts';
import { reading, readers, synthesized } from './secrets.fake.ts';

const target = targetOf('dev', { subscriptionId: testSubscription, tenantId: testTenant });

/** Deploys everything to a local Azure whose rights are checked. */
function deployed(synthesis: Synthesis, world = createTestAzure({ settings: { timeScale: 0 } })): TestAzure {
  for (const type of new Set(synthesis.resources.map((one) => one.type.split('/')[0] ?? ''))) world.send('POST', `/subscriptions/${testSubscription}/providers/${type}/register`);
  world.advance(1000);
  for (const { id, scope, template } of synthesis.stacks) {
    const ended = world.deploy(id, template, scope.kind === 'subscription' ? {} : { group: scope.resourceGroup });
    expect((ended['properties'] as JsonObject | undefined)?.['provisioningState'], JSON.stringify(ended)).toBe('Succeeded');
  }
  return world;
}

/** Asks the vault, as an identity of the backend or (without one) as the owner. */
function ask(world: TestAzure, synthesis: Synthesis, method: string, name: string, identity?: string): number {
  const vault = synthesis.resources.find(({ address }) => address === 'main/vault.main/vault')?.name ?? '';
  const token = identity === undefined ? 'local' : tokenOf(world, synthesis, identity);
  const url = `https://${vault}.vault.azure.net/secrets/${name}?api-version=7.4`;
  return readAnswer(world.azure.handle({ method, url, headers: { authorization: `Bearer ${token}` }, network: identity !== undefined, ...(method === 'PUT' ? { body: '{"value":"v"}' } : {}) }) as LocalResponse).status;
}

function tokenOf(world: TestAzure, synthesis: Synthesis, key: string): string {
  const found = synthesis.resources.find(({ address }) => address === `main/identity.${key}/identity`);
  const { principalId, clientId } = world.send('GET', found?.id ?? '').body['properties'] as { readonly principalId: string; readonly clientId: string };
  const now = world.clock.now();
  const expiresAt = new Date(Date.parse(now) + 3_600_000).toISOString();
  return withWorld(world, (db) => issueToken(db, { principalId, clientId, kind: 'servicePrincipal', audience: 'https://vault.azure.net', tenantId: testTenant, issuedAt: now, expiresAt }));
}

describe('an app of a deployed backend', () => {
  it('reads the secrets that its components declare and no other, also those that had no value when it was deployed', () => {
    const synthesis = synthesized(readers, target);
    const world = deployed(synthesis);
    const names = (synthesis.secrets ?? []).map(({ vaultName }) => vaultName);
    expect(names.map((name) => ask(world, synthesis, 'GET', name))).toEqual(names.map(() => 404));
    for (const name of names) expect(ask(world, synthesis, 'PUT', name)).toBe(200);
    const readable = (identity: string): readonly string[] =>
      names.filter((name) => {
        const status = ask(world, synthesis, 'GET', name, identity);
        expect([200, 403]).toContain(status);
        return status === 200;
      });
    expect(readable('main')).toEqual(['SHARED', 'STRIPE-KEY']);
    expect(readable('jobs')).toEqual(['DIRECT', 'MAIL-KEY', 'SHARED']);
    expect(readable('web-container')).toEqual(['EXTRA-KEY', 'SHARED', 'WEB-KEY']);
    for (const identity of ['main', 'jobs', 'web-container']) expect([ask(world, synthesis, 'PUT', 'SHARED', identity), ask(world, synthesis, 'GET', '', identity)]).toEqual([403, 403]);
  });

  it('is refused a secret once nothing of it declares it any more and the assignment is gone', () => {
    const before = synthesized({ pay: reading({ A: secret('A_KEY'), B: secret('B_KEY') }) }, target);
    const after = synthesized({ pay: reading({ A: secret('A_KEY') }) }, target);
    const world = deployed(before);
    for (const name of ['A-KEY', 'B-KEY']) ask(world, before, 'PUT', name);
    expect(ask(world, before, 'GET', 'B-KEY', 'main')).toBe(200);
    deployed(after, world);
    const kept = new Set(after.resources.map(({ id }) => id));
    const gone = before.resources.filter(({ id }) => !kept.has(id));
    expect(gone.map(({ address }) => address)).toEqual(['main/vault.main/vault.b-key.role.vault-secrets-user']);
    expect(world.send('DELETE', gone[0]?.id ?? '').status).toBe(200);
    expect(['A-KEY', 'B-KEY'].map((name) => ask(world, after, 'GET', name, 'main'))).toEqual([200, 403]);
  });
});
