import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { projectRoot } from '../gates/gate.ts';
import type { MatrixRow } from './output-matrix-rows.ts';

/** How one command line ended in a lane. */
export interface LaneEnd {
  /** undefined: it had to be ended, as it was still running after `mostMs`. */
  readonly code: number | undefined;
  /** Bytes of standard output; in a terminal, of both streams. */
  readonly stdout: string;
  readonly stderr: string;
}

/** One way of running every row. */
export interface Lane {
  readonly name: string;
  /** Added to each command line. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What standard input is. `terminal`: all three streams are one. */
  readonly stdin: 'closed' | 'nothing' | 'pipe' | 'terminal';
  /** A person could be asked there: rows that need an answer are told not to. */
  readonly asks?: true;
  /** Escape sequences that are no colours may be written: the screen can be redrawn. */
  readonly redraws?: true;
  readonly json?: true;
}

const colourful = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };

export const lanes: readonly Lane[] = [
  { name: 'a pipe, and nothing to read', flags: [], env: colourful, stdin: 'nothing' },
  { name: 'a pipe, and standard input is a silent pipe', flags: [], env: colourful, stdin: 'pipe' },
  { name: 'a pipe, and standard input is closed', flags: [], env: { ...colourful, NO_COLOR: '1' }, stdin: 'closed' },
  { name: 'NO_COLOR on a terminal', flags: [], env: { ...colourful, NO_COLOR: '1' }, stdin: 'terminal', asks: true, redraws: true },
  { name: 'CI on a terminal', flags: ['--no-color'], env: { ...colourful, CI: '1' }, stdin: 'terminal' },
  { name: 'TERM=dumb on a terminal', flags: [], env: { TERM: 'dumb' }, stdin: 'terminal', asks: true },
  { name: '--json at a terminal, stdout in a file', flags: ['--json'], env: colourful, stdin: 'terminal', json: true },
];

const launcher = join(projectRoot, 'bin', 'atakora.js');
const steering = /^(?:CI|NO_COLOR|FORCE_COLOR|TERM|COLORTERM|LC_ALL|LC_CTYPE|LANG|NODE_OPTIONS|NODE_ENV|INK_SCREEN_READER|GITHUB_ACTIONS|TEST|ATAKORA_.*|VITEST.*|npm_.*)$/;

/** A command that takes longer waits for somebody. Generous: the machine may be busy. */
const mostMs = 60_000;

function environment(lane: Lane, home: string): Record<string, string> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !steering.test(entry[0])));
  return { ...inherited, LANG: 'C.UTF-8', XDG_STATE_HOME: home, ...lane.env };
}

/** Runs a row as the lane says, to its end. */
export function runInLane(lane: Lane, row: MatrixRow, cwd: string): Promise<LaneEnd> {
  const argv = [...row.argv, ...lane.flags, ...(lane.asks === true && (row.names !== undefined || argvExplores(row)) ? ['--no-input'] : [])];
  const env = environment(lane, join(cwd, '..', 'user-state'));
  return lane.stdin === 'terminal' ? inTerminal(argv, lane, cwd, env) : inPipe(argv, lane.stdin, row.input, cwd, env);
}

/** It would open a screen where somebody could walk through it. */
function argvExplores({ argv }: MatrixRow): boolean {
  return argv.includes('--explore');
}

function inPipe(argv: readonly string[], stdin: 'closed' | 'nothing' | 'pipe', input: string | undefined, cwd: string, env: Record<string, string>): Promise<LaneEnd> {
  const line = [process.execPath, launcher, ...argv];
  const [command = '', ...rest] = stdin === 'closed' ? ['/bin/sh', '-c', 'exec "$@" <&-', 'sh', ...line] : line;
  const child = spawn(command, rest, { cwd, env, stdio: [stdin === 'pipe' ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  if (input !== undefined) child.stdin?.end(input);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      child.stdin?.destroy();
      resolve({ ...texts, code: code ?? undefined });
    });
  });
}

/** With `--json`, standard output goes into a file, as somebody at a terminal would have it; the terminal shows the rest. */
function inTerminal(argv: readonly string[], lane: Lane, cwd: string, env: Record<string, string>): Promise<LaneEnd> {
  const file = join(cwd, '..', 'stdout.txt');
  const line = [process.execPath, launcher, ...argv];
  const [command = '', ...rest] = lane.json === true ? ['/bin/sh', '-c', 'out=$1; shift; exec "$@" > "$out"', 'sh', file, ...line] : line;
  const program = spawnInTerminal(command, rest, { name: env['TERM'] ?? 'dumb', cols: 80, rows: 24, cwd, env });
  let raw = '';
  let isLate = false;
  program.onData((data) => (raw += data));
  const timer = setTimeout(() => {
    isLate = true;
    program.kill('SIGKILL');
  }, mostMs);
  return new Promise((resolve) =>
    program.onExit(({ exitCode }) => {
      clearTimeout(timer);
      const code = isLate ? undefined : exitCode;
      resolve(lane.json === true ? { code, stdout: readFileSync(file, 'utf8'), stderr: raw } : { code, stdout: raw, stderr: '' });
    }),
  );
}
