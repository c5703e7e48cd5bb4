import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Change } from '../../model/plan.ts';

/** Paths of what a person wants to know of a new resource beside its name, most telling first. */
const factPaths = ['sku.name', 'properties.sku.name', 'kind', 'properties.capabilities[0].name'] as const;

/** Short facts of a change, such as its SKU: at most two. */
export function changeFacts(change: Change): readonly string[] {
  return factPaths.flatMap((path) => scalarText(valueAt(change, path))).slice(0, 2);
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
    const [name = '', index] = key.split(/[[\]]/);
    at = isJsonObject(at) ? at[name] : undefined;
    at = index !== undefined && Array.isArray(at) ? (at as readonly Json[])[Number(index)] : at;
  }
  return at;
}

function scalarText(value: Json | undefined): readonly string[] {
  return typeof value === 'string' && !value.startsWith('[') ? [value] : typeof value === 'number' ? [String(value)] : [];
}
