import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, edit, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, up, enter, escape, ctrlC } = keys;
const right = '\u001B[C';
const canary = 'C4nary-w1zard-55dd';

/** The wizard at its settings, everything before them answered by flags. */
async function openAtSettings(folder: string, args: readonly string[] = [], tellsSettings = false): Promise<TerminalSession> {
  const given = ['--name', 'shop', '--organization', 'Acme', '--template', 'uploads', '--location', 'westeurope', '--environments', 'dev,prod', '--default-env', 'dev', '--tags', 'owner=anna'];
  const terminal = atakora(folder, ['init', ...given, ...args], { tellsSettings });
  await terminal.until('the subscription', shows('Which Azure subscription?'));
  await terminal.type(enter);
  await terminal.until('the settings', shows('Which settings differ'));
  return terminal;
}

async function answerPlan(terminal: TerminalSession, answer: string): Promise<void> {
  await terminal.until('the offer of a plan', shows('Run atakora plan --local now?'));
  terminal.typeLine(answer);
}

function expectUnseen(terminal: TerminalSession): void {
  expect(terminal.raw()).not.toContain(canary);
  expect(terminal.raw()).not.toContain(canary.slice(2, 10));
}

describe('the settings in the wizard', () => {
  test('takes the cells that a burst points at, and writes them to a configuration that says them', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAtSettings(folder);
    await terminal.type(`${down}${down}${down}${up} ${right}${down}77${enter}${enter}`);
    await terminal.until('the secrets', shows('What becomes of the secrets?'));
    await terminal.type(enter);
    await terminal.until('the review', shows('dev.functionApp.instanceMemoryMb=4096'));
    await terminal.type(enter);
    await answerPlan(terminal, `n${enter}`);
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    expect(readFileSync(join(folder, 'atakora.config.ts'), 'utf8')).toContain('dev: {\n      functionApp: { instanceMemoryMb: 4096 },');
    expect(readFileSync(join(folder, 'atakora.config.ts'), 'utf8')).toContain('functionApp: { maximumInstances: 77 }');
    expect(terminal.transcript().join('').replaceAll(/\s+/g, '')).toContain('--setdev.functionApp.instanceMemoryMb=4096--setprod.functionApp.maximumInstances=77');
  });

  test('takes a long paste into a cell, keeps it there with the words of the schema, and takes what comes in its place', async () => {
    const terminal = await openAtSettings(makeFolder('shop'));
    await terminal.type(`${down}${down}${down}e\u001B[200~${'9'.repeat(150)}\r\n${'9'.repeat(150)}\r\u001B[201~`);
    await terminal.until('the pasted text', shows('maximumInstances = 4099999'));
    await terminal.type(enter);
    await terminal.until('the reason', shows('it must be a number'));
    await terminal.type(`${keys.clear}50${enter}`);
    await terminal.until('the value', shows('dev.functionApp.maximumInstances = 50, was 40'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('of a project that has a configuration are shown as they are in it, and changed in its place', async () => {
    const folder = makeFolder('shop');
    const first = atakora(folder, ['init', '--template', 'uploads', '--set', 'prod.functionApp.maximumInstances=60', '--yes']);
    expect(await first.ended()).toBe(0);
    edit(folder, 'atakora.config.ts', 'functionApp: {', '// ours\n      functionApp: {');
    const terminal = await openAtSettings(folder);
    await terminal.type(`${right}${down}${down}${down}`);
    await terminal.until('the value of the file', shows('prod.functionApp.maximumInstances = 60'));
    await terminal.type(`70${enter}${enter}`);
    await terminal.until('the review', shows('nothing is written yet'));
    await terminal.type('d\u001B[6~');
    await terminal.until('the difference', shows('+ functionApp: { maximumInstances: 70 },'));
    await terminal.type(enter);
    await answerPlan(terminal, `n${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(readFileSync(join(folder, 'atakora.config.ts'), 'utf8')).toContain('// ours\n      functionApp: { maximumInstances: 70 },');
  });
});

describe('the secrets in the wizard', () => {
  test('entered are asked masked, are in .env alone, and never in the bytes of the terminal', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAtSettings(folder);
    await terminal.type(enter);
    await terminal.until('the secrets', shows('What becomes of the secrets?'));
    await terminal.type('  ');
    await terminal.until('the choice', shows('SCAN_API_KEY = enter, was later'));
    await terminal.type(enter);
    await terminal.until('the review', shows('nothing is written yet'));
    await terminal.type(enter);
    await terminal.until('the question', shows('the value of SCAN_API_KEY for dev'));
    expect(readdirSync(folder)).toEqual([]);
    await terminal.type(`${canary}${enter}`);
    await terminal.until('the question again', shows('again'));
    await terminal.type(`${canary}${enter}`);
    await answerPlan(terminal, enter);
    expect(await terminal.ended()).toBe(0);
    expectUnseen(terminal);
    expectRestored(terminal);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toContain(canary);
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toContain('.env\n');
    const text = terminal.transcript().join('\n');
    expect(text).toContain('SCAN_API_KEY: in .env, for this machine only; git ignores it');
    expect(text).not.toContain('--secret');
    // The plan that was taken ran in the same process.
    expect(text).toMatch(/Plan: \d+ to create/);
  });

  test.each(['the settings', 'the secrets', 'the value'])('left with Ctrl-C at %s write nothing, keep no value, and give the terminal back', async (step) => {
    const folder = makeFolder('shop');
    const terminal = await openAtSettings(folder, [], true);
    if (step !== 'the settings') {
      await terminal.type(enter);
      await terminal.until('the secrets', shows('What becomes of the secrets?'));
    }
    if (step === 'the value') {
      await terminal.type('  ');
      await terminal.until('the choice', shows('= enter'));
      await terminal.type(enter + enter);
      await terminal.until('the question', shows('the value of SCAN_API_KEY'));
      await terminal.type(canary);
    }
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
    expectUnseen(terminal);
    expect(readdirSync(folder)).toEqual([]);
    expect(draftsOf(folder)).not.toContain(canary.slice(2, 10));
  });

  test('go back to the settings with what was chosen, and are as they were when they come again', async () => {
    const terminal = await openAtSettings(makeFolder('shop'));
    await terminal.type(enter);
    await terminal.until('the secrets', shows('What becomes of the secrets?'));
    await terminal.type(' ');
    await terminal.until('the choice', shows('= generate'));
    await terminal.type(escape);
    await terminal.until('the settings', shows('Which settings differ'));
    await terminal.type(enter);
    await terminal.until('the choice again', shows('SCAN_API_KEY = generate, was later'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  });
});

test('Ctrl-C at the offer of a plan leaves what is written', async () => {
  const folder = makeFolder('shop');
  const terminal = await openAtSettings(folder, [], true);
  await terminal.type(enter + enter + enter);
  await answerPlan(terminal, ctrlC);
  expect(await terminal.ended()).toBe(130);
  expectRestored(terminal);
  expectCooked(terminal);
  expect(existsSync(join(folder, 'atakora/backend.ts'))).toBe(true);
});

/** All drafts of the wizard that the user has. */
function draftsOf(folder: string): string {
  const drafts = join(folder, '..', 'user-state', 'atakora', 'drafts');
  return existsSync(drafts) ? readdirSync(drafts).map((name) => readFileSync(join(drafts, name), 'utf8')).join('\n') : '';
}
