import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, write } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** A program in a real pseudo-terminal, read back through a terminal emulator: what a person would see. */
export interface TerminalSession {
  /** Types bytes as one piece, once the program reads key by key: before that, the terminal would edit a line and act on Ctrl-C itself. */
  type(keys: string): Promise<void>;
  /** Types where the terminal itself edits the line and the program reads it whole: nothing has to be waited for. */
  typeLine(keys: string): void;
  /** Sends a signal to the program, and to the shell that waits for it where there is one. */
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'): void;
  resize(columns: number, rows: number): void;
  /** Waits until the condition holds on the screen. @throws Error with the screen when it never does. */
  until(what: string, condition: (screen: readonly string[]) => boolean): Promise<void>;
  /** Exit code, once all output is on the screen. */
  ended(): Promise<number>;
  /** Resolves when all output so far is on the screen. */
  drawn(): Promise<void>;
  /** The visible lines. */
  screen(): readonly string[];
  /** Everything from the first line of the scrollback on. */
  transcript(): readonly string[];
  /** Lines that have scrolled out of the window. */
  scrolledLines(): number;
  /** Bytes as the program wrote them. */
  raw(): string;
  cursorIsHidden(): boolean;
  /** True while the alternate screen is shown. */
  isAlternate(): boolean;
  /** Takes the terminal away, as closing its window does. */
  close(): void;
  readonly processId: number;
  /** Ends the program, when it still runs. */
  kill(): void;
}

export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly cwd?: string;
  /** Added to the environment; TERM is `xterm-256color` unless it is given. */
  readonly env?: Readonly<Record<string, string>>;
  /** Starts the program from a shell that prints the settings of the terminal (`stty -a`) when the program has left. */
  readonly tellsSettings?: boolean;
}

/** Prints what raw mode would have changed, in the terminal that the program has left; ends as the program did. */
const settingsAfter = 'trap : INT TERM HUP; "$@"; code=$?; printf "\n"; stty -a; exit $code';

/** Variables that would tell the program that it runs in a test or in CI. */
const hidden = new Set(['CI', 'NO_COLOR', 'FORCE_COLOR', 'VITEST', 'VITEST_WORKER_ID', 'VITEST_POOL_ID', 'NODE_ENV', 'TEST', 'GITHUB_ACTIONS', 'BUILD_NUMBER', 'CONTINUOUS_INTEGRATION', 'RUN_ID', 'ATAKORA_ENV', 'INK_SCREEN_READER']);

/** Starts `node file ...args` in a terminal of that size. */
export function openTerminal(file: string, args: readonly string[], options: TerminalOptions): TerminalSession {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !hidden.has(entry[0])));
  const terminal = new xterm.Terminal({ cols: options.columns, rows: options.rows, allowProposedApi: true, scrollback: 5000 });
  const line = [process.execPath, file, ...args] as const;
  const [command, ...rest] = options.tellsSettings === true ? (['/bin/sh', '-c', settingsAfter, 'sh', ...line] as const) : line;
  const program = spawn(command, rest, {
    // The library sets TERM to the name, whatever the environment says.
    name: options.env?.['TERM'] ?? 'xterm-256color',
    cols: options.columns,
    rows: options.rows,
    cwd: options.cwd ?? process.cwd(),
    env: { ...env, LC_ALL: 'C.UTF-8', ...options.env },
  });
  const device = (program as unknown as { readonly ptsName: string }).ptsName;
  const send = async (keys: string): Promise<void> => (keys.length < 1_000 ? program.write(keys) : writePatiently((program as unknown as { readonly fd: number }).fd, Buffer.from(keys)));
  let raw = '';
  program.onData((data) => {
    raw += data;
    terminal.write(data);
  });
  // Programs ask the terminal what it can; an emulator that never answered would leave them waiting.
  terminal.onData((data) => program.write(data));
  let running = true;
  const exit = new Promise<number>((resolve) =>
    program.onExit(({ exitCode }) => {
      running = false;
      resolve(exitCode);
    }),
  );
  const lines = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, index) => terminal.buffer.active.getLine(from + index)?.translateToString(true) ?? '');
  const drained = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve));
  const screen = (): readonly string[] => lines(terminal.buffer.active.baseY, terminal.buffer.active.baseY + terminal.rows);
  return {
    async type(keys) {
      const deadline = Date.now() + 15_000;
      while (running && !readsKeys(device) && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await send(keys);
    },
    typeLine: (keys) => void send(keys),
    signal: (name) => void (options.tellsSettings === true ? process.kill(-program.pid, name) : program.kill(name)),
    resize(columns, rows) {
      program.resize(columns, rows);
      terminal.resize(columns, rows);
    },
    async until(what, condition) {
      const deadline = Date.now() + 30_000;
      for (;;) {
        const isLast = !running;
        await drained();
        if (condition(screen())) return;
        if (isLast || Date.now() > deadline) {
          throw new Error(`never saw ${what}; the screen is:\n${screen().join('\n')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },
    async ended() {
      const late = new Promise<never>((_resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`still running; the screen is:\n${screen().join('\n')}`)), 60_000);
        void exit.then(() => clearTimeout(timer));
      });
      const code = await Promise.race([exit, late]);
      await drained();
      return code;
    },
    drawn: drained,
    screen,
    transcript: () => lines(0, terminal.buffer.active.baseY + terminal.buffer.active.cursorY + 1),
    scrolledLines: () => terminal.buffer.active.baseY,
    raw: () => raw,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    processId: program.pid,
    close: () => (program as unknown as { destroy(): void }).destroy(),
    kill: () => {
      if (running) program.kill('SIGKILL');
    },
    cursorIsHidden: () => raw.lastIndexOf('\u001B[?25l') > raw.lastIndexOf('\u001B[?25h'),
  };
}

/** Writes more than a terminal takes at once. The library would wait in a loop for the program, which may itself wait to be read. */
async function writePatiently(terminal: number, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const written = await new Promise<number>((resolve) => write(terminal, bytes, from, Math.min(1_000, bytes.length - from), (error, count) => resolve(error === null ? count : error.code === 'EAGAIN' ? 0 : bytes.length)));
    if (written === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    from += written;
  }
}

/** True while the terminal is in raw mode. */
function readsKeys(device: string): boolean {
  const file = openSync(device, constants.O_RDONLY | constants.O_NOCTTY);
  try {
    return / -icanon\b/.test(spawnSync('stty', ['-a'], { stdio: [file, 'pipe', 'ignore'], encoding: 'utf8' }).stdout);
  } finally {
    closeSync(file);
  }
}
