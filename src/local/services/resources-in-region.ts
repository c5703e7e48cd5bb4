import type { Json } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import type { Database } from '../world/database.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import { textOf } from './subject.ts';

/** Plain name of the region that a body names; empty when it names none, or one that is not known yet. */
export function regionOfBody(body: Json | undefined): string {
  return plainRegion(textOf(body, 'location') ?? '');
}

/** The resources of a type (in lower case) in a region, by its plain name. */
export function resourcesInRegion(db: Database, type: string, region: string): readonly StoredResource[] {
  return keysOfType(db, type, '').flatMap((key) => {
    const resource = findResource(db, key);
    return resource !== undefined && regionOfBody(resource.body) === region ? [resource] : [];
  });
}
