import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inWorld, longAgo, ourTags, plantTables } from '../acceptance/planted-things.ts';
import { makeProject as makeAcceptanceProject } from '../acceptance/project.ts';
import { runAtakora, told } from '../acceptance/run-atakora.ts';
import { atakora as openAtakora, edit, keys, makeFolder, makeProject, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { enter } = keys;
const transcripts = fileURLToPath(new URL('../../snapshots/screen-reader/', import.meta.url));

/** Signs that a screen reader reads by name or not at all; what belongs to addresses, commands and values is not among them. */
const drawn = /[\u007F-\u{10FFFF}]|^\s*(?:[+~*|`>]|-\/\+|->|<=|-)\s|\s->\s|\[[x ]\]/mu;

/** All that was written, without what changes from run to run; the terminal's own line ends are line breaks. */
function heard(terminal: TerminalSession, folder: string): string {
  return terminal.raw()
    .replaceAll('\r', '')
    .replaceAll(folder, '<folder>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z\b/g, '<time>')
    .replaceAll(/\b(synth|apply)-\d{8}-\d{6}-[0-9a-f]{8}/g, '<run>')
    .replaceAll(/\batakora-\w+-\d{8}-\d{6}-[0-9a-f]{8}-\d+\b/g, '<deployment>')
    .replaceAll(/\b[0-9a-f]{8}\)\?/g, '<plan>)?')
    .replaceAll(/\b\d+(?:\.\d+)?s\b/g, '#s')
    .replaceAll(/\b(?:just now|\d+ (?:seconds?|minutes?) ago)\b/g, '<ago>')
    .replaceAll(/\b\d+d\b/g, '#d')
    .replaceAll(/\b[0-9a-f]{32}\b/g, '<version>')
    .replaceAll(/version \S+ on \S+ \S+ runs Atakora \S+/g, 'version <node> runs <version>')
    .replaceAll(/by:? \S+@[^\s.;]+/g, 'by <person>');
}

/** Runs to its end and compares what was heard with the golden transcript. */
async function listen(terminal: TerminalSession, name: string, folder: string, code = 0): Promise<void> {
  expect(await terminal.ended(), terminal.raw()).toBe(code);
  const said = heard(terminal, folder);
  expect(terminal.raw()).not.toContain('\u001B');
  expect(said.split('\n').find((line) => drawn.test(line))).toBeUndefined();
  expect(said.split('\n')[0]).toMatch(/^Screen reader mode is on, by (?:--screen-reader|ATAKORA_SCREEN_READER|INK_SCREEN_READER)\.$/);
  await expect(said).toMatchFileSnapshot(`${transcripts}${name}.txt`);
}

/** Wide enough that the terminal breaks no line: what is asked is looked for on the screen. */
const atakora = (folder: string, args: readonly string[], options: Parameters<typeof openAtakora>[2] = {}): TerminalSession => openAtakora(folder, args, { columns: 400, ...options });

const reader = ['--local', '--screen-reader'] as const;

async function applied(): Promise<string> {
  const folder = makeProject();
  const ended = await runAtakora(['apply', '--local', '--yes'], { cwd: folder });
  expect(ended.code, told(ended)).toBe(0);
  return folder;
}

describe('a screen reader hears', () => {
  test('plan', async () => {
    const folder = makeProject();
    await listen(atakora(folder, ['plan', ...reader]), 'plan', folder);
  }, 60_000);

  test('plan of what is changed, replaced and lost', async () => {
    const folder = await applied();
    edit(folder, 'atakora/feedback/resource.ts', "uniqueKeys: [['/reader']]", "uniqueKeys: [['/text']]");
    edit(folder, 'atakora/summary/resource.ts', 'SUMMARY_MAX_AGE_SECONDS: 60', 'SUMMARY_MAX_AGE_SECONDS: 300');
    await listen(atakora(folder, ['plan', '--local'], { env: { ATAKORA_SCREEN_READER: '1' } }), 'plan-dangerous', folder, 5);
    const terminal = atakora(folder, ['apply', ...reader]);
    await terminal.until('the question', shows('or nothing to cancel:'));
    terminal.typeLine(`yes${enter}`);
    // What is typed before the question stands again would be echoed above it.
    await terminal.until('the refusal and the question again', (screen) => shows('That is not')(screen) && screen.join('').split('or nothing to cancel:').length === 3);
    terminal.typeLine(enter);
    await listen(terminal, 'apply-dangerous', folder, 130);
  }, 60_000);

  test('apply, asked and answered', async () => {
    const folder = makeProject();
    const terminal = atakora(folder, ['apply', '--local'], { env: { INK_SCREEN_READER: 'true' } });
    await terminal.until('the question', shows('(y/N)'));
    terminal.typeLine(`yes${enter}`);
    await listen(terminal, 'apply', folder);
  }, 60_000);

  test('lists', async () => {
    const folder = await applied();
    for (const command of ['env list', 'env show dev', 'history', 'state list', 'state history', 'drift', 'outputs', 'plan', 'doctor', 'validate', 'graph']) {
      const args = command.split(' ');
      const terminal = atakora(folder, [...args, ...reader]);
      const code = await terminal.ended();
      await listen(terminal, command.replaceAll(' ', '-').replace(/^plan$/, 'plan-unchanged'), folder, code);
    }
  }, 120_000);

  test('the list of secrets', async () => {
    const backend = `import { defineBackend, defineFunction, secret } from 'atakora';
const optional = { required: false } as const;
export const backend = defineBackend({ pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { KEY: secret('STRIPE_KEY', optional), SALT: secret('SALT', { generate: {} }), SPARE: secret('SPARE', optional) } }) });
`;
    const project = makeAcceptanceProject({ backend });
    await project.done('apply', '--local', '--yes');
    for (const [name, args] of [['secrets-list', ['secrets', 'list']], ['secrets-check', ['secrets', 'check']], ['secrets-versions', ['secrets', 'list', 'SALT']]] as const) {
      await listen(atakora(project.folder, [...args, ...reader]), name, project.folder);
    }
    const terminal = atakora(project.folder, ['secrets', 'set', 'STRIPE_KEY', ...reader]);
    await terminal.until('the question', shows('Nothing is shown.'));
    await terminal.type(`sk-live-0123456789\r`);
    await terminal.until('the second question', shows('The same again'));
    await terminal.type(`sk-live-0123456789\r`);
    await listen(terminal, 'secrets-set', project.folder);
    expect(terminal.raw()).not.toContain('sk-live');
  }, 60_000);

  test('init, every list a menu of numbers', async () => {
    const folder = makeFolder('shop');
    const terminal = atakora(folder, ['init', '--screen-reader']);
    let answered = 0;
    for (;;) {
      await terminal.until('a question or the end', (screen) => /(?:\(Enter for [^)]*\):|\([yY]\/[nN]\))$/.test(screen.findLast((line) => line.trim() !== '')?.trimEnd() ?? ''));
      const last = terminal.screen().findLast((line) => line.trim() !== '') ?? '';
      const ends = terminal.raw().includes('Run atakora plan');
      terminal.typeLine(ends ? `n${enter}` : enter);
      answered += 1;
      if (ends || answered > 40) break;
      await terminal.until(`what follows ${last}`, (screen) => (screen.findLast((line) => line.trim() !== '') ?? '') !== last);
    }
    await listen(terminal, 'init', folder);
    expect(answered).toBeGreaterThan(6);
  }, 60_000);

  test('cleanup', async () => {
    const backend = `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ alive: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-alive', location: 'westeurope', properties: {} }) } }) });
`;
    const project = makeAcceptanceProject({ backend });
    await project.done('apply', '--local', '--yes');
    inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one', 'rt-two', 'rt-three'], ourTags('dev')));
    const terminal = atakora(project.folder, ['cleanup', ...reader, '--older-than', '30d', '--kind', 'resources']);
    await terminal.until('the list', shows('Numbers:'));
    terminal.typeLine(`1${enter}`);
    await terminal.until('the question', shows('(y/N)'));
    terminal.typeLine(`yes${enter}`);
    await listen(terminal, 'cleanup', project.folder);
  }, 60_000);
});
