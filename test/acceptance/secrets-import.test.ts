import { chmodSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import type { Ended } from './run-atakora.ts';
import { runAtakora, told } from './run-atakora.ts';
import { secretsInWorld } from './secret-world.ts';

const canary = 'C4nary-1mport-77aa';

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { A: secret('A_KEY'), B: secret('b-key'), C: secret('C_KEY', { required: false }) } }),
});
`;

interface Imported {
  readonly secrets: readonly { readonly name: string; readonly change: string; readonly set: boolean; readonly version?: string }[];
}

const changes = ({ stdout }: Ended): readonly string[] => (JSON.parse(stdout) as Imported).secrets.map(({ name, change, set }) => `${name} ${change}${set ? ' set' : ''}`);
const vault = ({ folder }: TestProject): readonly string[] => secretsInWorld(folder, 'world').map(({ name, value }) => `${name} ${value}`);

describe('secrets import', () => {
  let project: TestProject;
  const done = async (...words: readonly string[]): Promise<Ended> => {
    const ended = await project.run('secrets', 'import', ...words);
    expect(ended.code, told(ended)).toBe(0);
    expect(ended.stdout + ended.stderr).not.toContain(canary);
    return ended;
  };
  const refused = async (code: string, ...words: readonly string[]): Promise<Ended> => {
    const ended = await project.run('secrets', 'import', ...words);
    expect(ended.stderr, told(ended)).toContain(code);
    expect(ended.stdout + ended.stderr).not.toContain(canary);
    return ended;
  };
  beforeAll(() => {
    project = makeProject({ backend, files: { 'a.env': `# from the old system\nexport A_KEY="${canary} 1"\nB_KEY='${canary}\n2'\nPORT=3000\nC_KEY=\n` } });
  });

  it('before the vault stands says how to apply with the file, and stores nothing anywhere', async () => {
    const { stderr } = await refused('ATK2220', 'a.env', '--local', '--yes');
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('atakora apply --secrets-file a.env --local');
    expect(readdirSync(project.folder).filter((name) => name.startsWith('.env'))).toEqual([]);
  });

  it('shows what it would set by name, and without --yes and a terminal sets nothing', async () => {
    project.write('first.env', 'A_KEY=first\nB_KEY=first\n');
    await project.done('apply', '--local', '--yes', '--secrets-file', 'first.env');
    project.write('typed.env', 'A_KYE=x\n');
    expect((await done('typed.env', '--local')).stdout).toContain('? A_KYE  not declared: left out (--all takes it too); did you mean A_KEY?');
    const asked = await refused('ATK1003', 'a.env', '--local');
    for (const line of ['~ A_KEY  changed', '~ B_KEY  changed', '? PORT   not declared: left out (--all takes it too)', '? C_KEY  empty: left out']) expect(asked.stdout).toContain(line);
    expect(vault(project)).toEqual(['A-KEY first', 'b-key first']);
  });

  it('sets what is new or changed, as one version each, and nothing a second time', async () => {
    expect(changes(await done('a.env', '--local', '--yes', '--json'))).toEqual(['A_KEY changed set', 'B_KEY changed set', 'PORT not-declared', 'C_KEY empty']);
    const after = ['A-KEY first', `A-KEY ${canary} 1`, 'b-key first', `b-key ${canary}\n2`];
    expect(vault(project)).toEqual(after);
    expect(secretsInWorld(project.folder, 'world').at(-1)?.tags).toMatchObject({ 'atakora:declared-by': 'pay', 'atakora:source': 'import', 'atakora:owner': expect.any(String), 'atakora:run': expect.any(String) });
    expect(changes(await done('a.env', '--local', '--yes', '--json'))).toEqual(['A_KEY equal', 'B_KEY equal', 'PORT not-declared', 'C_KEY empty']);
    expect((await done('a.env', '--local')).stdout).toContain('Nothing to set.');
    expect(vault(project)).toEqual(after);
  });

  it('takes names that nobody declares along when it is told to, JSON, and standard input', async () => {
    project.write('more.json', JSON.stringify({ 'C-KEY': `${canary}"3"`, EXTRA: canary }));
    expect(changes(await done('more.json', '--all', '--local', '--yes', '--json'))).toEqual(['C-KEY new set', 'EXTRA new set']);
    const piped = await runAtakora(['secrets', 'import', '-', '--local', '--yes', '--json'], { cwd: project.folder, input: `C_KEY=${canary}-4\n` });
    expect(changes(piped)).toEqual(['C_KEY changed set']);
    expect(vault(project).filter((line) => /^(?:C-KEY|EXTRA)/.test(line))).toEqual([`C-KEY ${canary}"3"`, `C-KEY ${canary}-4`, `EXTRA ${canary}`]);
  });

  it.each<readonly [string, string, string, RegExp]>([
    ['neither lines nor JSON', `A_KEY=x\n${canary}\n`, 'ATK2206', /bad\.env:2/],
    ['a quote that is never closed', `A_KEY="${canary}\n`, 'ATK2206', /bad\.env:1/],
    ['JSON that is none', `{"A_KEY": "${canary}"`, 'ATK2206', /begins like JSON/],
    ['JSON of something else than texts', '{"A_KEY": 5}', 'ATK2206', /A_KEY is no text/],
    ['two names of one secret', `A_KEY=${canary}\na-key=x\n`, 'ATK2212', /A_KEY and a-key/],
    ['two names of one secret, in JSON', `{"A_KEY": "${canary}", "a-key": "x"}`, 'ATK2212', /A_KEY and a-key/],
    ['a value that no vault keeps', `A_KEY=${canary.repeat(2000)}\n`, 'ATK2204', /A_KEY: the value has/],
  ])('refuses %s, says where, and sets nothing', async (_case, text, code, says) => {
    const before = vault(project);
    project.write('bad.env', text);
    expect((await refused(code, 'bad.env', '--local', '--yes')).stderr.replaceAll(/\s+/g, ' ')).toMatch(says);
    expect(vault(project)).toEqual(before);
  });

  it('refuses a file that is not there, or is no text', async () => {
    await refused('ATK1902', 'none.env', '--local', '--yes');
    project.write('bad.env', '\uFEFFA_KEY=x\n');
    expect(changes(await done('bad.env', '--local', '--yes', '--json', '--dotenv'))).toEqual(['A_KEY new set']);
    await refused('ATK1002', '.env', '--dotenv', '--yes');
  });

  it('into the file of the environment sets all at once, for its owner alone, and keeps what is there', async () => {
    project.write('.env', '# mine\r\nPORT=1 # web\r\nA_KEY="old" # why\r\n');
    chmodSync(join(project.folder, '.env'), 0o664);
    expect(changes(await done('a.env', '--dotenv', '--yes', '--json'))).toEqual(['A_KEY changed set', 'B_KEY new set', 'PORT not-declared', 'C_KEY empty']);
    const text = project.read('.env');
    expect(text).toContain(`# mine\r\nPORT=1 # web\r\nA_KEY="${canary} 1" # why\r\n`);
    expect({ ...parseEnv(text) }).toEqual({ PORT: '1', A_KEY: `${canary} 1`, B_KEY: `${canary}\n2` });
    expect(existsSync(join(project.folder, '.env.lock'))).toBe(false);
  });

  it('by two processes at once loses nothing, in a file and in a vault', async () => {
    project.write('one.env', 'A_KEY=one\nX1=1\nX2=2\nX3=3\n');
    project.write('two.env', 'B_KEY=two\nY1=1\nY2=2\nY3=3\n');
    const both = (...flags: readonly string[]) => Promise.all(['one.env', 'two.env'].map((file) => done(file, '--all', '--yes', ...flags)));
    await both('--dotenv');
    expect({ ...parseEnv(readFileSync(join(project.folder, '.env'), 'utf8')) }).toMatchObject({ A_KEY: 'one', B_KEY: 'two', X1: '1', X2: '2', X3: '3', Y1: '1', Y2: '2', Y3: '3' });
    await both('--local');
    const held = new Map(secretsInWorld(project.folder, 'world').map(({ name, value }) => [name, value]));
    expect(Object.fromEntries(held)).toMatchObject({ 'A-KEY': 'one', 'b-key': 'two', X1: '1', X3: '3', Y1: '1', Y3: '3' });
  });
});
