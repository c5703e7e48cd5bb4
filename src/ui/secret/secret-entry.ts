/** A key of the masked prompt. A paste is one key, line breaks and all. */
export type SecretKey =
  | { readonly name: 'text'; readonly text: string }
  | { readonly name: 'paste'; readonly text: string }
  | { readonly name: 'enter' | 'backspace' | 'clear' | 'escape' | 'interrupt' | 'end' };

/** What the masked prompt ends with. */
export type SecretAnswer = { readonly kind: 'given'; readonly value: string; readonly pasted: boolean } | { readonly kind: 'declined' | 'interrupted' };

/** A value on its way in: what was typed so far, and the first time that it was typed while it is typed again. */
export interface SecretEntry {
  readonly value: string;
  /** A key was pressed for a part of it: only a value that is one paste needs no second time. */
  readonly typed: boolean;
  /** The value of the first time, while it is typed again. */
  readonly first: string | undefined;
  /** What is wrong with what was entered; says nothing of it. */
  readonly problem: string | undefined;
  readonly answer: SecretAnswer | undefined;
}

export const emptyEntry: SecretEntry = { value: '', typed: false, first: undefined, problem: undefined, answer: undefined };

/** The entry after a key. `check`: what stands against a value; undefined when nothing. Nothing changes any more once it is answered. */
export function pressSecretKey(entry: SecretEntry, key: SecretKey, check: (value: string) => string | undefined): SecretEntry {
  if (entry.answer !== undefined) return entry;
  switch (key.name) {
    case 'text':
      return { ...entry, value: entry.value + key.text, typed: true, problem: undefined };
    case 'paste':
      return { ...entry, value: entry.value + key.text, problem: undefined };
    case 'backspace':
      return { ...entry, value: [...entry.value].slice(0, -1).join(''), typed: true, problem: undefined };
    case 'clear':
      return { ...entry, value: '', typed: false, problem: undefined };
    case 'enter':
      return entry.first === undefined ? submit(entry, check) : confirm(entry, entry.first);
    case 'escape':
      return { ...entry, answer: { kind: 'declined' } };
    case 'interrupt':
    case 'end':
      return { ...entry, answer: { kind: 'interrupted' } };
  }
}

function submit(entry: SecretEntry, check: (value: string) => string | undefined): SecretEntry {
  const problem = check(entry.value);
  if (problem !== undefined) return { ...emptyEntry, problem };
  return entry.typed ? { ...emptyEntry, first: entry.value } : { ...entry, answer: { kind: 'given', value: entry.value, pasted: true } };
}

function confirm(entry: SecretEntry, first: string): SecretEntry {
  return entry.value === first ? { ...entry, answer: { kind: 'given', value: first, pasted: false } } : { ...emptyEntry, problem: 'The two are not the same: enter it anew.' };
}
