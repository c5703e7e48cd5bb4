import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAtakora, told } from '../acceptance/run-atakora.ts';
import type { BuiltProgram } from './build-program.ts';
import { buildProgram } from './build-program.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import { openTerminal } from './terminal-session.ts';
import type { TerminalOptions, TerminalSession } from './terminal-session.ts';

const { enter, ctrlC, escape, clear } = keys;
const canary = 'C4nary-pr0mpt-88ff';
const backspace = '\u007F';
const paste = (text: string): string => `\u001B[200~${text}\u001B[201~`;

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY', { description: 'key of the payment account' }) } }),
});
`;

/** A project on a local Azure without delays, and the same once its vault is applied. */
let asking: BuiltProgram;
let bases: { readonly empty: string; readonly applied: string };

beforeAll(async () => {
  const base = mkdtempSync(join(tmpdir(), 'atakora-secrets-'));
  bases = { empty: join(base, 'empty'), applied: join(base, 'applied') };
  for (const path of ['.atakora/local/world', 'atakora']) mkdirSync(join(bases.empty, path), { recursive: true });
  const files = { '.atakora/manifest.json': JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', environment: 'dev', location: 'westeurope' }), '.atakora/local/world/settings.json': '{ "timeScale": 0 }', 'atakora/backend.ts': backend, 'atakora/pay.ts': 'export {};\n' };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(bases.empty, path), text);
  cpSync(bases.empty, bases.applied, { recursive: true });
  const [ended, built] = await Promise.all([runAtakora(['apply', '--local', '--yes', '--target', 'main/vault.main/vault'], { cwd: bases.applied }), buildProgram(fileURLToPath(new URL('programs/ask-secret.ts', import.meta.url)))]);
  asking = built;
  expect(ended.code, told(ended)).toBe(0);
}, 60_000);

afterAll(async () => {
  await asking.remove();
  rmSync(join(bases.empty, '..'), { recursive: true, force: true });
});

/** A copy of the project; its vault stands when `applied`. */
function makeNotes(applied: boolean): string {
  const folder = makeFolder('notes');
  cpSync(applied ? bases.applied : bases.empty, folder, { recursive: true });
  return folder;
}

/** The value that the vault has, byte for byte; undefined when there is none. */
async function valueIn(folder: string): Promise<string | undefined> {
  const ended = await runAtakora(['secrets', 'get', 'PAY_KEY', '--local'], { cwd: folder });
  return ended.code === 0 ? ended.stdout : undefined;
}

/** No byte that the terminal was sent holds the value or a telling part of it. */
function expectUnseen(terminal: TerminalSession, value = canary): void {
  for (const part of [value, value.slice(0, 8), value.slice(-8), [...value].reverse().join('')]) expect(terminal.raw()).not.toContain(part);
}

const screens: readonly (readonly [string, readonly string[], Partial<TerminalOptions>])[] = [
  ['on the screen', [], {}],
  ['on 40 columns', ['--ascii'], { columns: 40, rows: 12 }],
  ['for a screen reader', ['--screen-reader'], {}],
  ['on a dumb terminal', [], { env: { TERM: 'dumb' } }],
];
const asked = shows('value of PAY_KEY for dev@local');

describe.each(screens)('the masked prompt %s', (_name, flags, options) => {
  const open = async (folder: string, extra: Partial<TerminalOptions> = {}): Promise<TerminalSession> => {
    const terminal = atakora(folder, ['secrets', 'set', 'PAY_KEY', '--local', ...flags], { ...options, ...extra });
    await terminal.until('the question', asked);
    return terminal;
  };

  test('what is typed is asked twice, and shown never', async () => {
    const folder = makeNotes(true);
    const terminal = await open(folder);
    expect(shows('key of the payment account')(terminal.transcript())).toBe(true);
    for (const letter of canary) await terminal.type(letter);
    await terminal.type(enter);
    await terminal.until('the repetition', shows('same again'));
    await terminal.type(`${canary}x${backspace}`);
    await terminal.type(enter);
    expect(await terminal.ended()).toBe(0);
    expectUnseen(terminal);
    expectRestored(terminal);
    expect(await valueIn(folder)).toBe(canary);
  });

  test('two that differ are asked anew', async () => {
    const folder = makeNotes(true);
    const terminal = await open(folder);
    await terminal.type(`${canary}-1${enter}`);
    await terminal.until('the repetition', shows('same again'));
    await terminal.type(`${canary}-2${enter}`);
    await terminal.until('what is wrong', shows('not the same'));
    await terminal.type(`wrong${clear}${canary}-3${enter}`);
    await terminal.until('the repetition', shows('same again'));
    await terminal.type(`${canary}-3${enter}`);
    expect(await terminal.ended()).toBe(0);
    expectUnseen(terminal);
    expect(await valueIn(folder)).toBe(`${canary}-3`);
  });

  test.each([
    ['Ctrl-C', ctrlC],
    ['Ctrl-C in the middle', `${canary}${ctrlC}`],
    ['Esc', escape],
    ['the end of input', '\u0004'],
  ])('%s leaves without a change, and the terminal as it was', async (_key, typed) => {
    const folder = makeNotes(true);
    const before = await valueIn(folder);
    const terminal = await open(folder, { tellsSettings: true });
    await terminal.type(typed);
    expect(await terminal.ended()).toBe(130);
    expectUnseen(terminal);
    expectRestored(terminal);
    expectCooked(terminal);
    expect(await valueIn(folder)).toBe(before);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s from outside takes the question away', async (signal) => {
    const folder = makeNotes(true);
    const before = await valueIn(folder);
    const terminal = await open(folder);
    await terminal.type(canary);
    terminal.signal(signal);
    expect(await terminal.ended()).toBe(130);
    expectUnseen(terminal);
    expectRestored(terminal);
    expect(await valueIn(folder)).toBe(before);
  });

  test('an empty value and one that is too long are refused there, and it is asked anew', async () => {
    const terminal = await open(makeNotes(true));
    await terminal.type(enter);
    await terminal.until('what is wrong', shows('the value is empty'));
    await terminal.type(canary);
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectUnseen(terminal);
  });
});

describe('a paste', () => {
  const lines = Array.from({ length: 60 }, (_, at) => `${canary}-${at}-${'x'.repeat(40)}`);

  test.each([
    ['of one line', canary, canary],
    ['of many lines, whose last line break is left out', `${lines.join('\r')}\r`, lines.join('\n')],
    ['of 20,000 characters', 'Ab1-'.repeat(5_000), 'Ab1-'.repeat(5_000)],
  ])('%s is taken as it is and not asked twice', async (_name, pasted, expected) => {
    const folder = makeNotes(true);
    const terminal = atakora(folder, ['secrets', 'set', 'PAY_KEY', '--local']);
    await terminal.until('the question', asked);
    await terminal.type(paste(pasted));
    await terminal.until('that something came', shows('>'));
    await terminal.type(enter);
    expect(await terminal.ended()).toBe(0);
    expectUnseen(terminal, pasted.slice(0, 18));
    expectRestored(terminal);
    expect(await valueIn(folder)).toBe(expected);
  });

  test('of several lines into a terminal that does not mark it is one value too', async () => {
    const folder = makeNotes(true);
    const terminal = atakora(folder, ['secrets', 'set', 'PAY_KEY', '--local'], { env: { TERM: 'dumb' } });
    await terminal.until('the question', asked);
    await terminal.type(`${lines.slice(0, 5).join('\r')}\r`);
    await terminal.until('what came', shows('5 lines'));
    expect(await terminal.ended()).toBe(0);
    expectUnseen(terminal);
    expect(await valueIn(folder)).toBe(lines.slice(0, 5).join('\n'));
  });
});

describe.each(['screen', 'plain'])('a program that crashes while the prompt stands (%s)', (view) => {
  test.each(['throw', 'reject'])('%s gives the terminal back, with nothing of the value on it', async (end) => {
    const terminal = openTerminal(asking.file, [view, end], { columns: 80, rows: 24, tellsSettings: true });
    await terminal.until('the question', shows('value of PAY_KEY'));
    await terminal.type(canary);
    expect(await terminal.ended()).toBe(1);
    expectUnseen(terminal);
    expectRestored(terminal);
    expectCooked(terminal);
  });
});

describe('before the vault stands', () => {
  test('it is applied once somebody agrees, and the value is stored', async () => {
    const folder = makeNotes(false);
    const terminal = atakora(folder, ['secrets', 'set', 'PAY_KEY', '--local'], { rows: 50 });
    await terminal.until('the question', asked);
    await terminal.type(paste(canary));
    await terminal.type(enter);
    await terminal.until('the approval', shows('❯ Cancel'));
    await terminal.type('y');
    expect(await terminal.ended()).toBe(0);
    expectUnseen(terminal);
    expectRestored(terminal);
    expect(shows('set PAY_KEY in')(terminal.transcript())).toBe(true);
    expect(await valueIn(folder)).toBe(canary);
  });

  test('declined, nothing is applied or stored', async () => {
    const folder = makeNotes(false);
    const terminal = atakora(folder, ['secrets', 'set', 'PAY_KEY', '--local'], { rows: 50 });
    await terminal.until('the question', asked);
    await terminal.type(paste(canary));
    await terminal.type(enter);
    await terminal.until('the approval', shows('❯ Cancel'));
    await terminal.type(enter);
    expect(await terminal.ended()).toBe(130);
    expectUnseen(terminal);
    expect(shows('PAY_KEY is not stored')(terminal.transcript())).toBe(true);
    expect(await valueIn(folder)).toBeUndefined();
  });
});

describe('secrets remove --purge in a terminal', () => {
  test.each([
    ['the name', 'PAY_KEY', 0],
    ['another name, then nothing', 'PAY\r', 130],
  ] as const)('wants the name typed: %s', async (_name, typed, code) => {
    const folder = makeNotes(true);
    const set = await runAtakora(['secrets', 'set', 'PAY_KEY', canary, '--local'], { cwd: folder });
    expect(set.code, told(set)).toBe(0);
    const terminal = atakora(folder, ['secrets', 'remove', 'PAY_KEY', '--purge', '--local']);
    await terminal.until('the question', shows('Type PAY_KEY'));
    expect(shows('read by pay')(terminal.transcript())).toBe(true);
    terminal.typeLine(`${typed}\r`);
    expect(await terminal.ended()).toBe(code);
    expect(await valueIn(folder)).toBe(code === 0 ? undefined : canary);
    const deleted = await runAtakora(['secrets', 'list', '--deleted', '--local'], { cwd: folder });
    expect(deleted.stdout).toContain('has no removed secrets');
  });
});

describe('secrets get in a terminal', () => {
  test.each([
    ['n', 'n', 130, false],
    ['y', 'y', 0, true],
  ] as const)('asks before a value is shown: %s', async (_name, answer, code, shown) => {
    const folder = makeNotes(true);
    const set = await runAtakora(['secrets', 'set', 'PAY_KEY', canary, '--local'], { cwd: folder });
    expect(set.code, told(set)).toBe(0);
    const terminal = atakora(folder, ['secrets', 'get', 'PAY_KEY', '--local']);
    await terminal.until('the question', shows('Show the value of PAY_KEY'));
    expectUnseen(terminal);
    terminal.typeLine(`${answer}\r`);
    expect(await terminal.ended()).toBe(code);
    expect(terminal.raw().includes(canary)).toBe(shown);
  });

  test('names --yes where nobody can be asked', async () => {
    const folder = makeNotes(true);
    const set = await runAtakora(['secrets', 'set', 'PAY_KEY', canary, '--local'], { cwd: folder });
    expect(set.code, told(set)).toBe(0);
    const terminal = atakora(folder, ['secrets', 'get', 'PAY_KEY', '--local', '--no-input']);
    expect(await terminal.ended()).toBe(64);
    expectUnseen(terminal);
    expect(shows('--yes')(terminal.transcript())).toBe(true);
  });
});
