import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/**
 * Tag values of a manifest field: scalars as text, arrays joined by commas, objects flattened with dots
 * (`{ team: { lead: 'Ada' } }` → `team.lead`). Null and empty text give no tag.
 */
export function flattenTags(fields: Readonly<Record<string, Json>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => flattenOne(name, value)));
}

function flattenOne(name: string, value: Json): readonly (readonly [string, string])[] {
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => flattenOne(`${name}.${key}`, inner));
  }
  const text = Array.isArray(value) ? value.map(scalarText).filter((item) => item !== '').join(',') : scalarText(value);
  return text === '' ? [] : [[name, text]];
}

function scalarText(value: Json): string {
  if (value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
