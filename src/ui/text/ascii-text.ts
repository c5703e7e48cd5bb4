const signs: Readonly<Record<string, string>> = {
  '…': '...',
  '→': '->',
  '←': '<-',
  '⇐': '<=',
  '↑': '^',
  '↓': 'v',
  '·': '-',
  '•': '*',
  '✓': 'v',
  '✗': 'x',
  '×': 'x',
  '●': '*',
  '○': '.',
  '◉': '*',
  '❯': '>',
  '≤': '<=',
  '≥': '>=',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '\u00A0': ' ',
  '│': '|',
  '├': '|',
  '└': '`',
  '─': '-',
};

/** Where signs are words, those between two things are said. */
const spokenSigns: Readonly<Record<string, string>> = { ...signs, '→': 'to', '·': ',', '•': '' };

const typographic = new RegExp(`[${Object.keys(signs).join('')}]`, 'gu');

/**
 * The text with typographic signs in ASCII: what messages and Azure's own sentences hold, past the signs of the views. Letters of names and
 * values stay as they are, whatever their script: they are data.
 */
export function asciiText(text: string, { spoken = false }: { readonly spoken?: boolean } = {}): string {
  const map = spoken ? spokenSigns : signs;
  return text.replaceAll(typographic, (sign) => map[sign] ?? sign);
}

/** How a text for people is written in a look: as it is, where every sign can be shown. */
export function spelledIn({ ascii, screenReader }: { readonly ascii: boolean; readonly screenReader: boolean }): (text: string) => string {
  if (!ascii && !screenReader) return (text) => text;
  return (text) => asciiText(text, { spoken: screenReader });
}
