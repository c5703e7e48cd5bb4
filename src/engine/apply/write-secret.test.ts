import { describe, expect, test } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { TestResource } from './apply-world.fake.ts';
import { account, addressOf, group, newWorld, runCommand, testSynthesis } from './apply-world.fake.ts';
import type { PendingSecret, WriteSecret } from './pending-secret.ts';

const vault: TestResource = { at: 'vault.main/vault', type: 'Microsoft.KeyVault/vaults', name: 'kv-demo', stack: 'security', needs: ['group.main/group'] };
const reader: TestResource = { at: 'functions.main/app', type: 'Microsoft.Web/sites', name: 'func-demo', stack: 'compute', needs: ['vault.main/vault'] };
const page: TestResource = { at: 'pages.main/site', type: 'Microsoft.Web/staticSites', name: 'stapp-demo', stack: 'frontend', needs: ['group.main/group'] };
const backend = testSynthesis([group, vault, account, reader, page]);

const pending = (name: string, more: Partial<PendingSecret> = {}): PendingSecret => ({ name, vaultName: name.replaceAll('_', '-'), vault: addressOf(vault.at), value: `value-of-${name}`, source: 'file', components: ['pay'], readers: [addressOf(reader.at)], ...more });

/** What happened, in order: stacks and secrets by name. */
function story(world: ReturnType<typeof newWorld>): readonly string[] {
  return world.host.events.flatMap((event) => (event.type === 'stack' && event.status !== 'started' ? [`${event.stack} ${event.status}`] : event.type === 'secret' && event.status !== 'started' ? [`${event.name} ${event.status}`] : []));
}

const refuses = (wrong: string): WriteSecret => async ({ name }) => (name === wrong ? Promise.reject(new AtakoraError('ATK1802', 'not allowed', { source: 'azure', hint: 'Ask.' })) : 'written');

describe('a secret of a run', () => {
  test('is written after its vault stands and before what reads it is deployed', async () => {
    const world = newWorld();
    const written: string[] = [];
    const { result } = await runCommand('apply', backend, { ...world, secrets: [pending('PAY_KEY')], writeSecret: async ({ value }) => (written.push(value), 'written') });
    expect(result).toMatchObject({ result: 'succeeded', secrets: [{ name: 'PAY_KEY', result: 'written' }] });
    const told = story(world);
    expect(told.indexOf('PAY_KEY written')).toBeGreaterThan(told.indexOf('security succeeded'));
    expect(told.indexOf('PAY_KEY written')).toBeLessThan(told.indexOf('compute succeeded'));
    expect(written).toEqual(['value-of-PAY_KEY']);
  });

  test('is in no event, no line of the journal, no state and no archive', async () => {
    const world = newWorld();
    const lines: unknown[] = [];
    const store = { ...world.store, lock: async (request: Parameters<typeof world.store.lock>[0]) => {
      const held = await world.store.lock(request);
      return held.kind === 'acquired' ? { ...held, lock: { ...held.lock, append: (line: Parameters<typeof held.lock.append>[0]) => (lines.push(line), held.lock.append(line)) } } : held;
    } };
    await runCommand('apply', backend, { ...world, store, secrets: [pending('PAY_KEY')], writeSecret: async () => 'written' });
    const archived = await Promise.all((await world.archive.list()).map(async (run) => Promise.all((await world.archive.names(run)).map((name) => world.archive.read(run, name)))));
    expect(lines.length).toBeGreaterThan(5);
    expect(archived.flat().length).toBeGreaterThan(1);
    expect(JSON.stringify([world.host.events, lines, await world.store.read(), archived])).not.toContain('value-of');
  });

  test('that cannot be written stops what reads it, and nothing else; the run fails with the reason', async () => {
    const world = newWorld();
    const { result } = await runCommand('apply', backend, { ...world, secrets: [pending('BAD_KEY'), pending('GOOD_KEY')], writeSecret: refuses('BAD_KEY') });
    expect(result).toMatchObject({ result: 'failed', error: { code: 'ATK2261', message: 'the secret BAD_KEY could not be written: not allowed', hint: 'Ask.' } });
    expect(story(world)).toEqual(expect.arrayContaining(['BAD_KEY failed', 'GOOD_KEY written', 'compute skipped', 'data succeeded', 'frontend succeeded']));
    expect(world.host.eventsOf('stack').find(({ status }) => status === 'skipped')).toMatchObject({ stack: 'compute', because: 'the secret BAD_KEY was not written' });
  });

  test('stops readers of its own only', async () => {
    const world = newWorld();
    await runCommand('apply', backend, { ...world, secrets: [pending('BAD_KEY', { readers: [addressOf(page.at)] }), pending('GOOD_KEY')], writeSecret: refuses('BAD_KEY') });
    expect(story(world)).toEqual(expect.arrayContaining(['frontend skipped', 'compute succeeded']));
  });

  test('with --on-failure stop ends the run', async () => {
    const world = newWorld();
    const { result } = await runCommand('apply', backend, { ...world, concurrency: 1, onFailure: 'stop', secrets: [pending('BAD_KEY')], writeSecret: refuses('BAD_KEY') });
    expect(result?.result).toBe('failed');
    const told = story(world);
    expect(told.slice(told.indexOf('BAD_KEY failed')).filter((line) => line.endsWith('succeeded'))).toEqual([]);
  });

  test('is skipped when its vault was not made', async () => {
    const world = newWorld({ fail: (id) => (id.endsWith('/kv-demo') ? { code: 'Quota', message: 'no', advice: { rule: 't', code: 'ATK1803', sentence: '', hint: '', retry: 'no' } } : undefined) });
    const { result } = await runCommand('apply', backend, { ...world, secrets: [pending('PAY_KEY')], writeSecret: async () => 'written' });
    expect(result).toMatchObject({ result: 'failed', secrets: [{ name: 'PAY_KEY', result: 'skipped', because: 'main/vault.main/vault failed' }] });
  });

  test('whose vault stands and does not change is written at once', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis([group, vault]), world);
    const { result } = await runCommand('apply', backend, { ...world, secrets: [pending('PAY_KEY')], writeSecret: async () => 'kept' });
    expect(result).toMatchObject({ result: 'succeeded', secrets: [{ result: 'kept' }] });
    expect(story(world).indexOf('PAY_KEY kept')).toBeLessThan(story(world).indexOf('compute succeeded'));
  });

  test('that is on its way when the user leaves is skipped, not failed', async () => {
    const world = newWorld();
    const leave = new AbortController();
    const { result } = await runCommand('apply', backend, { ...world, signal: leave.signal, secrets: [pending('PAY_KEY')], writeSecret: async (_secret, signal) => {
      leave.abort();
      signal?.throwIfAborted();
      return 'written';
    } });
    expect(result?.secrets).toMatchObject([{ result: 'skipped', because: 'the run was stopped while it was written' }]);
    expect(result?.error).toBeUndefined();
  });
});
