import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, makeProject, shows } from './project-terminal.ts';

const { enter, escape, ctrlC } = keys;
/** What a terminal of seven bits shows; escape sequences and line ends beside it. */
const foreign = /[\u007F-\u{10FFFF}]/u;
/** Long enough for a picture that moves. */
const slow = { timeScale: 0, durations: { 'Microsoft.DocumentDB/databaseAccounts': 2_500 } } as const;

describe('--ascii', () => {
  test.each([
    ['the board', ['apply', '--local', '--yes']],
    ['a plan', ['plan', '--local', '--detail', 'full']],
  ] as const)('%s has no byte beyond ASCII on the screen', async (_name, args) => {
    const terminal = atakora(makeProject(), [...args, '--ascii']);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().find((line) => foreign.test(line))).toBeUndefined();
    expect(terminal.raw()).not.toMatch(foreign);
  }, 60_000);

  test.each([
    ['the explorer', ['plan', '--local', '--explore'], 'main/', `?${escape}j/x${escape}q`],
    ['the question of an apply', ['apply', '--local'], 'Cancel', `?${escape}`],
  ] as const)('%s has none either, its help included', async (_name, args, appears, typed) => {
    const terminal = atakora(makeProject(), [...args, '--ascii']);
    await terminal.until('the screen', shows(appears));
    for (const key of typed) await terminal.type(key);
    await terminal.type(ctrlC);
    await terminal.ended();
    expect(terminal.raw()).not.toMatch(foreign);
    expectRestored(terminal);
  }, 60_000);

  test('nor has the wizard', async () => {
    const terminal = atakora(makeFolder('shop'), ['init', '--ascii'], { env: { TERM: 'linux' } });
    await terminal.until('the first question', shows('What is the project called?'));
    await terminal.type(enter);
    await terminal.type(enter);
    await terminal.until('the templates', shows('feedback-api'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expect(terminal.raw()).not.toMatch(foreign);
  }, 60_000);
});

describe('reduced motion', () => {
  const braille = /[\u2801-\u28FF]/u;

  test.each([
    ['--reduced-motion', ['--reduced-motion'], {}],
    ['ATAKORA_REDUCED_MOTION', [], { ATAKORA_REDUCED_MOTION: '1' }],
  ] as const)('%s: the board counts seconds and nothing turns', async (_name, flags, env) => {
    const terminal = atakora(makeProject(slow), ['apply', '--local', '--yes', ...flags], { env });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.raw()).not.toMatch(braille);
    expect(terminal.transcript().join('\n')).toContain('Done: 38 resources applied');
  }, 120_000);

  test('without it, something turns', async () => {
    const terminal = atakora(makeProject(slow), ['apply', '--local', '--yes']);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.raw()).toMatch(braille);
  }, 120_000);
});

describe('links', () => {

  test('lead to places of the definition and to outputs, and never to a portal of the local Azure', async () => {
    const terminal = atakora(makeProject(), ['apply', '--local', '--yes'], { columns: 160, env: { FORCE_HYPERLINK: '1' } });
    expect(await terminal.ended()).toBe(0);
    const found = terminal.raw().split('\u001B]8;id=').slice(1).map((link) => {
      const [target = '', text = ''] = link.split('\u001B');
      return { url: target.slice(target.indexOf(';') + 1), text: text.slice(1) };
    });
    expect(found.find(({ text }) => text.startsWith('atakora/backend.ts:'))?.url).toMatch(/^file:\/\/.+\/feedback\/atakora\/backend\.ts#\d+$/);
    expect(found.find(({ text }) => text.startsWith('https://func-feedback'))?.url).toMatch(/^https:\/\/func-feedback/);
    expect(found.filter(({ url }) => url.includes('portal.azure'))).toEqual([]);
    expect(terminal.screen().join('\n')).not.toContain(']8;');
  }, 60_000);

  test('are not written where nobody said that the terminal knows them', async () => {
    const terminal = atakora(makeProject(), ['plan', '--local']);
    expect(await terminal.ended()).toBe(0);
    expect(terminal.raw()).not.toContain('\u001B]8;');
  }, 60_000);
});

describe('a window that is too small', () => {
  test('says so, goes on, and draws again when there is room', async () => {
    const terminal = atakora(makeProject({ timeScale: 0.1 }), ['apply', '--local', '--yes']);
    await terminal.until('the board', shows('running'));
    terminal.resize(24, 5);
    await terminal.until('the notice', shows('Too small to draw.'));
    expect(terminal.screen().join(' ')).toContain('The run goes on.');
    terminal.resize(80, 24);
    await terminal.until('the board again', (screen) => !shows('Too small')(screen));
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join('\n')).toContain('Done: 38 resources applied');
    expectRestored(terminal);
  }, 120_000);
});

describe('--log-file', () => {
  test('has everything that was told, whatever the screen shows, and no escape sequence', async () => {
    const folder = makeProject();
    const terminal = atakora(folder, ['apply', '--local', '--yes', '--quiet', '--log-file', 'run.log']);
    expect(await terminal.ended()).toBe(0);
    const log = readFileSync(join(folder, 'run.log'), 'utf8');
    expect(log).not.toContain('\u001B');
    for (const line of log.split('\n').filter((text) => text !== '')) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z +\S/);
    expect(log).toContain('Plan for feedback · dev@local · local Azure');
    expect(log).toContain('✓ main/cosmos.main/account created in');
    expect(log).toContain('Done: 38 resources applied');
  }, 60_000);

  test('that cannot be written ends the command before anything is done', async () => {
    const folder = makeProject();
    const terminal = atakora(folder, ['apply', '--local', '--yes', '--log-file', 'nowhere/run.log']);
    expect(await terminal.ended()).toBe(1);
    expect(terminal.transcript().join('\n')).toContain('ATK1901');
    expect(terminal.transcript().join('\n')).not.toContain('Plan for');
  }, 60_000);
});
