import type { Address } from '../../model/address.ts';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { StateDocument } from '../../model/state.ts';
import { secretKey } from '../../model/secret-name.ts';
import type { RotationApp } from './app-consumers.ts';

/** Names of secrets in the settings of apps: `@Microsoft.KeyVault(…secrets/NAME/)` also inside of an expression, and the form that names vault and secret. */
const references = [/@Microsoft\.KeyVault\(SecretUri=.*?\/?secrets\/([\w-]+)/gis, /@Microsoft\.KeyVault\([^)]*?SecretName=([\w-]+)/gi];
/** Container apps have the address of the secret in a field of its own. */
const addressField = /\/?secrets\/([\w-]+)/gi;

const readers: ReadonlySet<string> = new Set(['microsoft.web/sites', 'microsoft.app/containerapps', 'microsoft.app/jobs']);

/** Apps of a state by the key of each secret that they read: what was applied, whatever became of the code. */
export function appsInState(state: StateDocument | undefined): ReadonlyMap<string, readonly RotationApp[]> {
  const found = new Map<string, RotationApp[]>();
  for (const [address, { type, id, desired }] of Object.entries(state?.resources ?? {})) {
    if (!readers.has(type.toLowerCase())) continue;
    const names = new Set<string>();
    collect(desired, '', names);
    for (const key of names) found.set(key, [...(found.get(key) ?? []), { address: address as Address, resourceId: id }]);
  }
  return found;
}

function collect(value: Json, key: string, names: Set<string>): void {
  if (typeof value === 'string') {
    for (const pattern of key === 'keyVaultUrl' ? [addressField] : references) for (const [, name] of value.matchAll(pattern)) if (name !== undefined) names.add(secretKey(name));
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, key, names);
  } else if (isJsonObject(value)) {
    for (const [name, item] of Object.entries(value)) collect(item, name, names);
  }
}
