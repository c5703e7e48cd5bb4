import { readFileSync } from 'node:fs';
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
const pay = defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { A: secret('A_KEY'), B: secret('B_KEY'), C: secret('C_KEY', { required: false }) } });
export const backend = defineBackend({ pay });
`;
const command = ['secrets', 'import', 'next.env', '--yes', '--json'] as const;

let program: MortalProgram;
let runners: Runners;
let applied: Scene;

beforeAll(async () => {
  program = await buildMortalProgram();
  runners = startRunners(program.file, 1, join(program.folder, '..', 'cache'));
  applied = sceneInFiles(join(program.folder, 'imports'));
  writeFiles(applied, { 'atakora/backend.ts': backend, 'atakora/pay.ts': '', 'first.env': 'A_KEY=old-a\nB_KEY=same-b\n', 'next.env': 'A_KEY=new-a\nB_KEY=same-b\nC_KEY=new-c\n' });
  const first = await run(applied, ['apply', '--yes', '--secrets-file', 'first.env']);
  expect(first.code, first.text).toBe(0);
}, 120_000);
afterAll(() => {
  runners?.stop();
  program?.remove();
});

function run(scene: Scene, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProcessEnd> {
  return runProcess(program.file, { argv, cwd: scene.folder, env: { ...scene.env, ...env } }, join(program.folder, '..', 'cache'));
}

/** `NAME value` of each version, oldest first. */
const told = ({ folder }: Scene): readonly string[] => secretsInWorld(folder, 'environments-world').map(({ name, value }) => `${name} ${value}`);
const whole = ['A-KEY old-a', 'A-KEY new-a', 'B-KEY same-b', 'C-KEY new-c'];

function momentsOf(name: string, index: number): readonly Moment[] {
  if (name.startsWith('azure.')) return name === 'azure.secrets.set' ? ['before', 'after'] : ['before'];
  return index === 0 ? ['before'] : [];
}

it('an import killed by SIGKILL before or after any of its calls goes on when it is run again, and sets nothing twice', async () => {
  const log = join(program.folder, 'calls');
  const unharmed = await applied.copy(join(program.folder, 'whole'));
  expect((await run(unharmed, command, { [deathVariables.calls]: log })).code).toBe(0);
  expect(told(unharmed)).toEqual(whole);
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  expect(calls.filter((name) => name === 'azure.secrets.set')).toHaveLength(2);
  const seen = new Set<string>();
  for (const [index, name] of calls.entries()) {
    // Before a call is after the one before it; of those that only read the state, one stands for all.
    for (const moment of momentsOf(name, index)) {
      const what = `killed ${moment} call ${index + 1} (${name})`;
      const scene = await applied.copy(join(program.folder, `death-${index}-${moment}`));
      const killed = await run(scene, command, { [deathVariables.at]: `${index + 1} ${moment}` });
      expect(killed.signal, `${what}\n${killed.text}`).toBe('SIGKILL');
      const left = told(scene);
      seen.add(left.join());
      // No value is half there, and none of before is gone.
      expect(whole.filter((version) => left.includes(version)), what).toEqual(left);
      const again = await runners.run({ argv: command, cwd: scene.folder, env: scene.env });
      expect(again.code, `${what}\n${again.text}`).toBe(0);
      expect(told(scene), what).toEqual(whole);
      expect(JSON.parse(again.text), what).toMatchObject({ secrets: [{ name: 'A_KEY', change: left.includes('A-KEY new-a') ? 'equal' : 'changed' }, { name: 'B_KEY', change: 'equal', set: false }, { name: 'C_KEY' }] });
    }
  }
  // Nothing written, one written, both written.
  expect(seen.size).toBe(3);
}, 300_000);
