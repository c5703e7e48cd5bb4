/**
 * `owner=anna, costCenter=42` as an object; a pair without `=` has an empty value, which `validate` refuses. A backslash takes what is special
 * from the character behind it: `team=web\, shop`.
 */
export function parseTags(text: string): Readonly<Record<string, string>> {
  const pairs = splitAt(text, ',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = splitAt(pair, '=');
      return [unescaped(key), unescaped(value.join('='))];
    }),
  );
}

/** The text that `parseTags` reads back. */
export function formatTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${escaped(key).replaceAll('=', '\\=')}=${escaped(value)}`)
    .join(', ');
}

/** Parts between a sign that no backslash stands before; the backslashes stay. */
function splitAt(text: string, sign: string): readonly string[] {
  const parts = [''];
  for (const piece of text.match(/\\[^]|[^]/gu) ?? []) {
    if (piece === sign) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts;
}

/** Commas separate tags, and spaces at the ends are no part of one. */
function escaped(text: string): string {
  return text.replaceAll(/[\\,]/g, '\\$&').replaceAll(/^\s|\s$/g, '\\$&');
}

function unescaped(text: string): string {
  const pieces = text.match(/\\[^]|[^]/gu) ?? [];
  const isBlank = (piece: string): boolean => piece.trim() === '';
  const from = pieces.findIndex((piece) => !isBlank(piece));
  const to = pieces.findLastIndex((piece) => !isBlank(piece));
  return from === -1 ? '' : pieces.slice(from, to + 1).map((piece) => (piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece)).join('');
}
