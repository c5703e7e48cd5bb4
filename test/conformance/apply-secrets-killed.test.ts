import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secretsInWorld } from '../acceptance/secret-world.ts';
import type { MortalProgram } from './crash-matrix/build-program.ts';
import { buildMortalProgram } from './crash-matrix/build-program.ts';
import type { Moment } from './crash-matrix/death.ts';
import { deathVariables } from './crash-matrix/death.ts';
import type { ProcessEnd, Runners } from './crash-matrix/runners.ts';
import { runProcess, startRunners } from './crash-matrix/runners.ts';
import type { Scene } from './crash-matrix/scene.ts';
import { sceneInFiles, writeFiles } from './crash-matrix/scene.ts';

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
const pay = defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { A: secret('A_KEY'), B: secret('B_KEY'), C: secret('C_KEY', { generate: {} }) } });
export const backend = defineBackend({ pay });
`;
const values: Readonly<Record<string, string>> = { 'A-KEY': 'canary-a-71f0c2', 'B-KEY': 'canary-b-93d5e8' };
/** One at a time, so that some are written and some are not. */
const command = ['apply', '--yes', '--concurrency', '1', '--secrets-file', 'values.env'] as const;

/** Every death of the matrix; else those around secrets and deployments, and some of the others. */
const isFull = process.env['ATAKORA_FULL_MATRIX'] === '1';

let program: MortalProgram;
let runners: Runners;
let before: Scene;

beforeAll(async () => {
  program = await buildMortalProgram();
  runners = startRunners(program.file, 2, join(program.folder, '..', 'cache'));
  before = sceneInFiles(join(program.folder, 'secrets'));
  writeFiles(before, { 'atakora/backend.ts': backend, 'atakora/pay.ts': '', 'values.env': fileOf(['A-KEY', 'B-KEY']) });
}, 120_000);
afterAll(() => {
  runners?.stop();
  program?.remove();
});

function run(scene: Scene, env: Readonly<Record<string, string>>): Promise<ProcessEnd> {
  return runProcess(program.file, { argv: command, cwd: scene.folder, env: { ...scene.env, ...env } }, join(program.folder, '..', 'cache'));
}

function fileOf(names: readonly string[]): string {
  return names.map((name) => `${name.replace('-', '_')}=${values[name] ?? ''}\n`).join('');
}

const inVault = ({ folder }: Scene): ReturnType<typeof secretsInWorld> => secretsInWorld(folder, 'environments-world');

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Nothing of the values is in state, journal, runs or lock file, whatever was cut off. */
function expectUnrecorded({ folder }: Scene, what: string): void {
  const files = filesBelow(join(folder, '.atakora')).filter((file) => !file.includes('world.db'));
  expect(files.filter((file) => /canary-[ab]-/.test(readFileSync(file, 'utf8'))), what).toEqual([]);
}

interface Death {
  readonly call: number;
  readonly moment: Moment;
  readonly name: string;
}

function deathsOf(calls: readonly string[]): readonly Death[] {
  let others = 0;
  return calls.flatMap((name, index) => {
    const matters = isFull || name === 'azure.secrets.set' || name === 'azure.startDeployment';
    const moments: readonly Moment[] = matters ? ['before', 'after'] : (others += 1) % 20 === 0 ? ['after'] : [];
    return moments.map((moment) => ({ call: index + 1, moment, name }));
  });
}

/** Killed once; then only what was not written is brought again, and every secret has one version. */
async function survives({ call, moment, name }: Death): Promise<number> {
  const what = `killed ${moment} call ${call} (${name})`;
  const scene = await before.copy(join(program.folder, `death-${call}-${moment}`));
  const killed = await run(scene, { [deathVariables.at]: `${call} ${moment}` });
  expect(killed.signal, `${what}\n${killed.text}`).toBe('SIGKILL');
  expectUnrecorded(scene, what);
  const left = inVault(scene);
  writeFiles(scene, { 'values.env': fileOf(Object.keys(values).filter((secret) => !left.some((version) => version.name === secret))) });
  const again = await runners.run({ argv: command, cwd: scene.folder, env: scene.env });
  expect(again.code, `${what}\n${again.text}`).toBe(0);
  const ended = inVault(scene);
  expect(ended.map((version) => version.name).sort(), what).toEqual(['A-KEY', 'B-KEY', 'C-KEY']);
  expect(ended.filter((version) => left.some((kept) => kept.name === version.name && kept.value !== version.value)), what).toEqual([]);
  for (const [secret, value] of Object.entries(values)) expect(ended.find((version) => version.name === secret)?.value, what).toBe(value);
  expectUnrecorded(scene, what);
  expect(await scene.store.readJournal(), what).toEqual([]);
  rmSync(scene.folder, { recursive: true, force: true });
  return left.length;
}

it('an apply with secrets killed by SIGKILL before and after its calls wants only what was not written yet, and records none', async () => {
  const log = join(program.folder, 'calls');
  const unharmed = await before.copy(join(program.folder, 'whole'));
  const whole = await run(unharmed, { [deathVariables.calls]: log });
  expect(whole.code, whole.text).toBe(0);
  const deaths = [...deathsOf(readFileSync(log, 'utf8').trim().split('\n'))];
  expect(deaths.filter(({ name }) => name === 'azure.secrets.set')).toHaveLength(6);
  const seen = new Set<number>();
  const worker = async (): Promise<void> => {
    for (let death = deaths.shift(); death !== undefined; death = deaths.shift()) seen.add(await survives(death));
  };
  await Promise.all([worker(), worker()]);
  // None written, some, and all.
  expect([...seen].sort()).toEqual(expect.arrayContaining([0, 3]));
  expect(seen.size).toBeGreaterThan(2);
}, isFull ? 3_600_000 : 600_000);
