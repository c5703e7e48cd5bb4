import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { expectRestored } from './frames.ts';
import { atakora } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

export const state = '.atakora/local/state/7352bca4-48a9-460b-8fa7-435b82518fe3/dev@local';

/** A local Azure on which the database takes long enough to look at the board, press keys and resize. */
export const slow = (ms: number): Readonly<Record<string, unknown>> => ({ timeScale: 0, durations: { 'Microsoft.DocumentDB/databaseAccounts': ms } });

/** A line of the final record: a stack or a resource that has ended. */
export const finalLine = /^(?: {3})?✓ /;

/** Its last line, as far as 40 cells show it. */
export const footer = /^\d+s · \d+\/38 done · \d+ running/;

/** Lines of the live board, which must never be left behind. */
export const liveLine = /^ {4}[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] |^● |^○ waiting: | running · \d+ waiting/;

/** A local Azure on which many things take their time at once. */
export const busy = (ms: number): Readonly<Record<string, unknown>> => ({
  timeScale: 0,
  durations: Object.fromEntries(['blobServices/containers', 'queueServices/queues', 'tableServices/tables'].map((type) => [`Microsoft.Storage/storageAccounts/${type}`, ms / 2]).concat([['Microsoft.Insights/diagnosticSettings', ms / 2], ['Microsoft.DocumentDB/databaseAccounts', ms]])),
});

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls back now and then until it is told to stop. */
export function watch(terminal: TerminalSession, look: () => void): () => void {
  const timer = setInterval(() => void terminal.drawn().then(look), 40);
  return () => clearInterval(timer);
}

/**
 * Changes the size of the window between two pictures: one that is under way meanwhile is drawn by the terminal in a window that it was not
 * made for, and what it leaves there nobody can take back.
 */
export async function resizeInPeace(terminal: TerminalSession, columns: number, rows: number): Promise<void> {
  for (let before = -1; before !== terminal.raw().length; ) {
    before = terminal.raw().length;
    await wait(30);
    await terminal.drawn();
  }
  terminal.resize(columns, rows);
}

/** The record whole, each resource once, in however many lines, and nothing of the picture. */
export function expectRecord(terminal: TerminalSession, folder: string): void {
  expectRestored(terminal);
  const lines = applied(terminal);
  expect(lines.filter((line) => liveLine.test(line) || footer.test(line) || line.startsWith('critical')), lines.join('\n')).toEqual([]);
  const { resources } = JSON.parse(readFileSync(join(folder, `${state}.json`), 'utf8')) as { readonly resources: Readonly<Record<string, unknown>> };
  const told = `${lines.map((line) => line.trim()).join(' ')} `.replaceAll(' ', '');
  for (const address of Object.keys(resources)) expect(told.split(`✓${address}created`), `${address} in ${lines.join('\n')}`).toHaveLength(2);
  expect(lines.filter((line) => finalLine.test(line)), lines.join('\n')).toHaveLength(38 + 5);
}

export async function openBoard(folder: string, size: { readonly columns: number; readonly rows: number }, args: readonly string[] = []): Promise<TerminalSession> {
  const terminal = atakora(folder, ['apply', '--local', '--yes', ...args], size);
  await terminal.until('the board', (screen) => screen.some((line) => line.includes('main/cosmo')) && screen.some((line) => footer.test(line)));
  return terminal;
}

/** What the apply wrote: everything after the plan. */
export function applied(terminal: TerminalSession): readonly string[] {
  const lines = terminal.transcript();
  return lines.slice(lines.findIndex((line) => line.startsWith('registered ')) + 1);
}
