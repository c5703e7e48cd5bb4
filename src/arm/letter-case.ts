/**
 * A text in capitals as .NET's invariant culture writes it: a character whose capital is longer, such as `ß`, stays.
 * @see https://learn.microsoft.com/dotnet/api/system.string.toupperinvariant
 */
export function upperText(text: string): string {
  const upper = text.toUpperCase();
  return upper.length === text.length ? upper : charByChar(text, (char) => char.toUpperCase());
}

/** A text in small letters as .NET's invariant culture writes it; it has as many characters as before. */
export function lowerText(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : charByChar(text, (char) => char.toLowerCase());
}

function charByChar(text: string, convert: (char: string) => string): string {
  return Array.from(text, (char) => {
    const converted = convert(char);
    return converted.length === char.length ? converted : char;
  }).join('');
}
