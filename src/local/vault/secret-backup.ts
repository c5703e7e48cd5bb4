import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { worldKey } from '../access/world-key.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal } from '../refusal.ts';
import { conflict, requireSettled } from './secret-moves.ts';
import { nameIsDeleted, presentSecret } from './secret-operations.ts';
import type { SecretVersion } from './secret-store.ts';
import { saveVersion, versionsOf } from './secret-store.ts';
import { bundle } from './secret-view.ts';
import type { Vault } from './vault-resource.ts';

/** What a backup begins with once it is decoded. */
const mark = '(AzureKeyVaultSecretBackupV1.microsoft.com)';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** `POST /secrets/{name}/backup`: all versions, disabled ones too, closed with a key of this world: no other world opens it. */
export function backupSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  presentSecret(context, vault, name, undefined);
  const versions = versionsOf(context.db, vault.name, name).map(({ vault: _vault, deletedAt: _deletedAt, ...version }) => version);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, keyOf(context), iv);
  const closed = Buffer.concat([cipher.update(JSON.stringify(versions), 'utf8'), cipher.final()]);
  const value = Buffer.concat([Buffer.from(mark), iv, cipher.getAuthTag(), closed]).toString('base64url');
  return answer(200, { value });
}

/**
 * `POST /secrets/restore`: all versions come back with their ids and dates.
 * @throws Refusal for what is no backup, and for a name that is in use or deleted
 */
export function restoreSecret(context: LocalContext, vault: Vault, body: Readonly<Record<string, unknown>>): LocalResponse {
  const versions = opened(context, body['value']);
  const name = versions[0]?.name ?? '';
  requireSettled(context, vault.name, name);
  const there = versionsOf(context.db, vault.name, name);
  if (there.some(({ deletedAt }) => deletedAt !== undefined)) throw nameIsDeleted(name);
  if (there.length > 0) throw conflict(`There was a conflict restoring the secret '${name}': a secret of this name exists in the vault.`, 'ObjectAlreadyExists');
  const restored = versions.map((version): SecretVersion => ({ ...version, vault: vault.name }));
  for (const version of restored) saveVersion(context.db, version);
  const latest = restored.at(-1);
  if (latest === undefined) throw malformed();
  return answer(200, bundle(vault, latest, false));
}

function opened(context: LocalContext, value: unknown): readonly Omit<SecretVersion, 'vault'>[] {
  const blob = Buffer.from(typeof value === 'string' ? value : '', 'base64url');
  const start = mark.length;
  if (blob.subarray(0, start).toString('utf8') !== mark || blob.length < start + ivBytes + tagBytes) throw malformed();
  try {
    const decipher = createDecipheriv(algorithm, keyOf(context), blob.subarray(start, start + ivBytes));
    decipher.setAuthTag(blob.subarray(start + ivBytes, start + ivBytes + tagBytes));
    const text = Buffer.concat([decipher.update(blob.subarray(start + ivBytes + tagBytes)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as readonly Omit<SecretVersion, 'vault'>[];
  } catch {
    throw malformed();
  }
}

function malformed(): Refusal {
  return new Refusal(400, { code: 'Malformed backup blob', message: 'Backup blob is corrupt.' });
}

function keyOf(context: LocalContext): Buffer {
  return Buffer.from(worldKey(context.db, 'secret-backup'), 'base64').subarray(0, 32);
}
