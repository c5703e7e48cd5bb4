import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Ids } from '../engine/ports.ts';
import { codePageIn } from '../ui/text/glyph-choice.ts';
import { processIsAlive } from '../state/process-alive.ts';
import type { Platform } from './platform.ts';

/** The system's time. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

/** The system's randomness. The global `crypto`: loading `node:crypto` takes 5 ms, which a first frame has no use for. */
export const systemIds: Ids = {
  hex: (digits) => Buffer.from(crypto.getRandomValues(new Uint8Array(Math.ceil(digits / 2)))).toString('hex').slice(0, digits),
  uuid: () => crypto.randomUUID(),
};

/** The process that the program runs in. `base` is the URL of the program's entry: `dist/main.js`, beside which the library lies, or `src/platform/main.ts`. */
export function realPlatform(base: string): Platform {
  printWarningsOurselves();
  const built = !base.endsWith('.ts');
  const packageUrl = new URL(built ? '..' : '../..', base);
  return {
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    system: process.platform,
    codePage: readCodePage,
    clock: systemClock,
    ids: systemIds,
    version: (JSON.parse(readFileSync(new URL('package.json', packageUrl), 'utf8')) as { version: string }).version,
    libraryUrl: new URL(built ? 'dist/index.js' : 'src/index.ts', packageUrl).href,
    packageFolder: fileURLToPath(packageUrl),
    who: { user: userName(), host: hostname(), processId: process.pid },
    isAlive: processIsAlive,
    onSignal: listenToSignals,
    onCrash: listenToCrashes,
    endAtOnce: endBySignal,
  };
}

/** Node.js prints warnings past the streams of the process, where nobody could keep a secret out of them. Where it is told to print none, there is no listener. */
function printWarningsOurselves(): void {
  if (process.listenerCount('warning') === 0) return;
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => void process.stderr.write(`Node.js warns: ${name}: ${message}\n`));
}

/** The system has no call for it that Node.js offers; asked for only in consoles that tell nothing else. */
function readCodePage(): number | undefined {
  try {
    const { execFileSync } = process.getBuiltinModule('node:child_process');
    return codePageIn(execFileSync('chcp.com', { encoding: 'latin1', timeout: 1000, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

/** Containers may run under a user id that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}

/**
 * A terminal that goes away (`SIGHUP`) asks to end, as `SIGTERM` does: what runs is left running and the lock let go of. Under `nohup` no
 * stream is a terminal, and the signal stays ignored.
 */
function listenToSignals(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void {
  const onInterrupt = (): void => listener('SIGINT');
  const onTerminate = (): void => listener('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  if (process.stdin.isTTY || process.stdout.isTTY) process.on('SIGHUP', onTerminate);
  return () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
    process.off('SIGHUP', onTerminate);
  };
}

/** Rejections that nobody handles arrive here as well: Node makes exceptions of them. */
function listenToCrashes(listener: (error: unknown) => void): () => void {
  process.on('uncaughtException', listener);
  return () => void process.off('uncaughtException', listener);
}

/** Whoever waits for the process sees the signal, which shells report as 130 or 143. */
function endBySignal(signal: 'SIGINT' | 'SIGTERM'): void {
  if (process.stdin.isTTY) {
    process.stdin.setRawMode(false);
  }
  if (process.stdout.isTTY) {
    process.stdout.write('\u001B[?25h\n');
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
