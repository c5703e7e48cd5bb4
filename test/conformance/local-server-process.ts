import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `atakora local start --json` says when it is ready. */
interface Ready {
  readonly url: string;
  readonly certificate: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly identityHeader: string;
}

/** A local Azure that is served by a process of its own, in a folder of its own. */
export interface LocalServerProcess extends Ready {
  readonly folder: string;
  /** The certificate that clients are to trust, PEM. */
  readonly ca: string;
  /** Asks it to end; its exit code. */
  stop(): Promise<number | null>;
}

const program = fileURLToPath(new URL('../../src/platform/main.ts', import.meta.url));
const start = `const { main } = await import(${JSON.stringify(program)}); process.exitCode = await main(process.argv.slice(1));`;
const patienceMs = 60_000;

/** Runs `atakora local start --https` on a free port, and waits until it is ready. */
export async function startLocalServer(): Promise<LocalServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-served-'));
  const args = ['local', 'start', '--https', '--port', '0', '--vault-urls', 'path', '--json', '--show-credentials', '-C', folder];
  const child = spawn(process.execPath, ['--input-type=module', '-e', start, '--', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const code = await ended;
    clearTimeout(impatient);
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  let said = '';
  const ready = new Promise<Ready>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server is not ready after ${patienceMs} ms: ${said}`)), patienceMs);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (!said.trimEnd().endsWith('\n}')) return;
      clearTimeout(timer);
      resolve(JSON.parse(said) as Ready);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}: ${said}`));
    });
  });
  try {
    const facts = await ready;
    return { ...facts, folder, ca: readFileSync(facts.certificate, 'utf8'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
