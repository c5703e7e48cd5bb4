import type { JsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import { findResource } from '../world/resource-store.ts';
import { derivedHex } from './derived-guid.ts';
import { resourceNotFound } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { idKey, lastName, parentOf } from './resource-path.ts';

/**
 * What `POST {id}/{action}` and the template functions `list*` return for the actions that read keys and settings; undefined for others.
 * Keys are derived from the resource and its creation: made again, it has others.
 * @throws Refusal when the resource is not there.
 */
export function listAction(context: LocalContext, path: ResourcePath, action: string): JsonObject | undefined {
  const answer = actions[`${path.type.toLowerCase()}/${action.toLowerCase()}`];
  if (answer === undefined) return undefined;
  const root = path.names.length > 1 && parentOf(path) !== undefined && findResource(context.db, idKey(path.id)) === undefined ? parentOf(path) : path;
  const stored = findResource(context.db, idKey(root?.id ?? path.id));
  if (stored === undefined) throw resourceNotFound(path);
  const secret = (label: string, bytes = 32) => Buffer.from(derivedHex(stored.id, stored.createdAt, label) + derivedHex(stored.id, stored.createdAt, `${label}+`), 'hex').subarray(0, bytes).toString('base64');
  return answer(lastName(path), secret, stored.sent);
}

type Action = (name: string, secret: (label: string, bytes?: number) => string, sent: JsonObject) => JsonObject;

const settings: Action = (_name, _secret, sent) => ({ properties: sent['properties'] ?? {} });

const actions: Readonly<Record<string, Action>> = {
  'microsoft.storage/storageaccounts/listkeys': (_name, secret) => ({
    keys: ['key1', 'key2'].map((keyName) => ({ keyName, value: secret(keyName, 64), permissions: 'FULL' })),
  }),
  'microsoft.documentdb/databaseaccounts/listkeys': (_name, secret) => ({
    primaryMasterKey: secret('primary', 64),
    secondaryMasterKey: secret('secondary', 64),
    primaryReadonlyMasterKey: secret('primary-read', 64),
    secondaryReadonlyMasterKey: secret('secondary-read', 64),
  }),
  'microsoft.documentdb/databaseaccounts/listconnectionstrings': (name, secret) => ({
    connectionStrings: [{ connectionString: `AccountEndpoint=https://${name}.documents.azure.com:443/;AccountKey=${secret('primary', 64)};`, description: 'Primary SQL Connection String' }],
  }),
  'microsoft.operationalinsights/workspaces/listkeys': (_name, secret) => ({ primarySharedKey: secret('primary', 64), secondarySharedKey: secret('secondary', 64) }),
  'microsoft.operationalinsights/workspaces/sharedkeys': (_name, secret) => ({ primarySharedKey: secret('primary', 64), secondarySharedKey: secret('secondary', 64) }),
  'microsoft.web/sites/host/listkeys': (_name, secret) => ({ masterKey: secret('master'), functionKeys: { default: secret('default') }, systemKeys: {} }),
  'microsoft.web/sites/config/list': settings,
};
