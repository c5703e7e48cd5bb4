import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azurite } from './azurite-process.ts';
import { startAzurite } from './azurite-process.ts';
import type { MortalProgram } from './crash-matrix/build-program.ts';
import { buildMortalProgram } from './crash-matrix/build-program.ts';
import type { Moment } from './crash-matrix/death.ts';
import { deathVariables } from './crash-matrix/death.ts';
import { requestLogVariable } from './crash-matrix/logged-client.ts';
import type { Outcome } from './crash-matrix/outcome.ts';
import { outcomeOf, packagesIn } from './crash-matrix/outcome.ts';
import type { ProcessEnd, Runners } from './crash-matrix/runners.ts';
import { runProcess, startRunners } from './crash-matrix/runners.ts';
import type { Scene } from './crash-matrix/scene.ts';
import { applyCommand, definitions, publishing, sceneInBlobs, sceneInFiles, writeFiles } from './crash-matrix/scene.ts';

/** Every death of the matrix (some ten minutes), also of a first apply and of a destroy; else those that can be told apart, within a minute. */
const isFull = process.env['ATAKORA_FULL_MATRIX'] === '1';

/** Calls that change nothing: before and after them the world is the same. Whatever is not named here counts as a change. */
const reading = /\.(?:read|readJournal|list|names|history|get|folders|listGroup|ask|validate|getDeployment|listOperations|isDone|secretNames|health)$/;

let program: MortalProgram;
let runners: Runners;
let azurite: Azurite;

beforeAll(async () => {
  [program, azurite] = await Promise.all([buildMortalProgram(), startAzurite()]);
  runners = startRunners(program.file, 2, cache());
}, 60_000);
afterAll(async () => {
  runners?.stop();
  await azurite?.stop();
  program?.remove();
});

function cache(): string {
  return join(program.folder, '..', 'cache');
}

function alone(scene: Scene, env: Readonly<Record<string, string>> = {}, argv: readonly string[] = applyCommand): Promise<ProcessEnd> {
  return runProcess(program.file, { argv, cwd: scene.folder, env: { ...scene.env, [requestLogVariable]: scene.requests, ...env } }, cache());
}

/** Runs in a process that stays, and has to succeed. */
async function next(scene: Scene, told: string, argv: readonly string[]): Promise<void> {
  const { code, text } = await runners.run({ argv, cwd: scene.folder, env: { ...scene.env, [requestLogVariable]: scene.requests } });
  expect(code, `${told}\n${text}`).toBe(0);
}

/** What nobody disturbed: the scene before the command, its calls, and what it leaves. */
interface Undisturbed {
  readonly name: string;
  readonly argv: readonly string[];
  readonly before: Scene;
  readonly calls: readonly string[];
  readonly outcome: Outcome;
  /** What else must hold after a death. */
  readonly check?: (scene: Scene, death: Death, told: string) => void;
}

async function undisturbed(name: string, before: Scene, argv: readonly string[] = applyCommand): Promise<Undisturbed> {
  const scene = await before.copy(join(program.folder, `${name}-whole`));
  const log = join(scene.folder, 'calls');
  const whole = await alone(scene, { [deathVariables.calls]: log }, argv);
  expect(whole.code, whole.text).toBe(0);
  return { name, argv, before, calls: readFileSync(log, 'utf8').trim().split('\n'), outcome: outcomeOf(scene, await scene.state()) };
}

/** A scene in which the first definition stands and the second is written. */
async function standing(scene: Scene): Promise<Scene> {
  const first = await alone(scene);
  expect(first.code, first.text).toBe(0);
  writeFileSync(join(scene.folder, 'atakora/backend.ts'), definitions.after);
  rmSync(scene.requests);
  return scene;
}

/** The apply between the two definitions; both kinds of replacement, for one, are in it. */
async function changing(name: string, scene: Scene): Promise<Undisturbed> {
  const whole = await undisturbed(name, await standing(scene));
  expect(Object.values(whole.outcome.requests).map((steps) => steps.join(' ')).sort()).toEqual(['DELETE', 'DELETE', 'DELETE PUT', 'PUT', 'PUT', 'PUT']);
  return whole;
}

