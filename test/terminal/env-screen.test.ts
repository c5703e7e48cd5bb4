import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/ui/text/display-width.ts';
import { makeProject } from '../acceptance/project.ts';
import type { TestProject } from '../acceptance/project.ts';
import { runAtakora, told } from '../acceptance/run-atakora.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, shows } from './project-terminal.ts';
import type { TerminalOptions, TerminalSession } from './terminal-session.ts';

const { down, up, enter, escape, ctrlC } = keys;
const right = '\u001B[C';
const backend = `import { armResource, defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ net: defineInfrastructure({ resources: { table: armResource({ type: 'Microsoft.Network/routeTables', apiVersion: '2024-05-01', name: 'rt-one', location: 'westeurope', properties: {} }) } }) });
`;
const configuration = `import { defineConfig } from 'atakora';

export default defineConfig({
  environments: {
    staging: { extends: 'prod', protectStores: false },
  },
});
`;
const manifest = { schema: 1, id: '0f0f0f0f-1234-4abc-8def-000000000001', project: 'notes', environment: 'dev', location: 'westeurope', environments: { dev: {}, staging: {}, prod: { protected: true } } };

const make = (): TestProject => makeProject({ manifest, backend, files: { 'atakora.config.ts': configuration } });

async function open(folder: string, args: readonly string[], options: Partial<TerminalOptions> = {}): Promise<TerminalSession> {
  const terminal = atakora(folder, args, { tellsSettings: true, ...options });
  await terminal.until('all of the list', (screen) => screen.some((line) => line.includes('❯')) && shows('q leave')(screen) && !shows('more are coming')(screen));
  return terminal;
}

const pointed = (terminal: TerminalSession): string => terminal.screen().find((line) => line.includes('❯')) ?? '';

async function leave(terminal: TerminalSession): Promise<void> {
  await terminal.type('q');
  expect(await terminal.ended(), terminal.transcript().join('\n')).toBe(0);
  expectRestored(terminal);
  expectCooked(terminal);
}

async function back(terminal: TerminalSession, to: string): Promise<void> {
  await terminal.until('the way back', shows(`Enter goes back to ${to}`));
  terminal.typeLine(enter);
  await terminal.until('the list again', (screen) => terminal.isAlternate() && screen.some((line) => line.includes('❯')));
}

