import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { Refusal } from '../refusal.ts';
import { epochSeconds } from '../time-forms.ts';
import { conflict, moveOf, requireSettled } from './secret-moves.ts';
import type { SecretVersion } from './secret-store.ts';
import { latestSecrets, saveVersion, versionsOf } from './secret-store.ts';
import type { ListItem, Page } from './secret-view.ts';
import { bundle, givenAttributes, listed, nameId, partOf } from './secret-view.ts';
import type { Vault } from './vault-resource.ts';

/** Bytes that a value may have. @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
const valueLimit = 25_600;
/** Tags that a secret may have. */
const tagLimit = 15;

/** `PUT /secrets/{name}`: a new version that inherits nothing. */
export function setSecret(context: LocalContext, vault: Vault, name: string, body: Readonly<Record<string, unknown>>): LocalResponse {
  requireSettled(context, vault.name, name);
  const before = versionsOf(context.db, vault.name, name);
  if (before.some(({ deletedAt }) => deletedAt !== undefined)) throw nameIsDeleted(name);
  const { value, contentType, attributes, tags } = body;
  if (typeof value !== 'string' || Buffer.byteLength(value) > valueLimit) throw new Refusal(400, { code: 'BadParameter', message: 'Property  has invalid value\r\n' });
  const now = epochSeconds(context.at);
  const secret: SecretVersion = {
    vault: vault.name,
    name: before[0]?.name ?? name,
    version: context.ids.hex(32),
    value,
    ...(typeof contentType === 'string' ? { contentType } : {}),
    attributes: { enabled: true, ...givenAttributes(attributes), created: now, updated: now },
    ...givenTags(tags),
  };
  saveVersion(context.db, secret);
  return answer(200, bundle(vault, secret, true));
}

/** Setting and restoring are refused while the name is taken by a deleted secret. */
export function nameIsDeleted(name: string): Refusal {
  return conflict(`Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`, 'ObjectIsDeletedButRecoverable');
}

/** `GET /secrets/{name}[/{version}]`. A secret outside of its dates is still read, a disabled one is not. */
export function getSecret(context: LocalContext, vault: Vault, name: string, version: string | undefined): LocalResponse {
  const secret = presentSecret(context, vault, name, version);
  if (secret.attributes['enabled'] === false) {
    throw new Refusal(403, { code: 'Forbidden', message: 'Operation get is not allowed on a disabled secret.', innererror: { code: 'SecretDisabled' } });
  }
  return answer(200, bundle(vault, secret, true));
}

/** `PATCH /secrets/{name}[/{version}]`: what is not sent stays. */
export function updateSecret(context: LocalContext, vault: Vault, name: string, version: string | undefined, body: Readonly<Record<string, unknown>>): LocalResponse {
  const secret = presentSecret(context, vault, name, version);
  const { contentType, tags } = body;
  const updated: SecretVersion = {
    ...secret,
    ...(typeof contentType === 'string' ? { contentType } : {}),
    ...(isJsonObject(tags) ? { tags: {}, ...givenTags(tags) } : {}),
    attributes: { ...secret.attributes, ...givenAttributes(body['attributes']), updated: epochSeconds(context.at) },
  };
  saveVersion(context.db, updated);
  return answer(200, bundle(vault, updated, false));
}

/** `GET /secrets`: names without versions, by name without regard to case. */
export function listSecrets(context: LocalContext, vault: Vault, page: Page): LocalResponse {
  const there = latestSecrets(context.db, vault.name, false, { ...partOf(page), at: context.at });
  return listed(vault, 'secrets', there.map((secret): ListItem => ({
    sort: secret.name.toLowerCase(),
    view: { ...bundle(vault, secret, false), id: nameId(vault, secret) },
  })), page);
}

/** `GET /secrets/{name}/versions`, sorted by id; empty for a name that is not known. */
export function listVersions(context: LocalContext, vault: Vault, name: string, page: Page): LocalResponse {
  const there = moveOf(context, vault.name, name) === undefined ? versionsOf(context.db, vault.name, name).filter(({ deletedAt }) => deletedAt === undefined) : [];
  return listed(vault, `secrets/${name}/versions`, there.map((secret): ListItem => ({ sort: secret.version, view: bundle(vault, secret, false) })).sort(byText), page);
}

/** Order of lists. */
function byText(left: ListItem, right: ListItem): number {
  return left.sort < right.sort ? -1 : 1;
}

/**
 * The newest version of a secret, or the one that is meant. One that was recovered a moment ago is not there yet.
 * @throws Refusal 404
 */
export function presentSecret(context: LocalContext, vault: Vault, name: string, version: string | undefined): SecretVersion {
  const there = moveOf(context, vault.name, name) === 'recovering' ? [] : versionsOf(context.db, vault.name, name).filter(({ deletedAt }) => deletedAt === undefined);
  const found = version === undefined ? there.at(-1) : there.find((candidate) => candidate.version === version);
  if (found !== undefined) return found;
  throw new Refusal(404, { code: 'SecretNotFound', message: secretNotFoundMessage(name, version) });
}

/** What a vault says about a secret, or a version of it, that it does not have. */
export function secretNotFoundMessage(name: string, version: string | undefined): string {
  return `A secret with (name/id) ${version === undefined ? name : `${name}/${version}`} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`;
}

function givenTags(tags: unknown): Pick<SecretVersion, 'tags'> | Record<string, never> {
  if (!isJsonObject(tags) || Object.keys(tags).length === 0) return {};
  if (Object.keys(tags).length > tagLimit || Object.values(tags).some((value) => typeof value !== 'string')) {
    throw new Refusal(400, { code: 'BadParameter', message: `Tags are at most ${tagLimit} texts.` });
  }
  return { tags };
}
