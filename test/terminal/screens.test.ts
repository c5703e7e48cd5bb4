import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuiltProgram } from './build-program.ts';
import { buildProgram } from './build-program.ts';
import type { TerminalSession } from './terminal-session.ts';
import { openTerminal } from './terminal-session.ts';

const size = { columns: 80, rows: 24 };
const down = '\u001B[B';
const enter = '\r';
const ctrlC = '\u0003';

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram(fileURLToPath(new URL('programs/show-screen.tsx', import.meta.url)));
});
afterAll(() => program.remove());

const open = (...args: readonly string[]): TerminalSession => openTerminal(program.file, args, size);
const has = (text: string) => (screen: readonly string[]) => screen.some((line) => line.includes(text));

describe('the approval in a terminal', () => {
  test('answers by where the cursor is when keys arrive in one burst', async () => {
    const terminal = open('approval');
    await terminal.until('the choices', has('Yes, go on'));
    await terminal.type(down + down + down + enter);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join('\n')).toContain('answer: approved');
  });

  test('declines on a bare Enter', async () => {
    const terminal = open('approval');
    await terminal.until('the choices', has('Yes, go on'));
    await terminal.type(enter);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join('\n')).toContain('answer: declined');
  });

  test('takes the word typed in one burst and nothing else', async () => {
    const terminal = open('approval', 'prod');
    await terminal.until('the field', has('Type prod'));
    await terminal.type(`dev${enter}`);
    await terminal.until('the refusal', has('That is not prod'));
    await terminal.type(`\u0015prod${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join('\n')).toContain('answer: approved');
  });

  test('leaves with 130 on Ctrl-C and gives the terminal back', async () => {
    const terminal = open('approval');
    await terminal.until('the choices', has('Yes, go on'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(terminal.cursorIsHidden()).toBe(false);
  });
});

describe('the apply board in a terminal', () => {
  test('leaves in the scrollback the record of each resource and nothing of its moving parts', async () => {
    const terminal = open('board', 'ok');
    expect(await terminal.ended()).toBe(0);
    const transcript = terminal.transcript();
    const resources = transcript.filter((line) => /^ {3}✓ main\//.test(line));
    const stacks = transcript.filter((line) => /^✓ \w/.test(line));
    expect(resources).toHaveLength(40);
    expect(stacks).toHaveLength(5);
    const outputs = 2;
    const resultAndNext = 2;
    expect(transcript.filter((line) => line !== '')).toHaveLength(40 + 5 + outputs + resultAndNext);
    expect(transcript.some((line) => /running|waiting/.test(line))).toBe(false);
  });

  test('asks at Ctrl-C over a picture that goes on, and does what is chosen', async () => {
    const terminal = open('board', 'endless');
    await terminal.until('a running resource', has('creating'));
    await terminal.type(ctrlC);
    await terminal.until('the list', has('❯ 2 Leave it running'));
    await terminal.type(`${down}${down}${enter}`);
    await terminal.until('the picture without the list', (screen) => !has('What now?')(screen));
    await terminal.type(ctrlC);
    await terminal.until('the list again', has('❯ 2 Leave it running'));
    await terminal.type(enter);
    expect(await terminal.ended()).toBe(130);
    expect(terminal.cursorIsHidden()).toBe(false);
  });

  test('stays within a window of 40 by 10, also when it is resized to it', async () => {
    const terminal = open('board', 'endless');
    await terminal.until('a running resource', has('creating'));
    terminal.resize(40, 10);
    await terminal.until('the footer', has('done'));
    const before = terminal.scrolledLines();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(terminal.scrolledLines() - before).toBeLessThanOrEqual(6);
    await terminal.type(ctrlC);
    await terminal.until('the list', has('❯ 2 Leave it running'));
    await terminal.type('2');
    expect(await terminal.ended()).toBe(130);
  });

  test('keeps the failure with its cause and mend as the last thing said', async () => {
    const terminal = open('board', 'failed');
    expect(await terminal.ended()).toBe(4);
    const text = terminal.screen().join('\n');
    expect(text).toContain('error ATK1601');
    expect(text).toContain('ServiceUnavailable');
    expect(text).toContain('Next: atakora apply --local');
  });
});

describe('the wizard in a terminal', () => {
  test('takes a whole interview typed in one burst, the short and the long list by their right items', async () => {
    const terminal = open('wizard');
    await terminal.until('the first question', has('What is the project called?'));
    // project, organization, second template, third of the regions that match, no subscription, the environments as proposed, qa too, its default, tags, write
    const region = `region${down}${down}${enter}`;
    const environments = `${down} ${enter}${down}${enter}`;
    await terminal.type(`\u0015shop${enter}${enter}${down}${enter}${region}${enter}${environments}owner=anna${enter}${enter}`);
    expect(await terminal.ended()).toBe(0);
    const answers: unknown = JSON.parse(terminal.raw().slice(terminal.raw().lastIndexOf('{"project"')).split('\r\n')[0] ?? '');
    expect(answers).toEqual({
      project: 'shop',
      template: 'uploads',
      location: 'region3',
      environments: ['dev', 'qa', 'prod'],
      defaultEnvironment: 'qa',
      tags: { owner: 'anna' },
    });
  });

  test('goes back with Esc without losing what was entered, and leaves with 130 on Ctrl-C', async () => {
    const terminal = open('wizard');
    await terminal.until('the first question', has('What is the project called?'));
    await terminal.type(`\u0015shop${enter}`);
    await terminal.until('the second question', has('Which organization'));
    await terminal.type('acme');
    await terminal.until('the text', has('acme'));
    await terminal.type('\u001B');
    await terminal.until('the first answer', has('shop'));
    await terminal.type(enter);
    await terminal.until('the text again', has('acme'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(terminal.cursorIsHidden()).toBe(false);
    expect(terminal.transcript().join('\n')).toContain('Cancelled: nothing was written.');
  });
});

test('a pipe gets no escape sequence', async () => {
  const child = spawn(process.execPath, [program.file, 'plain'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(4);
  expect(text).toContain('main/cosmos.main/account could not be created');
  expect(text).not.toContain('\u001B');
});
