import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** A program in a real pseudo-terminal, read back through a terminal emulator: what a person would see. */
export interface TerminalSession {
  /** Types bytes as one piece. */
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the condition holds on the screen. @throws Error with the screen when it never does. */
  until(what: string, condition: (screen: readonly string[]) => boolean): Promise<void>;
  /** Exit code, once all output is on the screen. */
  ended(): Promise<number>;
  /** The visible lines. */
  screen(): readonly string[];
  /** Everything from the first line of the scrollback on. */
  transcript(): readonly string[];
  /** Lines that have scrolled out of the window. */
  scrolledLines(): number;
  /** Bytes as the program wrote them. */
  raw(): string;
  cursorIsHidden(): boolean;
}

/** Variables that would tell the program that it runs in a test or in CI. */
const hidden = new Set(['CI', 'NO_COLOR', 'FORCE_COLOR', 'VITEST', 'VITEST_WORKER_ID', 'VITEST_POOL_ID', 'NODE_ENV', 'TEST', 'GITHUB_ACTIONS', 'BUILD_NUMBER', 'CONTINUOUS_INTEGRATION', 'RUN_ID']);

/** Starts `node file ...args` in a terminal of that size. */
export function openTerminal(file: string, args: readonly string[], size: { readonly columns: number; readonly rows: number }): TerminalSession {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !hidden.has(entry[0])));
  const terminal = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true, scrollback: 5000 });
  const program = spawn(process.execPath, [file, ...args], { name: 'xterm-256color', cols: size.columns, rows: size.rows, env: { ...env, TERM: 'xterm-256color' } });
  let raw = '';
  program.onData((data) => {
    raw += data;
    terminal.write(data);
  });
  // Programs ask the terminal what it can; an emulator that never answered would leave them waiting.
  terminal.onData((data) => program.write(data));
  const exit = new Promise<number>((resolve) => program.onExit(({ exitCode }) => resolve(exitCode)));
  const lines = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, index) => terminal.buffer.active.getLine(from + index)?.translateToString(true) ?? '');
  const drained = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve));
  const screen = (): readonly string[] => lines(terminal.buffer.active.baseY, terminal.buffer.active.baseY + terminal.rows);
  return {
    type: (keys) => program.write(keys),
    resize(columns, rows) {
      program.resize(columns, rows);
      terminal.resize(columns, rows);
    },
    async until(what, condition) {
      const deadline = Date.now() + 10_000;
      for (;;) {
        await drained();
        if (condition(screen())) return;
        if (Date.now() > deadline) {
          throw new Error(`never saw ${what}; the screen is:\n${screen().join('\n')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },
    async ended() {
      const code = await exit;
      await drained();
      return code;
    },
    screen,
    transcript: () => lines(0, terminal.buffer.active.baseY + terminal.buffer.active.cursorY + 1),
    scrolledLines: () => terminal.buffer.active.baseY,
    raw: () => raw,
    cursorIsHidden: () => raw.lastIndexOf('\u001B[?25l') > raw.lastIndexOf('\u001B[?25h'),
  };
}
