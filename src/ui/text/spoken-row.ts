import { cleanLine } from './fit-text.ts';

/** A row of a table as one sentence, `Name: dev; cloud: local; 3 resources.`: cells without a name stand alone, empty ones are left out. */
export function spokenRow(cells: readonly string[], names: readonly string[]): string {
  const parts = cells.flatMap((cell, at) => {
    const given = cleanLine(cell).trim();
    const text = given === '-' ? 'none' : given;
    const name = names[at]?.trim().toLowerCase() ?? '';
    return text === '' ? [] : [name === '' ? text : `${name}: ${text}`];
  });
  const sentence = parts.join('; ');
  // Data keeps its letters; the name of a column begins a sentence.
  const isNamed = (names[cells.findIndex((cell) => cell.trim() !== '')] ?? '').trim() !== '';
  return sentence === '' ? '' : `${isNamed ? sentence.charAt(0).toUpperCase() : sentence.charAt(0)}${sentence.slice(1)}${/[.!?]$/.test(sentence) ? '' : '.'}`;
}
