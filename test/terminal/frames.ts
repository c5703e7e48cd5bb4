import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { TerminalSession } from './terminal-session.ts';

const folderOfFrames = fileURLToPath(new URL('../../snapshots/terminal/', import.meta.url));

/**
 * Compares lines with the golden frame `snapshots/terminal/<name>.txt` (`npx vitest run -u test/terminal` writes it). Durations, hashes
 * of plans and the project's folder are blanked, spinners stand.
 */
export async function expectFrame(lines: readonly string[], name: string, folder: string): Promise<void> {
  const blank = (line: string): string => blanks.reduce((text, [pattern, by]) => text.replaceAll(pattern, by), line).replaceAll(folder, '<folder>').trimEnd();
  await expect(`${lines.map(blank).join('\n').trimEnd()}\n`).toMatchFileSnapshot(`${folderOfFrames}${name}.txt`);
}

/** The last lines that stand on the screen: where a live picture went away, how many rows below them are empty is a matter of its last height. */
export function lastLines(terminal: TerminalSession, count: number): readonly string[] {
  const lines = terminal.transcript();
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1).slice(-count);
}

/** What differs from run to run. */
const blanks: readonly (readonly [RegExp, string])[] = [
  [/\b\d+(?:\.\d+)?s\b/g, '#s'],
  [/\b[0-9a-f]{8}\)\?/g, '<plan>)?'],
  [/\bplan [0-9a-f]{8}\b/g, 'plan <plan>'],
  [/[⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '⠋'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2025-01-13T09:00:00.000Z'],
];

/** The terminal as a program has to leave it: cursor shown, no alternate screen, no bracketed paste, no mouse. */
export function expectRestored(terminal: TerminalSession): void {
  expect(terminal.cursorIsHidden()).toBe(false);
  expect(terminal.isAlternate()).toBe(false);
  const raw = terminal.raw();
  for (const mode of ['2004', '1049', '1000', '2026']) {
    expect(raw.lastIndexOf(`\u001B[?${mode}h`), `mode ${mode} is still on`).toBeLessThanOrEqual(raw.lastIndexOf(`\u001B[?${mode}l`));
  }
}

/** The line discipline as a shell expects it, from what `tellsSettings` printed: lines are edited and echoed, Ctrl-C is a signal. */
export function expectCooked(terminal: TerminalSession): void {
  const settings = terminal.transcript().join(' ');
  for (const name of ['icanon', 'echo', 'isig', 'icrnl', 'opost']) {
    expect(settings, settings).toMatch(new RegExp(`(?<!-)\\b${name}\\b`));
  }
}
