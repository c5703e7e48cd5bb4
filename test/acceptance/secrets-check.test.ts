import { execFileSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { runAtakora, told } from './run-atakora.ts';

const canary = 'C4nary-Valu3-9d1e';

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { STRIPE: secret('STRIPE_KEY', { description: 'payments of the shop', rotateEvery: '90d' }), TOKEN: secret('SHOP_TOKEN', { generate: {} }) } }),
  mail: defineFunction({ entry: './mail.ts', trigger: { type: 'http', route: 'mail' }, environment: { STRIPE: secret('STRIPE_KEY'), MAIL_KEY: secret('MAIL_KEY', { required: { prod: true, default: false } }) } }),
});
`;

interface Checked {
  readonly ok: boolean;
  readonly environment: string;
  readonly secrets: readonly { readonly name: string; readonly status: string; readonly blocks: boolean; readonly consumers: readonly object[] }[];
  readonly notDeclared: readonly string[];
  readonly warnings: readonly string[];
}

async function checked(project: TestProject, code: number, ...flags: readonly string[]): Promise<Checked> {
  const ended = await project.run('secrets', 'check', '--json', ...flags);
  expect(ended.code, told(ended)).toBe(code);
  expect(ended.stdout).not.toContain(canary);
  return JSON.parse(ended.stdout) as Checked;
}

const statuses = ({ secrets }: Checked): readonly string[] => secrets.map(({ name, status }) => `${name} ${status}`);

describe('secrets check', () => {
  let project: TestProject;
  beforeAll(async () => {
    project = makeProject({ backend, files: { 'values.env': `STRIPE_KEY=${canary}\nSHOP_TOKEN=${canary}-2\n`, '.gitignore': '.env\n.env.*\nvalues.env\n' } });
  }, 60_000);

  it('tells what is missing, who needs it and where it is declared, and ends with 5 while a required one is', async () => {
    const before = await project.run('secrets', 'check', '--local');
    expect(before.code, told(before)).toBe(5);
    for (const part of ['✗ SHOP_TOKEN  missing; can be generated', '✗ STRIPE_KEY  missing', 'payments of the shop', 'read by mail (STRIPE), pay (STRIPE)', 'declared at atakora/backend.ts:3', '○ MAIL_KEY    missing, not required here', 'is not applied yet', 'atakora secrets set SHOP_TOKEN --local --generate']) {
      expect(before.stdout, part).toContain(part);
    }
  });

  it('says of an applied environment what there is, what nobody declares and what is due, and shows no value', async () => {
    await project.done('apply', '--local', '--yes', '--secrets-file', 'values.env');
    const found = await checked(project, 0, '--local');
    expect([found.ok, found.environment, statuses(found)]).toEqual([true, 'dev@local', ['MAIL_KEY missing', 'SHOP_TOKEN set', 'STRIPE_KEY set']]);
    expect(found.secrets[2]?.consumers).toEqual([
      { address: 'main/functions.main/app', component: 'mail', setting: 'STRIPE', resourceId: expect.stringContaining('/sites/func-') },
      { address: 'main/functions.main/app', component: 'pay', setting: 'STRIPE', resourceId: expect.stringContaining('/sites/func-') },
    ]);
    project.write('more.env', `OLD_KEY=${canary}\n`);
    await project.done('secrets', 'import', 'more.env', '--all', '--local', '--yes');
    expect((await checked(project, 0, '--local')).notDeclared).toEqual(['OLD-KEY']);
    const narrow = await runAtakora(['secrets', 'check', '--local'], { cwd: project.folder });
    expect(narrow.stdout).toContain('There, and declared by nobody: OLD-KEY');
    expect(narrow.stdout).toContain('Every required secret can be read.');
  });

  it('looks at the file of the environment without a cloud, and at its rights, lines and names', async () => {
    project.write('.env', `SHOP_TOKEN=${canary}\nSTRIPE_KEY=\nPORT=3000\nnonsense ${canary}\nSHOP_TOKEN=${canary}\n`);
    chmodSync(join(project.folder, '.env'), 0o644);
    const found = await checked(project, 5, '--dotenv');
    expect([found.environment, statuses(found), found.notDeclared]).toEqual(['dev', ['MAIL_KEY missing', 'SHOP_TOKEN set', 'STRIPE_KEY missing'], ['PORT']]);
    expect(found.warnings.join('\n')).toMatch(/chmod 600 \.env[^]*\.env:4: this is neither an assignment nor a comment[^]*\.env:1: SHOP_TOKEN is set again on line 5/);
    project.write('values.env', `STRIPE_KEY=${canary}\n`);
    project.write('.env', `SHOP_TOKEN=${canary}\n`);
    await project.done('secrets', 'import', 'values.env', '--dotenv', '--yes');
    expect((statSync(join(project.folder, '.env')).mode & 0o777).toString(8)).toBe('600');
    expect(await checked(project, 0, '--dotenv')).toMatchObject({ ok: true, warnings: [] });
    // What is needed in prod is needed in what extends it.
    project.write('atakora.config.json', JSON.stringify({ environments: { live: { extends: 'prod' }, play: { extends: 'dev' } } }));
    const blocking = async (name: string) => (await checked(project, 5, '--dotenv', '--env', name)).secrets.filter(({ blocks }) => blocks).map((one) => one.name);
    expect([await blocking('live'), await blocking('play')]).toEqual([['MAIL_KEY', 'SHOP_TOKEN', 'STRIPE_KEY'], ['SHOP_TOKEN', 'STRIPE_KEY']]);
    // Another environment has a file of its own.
    expect(statuses(await checked(project, 5, '--dotenv', '--env', 'prod'))).toEqual(['MAIL_KEY missing', 'SHOP_TOKEN missing', 'STRIPE_KEY missing']);
  });

  it('is refused, with what to do, while git tracks the file', async () => {
    const git = (...words: readonly string[]): void => void execFileSync('git', ['-C', project.folder, ...words]);
    git('init', '--quiet');
    git('add', '--force', '.env');
    for (const flags of [['--local'], ['--dotenv']]) {
      const refused = await project.run('secrets', 'check', ...flags);
      expect(refused.code, told(refused)).toBe(5);
      expect(refused.stderr).toMatch(/ATK2207[^]*git rm --cached -- \.env/);
    }
    const starting = await project.run('init', '--yes');
    expect([starting.code, starting.stderr], told(starting)).toEqual([5, expect.stringContaining('ATK2207')]);
    const writing = await project.run('secrets', 'import', 'values.env', '--dotenv', '--yes');
    expect(writing.stderr).toContain('ATK2207');
  });
});
