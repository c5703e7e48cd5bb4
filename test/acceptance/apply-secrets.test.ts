import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeProject } from './project.ts';
import { eventsOf, runAtakora, told } from './run-atakora.ts';

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: {
    PAY: secret('PAY_KEY', { description: 'key of the payment account' }),
    MAIL: secret('MAIL_KEY'),
    SESSION: secret('SESSION_KEY', { generate: { length: 40 } }),
    EXTRA: secret('EXTRA_KEY', { required: false }),
  } }),
});
`;
const [payValue, mailValue] = ['pay-7d1f-Canary', 'mail-55aa-Canary'];
const both = `PAY_KEY=${payValue}\nMAIL_KEY=${mailValue}\n`;

function project(files: Readonly<Record<string, string>> = {}): TestProject {
  const made = makeProject({ backend, files });
  for (const name of Object.keys(files)) chmodSync(join(made.folder, name), 0o600);
  return made;
}

async function valueOf({ run }: TestProject, name: string): Promise<string> {
  return (await run('secrets', 'get', name, '--local')).stdout;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function holding(folder: string, value: string): readonly string[] {
  return filesBelow(join(folder, '.atakora')).filter((file) => !file.includes('world.db') && readFileSync(file).includes(value));
}

describe.concurrent('secrets that have no value yet', { timeout: 180_000 }, () => {
  it('are shown by plan all at once, with who reads them, where they are declared and what sets them', async () => {
    const { done } = project();
    const { stdout } = await done('plan', '--local');
    expect(stdout).toMatch(/2 required secrets without a value\s+MAIL_KEY\s+needed by pay \(MAIL\)\s+declared at atakora\/backend\.ts:5:11\s+set it: atakora secrets set MAIL_KEY --local\s+PAY_KEY  key of the payment account\s+needed by pay \(PAY\)/);
    expect(stdout).toContain('SESSION_KEY: apply makes the value up');
    expect(stdout).toContain('EXTRA_KEY: no value, and the code can go without');
    const event = eventsOf((await done('plan', '--local', '--json')).stdout).find(({ type }) => type === 'secrets');
    expect(event?.['missing']).toMatchObject([{ name: 'EXTRA_KEY', required: false }, { name: 'MAIL_KEY', because: 'new-vault', command: 'atakora secrets set MAIL_KEY --local' }, { name: 'PAY_KEY' }, { name: 'SESSION_KEY', generated: true }]);
  });

  it('are refused by apply without a terminal, all of them, before anything is made', async () => {
    const { run, has } = project();
    const refused = await run('apply', '--local', '--yes');
    expect(refused.code, told(refused)).toBe(5);
    expect(refused.stdout).toMatch(/error ATK2260: the required secrets MAIL_KEY, PAY_KEY have no value; nothing was\s+changed/);
    expect(has('.atakora/local/state')).toBe(false);
  });

  it('are taken from a file and made up, and written after their vault and before what reads them', async () => {
    const { run, done, folder, state, ...rest } = project({ 'qa.env': `# of the team\n${both}NAIL_KEY=nothing-1234\n` });
    chmodSync(join(folder, 'qa.env'), 0o644);
    const applied = await done('apply', '--local', '--yes', '--secrets-file', 'qa.env', '--json');
    const events = eventsOf(applied.stdout);
    const order = events.flatMap((event) => (event.type === 'secret' ? [`${String(event['name'])} ${String(event['status'])}`] : event.type === 'stack' && event['status'] === 'started' ? [`${String(event['stack'])} started`] : []));
    for (const name of ['MAIL_KEY', 'PAY_KEY', 'SESSION_KEY']) {
      expect(order.indexOf(`${name} written`), name).toBeGreaterThan(order.indexOf('security started'));
      expect(order.indexOf(`${name} written`), name).toBeLessThan(order.indexOf('compute started'));
    }
    const warnings = events.filter(({ type, level }) => type === 'log' && level === 'warning').map(({ text }) => text);
    expect(warnings).toEqual(['qa.env can be read by others than its owner: `chmod 600 qa.env`', 'NAIL_KEY of qa.env is declared by nobody and is not written; did you mean MAIL_KEY?']);
    const read = { run, done, folder, state, ...rest };
    expect(await valueOf(read, 'PAY_KEY')).toBe(payValue);
    expect(await valueOf(read, 'MAIL_KEY')).toBe(mailValue);
    expect(await valueOf(read, 'SESSION_KEY')).toMatch(/^[A-Za-z0-9]{40}$/);
    for (const value of [payValue, mailValue]) {
      expect(applied.stdout + applied.stderr).not.toContain(value);
      expect(holding(folder, value)).toEqual([]);
    }
    const again = await done('apply', '--local', '--yes', '--secrets-file', 'qa.env');
    expect(again.stdout).toContain('PAY_KEY has a value already, which stays');
    expect((await done('plan', '--local')).stdout).not.toContain('without a value');
  });

  it('come with a saved plan, which has none of them', async () => {
    const made = project({ 'values.json': JSON.stringify({ PAY_KEY: payValue, 'mail-key': mailValue }) });
    await made.done('plan', '--local', '--out', 'saved.plan');
    const refused = await made.run('apply', 'saved.plan', '--yes');
    expect([refused.code, refused.stdout.includes('ATK2260')], told(refused)).toEqual([5, true]);
    await made.done('apply', 'saved.plan', '--yes', '--secrets-file', 'values.json');
    expect(await valueOf(made, 'MAIL_KEY')).toBe(mailValue);
    expect(made.read('saved.plan')).not.toMatch(/Canary/);
  });

  it.each([
    ['broken.json', `{ "PAY_KEY": "${payValue}`, 64, 'ATK2262'],
    ['number.json', '{ "PAY_KEY": 12345678 }', 64, 'ATK2262'],
    ['empty.env', 'PAY_KEY=\nMAIL_KEY=x1y2z3\n', 64, 'ATK2204'],
    ['missing.env', undefined, 1, 'ATK1902'],
  ] as const)('are not taken from %s, of which nothing is told', async (file, text, code, error) => {
    const made = project(text === undefined ? {} : { [file]: text });
    const ended = await made.run('apply', '--local', '--yes', '--secrets-file', file);
    expect([ended.code, (ended.stdout + ended.stderr).includes(error)], told(ended)).toEqual([code, true]);
    expect(ended.stdout + ended.stderr).not.toContain(payValue);
  });

  it('are written without a run when all else is as it should be, and their readers read them at once', async () => {
    const made = project({ 'all.env': both, 'extra.env': 'EXTRA_KEY=extra-99cc-Canary\n' });
    await made.done('apply', '--local', '--yes', '--secrets-file', 'all.env');
    const { serial } = made.state();
    const ended = await made.done('apply', '--local', '--yes', '--secrets-file', 'extra.env');
    expect(ended.stdout).toMatch(/Write 1 secret for dev@local\? yes[\s\S]*secret EXTRA_KEY is in main\/vault\.main\/vault/);
    expect(await valueOf(made, 'EXTRA_KEY')).toBe('extra-99cc-Canary');
    expect(made.state().serial).toBe(serial);
    await made.done('secrets', 'remove', 'MAIL_KEY', '--local', '--yes');
    const refused = await made.run('apply', '--local', '--yes');
    expect([refused.code, refused.stdout.includes('the required secret MAIL_KEY has no value')], told(refused)).toEqual([5, true]);
    // Its name is held by the deleted one, which comes back under the new value.
    await made.done('apply', '--local', '--yes', '--secrets-file', 'all.env');
    expect(await valueOf(made, 'MAIL_KEY')).toBe(mailValue);
  });

  it('are asked for again only as far as they were not written when the program is killed', async () => {
    const made = project({ 'all.env': both, 'one.env': `MAIL_KEY=${mailValue}\n` });
    const running = made.start('apply', '--local', '--yes', '--secrets-file', 'all.env', '--json');
    let text = '';
    await new Promise<void>((resolve) => {
      running.process.stdout?.on('data', (chunk: string) => {
        text += chunk;
        if (/"type":"secret","name":"PAY_KEY"[^\n]*"written"/.test(text)) resolve();
      });
      void running.ended.then(() => resolve());
    });
    running.process.kill('SIGKILL');
    await running.ended;
    const before = eventsOf(text.slice(0, text.lastIndexOf('\n') + 1)).some(({ type }) => type === 'summary');
    const open = before ? [] : eventsOf((await made.run('plan', '--local', '--json')).stdout).flatMap((event) => (event.type === 'secrets' ? (event['missing'] as readonly { readonly name: string }[]).map(({ name }) => name) : []));
    expect(open).not.toContain('PAY_KEY');
    await made.done('apply', '--local', '--yes', '--secrets-file', 'one.env');
    expect([await valueOf(made, 'PAY_KEY'), await valueOf(made, 'MAIL_KEY')]).toEqual([payValue, mailValue]);
    expect(holding(made.folder, payValue)).toEqual([]);
  });

  it('are not taken into an environment that is only looked at', async () => {
    const { code, stderr } = await runAtakora(['plan', '--local', '--secrets-file', 'x'], { cwd: project().folder });
    expect([code, stderr.includes('--secrets-file')]).toEqual([64, true]);
  });
});
