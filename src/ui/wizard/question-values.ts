import type { DraftValue } from './answers.ts';

/** The value as text; empty for lists and for nothing. */
export function textOf(value: DraftValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Why a value is none of those that are known; undefined when it is one. */
export function oneOf(value: DraftValue, known: readonly string[]): string | undefined {
  const text = textOf(value);
  if (known.includes(text)) return undefined;
  return text === '' ? 'Something of the list is needed.' : `"${text}" is not in the list.`;
}

/** True when two values are the same answer. */
export function sameValue(one: DraftValue | undefined, other: DraftValue | undefined): boolean {
  if (typeof one === 'string' || typeof other === 'string' || one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

/** Never skipped. */
export function always(): boolean {
  return false;
}
