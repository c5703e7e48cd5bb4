import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Platform } from '../platform/platform.ts';
import { runCommandLine } from '../platform/run-command-line.ts';
import { fakePlatform } from '../platform/test-platform.fake.ts';
import type { CommandEnd } from './command-run.fake.ts';

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-worlds-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const alive: Pick<Platform, 'isAlive' | 'who'> = { isAlive: (pid) => pid === process.pid, who: { user: 'tester', host: 'here', processId: process.pid } };

async function atakora(cwd: string, ...argv: readonly string[]): Promise<CommandEnd> {
  const { platform, stdout, stderr } = fakePlatform({ columns: 1000 });
  const code = await runCommandLine(argv, { ...platform, ...alive, cwd });
  return { code, stdout: stdout(), stderr: stderr() };
}

interface Started {
  readonly facts: Readonly<Record<string, string>>;
  readonly said: () => string;
  /** Asks it to end, as Ctrl-C does; its exit code. */
  readonly stop: () => Promise<number>;
}

async function started(cwd: string, ...argv: readonly string[]): Promise<Started> {
  const listeners: (() => void)[] = [];
  const { platform, stdout } = fakePlatform();
  const onSignal: Platform['onSignal'] = (listener) => {
    listeners.push(() => listener('SIGINT'));
    return () => undefined;
  };
  const ended = runCommandLine(['local', 'start', '--json', ...argv], { ...platform, ...alive, cwd, onSignal });
  await vi.waitFor(() => expect(stdout().trimEnd()).toMatch(/\}$/), { timeout: 10_000 });
  return { facts: JSON.parse(stdout()) as Readonly<Record<string, string>>, said: stdout, stop: () => (listeners[0]?.(), ended) };
}

describe('local start, status and reset', () => {
  it('serve a world outside of any project, show it, and refuse to reset it while it is served', async () => {
    const folder = temporary();
    expect((await atakora(folder, 'local', 'status')).stdout).toMatch(/^There is no world/);
    const server = await started(folder, '--world', 'demo');
    const { url = '', credentialsFile = '' } = server.facts;
    expect(server.facts).toMatchObject({ local: true, world: 'demo', certificate: null });
    expect(await (await fetch(url)).json()).toMatchObject({ notice: expect.stringContaining('not Microsoft Azure'), world: 'demo' });
    expect(server.facts['clientSecret']).toBeUndefined();
    expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
    const status = JSON.parse((await atakora(folder, 'local', 'status', '--json')).stdout) as unknown;
    expect(status).toMatchObject({ worlds: [{ world: 'demo', groups: 0, deployments: 0, vaults: [], notModelled: [], servers: [{ url, pid: process.pid }] }] });
    expect((await atakora(folder, 'local', 'status')).stdout).toContain(`${url} (process ${process.pid})`);
    const refused = await atakora(folder, 'local', 'reset', '--world', 'demo', '--yes');
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('ATK2108')]);
    expect(await server.stop()).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
    expect((await atakora(folder, 'local', 'status')).stdout).toMatch(/server +none/);
  });

  it('reset a world only when asked twice, and keep its settings', async () => {
    const folder = temporary();
    await (await started(folder)).stop();
    const world = join(folder, '.atakora/local/world');
    writeFileSync(join(world, 'settings.json'), '{ "timeScale": 0 }');
    expect((await atakora(folder, 'local', 'reset')).stderr).toContain('ATK1003');
    expect(existsSync(join(world, 'world.db'))).toBe(true);
    expect((await atakora(folder, 'local', 'reset', '--yes')).code).toBe(0);
    expect([existsSync(join(world, 'world.db')), existsSync(join(world, 'credentials.json')), existsSync(join(world, 'settings.json'))]).toEqual([false, false, true]);
    expect((await atakora(folder, 'local', 'reset', '--yes')).stderr).toContain('ATK2109');
  });

  it('reset a world that cannot be read', async () => {
    const folder = temporary();
    await (await started(folder)).stop();
    writeFileSync(join(folder, '.atakora/local/world/world.db'), 'not a database at all, but long enough to be looked at '.repeat(100));
    expect((await atakora(folder, 'local', 'status')).stderr).toContain('ATK2102');
    expect((await atakora(folder, 'local', 'reset', '--yes')).code).toBe(0);
  });

  it('let two servers share a world, each of them noted', async () => {
    const folder = temporary();
    const [one, two] = [await started(folder, '--show-credentials'), await started(folder, '--show-credentials')];
    expect(one.facts['clientSecret']).toBe(two.facts['clientSecret']);
    const status = JSON.parse((await atakora(folder, 'local', 'status', '--json')).stdout) as { readonly worlds: readonly { readonly servers: readonly unknown[] }[] };
    expect(status.worlds[0]?.servers).toHaveLength(2);
    expect([await one.stop(), await two.stop()]).toEqual([0, 0]);
  });

  it.each([
    [['start', '--port', '99999'], 'ATK1002'],
    [['start', '--port', 'x'], 'ATK1002'],
    [['start', '--vault-urls', 'dns'], 'ATK1002'],
    [['start', '--cert', 'a.pem'], 'ATK1002'],
    [['start', '--cert', 'a.pem', '--key', 'b.pem'], 'ATK1902'],
    [['start', '--world', '../x'], 'ATK1002'],
    [['status', '--world', 'nothing'], 'ATK2109'],
  ])('refuse %s', async (argv, code) => {
    expect((await atakora(temporary(), 'local', ...argv)).stderr).toContain(code);
  });

  it('name the mend for a port that is taken', async () => {
    const folder = temporary();
    const server = await started(folder);
    const port = new URL(server.facts['url'] ?? '').port;
    const refused = await atakora(folder, 'local', 'start', '--port', port);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/ATK2107[^]*is in use[^]*--port/)]);
    await server.stop();
  });
});
