import { beforeAll, describe, expect, it } from 'vitest';
import type { TestProject } from './project.ts';
import { makeFolder, makeProject, manifest, projectIn } from './project.ts';
import { oneLine } from './refusal.ts';
import { runAtakora, told } from './run-atakora.ts';

const backend = `import { defineBackend, defineFunction } from 'atakora';
export const backend = defineBackend({ hello: defineFunction({ entry: './hello.ts', trigger: { type: 'http', auth: 'anonymous' } }) });
`;

let project: TestProject;

beforeAll(async () => {
  project = makeProject({ manifest: { ...manifest, environments: { prod: { protected: true } } }, backend });
  await project.done('apply', '--local', '--yes');
});

/** Runs and expects exit code and text, on stderr or, for commands that speak in events, stdout. */
async function says(args: readonly string[], code: number, ...parts: readonly (string | RegExp)[]): Promise<void> {
  const ended = await project.run(...args);
  expect(ended.code, told(ended)).toBe(code);
  for (const part of parts) {
    expect(oneLine(ended.stdout + ended.stderr)).toMatch(part instanceof RegExp ? part : new RegExp(part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  }
}

describe.concurrent('wrong usage says what is near and runs nothing', () => {
  it('an unknown command', () => says(['aply'], 64, 'error ATK1001: "aply" is not a command', 'Did you mean `atakora apply`?'));
  it('an unknown flag', () => says(['plan', '--locl'], 64, 'error ATK1002: "--locl" is not a flag of plan', 'Did you mean --local?'));
  it('a flag before the command', () => says(['--local', 'plan'], 64, 'error ATK1002', 'Flags follow the command'));
  it('an unknown environment', () => says(['plan', '--local', '--env', 'prd'], 64, 'error ATK1004: there is no environment "prd"', 'Did you mean "prod"?'));
  it('an environment with a suffix that is none', () => says(['plan', '--env', 'dev@cloud'], 64, 'error ATK1004'));
  it('a flag without its value', () => says(['plan', '--env'], 64, 'error ATK1002: --env needs a value'));
  it('an argument too many', () => says(['plan', 'everything'], 64, 'error ATK1002', '"everything" is one too many'));
  it('-q and -v', () => says(['plan', '--local', '-q', '-v'], 64, 'error ATK1002', 'contradict each other'));
  it('a detail that does not exist', () => says(['plan', '--local', '--detail', 'some'], 64, 'error ATK1002', 'counts, lines, full, auto'));
  it('a format that does not exist', () => says(['graph', '--local', '--format', 'png'], 64, 'error ATK1002', 'tree, mermaid, dot, json'));
  it('a time that is none', () => says(['apply', '--local', '--lock-timeout', 'soon'], 64, 'error ATK1002', 'lock-timeout'));
  it('an unknown verb of state', () => says(['state', 'lst', '--local'], 64, 'error ATK1002', 'Did you mean `state list`?'));
  it('an unknown address', () => says(['state', 'show', 'main/functions.main/ap', '--local'], 64, 'error ATK1007', 'Did you mean "main/functions.main/app"?'));
  it('an unknown output', () => says(['outputs', 'helloUrk', '--local'], 64, 'error ATK1007', 'helloUrl'));
  it('an unknown run', () => says(['history', 'synth-20250101-000000-00000000', '--local'], 64, 'error ATK1007'));
  it('a run of no form', () => says(['history', '../../etc/passwd', '--local'], 64, /error ATK100\d/));
  it('a wrong value of --refresh', () => says(['plan', '--local', '--refresh', 'maybe'], 64, 'error ATK1002'));
  it('a folder that is not there', () => says(['plan', '--local', '-C', 'nowhere'], 64, 'error ATK1101'));
});

describe.concurrent('without a terminal', () => {
  it('apply without --yes changes nothing and says which flag is missing', async () => {
    const fresh = makeProject({ backend });
    const ended = await fresh.run('apply', '--local');
    expect(ended.code, told(ended)).toBe(64);
    expect(oneLine(ended.stdout + ended.stderr)).toMatch(/error ATK1003.*--yes/);
    expect(fresh.has('.atakora/local/state')).toBe(false);
  });

  it('destroy without --yes changes nothing', async () => {
    await says(['destroy', '--local'], 64, /error ATK1003.*--yes/);
    expect(Object.keys(project.state().resources).length).toBeGreaterThan(10);
  });

  it('a protected environment is not applied to with --yes', () => says(['apply', '--env', 'prod', '--local', '--yes'], 5, 'error ATK1504: environment "prod" is protected'));

  it('init lists all missing answers and their flags at once, and --yes takes the defaults', async () => {
    const folder = makeFolder();
    const asked = await runAtakora(['init'], { cwd: folder });
    expect(asked.code, told(asked)).toBe(64);
    expect(oneLine(asked.stderr + asked.stdout)).toMatch(/error ATK1003.*--name.*--location/);
    const shop = projectIn(folder);
    const wrong = await shop.run('init', '--name', '?!', '--yes');
    expect(wrong.code, told(wrong)).toBe(64);
    expect(oneLine(wrong.stderr)).toMatch(/error ATK1002: --name: /);
    await shop.done('init', '--name', 'shop', '--template', 'uploads', '--yes');
    await shop.done('validate', '--local');
    await shop.done('apply', '--local', '--yes');
    expect((await shop.done('plan', '--local')).stdout).toContain('No changes.');
    // Once more keeps what is there.
    expect((await shop.done('init', '--yes')).stdout).toContain('Nothing to write');
  });

  it('init refuses an unknown template and region before it writes anything', async () => {
    const folder = makeFolder();
    for (const [flag, value] of [['--template', 'uplods'], ['--location', 'westeurop']] as const) {
      const ended = await runAtakora(['init', flag, value, '--yes'], { cwd: folder });
      expect(ended.code, told(ended)).toBe(64);
      expect(ended.stdout + ended.stderr).toContain(flag);
    }
    expect(projectIn(folder).has('.atakora')).toBe(false);
  });
});

describe.concurrent('the environment', () => {
  it('comes from the flag, else ATAKORA_ENV, else the manifest', async () => {
    const read = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> => (await runAtakora(['validate', '--local', '--json', ...args], { cwd: project.folder, env })).stdout;
    expect(await read([], {})).toContain('"environment": "dev@local"');
    expect(await read([], { ATAKORA_ENV: 'qa' })).toContain('"environment": "qa@local"');
    expect(await read(['-e', 'staging'], { ATAKORA_ENV: 'qa' })).toContain('"environment": "staging@local"');
    expect(await read(['-e', 'prod@local'], {})).toContain('"environment": "prod@local"');
  });
});

describe.concurrent('help and version', () => {
  it('need no project and exit 0', async () => {
    const folder = makeFolder();
    for (const args of [['--help'], ['-h'], ['help'], [], ['help', 'apply'], ['apply', '--help'], ['--version']]) {
      const ended = await runAtakora(args, { cwd: folder });
      expect(ended.code, told(ended)).toBe(0);
      expect(ended.stdout).not.toBe('');
      expect(ended.stderr).toBe('');
    }
  });
});
