import type { Expression, Value } from '../model/value.ts';

/**
 * An ARM template expression where a value may stand, written without the brackets: `arm("resourceGroup().location")`.
 * It goes into the template as it is.
 */
export function arm(expression: string): Extract<Expression, { readonly $: 'arm' }> {
  return { $: 'arm', expression };
}

/** Reads `[…]` in the texts of a raw ARM body as ARM does: an expression; `[[…` is a text that starts with a bracket. */
export function readArmTexts(value: Value): Value {
  if (typeof value === 'string') {
    if (value.startsWith('[[')) {
      return value.slice(1);
    }
    return value.startsWith('[') && value.endsWith(']') ? arm(value.slice(1, -1)) : value;
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map(readArmTexts);
  }
  if (typeof value !== 'object' || value === null || '$' in value) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readArmTexts(inner)]));
}
