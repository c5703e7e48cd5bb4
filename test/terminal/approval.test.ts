import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, edit, keys, makeProject, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, up, enter, escape, ctrlC } = keys;
const stateFolder = '.atakora/local/state/7352bca4-48a9-460b-8fa7-435b82518fe3';

async function openApproval(folder: string): Promise<TerminalSession> {
  const terminal = atakora(folder, ['apply', '--local'], { tellsSettings: true });
  await terminal.until('the question', shows('❯ Cancel'));
  return terminal;
}

/** No state, no journal, no lock, no run. */
function expectUntouched(folder: string): void {
  const left = existsSync(join(folder, stateFolder)) ? readdirSync(join(folder, stateFolder)) : [];
  expect(left.filter((name) => !name.endsWith('.key'))).toEqual([]);
  expect(existsSync(join(folder, '.atakora/local/runs'))).toBe(false);
}

describe('the approval of apply', () => {
  test.each([
    ['a bare Enter', enter],
    ['Esc', escape],
    ['n', 'n'],
    ['a burst that ends on Cancel', `${down}${up}${enter}`],
    ['Ctrl-C', ctrlC],
  ])('%s changes nothing and exits with 130', async (_name, typed) => {
    const folder = makeProject();
    const terminal = await openApproval(folder);
    await terminal.type(typed);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(terminal.transcript().join('\n').replaceAll(/\s+/g, ' ')).toMatch(/nothing was changed/);
    expectUntouched(folder);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s from outside takes the question away, changes nothing and gives the terminal back', async (signal) => {
    const folder = makeProject();
    const terminal = atakora(folder, ['apply', '--local']);
    await terminal.until('the question', shows('❯ Cancel'));
    terminal.signal(signal);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectUntouched(folder);
  });

  test('after Ctrl-C the lock is free: the next apply does not wait', async () => {
    const folder = makeProject();
    const terminal = await openApproval(folder);
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(await atakora(folder, ['apply', '--local', '--yes', '--lock-timeout', '0s']).ended()).toBe(0);
  });

  test.each([
    ['a burst that ends on Yes', `${down}${down}${down}${down}${enter}`],
    ['y', 'y'],
  ])('%s applies', async (_name, typed) => {
    const folder = makeProject();
    const terminal = await openApproval(folder);
    await terminal.type(typed);
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(readFileSync(join(folder, stateFolder, 'dev@local.json'), 'utf8')).toContain('"serial": 1');
  });
});

describe('the question of destroy', () => {
  test('wants the name of the environment, and nothing is deleted without it', async () => {
    const folder = makeProject();
    expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
    const before = readFileSync(join(folder, stateFolder, 'dev@local.json'), 'utf8');
    const empty = atakora(folder, ['destroy', '--local']);
    await empty.until('the question', shows('Type dev to go on'));
    await empty.type(enter);
    expect(await empty.ended()).toBe(130);
    const terminal = atakora(folder, ['destroy', '--local']);
    await terminal.until('the question', shows('Type dev to go on'));
    await terminal.type(`y${enter}`);
    await terminal.until('the refusal', shows('That is not dev.'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expect(readFileSync(join(folder, stateFolder, 'dev@local.json'), 'utf8')).toBe(before);
  });
});

describe('a plan that loses data', () => {
  test('wants the name of the environment typed, as naming each address on the command line does', async () => {
    const folder = makeProject();
    expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
    edit(folder, 'atakora/feedback/resource.ts', "uniqueKeys: [['/reader']]", "uniqueKeys: [['/text']]");
    const piped = atakora(folder, ['apply', '--local', '--yes']);
    expect(await piped.ended()).toBe(5);
    const terminal = atakora(folder, ['apply', '--local']);
    await terminal.until('the question', shows('Type dev to go on'));
    await terminal.type(`dev${enter}`);
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
  });
});
