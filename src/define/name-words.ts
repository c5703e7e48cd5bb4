/**
 * A word of the user as Azure names take it: lower-case ASCII letters and digits in groups joined by `-`.
 * Accents fall off, `camelCase` is split, everything else becomes a `-`; words that Azure reserves are abbreviated.
 * `exact` is false when anything was lost on the way, so that two words could have become one.
 */
export function nameWords(word: string): { readonly text: string; readonly exact: boolean } {
  const text = word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z0-9])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/microsoft/g, 'ms')
    .replace(/windows/g, 'win')
    .replace(/^-+|-+$/g, '');
  return { text, exact: text === word };
}
