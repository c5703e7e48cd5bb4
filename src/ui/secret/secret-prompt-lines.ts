import { wrapText } from '../text/fit-text.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { plural } from '../text/plural.ts';
import type { SecretEntry } from './secret-entry.ts';

/** What is asked for. */
export interface SecretQuestion {
  /** `the value of STRIPE_KEY for prod`. */
  readonly subject: string;
  /** What it is and where to get it. */
  readonly description?: string;
}

/** The masked prompt as lines of at most `width` cells; nothing in them comes from the value but how much there is of it. */
export function secretPromptLines(entry: SecretEntry, question: SecretQuestion, { width, glyphs }: { readonly width: number; readonly glyphs: Glyphs }): readonly string[] {
  const { answer } = entry;
  if (answer !== undefined) return answer.kind === 'given' ? wrapText(`${question.subject}: ${amount(answer.value)} received`, width, 2) : [];
  const label = entry.first === undefined ? `${question.subject}:` : 'the same again, because it was typed:';
  const about = question.description === undefined || entry.first !== undefined ? [] : wrapText(question.description, width, 0);
  const problem = entry.problem === undefined ? [] : wrapText(entry.problem, width, 0);
  return [...about, ...problem, ...wrapText(label, width, 2), ...maskOf(entry.value, width, glyphs), ...wrapText('Paste or type it; Enter ends, Ctrl-U clears, Esc cancels.', width, 0)];
}

/** A dot for each character as far as there is room, and how many there are where that is not all. */
function maskOf(value: string, width: number, glyphs: Glyphs): readonly string[] {
  const count = [...value].length;
  if (count <= width - 2 && !value.includes('\n')) return [`> ${glyphs.bullet.repeat(count)}`];
  return [`> ${glyphs.bullet.repeat(Math.min(count, width - 2))}`, ...wrapText(amount(value), width, 0)];
}

/** `24 characters`, `3,214 characters in 41 lines`. */
export function amount(value: string): string {
  const lines = value.split('\n').length;
  return `${plural([...value].length, 'character')}${lines === 1 ? '' : ` in ${lines} lines`}`;
}
