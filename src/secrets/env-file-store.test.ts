import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv, promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { envValues } from './env-file.ts';
import { openEnvFile } from './env-file-store.ts';

const program = fileURLToPath(new URL('env-file-process.fake.ts', import.meta.url));
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-env-')));
  folders.push(made);
  return made;
}

function repository(): string {
  const made = folder();
  git(made, 'init', '--quiet');
  return made;
}

function git(where: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-C', where, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], { encoding: 'utf8' });
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const set = (path: string, name: string, value: string) => openEnvFile(path).set(new Map([[name, value]]));
const run = (path: string, step: number, ...assignments: readonly string[]) => promisify(execFile)(process.execPath, ['--no-warnings', program, path, String(step), ...assignments]);

describe('a file with secrets', () => {
  it('is made for its owner alone, and is so after every change', async () => {
    const path = join(folder(), '.env');
    expect(await set(path, 'A', '1')).toEqual({ changed: true });
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['A=1\n', '600']);
    chmodSync(path, 0o644);
    expect(await openEnvFile(path).isOpenToOthers()).toBe(true);
    await set(path, 'A', '2');
    expect([modeOf(path), await openEnvFile(path).isOpenToOthers()]).toEqual(['600', false]);
    expect(readdirSync(join(path, '..'))).toEqual(['.env']);
  });

  it('is not written when it says already what it should', async () => {
    const path = join(folder(), '.env');
    writeFileSync(path, '# mine\nA="1"\n');
    const before = statSync(path, { bigint: true });
    expect(await set(path, 'A', '1')).toEqual({ changed: false });
    expect(statSync(path, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
  });

  it('is read as nothing where there is none', async () => {
    const store = openEnvFile(join(folder(), '.env'));
    expect([(await store.read()).entries, await store.isOpenToOthers()]).toEqual([[], false]);
  });

  it('takes all changes of one call or none', async () => {
    const path = join(folder(), '.env');
    await set(path, 'A', '1');
    await expect(openEnvFile(path).set(new Map([['A', '2'], ['B', 'carriage\rreturn']]))).rejects.toMatchObject({ code: 'ATK2210' });
    expect(readFileSync(path, 'utf8')).toBe('A=1\n');
    await openEnvFile(path).set(new Map([['B', '2'], ['C', '3']]));
    await openEnvFile(path).remove(['A', 'C', 'X']);
    expect(readFileSync(path, 'utf8')).toBe('B=2\n');
  });

  it('behind a link is changed where it is, and the link stays', async () => {
    const [here, there] = [folder(), folder()];
    writeFileSync(join(there, 'shared.env'), 'A=1\n');
    symlinkSync(join(there, 'shared.env'), join(here, '.env'));
    await set(join(here, '.env'), 'B', '2');
    expect(lstatSync(join(here, '.env')).isSymbolicLink()).toBe(true);
    expect([readFileSync(join(there, 'shared.env'), 'utf8'), modeOf(join(there, 'shared.env'))]).toEqual(['A=1\nB=2\n', '600']);
  });

  it.each([
    ['a folder', (path: string) => mkdirSync(path), 'ATK2211'],
    ['a link to nothing', (path: string) => symlinkSync('/nowhere/at/all', path), 'ATK2211'],
    ['larger than any', (path: string) => writeFileSync(path, `A=${'x'.repeat(1024 * 1024)}\n`), 'ATK2206'],
    ['no UTF-8', (path: string) => writeFileSync(path, Buffer.from([0x41, 0x3d, 0xff, 0xfe])), 'ATK2206'],
  ])('that is %s is refused, to read and to write', async (_case, make, code) => {
    const path = join(folder(), '.env');
    make(path);
    await expect(openEnvFile(path).read()).rejects.toMatchObject({ code });
    await expect(set(path, 'A', '1')).rejects.toMatchObject({ code });
    expect(readdirSync(join(path, '..'))).toEqual(['.env']);
  });

  it('in a folder that does not exist, or that cannot be written, is a refusal', async () => {
    await expect(set(join(folder(), 'none', '.env'), 'A', '1')).rejects.toMatchObject({ code: 'ATK2211' });
    // No folder of Linux's view of processes can be written, by root neither.
    if (existsSync('/proc/self')) {
      await expect(set('/proc/self/.env', 'A', '1')).rejects.toMatchObject({ code: 'ATK1901' });
    }
  });
});

describe('git', () => {
  it('that tracks the file makes it refused, with the command that ends that', async () => {
    const path = join(repository(), '.env');
    writeFileSync(path, 'A=1\n');
    git(join(path, '..'), 'add', '.env');
    await expect(set(path, 'A', '2')).rejects.toMatchObject({ code: 'ATK2207', hint: expect.stringContaining('git rm --cached -- .env') });
    expect(readFileSync(path, 'utf8')).toBe('A=1\n');
    git(join(path, '..'), 'rm', '--cached', '--quiet', '--force', '--', '.env');
    await set(path, 'A', '2');
    expect(git(join(path, '..'), 'status', '--porcelain')).toBe('?? .gitignore\n');
  });

  it('that would take the file is told not to, before there is a value in it', async () => {
    const path = join(repository(), '.env');
    writeFileSync(join(path, '../.gitignore'), 'dist');
    expect(await set(path, 'A', '1')).toEqual({ changed: true, ignoredIn: join(path, '../.gitignore') });
    expect(readFileSync(join(path, '../.gitignore'), 'utf8')).toBe('dist\n/.env\n/.env.*.tmp\n');
    expect(await set(path, 'A', '2')).toEqual({ changed: true });
  });

  it('that ignores the file and all beside it is left alone, and what a killed writer leaves is ignored too', async () => {
    const path = join(repository(), '.env');
    writeFileSync(join(path, '../.gitignore'), '.env\n.env.*\n');
    expect(await set(path, 'A', '1')).toEqual({ changed: true });
    writeFileSync(join(path, '../.gitignore'), '.env\n');
    expect(await set(path, 'A', '2')).toEqual({ changed: true, ignoredIn: join(path, '../.gitignore') });
    for (let step = 1; step < 40; step += 6) await run(path, step, 'A=killed').catch(() => undefined);
    expect(git(join(path, '..'), 'status', '--porcelain', '--untracked-files=all').split('\n').filter((line) => line !== '' && !/\.(?:gitignore|env\.lock.*)$/.test(line))).toEqual([]);
  });

  it('whose .gitignore takes the file back in gets a line after that, and the file keeps its rights', async () => {
    const where = repository();
    mkdirSync(join(where, 'app'));
    const ignore = join(where, 'app/.gitignore');
    writeFileSync(ignore, '/.env\n!/.env\n');
    chmodSync(ignore, 0o640);
    expect(await set(join(where, 'app/.env'), 'A', '1')).toEqual({ changed: true, ignoredIn: ignore });
    expect([readFileSync(ignore, 'utf8'), modeOf(ignore)]).toEqual(['/.env\n!/.env\n/.env\n/.env.*.tmp\n', '640']);
  });

  it('that does not answer makes the file refused', async () => {
    const where = repository();
    writeFileSync(join(where, '.git/config'), '[core\n');
    await expect(set(join(where, '.env'), 'A', '1')).rejects.toMatchObject({ code: 'ATK2208' });
    expect(existsSync(join(where, '.env'))).toBe(false);
  });
});

describe('several processes', () => {
  it('that change one file at once lose no update', async () => {
    const path = join(folder(), '.env');
    writeFileSync(path, '# of the team\nKEPT=yes\n');
    const names = (process: number): readonly string[] => Array.from({ length: 12 }, (_, at) => `P${process}_${at}`);
    await Promise.all([0, 1, 2, 3].map((process) => run(path, 0, ...names(process).map((name) => `${name}=${name.toLowerCase()}`))));
    const expected = Object.fromEntries([0, 1, 2, 3].flatMap((process) => names(process).map((name) => [name, name.toLowerCase()])));
    expect({ ...parseEnv(readFileSync(path, 'utf8')) }).toEqual({ KEPT: 'yes', ...expected });
    expect(readdirSync(join(path, '..'))).toEqual(['.env']);
  }, 60_000);

  it('of which one holds the file too long make the other give up and say who it is', async () => {
    const path = join(folder(), '.env');
    writeFileSync(`${path}.lock`, `${JSON.stringify({ id: 'x', who: 'somebody', host: (await import('node:os')).hostname(), processId: process.pid, command: 'secrets', run: '', since: '2026-01-01T00:00:00.000Z', heartbeat: '2026-01-01T00:00:00.000Z' })}\n`);
    await expect(openEnvFile(path, { patienceMs: 60 }).set(new Map([['A', '1']]))).rejects.toMatchObject({ code: 'ATK2209', message: expect.stringContaining(`process ${process.pid}`) });
    expect(existsSync(path)).toBe(false);
  });

  it('of which one is killed before any of its steps leave the file whole, old or new, and the next one cleans up', async () => {
    const outcomes = new Set<string>();
    for (let step = 1; ; step += 1) {
      const path = join(folder(), '.env');
      writeFileSync(path, '# kept\nA=old\n', { mode: 0o644 });
      const ended = await run(path, step, 'A=new').then(() => 'ended', (error: { readonly signal?: string }) => error.signal);
      const left = readFileSync(path, 'utf8');
      expect(['# kept\nA=old\n', '# kept\nA=new\n'], `step ${step}`).toContain(left);
      outcomes.add(left);
      if (ended === 'ended') {
        expect(step).toBeGreaterThan(15);
        break;
      }
      expect(ended, `step ${step}`).toBe('SIGKILL');
      await set(path, 'B', 'next');
      expect(readFileSync(path, 'utf8'), `step ${step}`).toBe(`${left}B=next\n`);
      const remains = readdirSync(join(path, '..')).filter((name) => name !== '.env' && readFileSync(join(path, '..', name), 'utf8').includes('A='));
      expect(remains, `step ${step}`).toEqual([]);
    }
    expect(outcomes.size).toBe(2);
  }, 120_000);
});

it('values that were set are those that are read', async () => {
  const store = openEnvFile(join(folder(), '.env'));
  const values = new Map([['A', 'p@ss "word"'], ['B', '-----BEGIN-----\nx\n-----END-----'], ['C', 'a#b $x']]);
  await store.set(values);
  expect(envValues(await store.read())).toEqual(values);
});
