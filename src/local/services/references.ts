import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';

/** Where a resource names another one. */
export interface Reference {
  readonly resource: StoredResource;
  /** Id of the named item inside the resource that holds the reference, such as `…/networkInterfaces/n/ipConfigurations/c`; the resource's own id when no such item is around it. */
  readonly holder: string;
}

/** Resources that name an id in what they were sent as, apart from itself, what lies in it, and what is being deleted. */
export function referencesTo(context: LocalContext, id: string, types?: readonly string[]): readonly Reference[] {
  const key = id.toLowerCase();
  const rows = context.db.all("select key from resources where instr(lower(sent), ?) > 0 and deleting_until is null and key <> ? and not (key > ? and key < ?) order by key", JSON.stringify(key).slice(1, -1), key, `${key}/`, `${key}0`);
  return rows.flatMap((row) => {
    const resource = findResource(context.db, String(row['key']));
    if (resource === undefined || (types !== undefined && !types.includes(resource.type))) return [];
    const holder = holderOf(resource.sent, key, resource.id);
    return holder === undefined ? [] : [{ resource, holder }];
  });
}

/** Ids that a value holds, anywhere in it. */
export function idsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return /^\/subscriptions\/[^/]+\/resourcegroups\//i.test(value) ? [value] : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => idsIn(item));
  if (!isJsonObject(value)) return [];
  return Object.values(value).flatMap((item) => idsIn(item));
}

function holderOf(value: Json | undefined, key: string, holder: string, list = ''): string | undefined {
  if (typeof value === 'string') return value.toLowerCase() === key ? holder : undefined;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) {
      const named = isJsonObject(item) && typeof item['name'] === 'string' && list !== '' ? `${holder}/${list}/${item['name']}` : holder;
      const found = holderOf(item, key, named);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = holderOf(inner, key, holder, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
