import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../gates/gate.ts';

/** How one run of the program ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
}

/** A run that goes on. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to an environment that says nothing of CI, colours or environments. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in; nothing, and no pipe, when absent. */
  readonly input?: string;
}

const launcher = join(projectRoot, 'bin', 'atakora.js');

/** Variables that change what the program does; a machine that runs the tests may have any of them. */
const steering = ['CI', 'NO_COLOR', 'FORCE_COLOR', 'ATAKORA_ENV', 'TERM', 'LC_ALL', 'LC_CTYPE', 'LANG', 'NODE_OPTIONS', 'INK_SCREEN_READER', 'ATAKORA_STATE_CONNECTION_STRING', 'ATAKORA_STATE_PASSPHRASE', 'ATAKORA_STATE_PREVIOUS_PASSPHRASE'];

/** How many commands run in a folder at this moment. */
const running = new Map<string, number>();

/** True while a command of these tests runs in the folder: its files come and go, the world's journal among them. */
export function isRunningIn(folder: string): boolean {
  return (running.get(folder) ?? 0) > 0;
}

/** Starts the built program as a process of its own, without a terminal. */
export function startAtakora(args: readonly string[], options: RunOptions): Running {
  if (!existsSync(join(projectRoot, 'dist', 'main.js'))) {
    throw new Error('dist/main.js is missing: npm run build');
  }
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !steering.includes(name) && !/^(?:VITEST|npm_)/.test(name)));
  const child = spawn(process.execPath, [launcher, ...args], { cwd: options.cwd, env: { ...inherited, LANG: 'C.UTF-8', ...options.env }, stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  child.stdin?.end(options.input);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...texts, code: code ?? undefined }));
  }).finally(() => running.set(options.cwd, (running.get(options.cwd) ?? 1) - 1));
  running.set(options.cwd, (running.get(options.cwd) ?? 0) + 1);
  return { process: child, ended };
}

/** Runs the built program to its end. */
export function runAtakora(args: readonly string[], options: RunOptions): Promise<Ended> {
  return startAtakora(args, options).ended;
}

/** An event as `--json` prints it. */
export type PrintedEvent = Readonly<Record<string, unknown>> & { readonly type: string; readonly seq: number; readonly run: string; readonly at: string };

/** The events of a `--json` run. @throws SyntaxError when a line is anything else. */
export function eventsOf(text: string): readonly PrintedEvent[] {
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as PrintedEvent);
}

/** What a run says when it does not end as expected: exit code and both streams. */
export function told(ended: Ended): string {
  return `exit ${ended.code ?? 'by signal'}\n${ended.stdout}\n${ended.stderr}`;
}
