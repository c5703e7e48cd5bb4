import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal } from '../refusal.ts';
import type { SecretVersion } from './secret-store.ts';
import { latestSecrets, removeSecret, saveVersion, setDeleted, versionsOf } from './secret-store.ts';

/** The vault that is asked, as its resource says. */
export interface Vault {
  /** Lower case. */
  readonly name: string;
  readonly location: string;
  readonly recoverableDays: number;
  readonly purgeProtected: boolean;
}

/** A page of a list: at most `max` items behind the name or version `after`. */
export interface Page {
  readonly max: number;
  readonly after: string;
  readonly apiVersion: string;
}

/** A value may have 25 kB. */
const valueLimit = 25_600;

const daySeconds = 86_400;

/** `PUT /secrets/{name}`: a new version that inherits nothing. */
export function setSecret(context: LocalContext, vault: Vault, name: string, body: Readonly<Record<string, unknown>>): LocalResponse {
  const before = versionsOf(context.db, vault.name, name);
  if (before.some(({ deletedAt }) => deletedAt !== undefined)) {
    throw new Refusal(409, { code: 'Conflict', message: `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`, innererror: { code: 'ObjectIsDeletedButRecoverable' } });
  }
  const { value, contentType, attributes, tags } = body;
  if (typeof value !== 'string' || value.length > valueLimit) throw new Refusal(400, { code: 'BadParameter', message: 'Property  has invalid value\r\n' });
  const now = seconds(context.at);
  const secret: SecretVersion = {
    vault: vault.name,
    name: before[0]?.name ?? name,
    version: context.ids.hex(32),
    value,
    ...(typeof contentType === 'string' ? { contentType } : {}),
    attributes: { enabled: true, ...givenAttributes(attributes), created: now, updated: now },
    ...(isJsonObject(tags) && Object.keys(tags).length > 0 ? { tags } : {}),
  };
  saveVersion(context.db, secret);
  return answer(200, bundle(vault, secret, true));
}

/** `GET /secrets/{name}[/{version}]`. An expired secret is still read, a disabled one is not. */
export function getSecret(context: LocalContext, vault: Vault, name: string, version: string | undefined): LocalResponse {
  const secret = present(context, vault, name, version);
  if (secret.attributes['enabled'] === false) {
    throw new Refusal(403, { code: 'Forbidden', message: 'Operation get is not allowed on a disabled secret.', innererror: { code: 'SecretDisabled' } });
  }
  return answer(200, bundle(vault, secret, true));
}

/** `PATCH /secrets/{name}[/{version}]`: what is not sent stays. */
export function updateSecret(context: LocalContext, vault: Vault, name: string, version: string | undefined, body: Readonly<Record<string, unknown>>): LocalResponse {
  const secret = present(context, vault, name, version);
  const { contentType, tags } = body;
  const updated: SecretVersion = {
    ...secret,
    ...(typeof contentType === 'string' ? { contentType } : {}),
    ...(isJsonObject(tags) ? { tags } : {}),
    attributes: { ...secret.attributes, ...givenAttributes(body['attributes']), updated: seconds(context.at) },
  };
  saveVersion(context.db, updated);
  return answer(200, bundle(vault, updated, false));
}

/** `DELETE /secrets/{name}`: kept for recovery. */
export function deleteSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  const secret = present(context, vault, name, undefined);
  setDeleted(context.db, vault.name, name, context.at);
  return answer(200, { ...deletion(vault, { ...secret, deletedAt: context.at }), ...bundle(vault, secret, false) });
}

/** `GET /deletedsecrets/{name}` */
export function readDeleted(context: LocalContext, vault: Vault, name: string): LocalResponse {
  const secret = deletedOne(context, vault, name);
  return answer(200, { ...deletion(vault, secret), ...bundle(vault, secret, false) });
}

/** `POST /deletedsecrets/{name}/recover` */
export function recoverSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  if (versionsOf(context.db, vault.name, name).some(({ deletedAt }) => deletedAt === undefined)) {
    throw new Refusal(400, { code: 'MethodNotAllowed', message: `Secret exists already: ${name}`, innererror: { code: 'RequestNotAllowedOnNonDeletedObject' } });
  }
  const secret = deletedOne(context, vault, name);
  setDeleted(context.db, vault.name, name, undefined);
  return answer(200, bundle(vault, secret, false));
}

/** `DELETE /deletedsecrets/{name}` */
export function purgeSecret(context: LocalContext, vault: Vault, name: string): LocalResponse {
  deletedOne(context, vault, name);
  if (vault.purgeProtected) {
    throw new Refusal(403, { code: 'Forbidden', message: `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed. Vault: ${vault.name};location=${vault.location}` });
  }
  removeSecret(context.db, vault.name, name);
  return answer(204);
}

