import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, template } from '../local-azure.fake.ts';
import type { LocalAnswer } from '../request.ts';
import { fits } from './choose-fault.ts';
import { readFaultFile, writeFaultFile } from './fault-file.ts';
import { parseFaultRule, ruleForms } from './parse-fault-rule.ts';

const groups = `${subscriptionPath}/resourcegroups`;

function azureWith(seed: number, ...rules: readonly string[]) {
  const test = createTestAzure();
  writeFaultFile(test.worldFolder, { seed, rules: rules.map(parseFaultRule) });
  const raw = (method: string, path: string): LocalAnswer =>
    test.azure.handle({ method, url: `https://management.azure.com${path}?api-version=2024-01-01`, headers: { authorization: 'Bearer test' } });
  return { ...test, raw };
}

describe('a fault rule', () => {
  it('is read in every form that messages show', () => {
    expect(ruleForms.map((form) => parseFaultRule(form).effect.kind)).toEqual(['status', 'status', 'latency', 'drop', 'fail', 'stuck', 'slow', 'health', 'status', 'status']);
    expect(parseFaultRule('fail type=Microsoft.Web/sites code=Conflict message="no capacity"')).toMatchObject({
      effect: { kind: 'fail', code: 'Conflict', message: 'no capacity' },
      match: { type: 'Microsoft.Web/sites' },
    });
    expect(parseFaultRule('latency=200ms..2s GET').effect).toEqual({ kind: 'latency', fromMs: 200, toMs: 2000 });
  });

  it.each([
    ['', 'begins with ""'],
    ['explode', 'begins with "explode"'],
    ['429 PUT chance=2', 'chance=2'],
    ['429 times=-1', 'times=-1'],
    ['429 times=', 'times='],
    ['latency=soon', '"soon" is no time'],
    ['drop=never', 'drop=before'],
    ['stuck retry-after=3', '"retry-after" does not go with it'],
    ['503 PUT/x', '"PUT/x" is not KEY=VALUE'],
  ])('is refused with the reason: %s', (text, reason) => {
    expect(() => parseFaultRule(text)).toThrow(expect.objectContaining({ code: 'ATK2104', message: expect.stringContaining(reason) as string }));
  });

  it('takes * for any run of characters, without letter case, in linear time', () => {
    expect(fits('Microsoft.Storage/*', 'microsoft.storage/STORAGEACCOUNTS')).toBe(true);
    expect(fits('*a*b', 'xaxb')).toBe(true);
    expect(fits('a*a', 'a')).toBe(false);
    expect(fits('*.vault.azure.net/secrets/*', 'kv.vault.azure.net/secrets/x')).toBe(true);
    expect(fits(`${'*a'.repeat(2000)}b`, 'a'.repeat(200_000))).toBe(false);
  });
});

describe('the file of rules', () => {
  it('is refused when it is something else', () => {
    const { worldFolder } = createTestAzure();
    const file = join(worldFolder, 'faults.json');
    for (const content of ['{', '[]', '{"seed":"x"}', '{"rules":"429"}', '{"rule":["429"]}', '{"rules":[7]}']) {
      writeFileSync(file, content);
      expect(() => readFaultFile(file)).toThrow(expect.objectContaining({ code: 'ATK2104' }));
    }
  });

  it('holds from the next request on, and no longer once it is empty', () => {
    const { send, worldFolder } = azureWith(1, '503 GET');
    expect(send('GET', groups).status).toBe(503);
    writeFaultFile(worldFolder, { seed: 1, rules: [] });
    expect(send('GET', groups).status).toBe(200);
  });

  it('keeps rules as they were written', () => {
    const { worldFolder } = azureWith(7, '429 PUT times=2');
    mkdirSync(worldFolder, { recursive: true });
    expect(JSON.parse(readFileSync(join(worldFolder, 'faults.json'), 'utf8'))).toEqual({ seed: 7, rules: ['429 PUT times=2'] });
  });
});

