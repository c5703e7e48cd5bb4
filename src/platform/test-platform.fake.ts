import { PassThrough } from 'node:stream';
import type { Platform } from './platform.ts';

export interface FakePlatform {
  readonly platform: Platform;
  /** What was written to stdout and to stderr so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** A platform in memory: terminals when `tty`, a clock that stands still, counted ids. */
export function fakePlatform(options: { readonly env?: Platform['env']; readonly tty?: boolean; readonly columns?: number } = {}): FakePlatform {
  const { columns, env = {}, tty = false } = options;
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()].map((stream) => Object.assign(stream, { isTTY: tty, ...(columns === undefined ? {} : { columns }) }));
  const written = { stdout: '', stderr: '' };
  stdout?.on('data', (chunk: Buffer) => void (written.stdout += chunk.toString()));
  stderr?.on('data', (chunk: Buffer) => void (written.stderr += chunk.toString()));
  let ids = 0;
  const platform: Platform = {
    env,
    cwd: '/project',
    stdin: stdin as PassThrough,
    stdout: stdout as PassThrough,
    stderr: stderr as PassThrough,
    clock: { now: () => '2026-01-15T10:00:00.000Z', monotonicMs: () => 0, sleep: () => Promise.resolve() },
    ids: { hex: (digits) => `${(ids += 1)}`.padStart(digits, '0'), uuid: () => '00000000-0000-4000-8000-000000000000' },
    version: '0.1.0',
    libraryUrl: 'file:///library.js',
    packageFolder: '/package',
    who: { user: 'tester', host: 'here', processId: 1 },
    isAlive: () => false,
    onSignal: () => () => undefined,
    onCrash: () => () => undefined,
    endAtOnce: () => undefined,
  };
  return { platform, stdout: () => written.stdout, stderr: () => written.stderr };
}
