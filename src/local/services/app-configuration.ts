import { resourceIdKey } from '../../arm/resource-id.ts';
import { lastName } from '../arm/resource-path.ts';
import { storeNameUnavailable } from '../deleted/deleted-kinds.ts';
import { keysOfType } from '../world/resource-store.ts';
import type { WriteSubject } from './subject.ts';

/** Names of stores are unique in the world. */
export function checkStoreName({ context, path, before }: WriteSubject): void {
  const tail = `/${lastName(path).toLowerCase()}`;
  const taken = before === undefined && keysOfType(context.db, 'microsoft.appconfiguration/configurationstores', '').some((key) => key !== resourceIdKey(path.id) && key.endsWith(tail));
  if (taken) throw storeNameUnavailable(context.ids.uuid());
}
