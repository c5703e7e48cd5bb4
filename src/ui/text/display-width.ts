// oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what it finds
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\-_])/g;
const invisible = /^(?:\p{Mark}|\p{Cc}|\p{Cf}|\p{Default_Ignorable_Code_Point})+$/u;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;
const plainAscii = /^[\u0020-\u007E]*$/;
/** Latin letters, punctuation, arrows, boxes, signs and braille: code points that never join with one of their own. */
const standAlone = /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u28FF]*$/;

/**
 * First and last code points of East Asian Wide and Fullwidth blocks, ascending. Ambiguous ones count as narrow, as terminals draw them.
 * @see https://www.unicode.org/reports/tr11/
 */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1aff0, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** Made for the first text that needs it: loading its rules takes 10 ms, and the program's own words need none. */
let segmenter: Intl.Segmenter | undefined;

/** The text without escape sequences (colours, links, cursor moves). */
export function stripEscapes(text: string): string {
  return text.includes('\u001B') ? text.replace(escapes, '') : text;
}

/** The characters as a person counts them: an emoji of several code points is one. Escape sequences must be stripped before. */
export function graphemes(text: string): readonly string[] {
  if (standAlone.test(text)) {
    return [...text];
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Terminal cells that one grapheme takes: 0, 1 or 2. */
export function graphemeWidth(grapheme: string): 0 | 1 | 2 {
  if (invisible.test(grapheme)) {
    return 0;
  }
  if (emoji.test(grapheme)) {
    return 2;
  }
  const point = grapheme.codePointAt(0) ?? 0;
  return wideRanges.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}

/** Terminal cells that a line takes; escape sequences take none. */
export function displayWidth(line: string): number {
  const text = stripEscapes(line);
  if (plainAscii.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const grapheme of graphemes(text)) {
    width += graphemeWidth(grapheme);
  }
  return width;
}