describe('a world with rules', () => {
  it('refuses as often as told, with the time to wait, and changes nothing', () => {
    const { send } = azureWith(1, '429 PUT times=2 retry-after=5');
    const first = send('PUT', `${groups}/one`, { location: 'westeurope' });
    expect([first.status, first.headers['retry-after'], (first.body['error'] as JsonObject)['code']]).toEqual([429, '5', 'TooManyRequests']);
    expect(send('GET', `${groups}/one`).status).toBe(404);
    expect(send('PUT', `${groups}/one`, { location: 'westeurope' }).status).toBe(429);
    expect(send('PUT', `${groups}/one`, { location: 'westeurope' }).status).toBe(201);
  });

  it('lets the first cases through when told', () => {
    const { send } = azureWith(1, '500 GET skip=2 times=1');
    expect([1, 2, 3, 4].map(() => send('GET', groups).status)).toEqual([200, 200, 500, 200]);
  });

  it('draws the same cases from the same seed, others from another', () => {
    const played = (seed: number) => {
      const { send } = azureWith(seed, '503 GET chance=0.5');
      return Array.from({ length: 40 }, () => send('GET', groups).status).join(' ');
    };
    expect(played(3)).toBe(played(3));
    expect(played(3)).not.toBe(played(4));
    expect(played(3)).toContain('200');
    expect(played(3)).toContain('503');
  });

  it('drops a connection before or after the request took effect', () => {
    const before = azureWith(1, 'drop=before PUT times=1');
    expect(before.raw('PUT', `${groups}/one`)).toEqual({ kind: 'unreachable', code: 'ECONNRESET', host: 'management.azure.com' });
    expect(before.send('GET', `${groups}/one`).status).toBe(404);
    const after = azureWith(1, 'drop=after GET times=1');
    expect(after.raw('GET', groups).kind).toBe('unreachable');
    const put = azureWith(1);
    writeFaultFile(put.worldFolder, { seed: 1, rules: [parseFaultRule('drop=after PUT')] });
    const lost = put.azure.handle({ method: 'PUT', url: `https://management.azure.com${groups}/one?api-version=2024-01-01`, headers: { authorization: 'Bearer test' }, body: '{"location":"westeurope"}' });
    expect(lost.kind).toBe('unreachable');
    expect(put.send('GET', `${groups}/one`).status).toBe(200);
  });

  it('tells the transport how long to hold an answer back', () => {
    const { raw } = azureWith(1, 'latency=200ms..300ms GET', 'latency=50ms GET');
    const given = raw('GET', groups);
    expect(given.kind === 'response' && given.delayMs !== undefined && given.delayMs >= 250 && given.delayMs <= 350).toBe(true);
  });

  it('fails, or holds up, what a deployment makes', () => {
    const failing = azureWith(1, 'fail type=Microsoft.Storage/* name=bad* code=Conflict message="no capacity"');
    failing.prepare('web', 'Microsoft.Storage');
    const failed = failing.deploy('d', template([storageAccount('badaccount'), storageAccount('goodaccount')]), { group: 'web' });
    expect((failed['properties'] as JsonObject)['provisioningState']).toBe('Failed');
    expect(JSON.stringify(failed)).toContain('no capacity');
    expect(failing.send('GET', `${groups}/web/providers/Microsoft.Storage/storageAccounts/goodaccount`).status).toBe(200);
  });

  it('never ends a stuck resource; cancelling ends the deployment', () => {
    const { send, prepare, advance } = azureWith(1, 'stuck name=stuckaccount');
    prepare('web', 'Microsoft.Storage');
    const path = `${groups}/web/providers/Microsoft.Resources/deployments/d`;
    const stateOf = () => (send('GET', path).body['properties'] as JsonObject)['provisioningState'];
    send('PUT', path, { properties: { mode: 'Incremental', template: template([storageAccount('stuckaccount')]) } });
    advance(86_400_000);
    expect(stateOf()).toBe('Running');
    expect(send('POST', `${path}/cancel`).status).toBe(204);
    expect(stateOf()).toBe('Canceled');
  });
});
