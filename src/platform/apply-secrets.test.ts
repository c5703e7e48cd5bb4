import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Address } from '../model/address.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import type { EngineEvent } from '../model/event.ts';
import type { Scene } from './apply-project.ts';
import { refreshReaders, supplySecrets, withSecrets, writeAlone } from './apply-secrets.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import { createRedactor } from './redactor.ts';

const vault = 'main/vault.main/vault' as Address;
const app = 'main/functions.main/app' as Address;
const secret = (name: string, more: Partial<DeclaredSecret> = {}): DeclaredSecret => ({ name, vaultName: name.replaceAll('_', '-'), vault, required: true, consumers: [{ address: app, resourceId: '/app', component: 'pay', setting: name }], ...more });
const generate = { length: 32, alphabet: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789' };

const planned = (secrets: readonly DeclaredSecret[], action = 'no-op'): PlannedProject => ({
  plan: { kind: 'apply', changes: [{ address: vault, action: { kind: 'no-op' } }, { address: app, action: { kind: action } }] },
  synthesis: { secrets, resources: [{ address: vault, id: '/vault', name: 'kv', type: 'Microsoft.KeyVault/vaults' }, { address: app, id: '/app', name: 'app', type: 'Microsoft.Web/sites' }] },
}) as unknown as PlannedProject;
const found = { state: { resources: { [vault]: {} } } } as unknown as FoundState;

interface Fake {
  readonly scene: Scene;
  readonly events: EngineEvent[];
  readonly refreshed: string[];
  readonly hidden: (text: string) => string;
}

/** A project whose vault holds `held`, or refuses to be listed. */
function fake(options: { readonly held?: readonly string[]; readonly refusal?: Error; readonly file?: string; readonly interactive?: boolean; readonly yes?: boolean; readonly protects?: boolean; readonly refresh?: () => void }): Fake {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-supply-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (options.file !== undefined) writeFileSync(join(folder, 'values.env'), options.file, { mode: 0o600 });
  const events: EngineEvent[] = [];
  const refreshed: string[] = [];
  const redactor = createRedactor();
  const azure = {
    secrets: () => ({
      list: async function* () {
        if (options.refusal !== undefined) throw options.refusal;
        for (const name of options.held ?? []) yield { name, enabled: true };
      },
      versions: async () => [],
      set: async () => undefined,
    }),
    apps: { refreshSecrets: async (id: string) => {
      options.refresh?.();
      refreshed.push(id);
      return 'refreshed';
    } },
  };
  const context = {
    platform: { cwd: folder, env: {}, who: { user: 'a', host: 'b', processId: 1 }, clock: { now: () => '', monotonicMs: () => 0, sleep: async () => undefined } },
    run: 'r',
    flags: options.file === undefined ? {} : { 'secrets-file': 'values.env' },
    options: { interactive: options.interactive ?? false, yes: options.yes ?? true },
    signal: new AbortController().signal,
    output: { emit: (event: EngineEvent) => events.push(event), protect: redactor.register, host: { emit: (event: EngineEvent) => events.push(event), confirm: async () => true } },
  };
  const scene = { context, session: { facts: { cloud: 'local', key: 'dev@local', name: 'dev', protected: options.protects ?? false } }, ports: { azure: async () => azure, poll: { min: 1, max: 2 } } } as unknown as Scene;
  return { scene, events, refreshed, hidden: redactor.redact };
}

describe('what an apply brings for its secrets', () => {
  test('is what a file says of those that have no value, and made-up values; the rest is open', async () => {
    const { scene, events, hidden } = fake({ held: ['kept-key'], file: 'PAY_KEY=pay-value-1\nKEPT_KEY=other-value-1\n' });
    const supply = await supplySecrets(scene, planned([secret('PAY_KEY'), secret('MADE_KEY', { generate }), secret('KEPT_KEY'), secret('OPEN_KEY'), secret('SOME_KEY', { required: false, generate })]), found);
    expect(supply.pending.map(({ name, source, components, readers }) => [name, source, components, readers])).toEqual([['PAY_KEY', 'file', ['pay'], [app]], ['MADE_KEY', 'generated', ['pay'], [app]]]);
    expect(supply.open.map(({ name }) => name)).toEqual(['OPEN_KEY']);
    expect([...supply.facts.supplied, supply.facts.asks]).toEqual(['PAY_KEY', 'MADE_KEY', false]);
    expect(events.map((event) => (event.type === 'log' ? event.text : event.type))).toEqual(['secrets', 'KEPT_KEY has a value already, which stays; a new one is set by `atakora secrets set KEPT_KEY`']);
    for (const { value } of supply.pending) expect(hidden(value)).toBe('(redacted)');
    expect(JSON.stringify(events)).not.toMatch(/pay-value|other-value/);
  });

  test('is everything that can be had when the vault cannot be asked: writing looks again, and nothing is asked in vain', async () => {
    const { scene, events } = fake({ refusal: new AtakoraError('ATK1802', 'no role', { source: 'azure' }), file: 'PAY_KEY=pay-value-1\n' });
    const supply = await supplySecrets(scene, planned([secret('PAY_KEY'), secret('MADE_KEY', { generate }), secret('OPEN_KEY')]), found);
    expect(supply.pending.map(({ name }) => name)).toEqual(['PAY_KEY', 'MADE_KEY']);
    expect([supply.open, supply.facts.unchecked?.code]).toEqual([[], 'ATK1802']);
    expect(events).toEqual([{ type: 'secrets', missing: [], unchecked: 'no role' }]);
  });

  test('is nothing for who destroys, and needs no vault for code without secrets', async () => {
    const { scene } = fake({ refusal: new Error('asked') });
    const destroys = { ...planned([secret('PAY_KEY')]), plan: { kind: 'destroy', changes: [] } } as unknown as PlannedProject;
    expect(await supplySecrets(scene, destroys, found)).toMatchObject({ pending: [], open: [] });
    expect(withSecrets(scene, destroys, [])).toBe(destroys);
  });
});

describe('writing where nothing else is to be done', () => {
  test('refuses what is open without a terminal, and a protected environment without a word', async () => {
    const made = planned([secret('PAY_KEY')]);
    const { scene } = fake({});
    await expect(writeAlone(scene, made, await supplySecrets(scene, made, found))).rejects.toMatchObject({ code: 'ATK2260', message: 'the required secret PAY_KEY has no value' });
    const guarded = fake({ protects: true, file: 'PAY_KEY=pay-value-1\n' });
    await expect(writeAlone(guarded.scene, made, await supplySecrets(guarded.scene, made, found))).rejects.toMatchObject({ code: 'ATK1504' });
  });

  test('writes, tells each by name, and has the apps read again what they had read before', async () => {
    const made = planned([secret('PAY_KEY')]);
    const { scene, events, refreshed } = fake({ file: 'PAY_KEY=pay-value-1\n' });
    await writeAlone(scene, made, await supplySecrets(scene, made, found));
    expect(events.slice(1)).toMatchObject([{ type: 'secret', name: 'PAY_KEY', status: 'started' }, { type: 'secret', name: 'PAY_KEY', status: 'written' }]);
    expect(refreshed).toEqual(['/app']);
  });

  test('leaves alone apps that the run deploys, and warns of one that cannot be asked', async () => {
    const { scene, events, refreshed } = fake({ refresh: () => {
      throw new AtakoraError('ATK1804', 'away', { source: 'azure' });
    } });
    const pending = [{ name: 'PAY_KEY', vaultName: 'PAY-KEY', vault, value: 'v', source: 'file', components: [], readers: [app] }] as const;
    const outcomes = [{ name: 'PAY_KEY', vault, result: 'written' }] as const;
    await refreshReaders(scene, planned([], 'update'), pending, outcomes);
    expect([events, refreshed]).toEqual([[], []]);
    await refreshReaders(scene, planned([]), pending, outcomes);
    expect(events).toMatchObject([{ type: 'log', level: 'warning', text: expect.stringMatching(/^main\/functions\.main\/app was not asked .* away$/) }]);
  });
});
