import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from './gate.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-launcher-')));
  cpSync(join(projectRoot, 'bin'), join(root, 'bin'), { recursive: true });
  cpSync(join(projectRoot, 'package.json'), join(root, 'package.json'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Starts the launcher; `version`, when given, is what the running Node claims to be. */
function launch(args: readonly string[], version?: string): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  const preload = join(root, 'preload.cjs');
  const claim = version === undefined ? '' : `Object.defineProperty(process.versions, 'node', { value: '${version}' });\n`;
  writeFileSync(preload, claim);
  return spawnSync(process.execPath, ['--require', preload, join(root, 'bin/atakora.js'), ...args], { encoding: 'utf8', cwd: root });
}

function build(program: string): void {
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist/main.js'), program);
}

describe('the launcher', () => {
  it('says in one line what to run when nothing is built', () => {
    const { stdout, stderr, status } = launch(['plan']);
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: 'Atakora is not built in this checkout. Run: npm ci\n', status: 1 });
  });

  it('hands over the arguments and ends with the program\'s exit code', () => {
    build('export async function main(args) { console.log(args.join("|")); return 7; }');
    expect(launch(['plan', '-e', 'dev'])).toMatchObject({ stdout: 'plan|-e|dev\n', stderr: '', status: 7 });
  });

  it('prints the version without loading the program', () => {
    build('throw new Error("loaded");');
    expect(launch(['--version'])).toMatchObject({ stdout: '0.1.0\n', stderr: '', status: 0 });
  });

  it.each(['12.22.12', '18.20.8', '20.20.2', '22.22.1', '23.11.1', '24.14.9', '25.9.0'])('refuses Node %s in one line with the mend', (version) => {
    build('throw new Error("loaded");');
    const { stdout, stderr, status } = launch(['plan', '-e', 'dev'], version);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `ATK1005 Atakora needs Node.js 22.22.2, 24.15 or 26 and later; this is ${version}. ` +
        'Install one from nodejs.org, or run: npx -y -p node@24 -p atakora -- atakora plan -e dev\n',
    );
  });

  it.each(['22.22.2', '22.23.0', '24.15.0', '24.21.0', '26.0.0', '27.1.0'])('accepts Node %s', (version) => {
    build('export async function main() { return 0; }');
    expect(launch([], version)).toMatchObject({ stdout: '', stderr: '', status: 0 });
  });

  // The machine's own Node, where it is older than the floor: the syntax check that a pretended version cannot make.
  const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
    const found = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : '';
    return /^v(?:1[2-9]|2[01])\./.test(found);
  });
  it.skipIf(oldNode === undefined)('is understood by a Node that is really too old (skipped: none is installed here)', () => {
    const { stderr, status } = spawnSync(oldNode ?? '', [join(root, 'bin/atakora.js'), 'plan'], { encoding: 'utf8' });
    expect(stderr).toMatch(/^ATK1005 .+\n$/);
    expect(status).toBe(1);
  });
});
