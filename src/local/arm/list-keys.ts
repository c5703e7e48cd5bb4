import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { renderForm } from '../../resources/output-form.ts';
import type { LocalFacts } from '../../resources/local-facts.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';
import { secretAction } from '../services/secret-actions.ts';
import { storageSas } from '../services/storage-sas.ts';
import { derivedHex } from './derived-guid.ts';
import { kindFor } from './kind.ts';
import { factsOf } from './put-resource.ts';
import { resourceNotFound } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName, parentOf } from './resource-path.ts';

/**
 * What `POST {id}/{action}` and the template functions `list*` return for the actions that read keys and settings; undefined for others.
 * Which actions a type has is in its descriptor. Keys are derived from the resource and its creation: made again, it has others.
 * @param asked the body of the request, which signatures are made of
 * @throws Refusal when the resource is not there.
 */
export function listAction(context: LocalContext, path: ResourcePath, action: string, asked: JsonObject = {}): JsonObject | undefined {
  const own = findResource(context.db, resourceIdKey(path.id));
  const shown = own === undefined ? undefined : (secretAction(own, action) ?? signed(own, path, action, asked));
  if (shown !== undefined) return shown;
  const form = kindFor(path.type, lastName(path)).local.actions[action.toLowerCase()] ?? actionOfParent(path, action);
  if (form === undefined) return undefined;
  const root = path.names.length > 1 && parentOf(path) !== undefined && findResource(context.db, resourceIdKey(path.id)) === undefined ? parentOf(path) : path;
  const stored = findResource(context.db, resourceIdKey(root?.id ?? path.id));
  if (stored === undefined) throw resourceNotFound(path);
  if (form === 'properties') {
    const own = root === path ? stored.sent['properties'] : undefined;
    return { properties: isJsonObject(own) ? own : {} };
  }
  const facts = factsOf(context, path, path.id, stored.sent, stored.createdAt);
  const answered = withKeys(rendered(form, facts, stored.body), (label, bytes) => derivedKey(stored.id, stored.createdAt, label, bytes));
  return isJsonObject(answered) ? answered : {};
}

function signed(own: StoredResource, path: ResourcePath, action: string, asked: JsonObject): JsonObject | undefined {
  if (own.type.toLowerCase() !== 'microsoft.storage/storageaccounts') return undefined;
  const label = String(asked['keyToSign'] ?? '').toLowerCase() === 'key2' ? 'key2' : 'key1';
  return storageSas(lastName(path), action, derivedKey(own.id, own.createdAt, label, 64), asked);
}

/** An action of a child that has no descriptor, such as `host/default/listKeys` of an app. */
function actionOfParent(path: ResourcePath, action: string): JsonObject | 'properties' | undefined {
  const parent = parentOf(path);
  if (parent === undefined) return undefined;
  const { actions } = kindFor(parent.type, lastName(parent)).local;
  const child = path.type.toLowerCase().split('/').at(-1) ?? '';
  return actions[`${child}/${lastName(path)}/${action}`.toLowerCase()] ?? actions[`${child}/*/${action}`.toLowerCase()];
}

function rendered(form: JsonObject, facts: LocalFacts, body: JsonObject): Json {
  return renderForm(form, { facts, body, label: 'keys' });
}

function derivedKey(id: string, createdAt: string, label: string, bytes: number): string {
  return Buffer.from(derivedHex(id, createdAt, label) + derivedHex(id, createdAt, `${label}+`), 'hex').subarray(0, bytes).toString('base64');
}

/** The value with `{key:LABEL}` (64 bytes) and `{key32:LABEL}` (32 bytes) in its texts filled in. */
function withKeys(value: Json, key: (label: string, bytes: number) => string): Json {
  if (typeof value === 'string') return value.replace(/\{key(32)?:([\w-]+)\}/g, (_all, short: string | undefined, label: string) => key(label, short === undefined ? 64 : 32));
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withKeys(item, key));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withKeys(item, key)]));
}
