import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, up, enter, ctrlC } = keys;

/** Every step: what is on its screen, and what leads to the next. */
const steps = [
  ['project', 'What is the project called?', enter],
  ['organization', 'Which organization', enter],
  ['template', 'What do you start from?', enter],
  ['region', 'Which region?', enter],
  ['subscription', 'Which Azure subscription?', enter],
  ['environments', 'Which environments?', enter],
  ['default environment', 'Which one is meant', enter],
  ['settings', 'Which settings differ', enter],
  ['tags', 'Which tags', enter],
  ['review', 'nothing is written yet', ''],
] as const;

async function openAt(step: string, folder: string, tellsSettings = false): Promise<TerminalSession> {
  const terminal = atakora(folder, ['init'], { tellsSettings });
  for (const [name, question, next] of steps) {
    await terminal.until(question, shows(question));
    if (name === step) {
      return terminal;
    }
    await terminal.type(next);
  }
  throw new Error(`there is no step ${step}`);
}

/** Says no to the plan that is offered once the files are written. */
async function declinePlan(terminal: TerminalSession): Promise<void> {
  await terminal.until('the offer of a plan', shows('Run atakora plan --local now?'));
  // Asked by line: the terminal is not in raw mode.
  terminal.typeLine(`n${enter}`);
}

function manifestIn(folder: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8')) as Readonly<Record<string, unknown>>;
}

describe('the wizard', () => {
  test.each(steps.map(([name]) => name))('left with Ctrl-C at %s exits with 130, writes nothing and gives the terminal back', async (step) => {
    const folder = makeFolder('shop');
    const terminal = await openAt(step, folder, true);
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(terminal.transcript().join('\n')).toContain('nothing was written');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('offers the answers of an attempt that was left, and forgets them once the project is written', async () => {
    const folder = makeFolder('shop');
    const first = await openAt('region', folder);
    await first.type(ctrlC);
    expect(await first.ended()).toBe(130);
    expect(readdirSync(folder)).toEqual([]);

    const second = atakora(folder, ['init']);
    await second.until('the offer', shows('You were here before'));
    await second.type(enter);
    await second.until('the question that was open', shows('Which region?'));
    await second.type(enter + enter + enter + enter + enter + enter);
    await second.until('the review', shows('nothing is written yet'));
    await second.type(enter);
    await declinePlan(second);
    expect(await second.ended()).toBe(0);
    expect(manifestIn(folder)['project']).toBe('shop');

    const third = atakora(folder, ['init']);
    await third.until('the first question', shows('What is the project called?'));
    await third.type(ctrlC);
    expect(await third.ended()).toBe(130);
  });

  test('? shows the help of the step', async () => {
    const terminal = await openAt('template', makeFolder('shop'));
    await terminal.type('?');
    await terminal.until('the help', shows('Without questions: --template'));
    await terminal.type(enter);
    await terminal.until('the question again', (screen) => shows('What do you start from?')(screen) && !shows('Without questions')(screen));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  });

  test('takes the right template when the keys come in one burst', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAt('template', folder);
    await terminal.type(`${down}${down}${enter}`);
    await terminal.until('the next question', shows('Which region?'));
    await terminal.type(enter + enter + enter + enter + enter + enter);
    await terminal.until('the review', shows('nothing is written yet'));
    expect(terminal.screen().some((line) => /template +existing-template/.test(line))).toBe(true);
    await terminal.type(enter);
    await declinePlan(terminal);
    expect(await terminal.ended()).toBe(0);
    expect(existsSync(join(folder, 'infra/azuredeploy.json'))).toBe(true);
  });

  test('takes the right region of a narrowed list when filter and keys come in one burst', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAt('region', folder);
    await terminal.type(`sweden${enter}`);
    await terminal.until('the next question', shows('Which Azure subscription?'));
    await terminal.type(keys.escape);
    await terminal.until('the region again', shows('❯ swedencentral'));
    await terminal.type(`us${down}${down}${down}${up}${enter}${enter}${enter}${enter}${enter}${enter}`);
    await terminal.until('the review', shows('nothing is written yet'));
    const line = terminal.screen().find((candidate) => /^ {2}location/.test(candidate))?.replace(/ +typed$/, '') ?? '';
    await terminal.type(enter);
    await declinePlan(terminal);
    expect(await terminal.ended()).toBe(0);
    expect(manifestIn(folder)['location']).toBe(line.trim().split(/ +/).at(-1));
    expect(manifestIn(folder)['location']).toMatch(/us/);
  });

  test('takes the right environments and the right default when the keys come in one burst', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAt('environments', folder);
    await terminal.type(`${down}${down} ${down} ${enter}`);
    const offered = (screen: readonly string[]): string => screen.filter((line) => /^[❯ ] (?:dev|qa|staging|prod)$/.test(line)).map((line) => line.slice(2)).join(' ');
    await terminal.until('the default among those chosen', (screen) => shows('Which one is meant')(screen) && offered(screen) === 'dev staging');
    await terminal.type(`${down}${up}${down}${enter}${enter}${enter}${enter}`);
    await declinePlan(terminal);
    expect(await terminal.ended()).toBe(0);
    expect(manifestIn(folder)['environment']).toBe('staging');
  });

  test('jumps from the review to the line that a burst points at, and comes back with the answer changed', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAt('review', folder);
    await terminal.type(`${up}${up}${up}${up}${up}${up}${up}${up}${up}${enter}`);
    await terminal.until('the first question', shows('What is the project called?'));
    await terminal.type(`${keys.clear}library${enter}`);
    await terminal.until('the review', shows('project library'));
    await terminal.type(enter);
    await declinePlan(terminal);
    expect(await terminal.ended()).toBe(0);
    expect(manifestIn(folder)['project']).toBe('library');
  });

  test('a paste of several lines is one line in the field, and answers nothing', async () => {
    const terminal = await openAt('organization', makeFolder('shop'));
    await terminal.type('\u001B[200~Harbour\r\nBooks\r\n\r\n\u001B[201~');
    await terminal.until('the paste', shows('❯ Harbour Books▏'));
    await terminal.type(`${enter}`);
    await terminal.until('the next question', shows('What do you start from?'));
    await terminal.type('\u001B[200~x\ry\r\u001B[201~');
    await terminal.type(keys.escape);
    await terminal.until('the answer', shows('❯ Harbour Books▏'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('says why a name cannot be taken and takes the next', async () => {
    const folder = makeFolder('shop');
    const terminal = await openAt('project', folder);
    await terminal.type(`${keys.clear}!!${enter}`);
    await terminal.until('the reason', shows('At least one letter or digit.'));
    expect(shows('What is the project called?')(terminal.screen())).toBe(true);
    await terminal.type(`${keys.clear}My Shop${enter}`);
    await terminal.until('the next question', shows('Which organization'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
  });

  test('fits a terminal of 40 by 10 at every step', async () => {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init'], { columns: 40, rows: 10 });
    for (const [name, , next] of steps) {
      const words = { project: 'called', organization: 'organization', template: 'start from', region: 'region', subscription: 'subscription', environments: 'environments?', 'default environment': 'meant', settings: 'settings', tags: 'tags', review: 'Write' }[name];
      await terminal.until(name, shows(words));
      expect(terminal.scrolledLines(), `${name} is taller than the window`).toBe(0);
      await terminal.type(next);
    }
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });
});