interface Death {
  readonly call: number;
  readonly moment: Moment;
  readonly name: string;
}

/** A death before and one after each call; but in the full matrix only before every sixth of those that just read. */
function deathsOf(calls: readonly string[]): readonly Death[] {
  let reads = 0;
  return calls.flatMap((name, index) => {
    const moments: readonly Moment[] = isFull || !reading.test(name) ? ['before', 'after'] : (reads += 1) % 6 === 0 ? ['before'] : [];
    return moments.map((moment) => ({ call: index + 1, moment, name }));
  });
}

/** Kills a run of the scene; false when it ended before it came to that call. */
async function kill(scene: Scene, { argv }: Undisturbed, { call, moment }: Pick<Death, 'call' | 'moment'>, told: string): Promise<boolean> {
  const killed = await alone(scene, { [deathVariables.at]: `${call} ${moment}` }, argv);
  if (killed.code === 0) return false;
  expect(killed.signal, `${told}\n${killed.text}`).toBe('SIGKILL');
  const lock = await scene.store.lockInfo();
  // The lease of a dead process lasts for a minute; `state unlock` ends it at once.
  if (lock !== undefined && scene.env['ATAKORA_STATE_CONNECTION_STRING'] !== undefined) await scene.store.breakLock(lock.id);
  return true;
}

/** Lets the next run finish, and compares what is there with what an undisturbed run leaves. */
async function finish(scene: Scene, { argv, outcome, check }: Undisturbed, told: string, death?: Death): Promise<void> {
  await next(scene, told, argv);
  expect(outcomeOf(scene, await scene.state()), told).toEqual(outcome);
  if (death !== undefined) check?.(scene, death, told);
  // A run that finds nothing left to do takes no lock, and the record of the dead one stays until the next that does.
  expect([await scene.store.readJournal(), (await scene.store.lockInfo())?.held ?? false], told).toEqual([[], false]);
  const serial = (await scene.store.read())?.serial ?? 0;
  expect((await scene.store.history()).map((version) => version.serial), told).toEqual(Array.from({ length: serial - 1 }, (_, index) => serial - 1 - index));
  rmSync(scene.folder, { recursive: true, force: true });
}

/** False when the run came to its end: on a machine that stands still now and then, one looks or renews once less than the one that was counted. */
async function survives(whole: Undisturbed, death: Death): Promise<boolean> {
  const { call, moment, name: what } = death;
  const told = `killed ${moment} call ${call} (${what})`;
  const scene = await whole.before.copy(join(program.folder, `${whole.name}-${call}-${moment}`));
  const isDead = await kill(scene, whole, { call, moment }, told);
  await finish(scene, whole, told, isDead ? death : undefined);
  return isDead;
}

/** Killed once, and the next run too, at one call after the other until one comes to its end. */
async function survivesTwice(whole: Undisturbed, first: Death, every: number): Promise<number> {
  for (let call = 1, kills = 0; ; call += every, kills += 1) {
    const told = `killed ${first.moment} call ${first.call} (${first.name}), then before call ${call}`;
    const scene = await whole.before.copy(join(program.folder, `${whole.name}-${first.call}-${first.moment}-${call}`));
    expect(await kill(scene, whole, first, told), told).toBe(true);
    const goesOn = await kill(scene, whole, { call, moment: 'before' }, told);
    await finish(scene, whole, told);
    if (!goesOn) return kills;
  }
}

