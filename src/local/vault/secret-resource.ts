import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { saveVersion, setDeleted } from './secret-store.ts';

/** True for a secret that is put through Resource Manager. */
export function isSecretResource(path: ResourcePath): boolean {
  return path.type.toLowerCase() === 'microsoft.keyvault/vaults/secrets';
}

/** Puts the value of a secret resource into its vault as a new version; returns the body without the value, which Resource Manager never shows. */
export function storeSecretResource(context: LocalContext, path: ResourcePath, body: JsonObject): JsonObject {
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  const { value, ...shown } = properties;
  if (typeof value !== 'string') return body;
  const vault = path.names[0] ?? '';
  const name = lastName(path);
  const version = context.ids.hex(32);
  const now = Math.floor(Date.parse(context.at) / 1000);
  const attributes = isJsonObject(shown['attributes']) ? shown['attributes'] : {};
  setDeleted(context.db, vault, name, undefined);
  saveVersion(context.db, {
    vault,
    name,
    version,
    value,
    ...(typeof shown['contentType'] === 'string' ? { contentType: shown['contentType'] } : {}),
    attributes: { enabled: true, ...attributes, created: now, updated: now },
    ...(isJsonObject(body['tags']) ? { tags: body['tags'] } : {}),
  });
  const secretUri = `https://${vault.toLowerCase()}.vault.azure.net/secrets/${name}`;
  return { ...body, properties: { ...shown, secretUri, secretUriWithVersion: `${secretUri}/${version}` } };
}
