import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal } from '../refusal.ts';
import { beginMove, moveOf, requireSettled } from './secret-moves.ts';
import { presentSecret } from './secret-operations.ts';
import type { SecretVersion } from './secret-store.ts';
import { latestSecrets, removeSecret, setDeleted, versionsOf } from './secret-store.ts';
import type { ListItem, Page } from './secret-view.ts';
import { bundle, deletion, listed, nameId, partOf } from './secret-view.ts';
import type { Vault } from './vault-resource.ts';

const dayMs = 86_400_000;

/** `DELETE /secrets/{name}`: kept for recovery; for some seconds it is in neither list. */
export function deleteSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  const secret = presentSecret(context, vault, name, undefined);
  setDeleted(context.db, vault.name, name, context.at);
  beginMove(context, vault.name, name, 'deleting');
  return answer(200, { ...deletion(vault, { ...secret, deletedAt: context.at }), ...bundle(vault, secret, false) });
}

/** `GET /deletedsecrets/{name}`: clients take the first 200 as the end of the deletion. */
export function readDeleted(context: LocalContext, vault: Vault, name: string): LocalResponse {
  const secret = moveOf(context, vault.name, name) === 'deleting' ? undefined : deletedSecret(context, vault, name);
  if (secret === undefined) throw notFound(`Deleted Secret not found: ${name}`);
  return answer(200, { ...deletion(vault, secret), ...bundle(vault, secret, false) });
}

/** `POST /deletedsecrets/{name}/recover` */
export function recoverSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  if (versionsOf(context.db, vault.name, name).some(({ deletedAt }) => deletedAt === undefined)) {
    throw new Refusal(400, {
      code: 'MethodNotAllowed',
      message: `Secret exists already: ${name}`,
      innererror: { code: 'RequestNotAllowedOnNonDeletedObject' },
    });
  }
  requireSettled(context, vault.name, name);
  const secret = deletedSecret(context, vault, name);
  if (secret === undefined) throw notFound(`Secret not found: ${name}`);
  setDeleted(context.db, vault.name, name, undefined);
  beginMove(context, vault.name, name, 'recovering');
  return answer(200, bundle(vault, secret, false));
}

/** `DELETE /deletedsecrets/{name}` */
export function purgeSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  const secret = deletedSecret(context, vault, name);
  if (secret === undefined) throw notFound(`Deleted Secret not found: ${name}`);
  requireSettled(context, vault.name, name);
  if (vault.purgeProtected) {
    throw new Refusal(403, {
      code: 'Forbidden',
      message: `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed. Vault: ${vault.name};location=${vault.location}`,
    });
  }
  removeSecret(context.db, vault.name, name);
  beginMove(context, vault.name, name, 'purging');
  return answer(204);
}

/** `GET /deletedsecrets` */
export function listDeleted(context: LocalContext, vault: Vault, page: Page): LocalResponse {
  const there = latestSecrets(context.db, vault.name, true, { ...partOf(page), at: context.at });
  const items = there.map((secret): ListItem => ({
    sort: secret.name.toLowerCase(),
    view: { ...deletion(vault, secret), ...bundle(vault, secret, false), id: nameId(vault, secret) },
  }));
  return listed(vault, 'deletedsecrets', items, page);
}

/** Forgets the secrets whose days are over. */
export function purgeOverdue(context: LocalContext, vault: Vault): void {
  const before = later(context.at, -vault.recoverableDays * dayMs);
  if (context.db.get('select 1 from secrets where vault = ? and deleted_at <= ? limit 1', vault.name, before) === undefined) return;
  context.db.run('delete from secrets where vault = ? and deleted_at <= ?', vault.name, before);
}

function deletedSecret(context: LocalContext, vault: Vault, name: string): SecretVersion | undefined {
  return versionsOf(context.db, vault.name, name)
    .filter(({ deletedAt }) => deletedAt !== undefined)
    .at(-1);
}

function notFound(message: string): Refusal {
  return new Refusal(404, { code: 'SecretNotFound', message });
}