/** `GET /secrets`: names without versions. */
export function listSecrets(context: LocalContext, vault: Vault, page: Page): LocalResponse {
  const items = latestSecrets(context.db, vault.name, false).map((secret): Item => ({ sort: secret.name, view: { ...bundle(vault, secret, false), id: nameId(vault, secret) } }));
  return listed(vault, 'secrets', items, page);
}

/** `GET /secrets/{name}/versions`, sorted by id; empty for a name that is not known. */
export function listVersions(context: LocalContext, vault: Vault, name: string, page: Page): LocalResponse {
  const there = versionsOf(context.db, vault.name, name).filter(({ deletedAt }) => deletedAt === undefined);
  const items = there.map((secret): Item => ({ sort: secret.version, view: bundle(vault, secret, false) })).sort((a, b) => (a.sort < b.sort ? -1 : 1));
  return listed(vault, `secrets/${name}/versions`, items, page);
}

/** `GET /deletedsecrets` */
export function listDeleted(context: LocalContext, vault: Vault, page: Page): LocalResponse {
  const items = latestSecrets(context.db, vault.name, true).map((secret): Item => ({ sort: secret.name, view: { ...deletion(vault, secret), ...bundle(vault, secret, false), id: nameId(vault, secret) } }));
  return listed(vault, 'deletedsecrets', items, page);
}

interface Item {
  readonly sort: string;
  readonly view: JsonObject;
}

function listed(vault: Vault, path: string, items: readonly Item[], page: Page): LocalResponse {
  const rest = page.after === '' ? items : items.filter(({ sort }) => sort > Buffer.from(page.after, 'base64url').toString('utf8'));
  const shown = rest.slice(0, page.max);
  const token = Buffer.from(shown.at(-1)?.sort ?? '').toString('base64url');
  const nextLink = rest.length > shown.length ? `https://${vault.name}.vault.azure.net:443/${path}?api-version=${page.apiVersion}&$skiptoken=${token}&maxresults=${page.max}` : null;
  return answer(200, { value: shown.map(({ view }) => view), nextLink });
}

function present(context: LocalContext, vault: Vault, name: string, version: string | undefined): SecretVersion {
  const there = versionsOf(context.db, vault.name, name).filter(({ deletedAt }) => deletedAt === undefined);
  const found = version === undefined ? there.at(-1) : there.find((candidate) => candidate.version === version);
  if (found !== undefined) return found;
  throw new Refusal(404, {
    code: 'SecretNotFound',
    message: `A secret with (name/id) ${version === undefined ? name : `${name}/${version}`} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  });
}

function deletedOne(context: LocalContext, vault: Vault, name: string): SecretVersion {
  const secret = versionsOf(context.db, vault.name, name).filter(({ deletedAt }) => deletedAt !== undefined).at(-1);
  if (secret === undefined) throw new Refusal(404, { code: 'SecretNotFound', message: `Deleted Secret not found: ${name}` });
  return secret;
}

function bundle(vault: Vault, secret: SecretVersion, withValue: boolean): JsonObject {
  return {
    ...(withValue ? { value: secret.value } : {}),
    ...(secret.contentType === undefined ? {} : { contentType: secret.contentType }),
    id: `${nameId(vault, secret)}/${secret.version}`,
    attributes: { ...secret.attributes, recoveryLevel: recoveryLevel(vault), recoverableDays: vault.recoverableDays },
    ...(secret.tags === undefined ? {} : { tags: secret.tags }),
  };
}

function nameId(vault: Vault, secret: SecretVersion): string {
  return `https://${vault.name}.vault.azure.net/secrets/${secret.name}`;
}

function deletion(vault: Vault, secret: SecretVersion): JsonObject {
  const deletedDate = seconds(secret.deletedAt ?? '');
  return { recoveryId: `https://${vault.name}.vault.azure.net/deletedsecrets/${secret.name}`, deletedDate, scheduledPurgeDate: deletedDate + vault.recoverableDays * daySeconds };
}

function recoveryLevel(vault: Vault): string {
  return `${vault.recoverableDays < 90 ? 'Customized' : ''}Recoverable${vault.purgeProtected ? '' : '+Purgeable'}`;
}

function givenAttributes(attributes: unknown): JsonObject {
  if (!isJsonObject(attributes)) return {};
  const known = Object.entries(attributes).filter(([name, value]) => ['enabled', 'nbf', 'exp'].includes(name) && value !== null);
  return Object.fromEntries(known) as Record<string, Json>;
}

function seconds(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}
