import { describe, expect, it, vi } from 'vitest';
import { makeProject } from './project.ts';
import { runAtakora, told } from './run-atakora.ts';

vi.setConfig({ testTimeout: 120_000 });

const canary = 'C4nary-Dotenv-71c2';

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: {
    PAY_KEY: secret('PAY_KEY', { description: 'key of the payment account' }),
    STRIPE_KEY: secret('STRIPE_KEY', { generate: { length: 40, alphabet: 'abcdef' } }),
    MAYBE: secret('MAYBE', { required: false }),
  } }),
});
`;

describe.concurrent('secrets --dotenv', () => {
  it('works on the file of the environment with the same verbs, without any cloud', async () => {
    const project = makeProject({ backend, files: { '.env': '# mine\nOTHER=1\n' } });
    const run = (args: readonly string[], input?: string) => runAtakora(['secrets', ...args, '--dotenv'], { cwd: project.folder, ...(input === undefined ? {} : { input }) });
    const set = await run(['set', 'pay-key'], `${canary} $x "y"\n`);
    expect(set.code, told(set)).toBe(0);
    expect(set.stdout + set.stderr).not.toContain(canary);
    expect(project.read('.env')).toMatch(/^# mine\nOTHER=1\nPAY_KEY=/);
    expect((await run(['get', 'PAY_KEY'])).stdout).toBe(`${canary} $x "y"`);
    expect((await run(['set', 'PAY_KEY'], `${canary} $x "y"`)).stdout).toContain('has that value already');
    const list = await run(['list']);
    expect(list.stdout).toMatch(/PAY_KEY +set +pay\n/);
    expect(list.stdout).toMatch(/STRIPE_KEY +missing +pay\n/);
    expect((await run(['remove', 'PAY_KEY'])).code).toBe(64);
    expect((await run(['remove', 'PAY_KEY', '--yes'])).code).toBe(0);
    expect(project.read('.env')).toBe('# mine\nOTHER=1\n');
    expect((await run(['get', 'PAY_KEY'])).stderr).toContain('error ATK2228');
    expect((await run(['set', 'PAY_KEY', '--expires', '1d'], 'x')).stderr).toContain('error ATK1002');
    expect(project.has('.atakora/local/state')).toBe(false);
  });

  it('the file of another environment has its name', async () => {
    const project = makeProject({ backend });
    const ended = await runAtakora(['secrets', 'set', 'PAY_KEY', '--env', 'qa', '--dotenv'], { cwd: project.folder, input: canary });
    expect(ended.code, told(ended)).toBe(0);
    expect(project.read('.env.qa')).toContain(canary);
    expect(project.has('.env')).toBe(false);
  });
});
