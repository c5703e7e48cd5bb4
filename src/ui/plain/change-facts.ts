import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Change } from '../../model/plan.ts';

/** Where a resource says its size and price; each type has one of them. */
const skuPaths = ['sku.name', 'properties.sku.name'] as const;

/** What a person wants to know of a new resource beside its type and name: its SKU, where it has one. */
export function changeFacts(change: Change): readonly string[] {
  return skuPaths.flatMap((path) => scalarText(valueAt(change, path))).slice(0, 1);
}

/** Where the resource will be: `westeurope`; undefined for those that have no place. */
export function changeLocation(change: Change): string | undefined {
  return scalarText(valueAt(change, 'location'))[0];
}

/** What a change would make of the property at `path`, also when the plan lists a whole object that holds it. */
function valueAt(change: Change, path: string): Json | undefined {
  for (const property of change.properties) {
    if (property.after === undefined || property.sensitive === true) {
      continue;
    }
    if (property.path === path) {
      return property.after;
    }
    if (path.startsWith(`${property.path}.`)) {
      return descend(property.after, path.slice(property.path.length + 1).split('.'));
    }
  }
  return undefined;
}

function descend(value: Json, keys: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const key of keys) {
    at = isJsonObject(at) ? at[key] : undefined;
  }
  return at;
}

function scalarText(value: Json | undefined): readonly string[] {
  return typeof value === 'string' && !value.startsWith('[') ? [value] : typeof value === 'number' ? [String(value)] : [];
}
