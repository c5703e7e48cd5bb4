import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretsInWorld } from '../acceptance/secret-world.ts';
import type { MortalProgram } from './crash-matrix/build-program.ts';
import { buildMortalProgram } from './crash-matrix/build-program.ts';
import type { Moment } from './crash-matrix/death.ts';
import { deathVariables } from './crash-matrix/death.ts';
import type { ProcessEnd, Runners } from './crash-matrix/runners.ts';
import { runProcess, startRunners } from './crash-matrix/runners.ts';

/** Every death; else every second, and every twelfth of commands that apply a vault first. */
const isFull = process.env['ATAKORA_FULL_MATRIX'] === '1';
const patienceMs = isFull ? 3_600_000 : 300_000;

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY') } }),
});
`;
const values = { old: 'C4nary-killed-old', next: 'C4nary-killed-new\nof two lines' };
const set = ['secrets', 'set', 'PAY_KEY', '--from-file', 'value', '--local', '--yes'] as const;

let program: MortalProgram;
let runners: Runners;
let empty: string;
let applied: string;

beforeAll(async () => {
  program = await buildMortalProgram();
  runners = startRunners(program.file, 2, cache());
  empty = join(program.folder, 'empty');
  const files = {
    '.atakora/manifest.json': JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', environment: 'dev', location: 'westeurope' }),
    '.atakora/local/world/settings.json': '{ "timeScale": 0 }',
    'atakora/backend.ts': backend,
    'atakora/pay.ts': 'export {};\n',
    value: values.next,
    'value.old': values.old,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(empty, path)), { recursive: true });
    writeFileSync(join(empty, path), text);
  }
  applied = copyOf(empty, 'applied');
  await succeeds(applied, ['apply', '--local', '--yes', '--target', 'main/vault.main/vault']);
}, 120_000);
afterAll(() => {
  runners?.stop();
  program?.remove();
});

function cache(): string {
  return join(program.folder, '..', 'cache');
}

function copyOf(folder: string, name: string): string {
  const copy = join(program.folder, name);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function alone(cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProcessEnd> {
  return runProcess(program.file, { argv, cwd, env }, cache());
}

async function succeeds(cwd: string, argv: readonly string[], told = ''): Promise<string> {
  const { code, text } = await runners.run({ argv, cwd, env: {} });
  expect(code, `${told}\n${text}`).toBe(0);
  return text;
}

/** Values in the vault, oldest first; none where there is no world yet. */
function valuesIn(folder: string): readonly string[] {
  return existsSync(join(folder, '.atakora/local/world/world.db')) ? secretsInWorld(folder, 'world').map(({ value }) => value) : [];
}

interface Story {
  readonly name: string;
  readonly before: string;
  readonly argv: readonly string[];
  /** What may be in the vault after a death. */
  readonly allowed: readonly (readonly string[])[];
  /** What is in it once the command was run again. */
  readonly after: readonly string[];
  readonly every?: number;
  /** The command with which a second run goes on; the same when absent. */
  readonly again?: readonly string[];
}

/** Kills the command before and after each of its calls; what is left is whole, and the next run ends where an undisturbed one does. */
async function survives({ name, before, argv, allowed, after, every = isFull ? 1 : 2, again = argv }: Story): Promise<number> {
  const whole = copyOf(before, `${name}-whole`);
  const log = join(whole, 'calls');
  const ended = await alone(whole, argv, { [deathVariables.calls]: log });
  expect(ended.code, ended.text).toBe(0);
  expect(valuesIn(whole)).toEqual(after);
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  const deaths = calls.flatMap((call, at) => (['before', 'after'] as const).map((moment) => ({ call, at: at + 1, moment }))).filter((_, at) => at % every === 0);
  const worker = async (): Promise<void> => {
    for (let death = deaths.shift(); death !== undefined; death = deaths.shift()) await dies(death);
  };
  const dies = async ({ call, at, moment }: { readonly call: string; readonly at: number; readonly moment: Moment }): Promise<void> => {
    const told = `killed ${moment} call ${at} (${call})`;
    const folder = copyOf(before, `${name}-${at}-${moment}`);
    const killed = await alone(folder, argv, { [deathVariables.at]: `${at} ${moment}` });
    if (killed.code !== 0) {
      expect(killed.signal, `${told}\n${killed.text}`).toBe('SIGKILL');
      expect(allowed, told).toContainEqual(valuesIn(folder));
    }
    expect(killed.text).not.toContain('C4nary');
    expect(await succeeds(folder, again, told)).not.toContain('C4nary');
    expect(valuesIn(folder), told).toEqual(after);
    rmSync(folder, { recursive: true, force: true });
  };
  const count = deaths.length;
  await Promise.all([worker(), worker()]);
  return count;
}

describe('a secret, killed by SIGKILL before and after every call', () => {
  it('is set whole or not at all, and once when set again', async () => {
    const before = copyOf(applied, 'set');
    await succeeds(before, ['secrets', 'set', 'PAY_KEY', '--from-file', 'value.old', '--local']);
    const deaths = await survives({ name: 'set', before, every: 1, argv: set, allowed: [[values.old], [values.old, values.next]], after: [values.old, values.next] });
    expect(deaths).toBeGreaterThan(5);
  }, patienceMs);

  it('is there with its earlier version when a deleted namesake was recovered on the way', async () => {
    const before = copyOf(applied, 'namesake');
    await succeeds(before, ['secrets', 'set', 'PAY_KEY', '--from-file', 'value.old', '--local']);
    await succeeds(before, ['secrets', 'remove', 'PAY_KEY', '--local', '--yes']);
    await survives({ name: 'namesake', before, argv: set, allowed: [[values.old], [values.old, values.next]], after: [values.old, values.next] });
  }, patienceMs);

  it(`is stored after its vault was applied for it${isFull ? '' : ', at every twelfth death'}`, async () => {
    const deaths = await survives({ name: 'first', before: empty, argv: set, allowed: [[], [values.next]], after: [values.next], every: isFull ? 1 : 12 });
    expect(deaths).toBeGreaterThan(5);
  }, patienceMs);

  it('is removed, recovered and purged as a whole', async () => {
    const before = copyOf(applied, 'kept');
    await succeeds(before, ['secrets', 'set', 'PAY_KEY', '--from-file', 'value.old', '--local']);
    await succeeds(before, ['secrets', 'set', 'PAY_KEY', '--from-file', 'value', '--local']);
    const both = [values.old, values.next];
    await survives({ name: 'remove', before, argv: ['secrets', 'remove', 'PAY_KEY', '--local', '--yes'], allowed: [both], after: both, again: ['secrets', 'list', '--local'] });
    const removed = copyOf(before, 'removed');
    await succeeds(removed, ['secrets', 'remove', 'PAY_KEY', '--local', '--yes']);
    await survives({ name: 'recover', before: removed, argv: ['secrets', 'recover', 'PAY_KEY', '--local'], allowed: [both], after: both });
  }, patienceMs);
});
