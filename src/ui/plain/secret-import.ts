import { padEnd, wrapText } from '../text/fit-text.ts';

/**
 * What importing a name would do. `new`, `changed`: it is set; `unknown`: it is set, because what is there cannot be read; `equal`: it is there
 * already; `not-declared`: nobody reads it; `empty`: the file has no value for it.
 */
export type ImportChange = 'new' | 'changed' | 'unknown' | 'equal' | 'not-declared' | 'empty';

/** One line of the difference. */
export interface ImportLine {
  readonly name: string;
  readonly change: ImportChange;
  /** Vault or file; empty for what goes nowhere. */
  readonly place: string;
  /** A declared name that was perhaps meant. */
  readonly near?: string;
}

const signs: Readonly<Record<ImportChange, string>> = { new: '+', changed: '~', unknown: '~', equal: '=', 'not-declared': '?', empty: '?' };

/** The difference that an import makes, by name: a line each. */
export function importText(lines: readonly ImportLine[], { width, screenReader = false }: { readonly width: number | undefined; readonly screenReader?: boolean }): string {
  const room = Math.max(0, ...lines.map(({ name }) => name.length));
  const aligned = width === undefined || width >= room + 26;
  const several = new Set(lines.map(({ place }) => place).filter((place) => place !== '')).size > 1;
  return lines
    .map(({ name, change, place, near }) => {
      const text = `${screenReader ? `${name}:` : `${signs[change]} ${padEnd(name, aligned ? room : 0)} `} ${wordsOf(change)}${near === undefined ? '' : `; did you mean ${near}?`}${several && place !== '' ? ` (${place})` : ''}`;
      return `${(width === undefined ? [text] : wrapText(text, Math.max(20, width), 4)).join('\n')}\n`;
    })
    .join('');
}

function wordsOf(change: ImportChange): string {
  switch (change) {
    case 'new':
      return 'new';
    case 'changed':
      return 'changed';
    case 'unknown':
      return 'set anew: what is there cannot be read';
    case 'equal':
      return 'equal';
    case 'not-declared':
      return 'not declared: left out (--all takes it too)';
    case 'empty':
      return 'empty: left out';
  }
}
