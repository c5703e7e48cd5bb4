/** True for a template string that ARM evaluates: `[…]`, but not the escaped `[[…`. */
export function isExpressionText(value: unknown): value is `[${string}]` {
  return typeof value === 'string' && value.startsWith('[') && value.endsWith(']') && !value.startsWith('[[');
}
