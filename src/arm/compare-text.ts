/** Characters that sort before digits and letters, in the order of the Unicode collation's root. */
const symbols = '\t\n\r _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';

/**
 * Order of two texts in the invariant culture: symbols, digits, letters without regard to accents and case; then accents; then
 * small letters before capitals. The same on every machine, which the platform's own collation is not.
 * @see https://www.unicode.org/reports/tr10/
 */
export function compareText(left: string, right: string): number {
  const [a, b] = [left.normalize('NFD'), right.normalize('NFD')];
  const [baseA, baseB] = [stripMarks(a), stripMarks(b)];
  return compareBy(baseA.toLowerCase(), baseB.toLowerCase(), primaryWeight) || compareBy(a.toLowerCase(), b.toLowerCase(), codeUnit) || compareBy(baseA, baseB, caseWeight);
}

function stripMarks(text: string): string {
  return text.replace(/\p{Mark}/gu, '');
}

function compareBy(left: string, right: string, weight: (text: string, at: number) => number): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = weight(left, i) - weight(right, i);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function primaryWeight(text: string, at: number): number {
  const place = symbols.indexOf(text.charAt(at));
  return place < 0 ? symbols.length + text.charCodeAt(at) : place;
}

function codeUnit(text: string, at: number): number {
  return text.charCodeAt(at);
}

function caseWeight(text: string, at: number): number {
  const char = text.charAt(at);
  return char === char.toLowerCase() ? 0 : 1;
}
