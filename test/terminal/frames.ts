import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { TerminalSession } from './terminal-session.ts';

const folderOfFrames = fileURLToPath(new URL('../../snapshots/terminal/', import.meta.url));

/**
 * Compares lines with the golden frame `snapshots/terminal/<name>.txt` (`npx vitest run -u test/terminal` writes it). Durations, hashes
 * of plans and the project's folder are blanked.
 */
export async function expectFrame(lines: readonly string[], name: string, folder: string): Promise<void> {
  const text = lines.map((line) => line.replaceAll(/\b\d+(?:\.\d+)?s\b/g, '#s').replaceAll(/\b[0-9a-f]{8}\)\?/g, '<plan>)?').replaceAll(folder, '<folder>').trimEnd()).join('\n').trimEnd();
  await expect(`${text}\n`).toMatchFileSnapshot(`${folderOfFrames}${name}.txt`);
}

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
