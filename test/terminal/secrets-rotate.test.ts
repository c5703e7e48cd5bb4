import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/ui/text/display-width.ts';
import { runAtakora, told } from '../acceptance/run-atakora.ts';
import { secretsInWorld } from '../acceptance/secret-world.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalOptions } from './terminal-session.ts';

const { down, enter, ctrlC } = keys;
const canary = 'C4nary-r0tate-77aa';
const paste = `\u001B[200~${canary}\u001B[201~`;
const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY_KEY: secret('PAY_KEY', { description: 'key of the payment account' }) } }),
});
`;

let base: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'atakora-rotate-'));
  const files = { '.atakora/manifest.json': JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', environment: 'dev', location: 'westeurope' }), '.atakora/local/world/settings.json': '{ "timeScale": 0 }', 'atakora/backend.ts': backend, 'atakora/pay.ts': '', 'values.env': 'PAY_KEY=old\n' };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  const ended = await runAtakora(['apply', '--local', '--yes', '--secrets-file', 'values.env'], { cwd: base });
  expect(ended.code, told(ended)).toBe(0);
}, 120_000);

afterAll(() => rmSync(base, { recursive: true, force: true }));

function makeNotes(): string {
  const folder = makeFolder('notes');
  cpSync(base, folder, { recursive: true });
  return folder;
}

const values = (folder: string): readonly string[] => secretsInWorld(folder, 'world').map(({ value }) => value);

const screens: readonly (readonly [string, readonly string[], Partial<TerminalOptions>])[] = [
  ['on the screen', [], {}],
  ['on 40 columns', ['--ascii'], { columns: 40, rows: 16 }],
];

describe.each(screens)('rotating a secret %s', (_name, flags, options) => {
  const open = (folder: string) => atakora(folder, ['secrets', 'rotate', 'PAY_KEY', '--local', ...flags], options);

  test('asks once with the apps that restart, takes the value unseen, and tells each step', async () => {
    const folder = makeNotes();
    const terminal = open(folder);
    await terminal.until('the question', shows('Rotate PAY_KEY in dev@local? 1 app will restart: main/functions.main/app.'));
    await terminal.type(`${down}${enter}`);
    await terminal.until('the prompt', shows('value of PAY_KEY for dev@local'));
    await terminal.type(paste);
    await terminal.type(enter);
    expect(await terminal.ended(), terminal.transcript().join('\n')).toBe(0);
    const text = terminal.transcript().join(' ').replaceAll(/\s+/g, ' ');
    for (const step of ['takes a new value from you', 'is written and is what is read now', 'not run (local)', 'PAY_KEY has its new value', 'Done: 1 secret rotated']) expect(text).toContain(step);
    expect(Math.max(...terminal.transcript().map(displayWidth))).toBeLessThanOrEqual(options.columns ?? 80);
    expect(terminal.raw()).not.toContain(canary);
    expect(values(folder)).toEqual(['old', canary]);
  });

  test('that is declined, or interrupted at the value, changes nothing', async () => {
    const folder = makeNotes();
    const declined = open(folder);
    await declined.until('the question', shows('Rotate PAY_KEY in dev@local?'));
    await declined.type(enter);
    expect(await declined.ended()).toBe(130);
    const interrupted = open(folder);
    await interrupted.until('the question', shows('Rotate PAY_KEY in dev@local?'));
    await interrupted.type(`${down}${enter}`);
    await interrupted.until('the prompt', shows('value of PAY_KEY for dev@local'));
    await interrupted.type(ctrlC);
    expect(await interrupted.ended()).toBe(130);
    expect(values(folder)).toEqual(['old']);
  });
});
