import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tracesBelow, tracesIn } from '../acceptance/canary-search.ts';
import { runAtakora } from '../acceptance/run-atakora.ts';
import { expectRestored } from './frames.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalOptions } from './terminal-session.ts';

const canaries = [{ entrance: 'MAIL_KEY', value: 'C4naryMail7d1f55aa' }, { entrance: 'PAY_KEY', value: 'C4naryPay88ff21c0 &"x' }] as const;
const [mail, pay] = canaries.map(({ value }) => value) as [string, string];
const paste = (text: string): string => `\u001B[200~${text}\u001B[201~`;

const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { PAY: secret('PAY_KEY', { description: 'key of the payment account' }), MAIL: secret('MAIL_KEY'), MADE: secret('MADE_KEY', { generate: {} }) } }),
});
`;

function makeNotes(): string {
  const folder = makeFolder('notes');
  for (const path of ['.atakora/local/world', 'atakora']) mkdirSync(join(folder, path), { recursive: true });
  const files = { '.atakora/manifest.json': JSON.stringify({ schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', environment: 'dev', location: 'westeurope' }), '.atakora/local/world/settings.json': '{ "timeScale": 0 }', 'atakora/backend.ts': backend, 'atakora/pay.ts': 'export {};\n' };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

async function valueIn(folder: string, name: string): Promise<string> {
  return (await runAtakora(['secrets', 'get', name, '--local'], { cwd: folder })).stdout;
}

const screens: readonly (readonly [string, Partial<TerminalOptions>])[] = [['on the screen', { rows: 60 }], ['on a dumb terminal', { rows: 60, env: { TERM: 'dumb' } }]];

describe.each(screens)('an apply whose secrets are missing, %s', (_name, options) => {
  test('asks for each masked before the question, writes them and shows none', async () => {
    const folder = makeNotes();
    const terminal = atakora(folder, ['apply', '--local'], options);
    await terminal.until('the first prompt', shows('value of MAIL_KEY for dev@local'));
    await terminal.type(mail);
    await terminal.type(keys.enter);
    await terminal.until('the repetition', shows('same again'));
    await terminal.type(mail);
    await terminal.type(keys.enter);
    await terminal.until('the second prompt', shows('value of PAY_KEY for dev@local'));
    await terminal.type(paste(pay));
    await terminal.type(keys.enter);
    await terminal.until('the question', shows('Apply to dev@local'));
    if (options.env === undefined) await terminal.type('y');
    else terminal.typeLine('y\r');
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    const transcript = terminal.transcript().join('\n');
    for (const name of ['MAIL_KEY', 'PAY_KEY', 'MADE_KEY']) expect(transcript).toContain(`secret ${name} is in main/vault.main/vault`);
    expect(tracesIn('the terminal', Buffer.from(terminal.raw()), canaries)).toEqual([]);
    expect(tracesBelow(folder, canaries, (path) => path.includes('world.db'))).toEqual([]);
    expect([await valueIn(folder, 'MAIL_KEY'), await valueIn(folder, 'PAY_KEY')]).toEqual([mail, pay]);
  });

  test('changes nothing when a prompt is left', async () => {
    const folder = makeNotes();
    const terminal = atakora(folder, ['apply', '--local'], options);
    await terminal.until('the first prompt', shows('value of MAIL_KEY for dev@local'));
    await terminal.type(paste(mail));
    await terminal.type(keys.enter);
    await terminal.until('the second prompt', shows('value of PAY_KEY for dev@local'));
    await terminal.type(keys.ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expect(tracesIn('the terminal', Buffer.from(terminal.raw()), canaries)).toEqual([]);
    expect(tracesBelow(folder, canaries, () => false)).toEqual([]);
    expect((await runAtakora(['state', 'list', '--local', '--json'], { cwd: folder })).stdout).not.toContain('vault');
  });
});
