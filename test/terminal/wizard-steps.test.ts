import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/ui/text/display-width.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';
import { answered, draftsOf, openAtStep, wizardSteps } from './wizard-steps.ts';

const { enter, ctrlC } = keys;
const names = [...wizardSteps.map(({ name }) => name), 'review'];
const canary = 'C4nary-w1zard-draft';

/** More than a line, with line breaks, tabs, escape sequences and wide letters in it. */
const pasted = `\u001B[200~first line of a long paste\r\n\r\n\tsecond 日本 \u001B[31mred\r${'and more '.repeat(40)}\r\n\u001B[201~`;

async function declinePlan(terminal: TerminalSession): Promise<void> {
  await terminal.until('the offer of a plan', shows('Run atakora plan --local now?'));
  terminal.typeLine(`n${enter}`);
}

/** The question of a step, whole, with the keys below it; nothing wider than the window or above it. */
function expectUsable(terminal: TerminalSession, question: string, columns: number): void {
  const screen = terminal.screen();
  expect(shows(question)(screen), screen.join('\n')).toBe(true);
  expect(shows('Ctrl-C: leave')(screen), screen.join('\n')).toBe(true);
  expect(Math.max(...screen.map(displayWidth))).toBeLessThanOrEqual(columns);
}

describe.each(names)('at the step %s', (name) => {
  test('Ctrl-C leaves with 130, the terminal as it was, the answers kept and nothing written', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAtStep(name, folder, { tellsSettings: true });
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(readdirSync(folder)).toEqual([]);
    const taken = wizardSteps.slice(0, wizardSteps.findIndex((step) => step.name === name)).length;
    expect(draftsOf(folder).includes('Größe 日本')).toBe(name === 'review' || taken > 0);
  });

  test('a request to end gives the terminal back and writes nothing', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAtStep(name, folder);
    await terminal.type('');
    terminal.signal('SIGTERM');
    expect([130, 143]).toContain(await terminal.ended());
    expectRestored(terminal);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('every step takes its keys in one burst, and all of them in one: the answers are those that were meant', async () => {
  const folder = makeFolder('shop');
  const terminal = atakora(folder, ['init']);
  await terminal.until('the first question', shows(wizardSteps[0]?.question ?? ''));
  await terminal.type(wizardSteps.map((step) => step.keys).join(''));
  await terminal.until('the review', shows('nothing is written yet'));
  await terminal.type(enter);
  await declinePlan(terminal);
  expect(await terminal.ended()).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))).toMatchObject(answered);
  expect(readFileSync(join(folder, 'atakora.config.ts'), 'utf8')).toContain('maximumInstances: 77');
  expect(readFileSync(join(folder, '.env'), 'utf8')).toContain('SCAN_API_KEY');
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({ name: 'gro-e' });
  // What was answered stays in the scrollback, wide letters and all.
  expect(terminal.transcript().join('\n')).toMatch(/project +Größe 日本 +typed/);
});

test('a long paste of several lines answers no question, and is one line where text is taken', async () => {
  const terminal = atakora(makeFolder('shop'), ['init']);
  for (const step of wizardSteps) {
    await terminal.until(step.question, shows(step.question));
    if (step.name === 'settings') await terminal.type(`${keys.down}${keys.down}${keys.down}e`);
    await terminal.type(pasted);
    if (step.field === undefined) await new Promise((resolve) => setTimeout(resolve, 150));
    else await terminal.until(`the paste at ${step.name}`, (screen) => /and more|second 日本/.test(screen.join('\n')));
    expectUsable(terminal, step.question, 80);
    expect(terminal.screen().join('')).not.toContain('[31m');
    // In a cell the text is given up; a filter and a field are emptied.
    await terminal.type(step.field === 'cell' ? `${keys.escape}` : keys.clear);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await terminal.type(step.name === 'settings' ? enter : step.keys);
  }
  await terminal.until('the review', shows('nothing is written yet'));
  expect(terminal.screen().join('\n')).not.toMatch(/and more|first line/);
  await terminal.type(pasted);
  await terminal.type(ctrlC);
  expect(await terminal.ended()).toBe(130);
  expectRestored(terminal);
});

