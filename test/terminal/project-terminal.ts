import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { copyExample } from '../golden/copy-example.ts';
import { openTerminal } from './terminal-session.ts';
import type { TerminalOptions, TerminalSession } from './terminal-session.ts';

/** The launcher that people run; it starts the built program. */
const launcher: string = fileURLToPath(new URL('../../bin/atakora.js', import.meta.url));

export const keys = { up: '\u001B[A', down: '\u001B[B', enter: '\r', escape: '\u001B', ctrlC: '\u0003', clear: '\u0015' } as const;

const folders: string[] = [];
const sessions: TerminalSession[] = [];

afterEach(() => {
  for (const session of sessions.splice(0)) {
    session.kill();
  }
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A folder of its own, called `name`, removed after the test. */
export function makeFolder(name: string): string {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-terminal-')));
  folders.push(base);
  const folder = join(base, name);
  mkdirSync(folder);
  return folder;
}

/** A copy of `examples/feedback-api`; `world` are the settings of its local Azure, which is instant when there are none. */
export function makeProject(world: Readonly<Record<string, unknown>> = { timeScale: 0 }): string {
  const folder = makeFolder('feedback');
  copyExample('feedback-api', folder, world);
  return folder;
}

/** Runs atakora in a folder, in a terminal of 80 by 24 unless told otherwise. */
export function atakora(folder: string, args: readonly string[], options: Partial<TerminalOptions> = {}): TerminalSession {
  // Drafts of the wizard stay beside the project of the test, out of the home of whoever runs it.
  // Whoever runs the test may be signed in to Azure.
  const beside = join(dirname(folder), 'user-state');
  const env = { XDG_STATE_HOME: beside, AZURE_CONFIG_DIR: beside, AZD_CONFIG_DIR: beside, ...options.env };
  const session = openTerminal(launcher, args, { columns: 80, rows: 24, cwd: folder, ...options, env });
  sessions.push(session);
  return session;
}

/** A condition for `until`: the text is on the screen, spaces and line breaks between its words aside. */
export function shows(text: string): (screen: readonly string[]) => boolean {
  const flat = (value: string): string => value.replaceAll(/\s+/g, ' ');
  return (screen) => flat(screen.join('\n')).includes(flat(text));
}

/** Changes one line of a file. @throws Error when it is not there. */
export function edit(folder: string, path: string, from: string, to: string): void {
  const file = join(folder, path);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) {
    throw new Error(`${path} has no ${from}`);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text.replace(from, to));
}