/** Three at a time: a process starts while another one's successor works. */
async function survivesAll(whole: Undisturbed, deaths: readonly Death[]): Promise<void> {
  const left = [...deaths];
  const failures: unknown[] = [];
  let undead = 0;
  const worker = async (): Promise<void> => {
    for (let death = left.shift(); death !== undefined; death = left.shift()) {
      const isDead = await survives(whole, death).catch((error: unknown) => failures.push(error));
      if (isDead === false) undead += 1;
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  const [first] = failures;
  if (first instanceof Error) first.message = [`${failures.length} of ${deaths.length} deaths`, ...failures.map((failure) => String(failure).split('\n')[0]), first.message].join('\n');
  if (first !== undefined) throw first;
  expect(undead, 'runs that were not killed').toBeLessThanOrEqual(deaths.length / 20);
}

const which = isFull ? 'before and after every call' : 'before and after every call that changes something and before every sixth other';

const patienceMs = isFull ? 3_600_000 : 600_000;

describe('an apply with a creation, an update, a deletion and both kinds of replacement, killed by SIGKILL', () => {
  it(`with its state in files, ${which}: the next apply leaves what an undisturbed one leaves`, async () => {
    const whole = await changing('files', sceneInFiles(join(program.folder, 'files')));
    const deaths = deathsOf(whole.calls);
    expect(deaths.length).toBeGreaterThan(45);
    await survivesAll(whole, deaths);
  }, patienceMs);

  it(`with its state in blobs, ${isFull ? '' : 'at every fourth death '}${which}, requests to the container among them: the next apply leaves what an undisturbed one leaves`, async () => {
    const whole = await changing('blobs', await sceneInBlobs(join(program.folder, 'blobs'), azurite));
    const deaths = deathsOf(whole.calls).filter((_, index) => isFull || index % 4 === 0);
    expect(deaths.length).toBeGreaterThan(20);
    await survivesAll(whole, deaths);
  }, patienceMs);

  it(`after it started a deployment, and the next one killed before every ${isFull ? '' : 'twelfth '}call too: the one after that leaves what an undisturbed one leaves`, async () => {
    const whole = await changing('again', sceneInFiles(join(program.folder, 'again')));
    const first = deathsOf(whole.calls).find(({ name, moment }) => name === 'azure.startDeployment' && moment === 'after');
    expect(await survivesTwice(whole, first ?? expect.fail('no deployment'), isFull ? 1 : 12)).toBeGreaterThan(3);
  }, patienceMs);
});

describe('an apply that publishes the code of a function app, killed by SIGKILL', () => {
  it(`${isFull ? 'before and after every call' : 'before or after every call that changes something'}: the app gets the package, and not again once it was recorded`, async () => {
    const scene = sceneInFiles(join(program.folder, 'publishes'));
    writeFiles(scene, { 'atakora/backend.ts': publishing.backend, ...publishing.files });
    const first = await alone(scene, {}, ['apply', '--yes']);
    expect(first.code, first.text).toBe(0);
    rmSync(scene.requests);
    writeFiles(scene, publishing.next);
    const whole = await undisturbed('publishes', scene, ['apply', '--yes']);
    expect([whole.outcome.requests, Object.values(whole.outcome.packages).map(({ length }) => length)]).toEqual([{}, [2]]);
    const sent = whole.calls.indexOf('azure.apps.publish') + 1;
    const recorded = whole.calls.findIndex((name, index) => index >= sent && name.endsWith('.append')) + 1;
    expect([sent, recorded].every((call) => call > 0)).toBe(true);
    const check: Undisturbed['check'] = ({ folder }, { call, moment }, told) => {
      const isUnknown = (call === sent && moment === 'after') || (call > sent && call < recorded) || (call === recorded && moment === 'before');
      expect(packagesIn(folder), told).toHaveLength(isUnknown ? 3 : 2);
    };
    const deaths = deathsOf(whole.calls).filter(({ call, name }, index) => isFull || (!reading.test(name) && (index % 2 === 0 || (call >= sent && call <= recorded))));
    await survivesAll({ ...whole, check }, deaths);
  }, patienceMs);
});

describe.runIf(isFull)('the first apply and a destroy, killed by SIGKILL before and after every call', () => {
  it.each(['files', 'blobs'] as const)('with the state in %s: the next run leaves what an undisturbed one leaves', async (where) => {
    const make = async (name: string): Promise<Scene> => (where === 'files' ? sceneInFiles(join(program.folder, name)) : sceneInBlobs(join(program.folder, name), azurite));
    const first = await undisturbed(`${where}-first`, await make(`${where}-first`));
    await survivesAll(first, deathsOf(first.calls));
    const last = await undisturbed(`${where}-destroy`, await standing(await make(`${where}-destroy`)), ['destroy', '--yes']);
    await survivesAll(last, deathsOf(last.calls));
  }, patienceMs);
});
