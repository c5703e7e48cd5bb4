import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DeletedSecret, SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import type { Address } from '../model/address.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import type { ListedSecret } from '../ui/browsers/secrets/listed-secret.ts';
import type { CommandContext } from './command-context.ts';
import { fileSecrets, vaultSecrets } from './listed-secrets.ts';
import type { SecretSession } from './secret-session.ts';
import { fakePlatform } from './test-platform.fake.ts';

const address = 'main/vault.main/vault' as Address;
const at = '2026-01-10T10:00:00.000Z';
const version = (name: string, more: Partial<SecretVersion> = {}): SecretVersion => ({ name, version: '', enabled: true, createdAt: at, updatedAt: at, tags: {}, ...more });
const declared = (name: string, more: Partial<DeclaredSecret> = {}): DeclaredSecret => ({ name, vaultName: name.replaceAll('_', '-'), vault: address, required: true, consumers: [], ...more });

interface Held {
  readonly versions: readonly SecretVersion[];
  readonly deleted?: readonly DeletedSecret[];
  readonly refuses?: AtakoraError;
}

/** A vault that answers no question for a value. */
function vaultWith({ deleted = [], refuses, versions }: Held): SecretVault {
  const never = (): never => {
    throw new Error('a value was asked for, or something was changed');
  };
  return {
    uri: 'https://kv.vault.azure.net/',
    set: never,
    get: never,
    update: never,
    remove: never,
    recover: never,
    purge: never,
    async *list() {
      for (const one of versions) yield await Promise.resolve(one);
    },
    versions: (name) => Promise.resolve([version(name, { version: 'a1' }), version(name, { version: 'a0', enabled: false })]),
    deleted: () => (refuses === undefined ? Promise.resolve(deleted) : Promise.reject(refuses)),
  };
}

function scene(given: { readonly vault?: SecretVault; readonly declared?: readonly DeclaredSecret[]; readonly folder?: string; readonly codeFailure?: AtakoraError }): { readonly context: CommandContext; readonly session: SecretSession; readonly kept: string[] } {
  const kept: string[] = [];
  const context = { platform: fakePlatform().platform, output: { protect: (value: string) => void kept.push(value) } } as unknown as CommandContext;
  const session = {
    scene: { session: { folder: given.folder ?? '/', loaded: { manifest: {} }, facts: { name: 'dev' } } },
    declared: given.declared ?? [],
    vaults: [{ address, name: 'kv-one', id: '', uri: '', stands: given.vault !== undefined }],
    codeFailure: given.codeFailure,
    vaultOf: () => Promise.resolve(given.vault),
  } as unknown as SecretSession;
  return { context, session, kept };
}

const listed = ({ context, session }: ReturnType<typeof scene>, tell: (items: readonly ListedSecret[]) => void = () => undefined) => vaultSecrets(context, session, tell, new AbortController().signal);
const standing = (items: readonly ListedSecret[]): Readonly<Record<string, string>> => Object.fromEntries(items.map(({ name, removed, status }) => [name, removed === undefined ? status : 'removed']));

describe('the secrets of vaults', () => {
  test('are what is there, what is declared and missing, and what was removed', async () => {
    const vault = vaultWith({ versions: [version('PAY-KEY'), version('OLD'), version('CUT', { tags: { 'atakora:rotation': 'pending' } })], deleted: [{ name: 'GONE', tags: {} }, { name: 'mail-key', tags: {}, deletedAt: at }] });
    const items = await listed(scene({ vault, declared: [declared('PAY_KEY', { rotateEveryDays: 2 }), declared('MAIL_KEY'), declared('SMS_KEY', { required: false })] }));
    expect(standing(items)).toEqual({ CUT: 'set', PAY_KEY: 'due', MAIL_KEY: 'removed', SMS_KEY: 'missing', OLD: 'set', GONE: 'removed' });
    expect(items.find(({ name }) => name === 'CUT')?.isCutOff).toBe(true);
    expect(items.find(({ name }) => name === 'MAIL_KEY')).toMatchObject({ blocks: true, removed: { at } });
    expect(items.find(({ name }) => name === 'PAY_KEY')?.versions).toMatchObject([{ version: 'a1', isCurrent: true, enabled: true }, { version: 'a0', isCurrent: false, enabled: false }]);
  });

  test('come in page by page, each more than the one before', async () => {
    const vault = vaultWith({ versions: Array.from({ length: 60 }, (_, index) => version(`key-${index}`)) });
    const counts: number[] = [];
    const items = await listed(scene({ vault }), (told) => counts.push(told.length));
    expect(counts.slice(0, 3)).toEqual([25, 50, 60]);
    expect(items.every(({ versions }) => versions?.length === 2)).toBe(true);
  });

  test('are all missing before the vault stands', async () => {
    const items = await listed(scene({ declared: [declared('PAY_KEY')] }));
    expect(items).toMatchObject([{ name: 'PAY_KEY', status: 'missing', placeStands: false, blocks: true }]);
  });

  test('are shown to who may not see what was removed', async () => {
    const vault = vaultWith({ versions: [version('OLD')], refuses: new AtakoraError('ATK1802', 'not allowed') });
    expect(standing(await listed(scene({ vault })))).toEqual({ OLD: 'set' });
  });
});

describe('the secrets of the file', () => {
  test('are its variables and what is declared without one; their values are registered and not told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atakora-listed-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, '.env'), 'PAY_KEY=hush-hush\nEXTRA=other-value\nMAIL_KEY=\n');
    const given = scene({ folder, declared: [declared('PAY_KEY'), declared('MAIL_KEY')] });
    const items = await fileSecrets(given.context, given.session);
    expect(standing(items)).toEqual({ MAIL_KEY: 'missing', PAY_KEY: 'set', EXTRA: 'set' });
    expect(given.kept).toEqual(expect.arrayContaining(['hush-hush', 'other-value']));
    expect(JSON.stringify(items)).not.toMatch(/hush-hush|other-value/);
  });
});