test('every step is usable at 200 by 50 and 40 by 10 and back, and nothing is left above', async () => {
  const folder = makeFolder('shop');
  const terminal = atakora(folder, ['init']);
  for (const step of [...wizardSteps, { name: 'review', question: 'nothing is written yet', keys: '' }]) {
    for (const [columns, rows] of [[200, 50], [40, 10], [80, 24], [40, 10]] as const) {
      terminal.resize(columns, rows);
      await terminal.until(`${step.name} at ${columns} by ${rows}`, (screen) => shows(step.question)(screen) && shows('Ctrl-C: leave')(screen) && Math.max(...screen.map(displayWidth)) <= columns);
    }
    // Answered in the lowest window.
    await terminal.type(step.keys);
  }
  terminal.resize(80, 24);
  await terminal.until('the review', shows('Write 16 files'));
  await terminal.type(enter);
  await declinePlan(terminal);
  expect(await terminal.ended()).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))).toMatchObject(answered);
  expectRestored(terminal);
});

test('every step goes back with what was entered, as far as the first, and forward again', async () => {
  const terminal = await openAtStep('review', makeFolder('shop'));
  for (const step of wizardSteps.toReversed()) {
    await terminal.type(keys.escape);
    await terminal.until(step.name, shows(step.question));
    // Esc alone and the first byte of a sequence are told apart by time.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await terminal.until('what was entered', shows('❯ Größe 日本'));
  for (const step of wizardSteps) {
    await terminal.until(step.question, shows(step.question));
    await terminal.type(enter);
  }
  await terminal.until('the review', shows('nothing is written yet'));
  expect(terminal.screen().join('\n')).toMatch(/tags +owner=Zoë, team=web\\, shop/);
  await terminal.type(ctrlC);
  expect(await terminal.ended()).toBe(130);
});

test('without a stdin nothing is asked: every missing answer is named with its flag', async () => {
  const folder = makeFolder('shop');
  const terminal = atakora(folder, ['init', '--no-input']);
  expect(await terminal.ended()).toBe(64);
  expect(terminal.transcript().join(' ')).toMatch(/--name.*--template.*--location.*--environments/);
});

test('line by line, the end of the input leaves at any question, with the answers kept', async () => {
  const lines = ['', '', '2', 'northeurope', '', '', '', 'n', '', 'owner=anna'];
  for (const taken of [0, 3, 7, 10]) {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init', '--screen-reader']);
    for (const line of lines.slice(0, taken)) {
      await terminal.until('a prompt', (screen) => /(?::|\))$/.test(screen.findLast((text) => text.trim() !== '')?.trimEnd() ?? ''));
      terminal.typeLine(`${line}${enter}`);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    await terminal.until('a prompt', (screen) => /(?::|\))$/.test(screen.findLast((text) => text.trim() !== '')?.trimEnd() ?? ''));
    terminal.typeLine('\u0004');
    expect(await terminal.ended()).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
    expect(terminal.raw()).not.toContain('\u001B');
  }
});

test('what an attempt keeps holds no value of a secret', async () => {
  const folder = makeFolder('shop');
  const terminal = await openAtStep('secrets', folder);
  await terminal.type(`  ${enter}`);
  await terminal.until('the tags', shows('Which tags'));
  await terminal.type(enter);
  await terminal.until('the review', shows('nothing is written yet'));
  await terminal.type(enter);
  await terminal.until('the value', shows('the value of SCAN_API_KEY for qa'));
  await terminal.type(`${canary}${ctrlC}`);
  expect(await terminal.ended()).toBe(130);
  expect(draftsOf(folder)).toContain('SCAN_API_KEY=enter');
  expect(draftsOf(folder)).not.toContain(canary);
  expect(terminal.raw()).not.toContain(canary);
});
