import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noteServer, runningServers } from './server-records.ts';
import { temporaryFolder } from './temporary-folder.fake.ts';
import { emptyWorld, listWorlds, worldPlace } from './world-folders.ts';

function world(base: string, name: string): string {
  const { folder } = worldPlace(base, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'world.db'), '');
  return folder;
}

describe('worlds by name', () => {
  it('lie where the commands of a project have them, or below worlds/', () => {
    const base = temporaryFolder();
    expect(worldPlace(base)).toEqual({ name: 'default', folder: join(base, 'world'), exists: false });
    expect(worldPlace(base, 'environments').folder).toBe(join(base, 'environments-world'));
    world(base, 'zeta');
    world(base, 'demo-2');
    world(base, 'default');
    mkdirSync(join(base, 'worlds', 'empty'));
    expect(listWorlds(base).map(({ name }) => name)).toEqual(['default', 'demo-2', 'zeta']);
    expect(listWorlds(join(base, 'nowhere'))).toEqual([]);
  });

  it('have names that cannot lead out of their folder', () => {
    for (const name of ['', '..', '../x', 'a/b', 'A', 'a.b', '-a', 'a-', 'a'.repeat(41), 'constructor/..', 'a\n']) {
      expect(() => worldPlace('/base', name), name).toThrow(expect.objectContaining({ code: 'ATK1002' }));
    }
    expect(worldPlace('/base', 'constructor').folder).toBe(join('/base', 'worlds', 'constructor'));
  });

  it('are emptied but for what people wrote', () => {
    const base = temporaryFolder();
    const folder = world(base, 'demo');
    for (const file of ['settings.json', 'faults.json', 'world.db-wal', 'credentials.json']) writeFileSync(join(folder, file), '{}');
    mkdirSync(join(folder, 'servers'));
    emptyWorld(worldPlace(base, 'demo'));
    expect(readdirSync(folder).sort()).toEqual(['faults.json', 'settings.json']);
  });
});

describe('running servers', () => {
  const note = { id: 'the-id', pid: process.pid, startedAt: '2026-01-01T00:00:00.000Z' };

  it('are those that live and answer by their id; other notes go', async () => {
    const folder = temporaryFolder();
    const server = createServer((_, response) => void response.end('{"id":"the-id"}'));
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const mine = { ...note, port, url: `http://localhost:${port}` };
    const forget = noteServer(folder, mine);
    noteServer(folder, { ...mine, pid: 999_999 });
    expect(await runningServers(folder, (pid) => pid === process.pid)).toEqual([mine]);
    expect(readdirSync(join(folder, 'servers'))).toHaveLength(1);
    // The process lives, but it is another program by now.
    noteServer(folder, { ...mine, id: 'another-id' });
    expect(await runningServers(folder, () => true)).toEqual([]);
    forget();
    expect(readdirSync(join(folder, 'servers'))).toEqual([]);
  });

  it('are none where there is no note, or a spoiled one', async () => {
    const folder = temporaryFolder();
    expect(await runningServers(folder, () => true)).toEqual([]);
    mkdirSync(join(folder, 'servers'));
    writeFileSync(join(folder, 'servers', 'x.json'), '{');
    expect(await runningServers(folder, () => true)).toEqual([]);
    expect(existsSync(join(folder, 'servers', 'x.json'))).toBe(false);
  });
});