describe('the environments screen in a terminal', () => {
  test('chooses an environment, and comes back to its row', async () => {
    const project = make();
    const terminal = await open(project.folder, ['env'], { columns: 120, rows: 30 });
    expect(terminal.isAlternate()).toBe(true);
    expect(pointed(terminal)).toContain('* dev');
    await terminal.type('/staging');
    await terminal.type(enter);
    await terminal.until('what it changes', shows('protectStores: false'));
    expect(terminal.screen().join(' ').replaceAll(/\s+/g, ' ')).toContain('atakora.config.ts:5:');
    await terminal.type('u');
    await back(terminal, 'environments');
    await terminal.until('the chosen one', () => pointed(terminal).includes('* staging'));
    await leave(terminal);
    expect(project.read('.atakora/local/environment')).toBe('staging\n');
    expect(terminal.transcript().join('\n')).toContain('$ atakora env use staging');
  });

  test('applies in the twin of an environment that cannot be deployed, and shows what is there then', async () => {
    const project = make();
    const terminal = await open(project.folder, ['env'], { columns: 120, rows: 30 });
    await terminal.type('A');
    await terminal.until('the reason', shows('apply: dev lacks tenantId, subscriptionId, state; its twin is dev@local'));
    await terminal.type('/local');
    await terminal.type(enter);
    await terminal.until('the twin', () => pointed(terminal).includes('dev@local'));
    await terminal.type('A');
    await terminal.until('the question', shows('❯ Cancel'));
    await terminal.type('y');
    await back(terminal, 'environments');
    await terminal.until('what is applied', () => /dev@local\s+\d+ resource/.test(pointed(terminal)));
    await leave(terminal);
    expect(Object.keys(project.state('dev@local').resources).length).toBeGreaterThan(0);
  });

  test('adds an environment by its name, and removes it once that is agreed to', async () => {
    const project = make();
    const terminal = await open(project.folder, ['env'], { columns: 100, rows: 30 });
    await terminal.type('n');
    await terminal.until('the line', shows('Name of the new environment'));
    await terminal.type(`a b${enter}`);
    await terminal.until('the correction', shows('a name has letters, digits and -'));
    await terminal.type(`${keys.clear}team${enter}`);
    await back(terminal, 'environments');
    expect(JSON.parse(project.read('.atakora/manifest.json'))).toMatchObject({ environments: { team: {} } });
    await terminal.type('/team');
    await terminal.type(enter);
    await terminal.until('the new one', () => pointed(terminal).includes('team'));
    await terminal.type('d');
    await terminal.until('the question', shows('Remove the environment team'));
    terminal.typeLine(`y${enter}`);
    await terminal.until('its end', shows('Removed team from'));
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(JSON.parse(project.read('.atakora/manifest.json'))).not.toHaveProperty('environments.team');
  });

  test('a command for another environment than the one that was given takes the one of the row', async () => {
    const terminal = await open(make().folder, ['env', '--env', 'dev'], { columns: 100, rows: 30 });
    await terminal.type('/prod');
    await terminal.type(enter);
    await terminal.until('prod', () => pointed(terminal).includes('prod'));
    await terminal.type('s');
    await terminal.until('its values', (screen) => shows('Enter goes back to environments')(screen) && terminal.transcript().join('\n').includes('$ atakora env show prod\n'));
    expect(terminal.transcript().join('\n')).not.toContain('error ATK');
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
  });

  test('opens the secrets and the settings on top, and comes back', async () => {
    const terminal = await open(make().folder, ['env'], { columns: 100, rows: 30 });
    await terminal.type('m');
    await terminal.until('the settings', (screen) => shows('Settings of notes')(screen) && screen.some((line) => line.includes('❯')));
    await terminal.type('q');
    await back(terminal, 'environments');
    await terminal.until('the environments', shows('Environments of notes'));
    await leave(terminal);
  });

  test('takes bursts in a window of 40 by 10 that grows and shrinks; Ctrl-C ends with 130', async () => {
    const terminal = await open(make().folder, ['env'], { columns: 40, rows: 10 });
    const before = pointed(terminal);
    await terminal.type(`${down}${down}${down}${up}${up}${up}`);
    await terminal.until('the same row', () => pointed(terminal) === before);
    expect(Math.max(...terminal.screen().map(displayWidth))).toBeLessThanOrEqual(40);
    terminal.resize(200, 50);
    await terminal.until('both panes', (screen) => screen.some((line) => line.includes('│')));
    terminal.resize(40, 10);
    await terminal.until('ten lines', (screen) => screen.length === 10 && screen.some((line) => line.includes('❯')));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expectCooked(terminal);
  });

  test('for a screen reader rows and actions are numbered', async () => {
    const project = make();
    const terminal = atakora(project.folder, ['env', '--screen-reader']);
    await terminal.until('the rows', shows('Numbers of rows'));
    const number = /(\d+)\. Environments, prod,/.exec(terminal.transcript().join('\n'))?.[1] ?? '';
    terminal.typeLine(`${number}${enter}`);
    await terminal.until('the actions', shows('What is to be done'));
    const use = /(\d+)\. use:/.exec(terminal.transcript().join('\n'))?.[1] ?? '';
    terminal.typeLine(`${use}${enter}`);
    await terminal.until('the way back', shows('Enter goes back to environments'));
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(project.has('.atakora/local/environment')).toBe(true);
    expect(terminal.isAlternate()).toBe(false);
    // oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what must not be there
    expect(terminal.raw()).not.toMatch(/\u001B\[\??\d*[A-Zh]/);
  });
});

describe('the table of settings in a terminal', () => {
  test('Enter changes the cell that is pointed at, in the configuration, and the table shows it', async () => {
    const project = make();
    const terminal = await open(project.folder, ['env', 'compare'], { columns: 140, rows: 40 });
    await terminal.type('/cosmos.mode');
    await terminal.type(enter);
    await terminal.type(`${right}${right}`);
    await terminal.until('the cell', () => pointed(terminal).includes('❯autoscale'));
    await terminal.type(enter);
    await terminal.until('the line', shows('staging.cosmos.mode (serverless, autoscale):'));
    await terminal.type(`${keys.clear}manual${enter}`);
    await terminal.until('the reason', shows('it must be serverless, autoscale'));
    await terminal.type(`${keys.clear}serverless${enter}`);
    await back(terminal, 'settings');
    await terminal.until('the new value', () => pointed(terminal).includes('❯serverless'));
    await leave(terminal);
    expect(project.read('atakora.config.ts')).toContain("staging: { extends: 'prod', protectStores: false, cosmos: { mode: 'serverless' } }");
  });

  test('e opens the line of the value in the editor, and comes back', async () => {
    const project = make();
    const editor = join(project.folder, 'editor.sh');
    writeFileSync(editor, '#!/bin/sh\necho "$@" > edited.txt\n', { mode: 0o755 });
    const terminal = await open(project.folder, ['env', 'compare'], { columns: 140, rows: 40, env: { VISUAL: editor } });
    await terminal.type('/protectStores');
    await terminal.type(enter);
    await terminal.type('e');
    await terminal.until('why there is none', shows('it is written in no file: built-in dev'));
    await terminal.type(`${right}${right}e`);
    await terminal.until('the editor', () => existsSync(join(project.folder, 'edited.txt')));
    expect(readFileSync(join(project.folder, 'edited.txt'), 'utf8')).toMatch(/^\+5 .*atakora\.config\.ts\n$/);
    await terminal.until('the table again', shows('q leave'));
    await leave(terminal);
  });

  test('Esc at the question changes nothing', async () => {
    const project = make();
    const terminal = await open(project.folder, ['env', 'compare'], { columns: 100, rows: 30 });
    await terminal.type('/cosmos.mode');
    await terminal.type(`${enter}`);
    await terminal.type(enter);
    await terminal.until('the line', shows('dev.cosmos.mode'));
    await terminal.type(escape);
    await terminal.until('the table', shows('q leave'));
    await leave(terminal);
    expect(project.read('atakora.config.ts')).toBe(configuration);
  });
});

describe('without a person', () => {
  test.each([
    [['env'], 'env needs VERB: list, show, compare'],
    [['env', 'compare'], 'env compare needs A'],
    [['env', 'compare', 'dev'], 'env compare needs B'],
  ])('%j is wrong usage', async (args, text) => {
    const { folder } = make();
    const piped = await runAtakora(args, { cwd: folder });
    expect(piped.code, told(piped)).toBe(64);
    expect(piped.stderr).toContain(text);
    const terminal = atakora(folder, [...args, '--no-input']);
    expect(await terminal.ended()).toBe(64);
    expect(terminal.isAlternate()).toBe(false);
  });
});
