import { isExpressionText } from '../../model/arm-expression-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';

/** How the elements of an array are told apart: by a key property, by their value without order, or by position. */
export type ArrayForm = { readonly kind: 'keyed'; readonly key: string } | { readonly kind: 'set' } | { readonly kind: 'list' };

const usualKeys = ['name', 'id', 'path'] as const;

function isUsableKey(elements: readonly JsonObject[], key: string): boolean {
  const seen = new Set<string>();
  for (const element of elements) {
    const value = element[key];
    if ((typeof value !== 'string' && typeof value !== 'number') || isExpressionText(value) || seen.has(String(value))) {
      return false;
    }
    seen.add(String(value));
  }
  return true;
}

/** The form of the array at `plainPath`, such that it holds in every one of `versions` (before and after, desired and live). */
export function arrayFormOf(versions: readonly (readonly Json[])[], plainPath: string, kind: ResourceKind | undefined): ArrayForm {
  const declared = kind !== undefined && Object.hasOwn(kind.arrayKeys, plainPath) ? kind.arrayKeys[plainPath] : undefined;
  const unordered = declared === '' || kind?.live.unordered.includes(plainPath) === true;
  const all = versions.flat();
  if (all.length === 0) {
    return { kind: 'list' };
  }
  if (all.every(isJsonObject)) {
    const candidates: readonly string[] = declared === undefined || declared === '' ? usualKeys : [declared];
    const key = candidates.find((candidate) => versions.every((version) => isUsableKey(version as readonly JsonObject[], candidate)));
    if (key !== undefined) {
      return { kind: 'keyed', key };
    }
  }
  return unordered ? { kind: 'set' } : { kind: 'list' };
}
