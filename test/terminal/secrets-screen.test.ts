import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/ui/text/display-width.ts';
import { runAtakora, told } from '../acceptance/run-atakora.ts';
import type { SecretInWorld } from '../acceptance/secret-world.ts';
import { secretsInWorld } from '../acceptance/secret-world.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalOptions, TerminalSession } from './terminal-session.ts';

const { down, up, enter, escape, ctrlC } = keys;
const canary = 'C4nary-scr33n-41dd';
const held = 'C4nary-h3ld-90ab';
const paste = `\u001B[200~${canary}\u001B[201~`;
const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: {
    MAIL_KEY: secret('MAIL_KEY', { generate: {}, description: 'key of the mail service' }),
    PAY_KEY: secret('PAY_KEY', { description: 'key of the payment account', rotateEvery: '90d' }),
    SMS_KEY: secret('SMS_KEY', { required: false }),
  } }),
});
`;

let bases: { readonly empty: string; readonly applied: string };

beforeAll(async () => {
  const base = mkdtempSync(join(tmpdir(), 'atakora-screen-'));
  bases = { empty: join(base, 'empty'), applied: join(base, 'applied') };
  const files = { '.atakora/manifest.json': JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', environment: 'dev', location: 'westeurope' }), '.atakora/local/world/settings.json': '{ "timeScale": 0 }', 'atakora/backend.ts': backend, 'atakora/pay.ts': '', 'values.env': `PAY_KEY=${held}\n` };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(bases.empty, path)), { recursive: true });
    writeFileSync(join(bases.empty, path), text);
  }
  cpSync(bases.empty, bases.applied, { recursive: true });
  for (const args of [['apply', '--local', '--yes', '--secrets-file', 'values.env'], ['secrets', 'set', 'OLD_KEY', '--generate', '--local']]) {
    const ended = await runAtakora(args, { cwd: bases.applied });
    expect(ended.code, told(ended)).toBe(0);
  }
}, 180_000);

afterAll(() => rmSync(join(bases.empty, '..'), { recursive: true, force: true }));

function makeNotes(applied = true): string {
  const folder = makeFolder('notes');
  cpSync(applied ? bases.applied : bases.empty, folder, { recursive: true });
  return folder;
}

async function open(folder: string, flags: readonly string[] = [], options: Partial<TerminalOptions> = {}): Promise<TerminalSession> {
  const terminal = atakora(folder, ['secrets', '--local', ...flags], options);
  await terminal.until('all of the list', (screen) => shows('Secrets of dev')(screen) && screen.some((line) => line.includes('❯')) && !shows('more are coming')(screen));
  return terminal;
}

const at = (terminal: TerminalSession): string => /❯ \S+ (\S+)/.exec(terminal.screen().find((line) => line.includes('❯')) ?? '')?.[1] ?? '';
const versions = (folder: string, name: string): readonly SecretInWorld[] => secretsInWorld(folder, 'world').filter((secret) => secret.name === name);

/** The search narrows the list to one secret. */
async function goTo(terminal: TerminalSession, name: string): Promise<void> {
  await terminal.type(`/${name}${enter}`);
  await terminal.until(name, () => at(terminal).toLowerCase() === name);
}

async function leave(terminal: TerminalSession): Promise<void> {
  await terminal.type('q');
  expect(await terminal.ended(), terminal.transcript().join('\n')).toBe(0);
  expectRestored(terminal);
  expectCooked(terminal);
  for (const value of [canary, held]) for (const part of [value, value.slice(0, 10), value.slice(-10)]) expect(terminal.raw()).not.toContain(part);
}

describe('the secrets screen in a terminal', () => {
  test('sets a secret unseen and comes back to its row', async () => {
    const folder = makeNotes();
    const terminal = await open(folder, [], { tellsSettings: true, columns: 120, rows: 30 });
    expect(terminal.isAlternate()).toBe(true);
    expect(terminal.screen().join('\n')).toContain('atakora/backend.ts:4:15');
    await goTo(terminal, 'pay_key');
    await terminal.type('s');
    await terminal.until('the prompt', shows('the value of PAY_KEY for dev@local'));
    expect(terminal.isAlternate()).toBe(false);
    await terminal.type(paste);
    await terminal.type(enter);
    await terminal.until('the way back', shows('Enter goes back to secrets'));
    terminal.typeLine(enter);
    await terminal.until('the same row', (screen) => at(terminal) === 'PAY_KEY' && shows('Versions (2)')(screen));
    await leave(terminal);
    expect(versions(folder, 'PAY-KEY').map(({ value }) => value)).toEqual([held, canary]);
    expect(terminal.transcript().join('\n')).toContain('$ atakora secrets set PAY_KEY --local');
  });

  test('does an action on several that are marked, one after the other', async () => {
    const folder = makeNotes();
    const terminal = await open(folder, [], { tellsSettings: true });
    await terminal.type('/key');
    await terminal.type(`${enter} ${down}`);
    await terminal.type(' g');
    await terminal.until('the way back', shows('Enter goes back to secrets'));
    const lines = terminal.transcript().filter((line) => line.startsWith('$ atakora secrets set '));
    expect(lines).toHaveLength(2);
    expect(new Set(lines).size).toBe(2);
    terminal.typeLine(enter);
    await terminal.until('the list', shows('q leave'));
    await leave(terminal);
  });

  test('removes only what is agreed to, and then recovers it', async () => {
    const folder = makeNotes();
    const terminal = await open(folder, [], { tellsSettings: true });
    await goTo(terminal, 'old-key');
    await terminal.type('d');
    await terminal.until('the question', shows('Remove OLD-KEY from'));
    terminal.typeLine(enter);
    await terminal.until('the way back', shows('Enter goes back to secrets'));
    terminal.typeLine(enter);
    await terminal.until('the row', (screen) => at(terminal) === 'OLD-KEY' && shows('Declared by nobody')(screen));
    await terminal.type('d');
    await terminal.until('the second question', (screen) => screen.filter((line) => line.includes('Remove OLD-KEY from')).length > 1);
    terminal.typeLine(`y${enter}`);
    await terminal.until('the way back', shows('removed OLD-KEY'));
    terminal.typeLine(enter);
    await terminal.until('the removed one', (screen) => at(terminal) === 'OLD-KEY' && shows('Removed, to be recovered (1)')(screen));
    await terminal.type('u');
    await terminal.until('the way back', shows('recovered OLD-KEY'));
    terminal.typeLine(enter);
    await terminal.until('the row again', (screen) => at(terminal) === 'OLD-KEY' && shows('Declared by nobody (1)')(screen));
    await leave(terminal);
  });

  test('stops at the first of several that does not end well, and says so', async () => {
    const folder = makeNotes();
    const terminal = await open(folder, [], { tellsSettings: true });
    await terminal.type(`/_key${enter}  `);
    await terminal.until('two marks', shows('2 marked'));
    await terminal.type('d');
    await terminal.until('the first question', shows('(y/N)'));
    terminal.typeLine(enter);
    await terminal.until('what was left', shows('1 more command was not run.'));
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect([...versions(folder, 'MAIL-KEY'), ...versions(folder, 'PAY-KEY')]).toHaveLength(2);
  });

  test('purges nothing before its name is typed', async () => {
    const folder = makeNotes();
    const terminal = await open(folder, [], { tellsSettings: true });
    await goTo(terminal, 'old-key');
    await terminal.type('P');
    await terminal.until('the word', shows('Type OLD-KEY to go on'));
    terminal.typeLine(`OLD${enter}`);
    await terminal.until('the refusal', shows('That is not OLD-KEY'));
    expect(versions(folder, 'OLD-KEY')).toHaveLength(1);
    terminal.typeLine(`OLD-KEY${enter}`);
    await terminal.until('the end', shows('purged OLD-KEY'));
    expect(versions(folder, 'OLD-KEY')).toHaveLength(0);
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expectCooked(terminal);
  });

  test('takes a burst of keys one by one, in a window of 40 by 10 that grows and shrinks', async () => {
    const terminal = await open(makeNotes(), [], { columns: 40, rows: 10, tellsSettings: true });
    const before = at(terminal);
    await terminal.type(`${down}${down}${down}${up}${up}${up}`);
    await terminal.until('the same row', () => at(terminal) === before);
    expect(Math.max(...terminal.screen().map(displayWidth))).toBeLessThanOrEqual(40);
    terminal.resize(200, 50);
    await terminal.until('both panes', (screen) => screen.some((line) => line.includes('│')) && shows('q leave')(screen));
    terminal.resize(40, 10);
    await terminal.until('ten lines', (screen) => screen.length === 10 && screen.some((line) => line.includes('❯')) && shows('q leave')(screen));
    await terminal.type('?');
    await terminal.until('the keys', shows('Keys'));
    await terminal.type(escape);
    await terminal.until('the list', (screen) => screen.some((line) => line.includes('❯')));
    await leave(terminal);
    expect(terminal.scrolledLines()).toBeLessThan(40);
  });

  test('Ctrl-C ends with 130 at the list, and SIGTERM gives the terminal back', async () => {
    const interrupted = await open(makeNotes(), [], { tellsSettings: true });
    await interrupted.type(ctrlC);
    expect(await interrupted.ended()).toBe(130);
    expectRestored(interrupted);
    expectCooked(interrupted);
    const ended = await open(makeNotes());
    ended.signal('SIGTERM');
    await ended.ended();
    expectRestored(ended);
  });

  test('before the vault stands it lists what is declared, and says so', async () => {
    const terminal = await open(makeNotes(false), [], { columns: 120, rows: 30, tellsSettings: true });
    await goTo(terminal, 'pay_key');
    await terminal.until('the reason', shows('applied yet'));
    expect(terminal.screen().join(' ').replaceAll(/\s+/g, ' ')).toContain('apply makes the vault');
    await leave(terminal);
  });

  test('with --dotenv it walks through the file of this machine', async () => {
    const folder = makeNotes(false);
    writeFileSync(join(folder, '.env'), `PAY_KEY=${held}\nEXTRA=${canary}\n`, { mode: 0o600 });
    const terminal = await open(folder, ['--dotenv'], { tellsSettings: true });
    expect(terminal.screen().join('\n')).toMatch(/EXTRA\s+set/);
    await goTo(terminal, 'extra');
    await terminal.type('d');
    await terminal.until('the question', shows('Remove EXTRA from .env?'));
    terminal.typeLine(`y${enter}`);
    await terminal.until('the way back', shows('Enter goes back to secrets'));
    terminal.typeLine(enter);
    await terminal.until('the list', shows('q leave'));
    await leave(terminal);
  });

  test('for a screen reader rows and actions are numbered, and nothing is redrawn', async () => {
    const folder = makeNotes();
    const terminal = atakora(folder, ['secrets', '--local', '--screen-reader']);
    await terminal.until('the rows', shows('Numbers of rows'));
    const number = /(\d+)\. [^\n]*MAIL_KEY/.exec(terminal.transcript().join('\n'))?.[1] ?? '';
    terminal.typeLine(`99${enter}`);
    await terminal.until('the correction', shows('Answer numbers from 1 to 4'));
    terminal.typeLine(`${number}${enter}`);
    await terminal.until('the actions', shows('What is to be done'));
    expect(terminal.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('recover: it is not removed');
    const generate = /(\d+)\. generate:/.exec(terminal.transcript().join('\n'))?.[1] ?? '';
    terminal.typeLine(`${generate}${enter}`);
    await terminal.until('the way back', shows('Enter goes back to secrets'));
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(versions(folder, 'MAIL-KEY')).toHaveLength(2);
    expect(terminal.isAlternate()).toBe(false);
    // oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what must not be there
    expect(terminal.raw()).not.toMatch(/\u001B\[\??\d*[A-Zh]/);
    expect(terminal.raw()).not.toContain(held);
  });

  test.each([[['--json']], [['--no-input']]])('with %j there is nobody to look at it: the verbs are named, exit 64', async (flags) => {
    const terminal = atakora(makeNotes(false), ['secrets', '--local', ...flags]);
    expect(await terminal.ended()).toBe(64);
    expect(terminal.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('secrets needs VERB: set, get, list');
    expect(terminal.isAlternate()).toBe(false);
  });

  test('in a pipe, and with the flag of a verb, it is wrong usage', async () => {
    const folder = makeNotes(false);
    const piped = await runAtakora(['secrets', '--local'], { cwd: folder });
    expect(piped.code, told(piped)).toBe(64);
    expect(piped.stderr).toContain('secrets needs VERB: set, get, list');
    const terminal = atakora(folder, ['secrets', '--purge']);
    expect(await terminal.ended()).toBe(64);
    expect(terminal.transcript().join(' ')).toContain('--purge is not a flag of secrets');
  });
});
