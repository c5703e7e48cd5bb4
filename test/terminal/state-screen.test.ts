import { describe, expect, test } from 'vitest';
import { expectCooked, expectRestored } from './frames.ts';
import { stateOf, writeNetworks } from './networks-project.ts';
import { atakora, keys, makeFolder, shows } from './project-terminal.ts';
import type { TerminalSession } from './terminal-session.ts';

const { down, enter, ctrlC, clear } = keys;

async function applied(): Promise<string> {
  const folder = makeFolder('networks');
  writeNetworks(folder);
  expect(await atakora(folder, ['apply', '--local', '--yes']).ended()).toBe(0);
  return folder;
}

function open(folder: string, options: Parameters<typeof atakora>[2] = {}): TerminalSession {
  return atakora(folder, ['state', '--local'], options);
}

const listed = (screen: readonly string[]): boolean => shows('q leave')(screen) && shows('network (3)')(screen);

describe('the state screen in a terminal', () => {
  test('moves a resource to an address that is typed, and comes back', async () => {
    const folder = await applied();
    const terminal = open(folder, { columns: 120, rows: 30, tellsSettings: true });
    await terminal.until('the resources', listed);
    await terminal.type(`${down}m`);
    await terminal.until('the question', shows('New address of main/net/hub'));
    await terminal.type(`${clear}main/net${enter}`);
    await terminal.until('the refusal', shows('an address is BACKEND/OWNER/NAME'));
    await terminal.type(`/centre${enter}`);
    await terminal.until('the way back', shows('Enter goes back to the state'));
    expect(Object.keys(stateOf(folder).resources)).toContain('main/net/centre');
    terminal.typeLine(enter);
    await terminal.until('the new address', (screen) => listed(screen) && shows('main/net/centre')(screen));
    await terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    expectCooked(terminal);
  });

  test('forgets two that are marked, once that is answered', async () => {
    const folder = await applied();
    const terminal = open(folder);
    await terminal.until('the resources', listed);
    await terminal.type(`${down}  X`);
    await terminal.until('the question', shows('Forget 2 resources of dev@local?'));
    terminal.typeLine(`y${enter}`);
    await terminal.until('the way back', shows('Enter goes back to the state'));
    terminal.typeLine(`q${enter}`);
    expect(await terminal.ended()).toBe(0);
    expect(Object.keys(stateOf(folder).resources)).toEqual(['main/group.main/group', 'main/net/west']);
    expectRestored(terminal);
  });

  test('shows the record on the right, takes bursts, fits 40 by 10, and leaves with 130 on Ctrl-C', async () => {
    const terminal = open(await applied(), { columns: 200, rows: 50 });
    await terminal.until('the resources', listed);
    await terminal.type(`${down.repeat(20)}/spoke${enter}`);
    await terminal.until('the record', (screen) => shows('/spoke')(screen) && shows('"flowTimeoutInMinutes": 4')(screen));
    terminal.resize(40, 10);
    await terminal.until('ten lines', (screen) => screen.length === 10 && shows('q leave')(screen) && shows('main/net/spoke')(screen));
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
  });

  test('is read out as numbered lines for a screen reader; without a person a verb is needed', async () => {
    const folder = await applied();
    const terminal = open(folder, { env: { ATAKORA_SCREEN_READER: '1' } });
    await terminal.until('the question', shows('Numbers of rows'));
    expect(terminal.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('2. network, main/net/hub, type: virtual network, name in Azure: hub');
    terminal.typeLine(enter);
    await terminal.until('what needs no row', shows('1. versions'));
    terminal.typeLine(enter);
    expect(await terminal.ended()).toBe(0);
    const piped = open(folder, { env: { CI: 'true' } });
    expect(await piped.ended()).toBe(64);
    expect(piped.transcript().join(' ').replaceAll(/\s+/g, ' ')).toContain('state needs VERB: list, show, pull');
  });
});
