import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applied, finalLine, footer, liveLine, openBoard, slow, state } from './board-session.ts';
import { expectCooked, expectRestored } from './frames.ts';
import { atakora, keys, makeProject, shows } from './project-terminal.ts';

const { ctrlC, down, up, enter } = keys;

describe('the apply board', () => {
  test('the window has the run for its title, and its own title again at the end', async () => {
    const terminal = atakora(makeProject(), ['apply', '--local', '--yes'], { env: { TERM_PROGRAM: 'ghostty' } });
    expect(await terminal.ended()).toBe(0);
    const raw = terminal.raw();
    expect(raw).toContain('\u001B]2;atakora apply dev@local 0/');
    expect(raw).toContain('\u001B]9;4;1;');
    expect(raw.lastIndexOf('\u001B[23;0t')).toBeGreaterThan(raw.lastIndexOf('\u001B]2;'));
    expect(raw.lastIndexOf('\u001B]9;4;0;0')).toBeGreaterThan(raw.lastIndexOf('\u001B]9;4;1;'));
  });

  test('? shows the keys, down looks at all changes, f follows again; the apply goes on', async () => {
    const terminal = await openBoard(makeProject(slow(60_000)), { columns: 80, rows: 24 });
    await terminal.type('?');
    await terminal.until('the keys', shows('Follows again what runs.'));
    await terminal.type(keys.escape);
    await terminal.until('the board', (screen) => !shows('Follows again what runs.')(screen));
    await terminal.type(keys.down);
    await terminal.until('all changes', shows('f follows again'));
    await terminal.type('fl');
    await terminal.until('the log', (screen) => screen.some((line) => line.trim() === 'log') && !shows('f follows again')(screen));
    await terminal.type(ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running'));
    terminal.signal('SIGTERM');
    expect(await terminal.ended()).toBe(9);
    expectRestored(terminal);
  });

  test('adds final lines to the scrollback, each once, and leaves nothing of what moved', async () => {
    const folder = makeProject(slow(700));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    const scrolled: number[] = [];
    await terminal.until('the end of the database account', (screen) => {
      const goesOn = shows('cosmos.main/account creating')(screen);
      if (goesOn) scrolled.push(terminal.scrolledLines());
      return !goesOn;
    });
    // Nothing ended while the database was made, so nothing may have gone up.
    expect(new Set(scrolled.slice(1)).size).toBe(1);
    expect(scrolled.length).toBeGreaterThan(10);
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    const records = applied(terminal).filter((line) => finalLine.test(line));
    expect(records).toHaveLength(38 + 5);
    expect(new Set(records.map((line) => line.trim().split('  ')[0])).size).toBe(records.length);
    expect(terminal.transcript().filter((line) => liveLine.test(line))).toEqual([]);
  });

  test('works in 40 by 10: one board, no line too wide, all records', async () => {
    const folder = makeProject(slow(500));
    const terminal = await openBoard(folder, { columns: 40, rows: 10 });
    expect(terminal.screen().filter((line) => footer.test(line))).toHaveLength(1);
    expect(await terminal.ended()).toBe(0);
    const records = applied(terminal).filter((line) => finalLine.test(line));
    expect(records).toHaveLength(38 + 5);
    expect(Math.max(...records.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(terminal.transcript().filter((line) => liveLine.test(line))).toEqual([]);
  });

  test('Ctrl-C asks; left running it exits with 9, and the next apply finishes without a second deployment', async () => {
    const folder = makeProject(slow(1_500));
    const terminal = atakora(folder, ['apply', '--local', '--yes'], { tellsSettings: true });
    await terminal.until('the board', shows('cosmos.main/account creating'));
    await terminal.type(ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running in Azure and exit'));
    await terminal.type(keys.enter);
    expect(await terminal.ended()).toBe(9);
    expectRestored(terminal);
    expectCooked(terminal);
    const told = terminal.transcript().join('\n').replaceAll(/\s+/g, ' ');
    expect(told).toContain('Detached: what runs goes on in Azure');
    expect(told).toContain('Next: atakora apply --attach --local');
    expect(existsSync(join(folder, `${state}.lock.json`))).toBe(false);
    expect(existsSync(join(folder, `${state}.json`))).toBe(false);

    const next = atakora(folder, ['apply', '--local', '--yes']);
    expect(await next.ended(), next.transcript().join('\n')).toBe(0);
    const applied = JSON.parse(readFileSync(join(folder, `${state}.json`), 'utf8')) as { readonly resources: Readonly<Record<string, { readonly status: string }>> };
    expect(Object.keys(applied.resources)).toHaveLength(38);
    expect(new Set(Object.values(applied.resources).map(({ status }) => status))).toEqual(new Set(['applied']));
    const plan = atakora(folder, ['plan', '--local', '--detailed-exitcode']);
    expect(await plan.ended()).toBe(0);
  });

  test('Ctrl-C, then keep watching: the board goes on as if nothing had been pressed', async () => {
    const folder = makeProject(slow(2_500));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    await terminal.type(ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running'));
    await terminal.type(up);
    await terminal.until('the first choice', shows('❯ 1 Keep watching: the apply goes on'));
    await terminal.type(enter);
    await terminal.until('the board without the list', (screen) => !shows('Keep watching')(screen) && screen.some((line) => footer.test(line)));
    expect(await terminal.ended()).toBe(0);
    expectRestored(terminal);
    expect(applied(terminal).filter((line) => finalLine.test(line))).toHaveLength(38 + 5);
  });

  test('Ctrl-C, then cancel: Azure ends the deployment, what was done is recorded, and the exit code is 130', async () => {
    const folder = makeProject(slow(60_000));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    await terminal.type(ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running'));
    await terminal.type(down);
    await terminal.type(enter);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    const told = terminal.transcript().join('\n').replaceAll(/\s+/g, ' ');
    expect(told).toContain('asked Azure to cancel atakora-data-');
    expect(told).toMatch(/atakora-data-[\w-]+ is canceled: \d+ of \d+ resources were done before, 1 under way/);
    expect(told).toContain('Canceled: ');
    const recorded = JSON.parse(readFileSync(join(folder, `${state}.json`), 'utf8')) as { readonly resources: Readonly<Record<string, unknown>> };
    expect(recorded.resources['main/storage.main/account']).toMatchObject({ status: 'applied' });
    expect(recorded.resources['main/functions.main/app']).toBeUndefined();
    expect(existsSync(join(folder, `${state}.lock.json`))).toBe(false);
  });

  test('three quick Ctrl-C end it at once and leave a whole terminal; the journal has the rest', async () => {
    const folder = makeProject(slow(2_000));
    const terminal = atakora(folder, ['apply', '--local', '--yes'], { tellsSettings: true });
    await terminal.until('the board', shows('cosmos.main/account creating'));
    await terminal.type(`${ctrlC}${ctrlC}${ctrlC}`);
    expect(await terminal.ended()).toBe(130);
    expectCooked(terminal);
    expect(terminal.cursorIsHidden()).toBe(false);
    expect(existsSync(join(folder, `${state}.journal.ndjson`))).toBe(true);
    const next = atakora(folder, ['apply', '--local', '--yes']);
    expect(await next.ended()).toBe(0);
  });

  test('--attach shows the board of what still runs, to its end, and says what is left', async () => {
    const folder = makeProject(slow(3_000));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    await terminal.type(ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running'));
    await terminal.type('2');
    expect(await terminal.ended()).toBe(9);
    const attached = atakora(folder, ['apply', '--attach', '--local']);
    await attached.until('the board', shows('cosmos.main/account creating'));
    expect(attached.screen().join('\n')).toContain('taken up from an earlier run');
    expect(await attached.ended()).toBe(0);
    expectRestored(attached);
    const told = attached.transcript().join('\n').replaceAll(/\s+/g, ' ');
    expect(told).toMatch(/leaves \d+ changes to apply: /);
    expect(told).toContain('Next: atakora apply --local');
  });

  test('no lock is held while the question stands; Ctrl-C at it ends with 130 and nothing done', async () => {
    const folder = makeProject();
    const terminal = atakora(folder, ['apply', '--local']);
    await terminal.until('the question', shows('Apply to dev@local'));
    expect(existsSync(join(folder, `${state}.lock.json`))).toBe(false);
    expect(existsSync(join(folder, `${state}.journal.ndjson`))).toBe(false);
    await terminal.type(ctrlC);
    expect(await terminal.ended()).toBe(130);
    expectRestored(terminal);
    expect(existsSync(join(folder, `${state}.json`))).toBe(false);
  });

  test('on a terminal that cannot be drawn on, Ctrl-C asks in lines', async () => {
    const folder = makeProject(slow(3_000));
    const terminal = atakora(folder, ['apply', '--local', '--yes'], { env: { TERM: 'dumb' }, rows: 60 });
    await terminal.until('the slow account', shows('creating main/cosmos.main/account'));
    terminal.typeLine(ctrlC);
    await terminal.until('the list', shows('3 Cancel it in Azure'));
    terminal.typeLine('2\r');
    expect(await terminal.ended()).toBe(9);
    expect(terminal.transcript().join('\n')).toContain('Leave it running in Azure and exit (default)');
    expect(terminal.raw()).not.toContain('\u001B[?25l');
  });

  test('SIGTERM leaves it running at once, whatever is asked', async () => {
    const folder = makeProject(slow(60_000));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    await terminal.type(ctrlC);
    await terminal.until('the list', shows('❯ 2 Leave it running'));
    terminal.signal('SIGTERM');
    // 9: it left while the account, which takes a minute, was being made.
    expect(await terminal.ended()).toBe(9);
    expectRestored(terminal);
    expect(existsSync(join(folder, `${state}.lock.json`))).toBe(false);
    expect(existsSync(join(folder, `${state}.journal.ndjson`))).toBe(true);
    expect(terminal.transcript().join('\n').replaceAll(/\s+/g, ' ')).toContain('return to it with `atakora apply --attach --local`');
  });
});
