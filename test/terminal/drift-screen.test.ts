import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { editFlow, inAzure, stateOf, writeNetworks } from './networks-project.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, enter, ctrlC } = keys;
const hub = 'main/net/hub';
const spoke = 'main/net/spoke';
const west = 'main/net/west';

/** Three networks that were applied; two were edited in Azure since, and one was deleted. */
async function drifted(): Promise<string> {
  const folder = makeFolder('networks');
  writeNetworks(folder);
  expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
  editFlow(folder, [hub, west], 9);
  inAzure(folder, (call) => void call('DELETE', spoke));
  return folder;
}

function explore(folder: string, options: Parameters<typeof atakora>[2] = {}): TerminalSession {
  return atakora(folder, ['drift', '--local', '--explore'], options);
}

const listed = (screen: readonly string[]): boolean => shows('q leave')(screen) && shows('network (')(screen);
const pointed = (terminal: TerminalSession): string => terminal.screen().find((line) => line.includes('❯')) ?? '';

describe('the drift screen in a terminal', () => {
  test('accepts two of three that are marked, comes back to the third, and reverts it', { timeout: 60_000 }, async () => {
    const folder = await drifted();
    const terminal = explore(folder, { columns: 120, rows: 30, tellsSettings: true });
    await terminal.until('the drift', listed);
    expect(terminal.isAlternate()).toBe(true);
    expect(terminal.screen().join('\n')).not.toContain('◉');
    await terminal.type('  A');
    await terminal.until('the question', shows('Take the drift of 2 resources into the state of dev@local?'));
    expect(terminal.isAlternate()).toBe(false);
    await terminal.type(down + enter);
    await terminal.until('the way back', shows('Enter goes back to the drift'));
    expect(terminal.screen().join(' ').replaceAll(/\s+/g, ' ')).toContain('to keep it, main/net/hub (atakora/backend.ts:3:8) has to say properties.flowTimeoutInMinutes: 9');
    expect(stateOf(folder)).toMatchObject({ serial: 2, resources: { [hub]: { desired: { properties: { flowTimeoutInMinutes: 9 } } }, [west]: { desired: { properties: { flowTimeoutInMinutes: 4 } } } } });
    expect(Object.keys(stateOf(folder).resources)).not.toContain(spoke);
    terminal.typeLine(enter);
    await terminal.until('the one that is left', (screen) => listed(screen) && pointed(terminal).includes(west));
    await terminal.type('R');
    await terminal.until('the question', shows('Apply to dev@local'));
    await terminal.type(down + enter);
    await terminal.until('the way back', shows('Enter goes back to the drift'));
    expect(terminal.screen().join('\n')).toContain('Done: 1 resource applied in');
    terminal.typeLine(enter);
    await terminal.until('an empty list', shows('No drift'));
    await terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.transcript().join('\n')).toContain('No drift. dev@local is in Azure as it was applied');
    expectRestored(terminal);
    expectCooked(terminal);
  });

  test('a declined question changes nothing and leads back to the same row; the exit code says that there is drift', async () => {
    const folder = await drifted();
    const terminal = explore(folder);
    await terminal.until('the drift', listed);
    await terminal.type(`${down}A`);
    await terminal.until('the question', shows('Take the drift of 1 resource'));
    await terminal.type(enter);
    await terminal.until('the way back', shows('Enter goes back to the drift'));
    terminal.typeLine(enter);
    await terminal.until('the same row', (screen) => listed(screen) && pointed(terminal).includes(spoke));
    await terminal.type('q');
    expect(await terminal.ended()).toBe(6);
    expect(stateOf(folder).serial).toBe(1);
    expectRestored(terminal);
  });

  test('takes a burst of keys one by one, also in a window of 40 by 10, and leaves with 130 on Ctrl-C', async () => {
    const terminal = explore(await drifted(), { columns: 200, rows: 50 });
    await terminal.until('the drift', listed);
    await terminal.type(`${down}${down} ${keys.up}${keys.up} /west${enter}`);
    await terminal.until('what was found', (screen) => shows('/west')(screen) && pointed(terminal).includes('◉') && pointed(terminal).includes(west));
    terminal.resize(40, 10);
    await terminal.until('ten lines', (screen) => screen.length === 10 && shows('2 marked')(screen) && shows('q leave')(screen));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('Ctrl-C while Azure is read leaves with 130', async () => {
    const folder = await drifted();
    writeFileSync(join(folder, '.atakora/local/world/settings.json'), JSON.stringify({ timeScale: 1 }));
    const terminal = explore(folder);
    await terminal.until('the screen', shows('Drift of dev@local'));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('e opens the definition at its line, and the screen comes back', async () => {
    const folder = await drifted();
    const editor = join(folder, 'editor.sh');
    writeFileSync(editor, '#!/bin/sh\necho "$@" > edited.txt\n', { mode: 0o755 });
    const terminal = explore(folder, { env: { VISUAL: editor } });
    await terminal.until('the drift', listed);
    await terminal.type('e');
    await terminal.until('the editor', () => existsSync(join(folder, 'edited.txt')));
    expect(readFileSync(join(folder, 'edited.txt'), 'utf8')).toMatch(/^\+3 .*atakora\/backend\.ts\n$/);
    await terminal.until('the drift again', listed);
    await terminal.type('q');
    expect(await terminal.ended()).toBe(6);
    expectRestored(terminal);
  });

  test('is read out as numbered lines for a screen reader, and does the same', async () => {
    const folder = await drifted();
    const terminal = explore(folder, { env: { ATAKORA_SCREEN_READER: '1' } });
    await terminal.until('the question', shows('Numbers of rows'));
    expect(terminal.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('1. network, main/net/hub, in Azure: 1 changed');
    terminal.typeLine(`1,3${enter}`);
    await terminal.until('the actions', shows('What is to be done, by number'));
    expect(terminal.transcript().join('\n')).toContain('1. accept: Takes what Azure holds into the state');
    terminal.typeLine(`1${enter}`);
    await terminal.until('the question of the command', shows('Take the drift of 2 resources'));
    terminal.typeLine(`y${enter}`);
    await terminal.until('the way back', shows('Enter goes back to the drift'));
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(6);
    expect(stateOf(folder).serial).toBe(2);
    expect(terminal.raw()).not.toContain('\u001B[?1049h');
  });

  test('without a person the drift is printed, and said to be', async () => {
    const terminal = explore(await drifted(), { env: { CI: 'true' } });
    expect(await terminal.ended()).toBe(6);
    const text = terminal.transcript().join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('Drift: 3 of 4 resources');
    expect(text).toContain('--explore needs a person at a terminal: the drift is printed only');
  });
});
