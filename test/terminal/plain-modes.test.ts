import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runAtakora, told } from '../acceptance/run-atakora.ts';
import { expectFrame } from './frames.ts';
import { atakora, keys, makeFolder, makeProject, shows } from './project-terminal.ts';

const { enter, ctrlC } = keys;
const escape = '\u001B';
// oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what is looked for
const colours = /\u001B\[[\d;]*m/;

describe('without a terminal', () => {
  test.each(['plan', 'apply --yes', 'state list', 'outputs', 'graph', 'history', 'validate', 'destroy --yes'])('%s writes no escape sequence into a pipe', async (command) => {
    const folder = makeProject();
    const args = command.split(' ');
    if (['state', 'outputs', 'history', 'destroy'].includes(args[0] ?? '')) {
      const applied = await runAtakora(['apply', '--local', '--yes'], { cwd: folder });
      expect(applied.code, told(applied)).toBe(0);
    }
    const ended = await runAtakora([...args, '--local'], { cwd: folder, env: { TERM: 'xterm-256color' } });
    expect(ended.code, told(ended)).toBe(0);
    expect(ended.stdout.length).toBeGreaterThan(10);
    expect(ended.stdout + ended.stderr).not.toContain(escape);
  });

  test('apply without --yes names the flag instead of asking, and exits with 64', async () => {
    const ended = await runAtakora(['apply', '--local'], { cwd: makeProject() });
    expect(ended.code).toBe(64);
    expect(ended.stdout + ended.stderr).toContain('--yes');
    expect(ended.stdout + ended.stderr).not.toContain(escape);
  });
});

describe('a terminal that shall have no colours', () => {
  test.each([
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['--no-color', ['--no-color'], {}],
  ] as const)('%s: the board still moves, nothing is coloured', async (_name, flags, env) => {
    const terminal = atakora(makeProject(), ['apply', '--local', '--yes', ...flags], { env });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.raw()).not.toMatch(colours);
    expect(terminal.transcript().join('\n')).toContain('Done: 38 resources applied');
  });

  test('without either, it is coloured', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local']);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.raw()).toMatch(colours);
  });

  test('CI=true on a terminal: lines only, no cursor moves, no question', async () => {
    const terminal = atakora(makeProject(), ['apply', '--local'], { env: { CI: 'true', NO_COLOR: '1' } });
    expect(await terminal.ended()).toBe(64);
    expect(terminal.raw()).not.toContain(escape);
  });
});

describe('a terminal that cannot be redrawn', () => {
  const plain = [
    ['TERM=dumb', [], { TERM: 'dumb' }],
    ['--screen-reader', ['--screen-reader'], {}],
  ] as const;

  test.each(plain)('%s: apply asks in a line, No is the default, yes applies, one line for each thing that happens', async (name, flags, env) => {
    const folder = makeProject();
    const first = atakora(folder, ['apply', '--local', ...flags], { env });
    await first.until('the question', shows('(y/N)'));
    first.typeLine(enter);
    expect(await first.ended()).toBe(130);
    expect(existsSync(join(folder, '.atakora/local/runs'))).toBe(false);

    const second = atakora(folder, ['apply', '--local', ...flags], { env });
    await second.until('the question', shows('(y/N)'));
    second.typeLine(`y${enter}`);
    expect(await second.ended()).toBe(0);
    const isSpoken = name === '--screen-reader';
    expect(second.raw()).not.toContain(escape);
    expect(second.transcript().some((line) => line.startsWith(`${isSpoken ? 'done:' : '✓'} main/cosmos.main/account created`))).toBe(true);
    expect(second.transcript()[0]?.startsWith('Screen reader mode is on, by --screen-reader.')).toBe(isSpoken);
    if (isSpoken) expect(second.raw()).not.toMatch(/[○●✓✗]/);
    await expectFrame(second.screen(), name === 'TERM=dumb' ? 'apply-dumb-screen' : 'apply-screen-reader-screen', folder);
  });

  test.each(plain)('%s: Ctrl-C at the question changes nothing and exits with 130', async (_name, flags, env) => {
    const folder = makeProject();
    const terminal = atakora(folder, ['apply', '--local', ...flags], { env });
    await terminal.until('the question', shows('(y/N)'));
    terminal.typeLine(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(existsSync(join(folder, '.atakora/local/runs'))).toBe(false);
  });

  test('--screen-reader: init asks line by line and writes what was answered', async () => {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init', '--screen-reader']);
    const steps = [
      ['What is the project called?', `library${enter}`],
      ['Which organization', enter],
      ['What do you start from?', `2${enter}`],
      ['Which region?', `northeurope${enter}`],
      ['Which Azure subscription?', enter],
      ['Which environments?', enter],
      ['Which one is meant', enter],
      ['Change settings?', enter],
      ['What becomes of the secrets?', enter],
      ['Which tags', enter],
    ] as const;
    for (const [question, typed] of steps) {
      // Typed before the prompt of its last line stands, the echo would land between the lines of the question.
      await terminal.until(question, (screen) => shows(question)(screen) && awaitsAnswer(screen));
      terminal.typeLine(typed);
    }
    await terminal.until('the last question', shows('Write 15 files?'));
    expect(terminal.raw()).not.toContain(escape);
    expect(terminal.transcript()[0]).toContain('Screen reader mode is on, by --screen-reader.');
    await expectFrame(terminal.transcript(), 'init-screen-reader', folder);
    terminal.typeLine(enter);
    await terminal.until('the offer of a plan', shows('Run atakora plan --local now?'));
    terminal.typeLine(`n${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(existsSync(join(folder, 'atakora/scan-upload/resource.ts'))).toBe(true);
  });
});

/** True when the last line is a prompt that nothing was typed at. */
function awaitsAnswer(screen: readonly string[]): boolean {
  return /(?:\(Enter for [^)]*\):|\(y\/N\))$/.test(screen.findLast((line) => line.trim() !== '')?.trimEnd() ?? '');
}
