import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
const pay = defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY'), SHOP_KEY: secret('SHOP_KEY', { required: false }) } });
export const backend = defineBackend({ pay });
`;
const rotate = ['secrets', 'rotate', 'PAY_KEY', '--from-file', 'next.txt', '--grace', '0', '--yes'] as const;
const due = ['secrets', 'rotate', '--due', '--yes'] as const;

/** Every death before and after every call; else those around calls that change something (on the way back, every second), and before every ninth other. */
const isFull = process.env['ATAKORA_FULL_MATRIX'] === '1';
const reading = /\.(?:read|readJournal|list|names|history|get|versions|lockInfo|ask|health|secretReferences)$/;

let program: MortalProgram;
let runners: Runners;
let applied: Scene;

beforeAll(async () => {
  program = await buildMortalProgram();
  runners = startRunners(program.file, 2, cache());
  applied = sceneInFiles(join(program.folder, 'rotates'));
  writeFiles(applied, { 'atakora/backend.ts': backend, 'atakora/pay.ts': '', 'values.env': 'PAY_KEY=old\n', 'next.txt': 'next' });
  const first = await alone(applied, ['apply', '--yes', '--secrets-file', 'values.env']);
  expect(first.code, first.text).toBe(0);
}, 120_000);
afterAll(() => {
  runners?.stop();
  program?.remove();
});

function cache(): string {
  return join(program.folder, '..', 'cache');
}

function alone(scene: Scene, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProcessEnd> {
  return runProcess(program.file, { argv, cwd: scene.folder, env: { ...scene.env, ...env } }, cache());
}

const versions = ({ folder }: Scene) => secretsInWorld(folder, 'environments-world').filter(({ name }) => name === 'PAY-KEY');
/** `value on|off mark`, oldest first. */
const told = (scene: Scene): readonly string[] => versions(scene).map(({ value, enabled, tags }) => `${value} ${enabled ? 'on' : 'off'} ${tags['atakora:rotation'] ?? '-'}`);

function faults({ folder }: Scene, ...rules: readonly string[]): void {
  writeFileSync(join(folder, '.atakora/local/environments-world/faults.json'), JSON.stringify({ seed: 1, rules }));
}

async function callsOf(scene: Scene, code: number): Promise<readonly string[]> {
  const log = join(scene.folder, 'calls');
  const whole = await alone(scene, rotate, { [deathVariables.calls]: log });
  expect(whole.code, whole.text).toBe(code);
  return readFileSync(log, 'utf8').trim().split('\n');
}

interface Death {
  readonly call: number;
  readonly moment: Moment;
  readonly name: string;
}

function deathsOf(calls: readonly string[]): readonly Death[] {
  let reads = 0;
  return calls.flatMap((name, index) => {
    const moments: readonly Moment[] = isFull || !reading.test(name) ? ['before', 'after'] : (reads += 1) % 9 === 0 ? ['before'] : [];
    return moments.map((moment) => ({ call: index + 1, moment, name }));
  });
}

/** Three at a time; each death in a copy of the scene. On a machine that stands still now and then, an app is asked less often than when calls were counted: such a run comes to its end. */
async function eachDeath(name: string, whole: Scene, deaths: readonly Death[], check: (scene: Scene, death: string) => Promise<void>): Promise<void> {
  const left = [...deaths];
  let undead = 0;
  const worker = async (): Promise<void> => {
    for (let death = left.shift(); death !== undefined; death = left.shift()) {
      const what = `killed ${death.moment} call ${death.call} (${death.name})`;
      const scene = await whole.copy(join(program.folder, `${name}-${death.call}-${death.moment}`));
      const killed = await alone(scene, rotate, { [deathVariables.at]: `${death.call} ${death.moment}` });
      if (killed.signal === null) {
        undead += 1;
        continue;
      }
      expect(killed.signal, `${what}\n${killed.text}`).toBe('SIGKILL');
      // Whoever reads the secret at this instant gets a value.
      expect(versions(scene).at(-1)?.enabled, what).toBe(true);
      expect(versions(scene)[0]?.value, what).toBe('old');
      await check(scene, what);
      rmSync(scene.folder, { recursive: true, force: true });
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  expect(undead, 'runs that were not killed').toBeLessThanOrEqual(deaths.length / 4);
}

describe('a rotation of a secret, killed by SIGKILL before and after its calls', () => {
  it('is finished by the same command with the same value, whatever it was at', async () => {
    const calls = await callsOf(await applied.copy(join(program.folder, 'whole')), 0);
    for (const call of ['azure.secrets.set', 'azure.secrets.update', 'azure.apps.refreshSecrets', 'azure.apps.restart', 'azure.apps.health']) expect(calls).toContain(call);
    const deaths = deathsOf(calls);
    expect(deaths.length).toBeGreaterThan(8);
    await eachDeath('finish', applied, deaths, async (scene, what) => {
      const isOver = told(scene).join() === 'old off replaced,next on current';
      const again = await runners.run({ argv: rotate, cwd: scene.folder, env: scene.env });
      // What was finished already is told: the value is the one that the secret has.
      expect(again.code, `${what}\n${again.text}`).toBe(isOver ? 64 : 0);
      expect(told(scene), `${what}\n${again.text}`).toEqual(['old off replaced', 'next on current']);
    });
  }, 600_000);

  it('on its way back, because an app does not run with the new value, is finished by --due', async () => {
    const scene = await applied.copy(join(program.folder, 'ill'));
    faults(scene, 'unhealthy name=func-*');
    const ill = await scene.copy(join(program.folder, 'ill-whole'));
    const calls = await callsOf(ill, 4);
    expect(told(ill)).toEqual(['old on -', 'next off failed', 'old on current']);
    const wrote = calls.indexOf('azure.secrets.set');
    await eachDeath('back', scene, deathsOf(calls).filter(({ call }, index) => call > wrote && (isFull || index % 2 === 0)), async (dead, what) => {
      const began = versions(dead).length > 1;
      const again = await runners.run({ argv: due, cwd: dead.folder, env: dead.env });
      expect([0, 4], `${what}\n${again.text}`).toContain(again.code);
      expect(told(dead), `${what}\n${again.text}`).toEqual(began ? ['old on -', 'next off failed', 'old on current'] : ['old on -']);
    });
  }, 600_000);
});

describe('two rotations of one secret at once', () => {
  it('lose no value, and leave one of the two as the only one that is read', async () => {
    for (let round = 0; round < (isFull ? 12 : 2); round += 1) {
      const scene = await applied.copy(join(program.folder, `both-${round}`));
      writeFiles(scene, { 'other.txt': 'other' });
      const both = await Promise.all(['next.txt', 'other.txt'].map((file) => alone(scene, ['secrets', 'rotate', 'PAY_KEY', '--from-file', file, '--grace', '0', '--yes'])));
      for (const { code, text } of both) expect([0, 1], text).toContain(code);
      expect(both.some(({ code }) => code === 0), both.map(({ text }) => text).join('\n')).toBe(true);
      const after = await runners.run({ argv: due, cwd: scene.folder, env: scene.env });
      expect(after.code, after.text).toBe(0);
      const found = versions(scene);
      expect(found.map(({ value }) => value).sort()).toEqual(['next', 'old', 'other']);
      expect(told(scene).filter((version) => version.includes(' on ')), both.map(({ text }) => text).join('\n')).toEqual([`${found.at(-1)?.value ?? ''} on current`]);
      rmSync(scene.folder, { recursive: true, force: true });
    }
  }, 300_000);
});
