import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import type { LocalContext } from '../context.ts';
import { readSecretValue, versionsOf } from '../vault/secret-store.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { claimedBy } from '../world/resource-store.ts';

const reference = /^@Microsoft\.KeyVault\((.*)\)$/is;

/**
 * The Key Vault references among an app's settings, and what they point to: as the app would find it if it looked now. No value is shown.
 * @see https://learn.microsoft.com/rest/api/appservice/web-apps/get-app-settings-key-vault-references
 */
export function secretReferences(context: LocalContext, site: StoredResource): readonly JsonObject[] {
  const settings = jsonAt(site.sent, 'properties.siteConfig.appSettings');
  const list: readonly Json[] = Array.isArray(settings) ? settings : [];
  return list.filter(isJsonObject).flatMap(({ name, value }) => {
    const inner = typeof value === 'string' ? reference.exec(value)?.[1] : undefined;
    if (typeof name !== 'string' || inner === undefined) return [];
    return [{ id: `${site.id}/config/configreferences/appsettings/${name}`, name, type: 'Microsoft.Web/sites/config/configreferences', properties: { reference: String(value), ...resolved(context, inner) } }];
  });
}

function resolved(context: LocalContext, inner: string): JsonObject {
  const target = targetOf(inner);
  if (target === undefined) return { status: 'InvalidSyntax', details: 'Key Vault reference was not able to be parsed.' };
  const { vault, secret, version } = target;
  const facts = { source: 'KeyVault', vaultName: vault, secretName: secret, secretVersion: version ?? '' };
  if (claimedBy(context.db, 'microsoft.keyvault/vaults', vault) === undefined) return { ...facts, status: 'VaultNotFound' };
  const found = readSecretValue(context.db, vault, secret, version) !== undefined;
  if (!found) return { ...facts, status: version === undefined ? 'SecretNotFound' : 'SecretVersionNotFound' };
  const versions = versionsOf(context.db, vault, secret);
  const read = version === undefined ? versions.at(-1) : versions.find((candidate) => candidate.version === version);
  return read?.attributes['enabled'] === false ? { ...facts, status: 'OtherReasons', details: 'The secret is disabled.' } : { ...facts, status: 'Resolved', activeVersion: read?.version ?? '' };
}

/** Both forms: the address of the secret, and names of vault, secret and version. */
function targetOf(inner: string): { readonly vault: string; readonly secret: string; readonly version?: string } | undefined {
  const parts = new Map(inner.split(';').map((part) => [part.slice(0, part.indexOf('=')).trim().toLowerCase(), part.slice(part.indexOf('=') + 1).trim()]));
  const uri = /^https:\/\/([^.]+)\.vault\.[^/]+\/secrets\/([^/]+)(?:\/([^/]*))?\/?$/i.exec(parts.get('secreturi') ?? '');
  const [, vault = parts.get('vaultname'), secret = parts.get('secretname'), version = parts.get('secretversion')] = uri ?? [];
  return vault === undefined || secret === undefined ? undefined : { vault, secret, ...(version === undefined || version === '' ? {} : { version }) };
}
