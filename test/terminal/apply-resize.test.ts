import { describe, expect, test } from 'vitest';
import { busy, expectRecord, footer, liveLine, openBoard, resizeInPeace, wait, watch } from './board-session.ts';
import { makeProject } from './project-terminal.ts';

describe('the scrollback of an apply', () => {
  test('grows the scrollback by final lines alone: at every moment it is how the record begins', async () => {
    const folder = makeProject(busy(1_500));
    const terminal = await openBoard(folder, { columns: 80, rows: 24 });
    const seen: (readonly string[])[] = [];
    const over = watch(terminal, () => seen.push(terminal.transcript().slice(0, terminal.scrolledLines())));
    expect(await terminal.ended()).toBe(0);
    over();
    const record = terminal.transcript();
    expect(seen.length).toBeGreaterThan(20);
    for (const scrolled of seen) expect(scrolled).toEqual(record.slice(0, scrolled.length));
    expect(new Set(seen.map(({ length }) => length)).size).toBeGreaterThan(1);
    expectRecord(terminal, folder);
  });

  test.each([
    ['narrower and lower, and back', [[200, 50], [40, 10], [200, 50]]],
    ['narrower', [[120, 40], [60, 40]]],
    ['lower, and back', [[80, 50], [80, 12], [80, 50]]],
    ['by dragging an edge', [[100, 30], ...Array.from({ length: 12 }, (_, step): readonly [number, number] => [98 - step * 4, 30 - step]), [100, 30]]],
  ] as const)('leaves each final line once and no ghost when the window gets %s', async (_how, sizes) => {
    const [[columns, rows], ...steps] = sizes;
    const folder = makeProject(busy(4_000));
    const terminal = await openBoard(folder, { columns, rows });
    await terminal.until('many that run', (screen) => screen.filter((line) => liveLine.test(line)).length > 8);
    await wait(300);
    for (const [nextColumns, nextRows] of steps) {
      if (steps.length > 4) {
        terminal.resize(nextColumns, nextRows);
        await wait(15);
        continue;
      }
      await resizeInPeace(terminal, nextColumns, nextRows);
      await terminal.until(`one whole board in ${nextColumns} by ${nextRows}`, (screen) => screen.length === nextRows && screen.filter((line) => footer.test(line)).length === 1 && screen.filter((line) => line.startsWith('● data')).length <= 1);
      await wait(300);
    }
    expect(await terminal.ended()).toBe(0);
    expectRecord(terminal, folder);
  });

  test('loses nothing that ended while the window was small', async () => {
    const folder = makeProject(busy(4_000));
    const terminal = await openBoard(folder, { columns: 120, rows: 40 });
    await terminal.until('many that run', (screen) => screen.filter((line) => liveLine.test(line)).length > 8);
    await wait(300);
    await resizeInPeace(terminal, 40, 10);
    await terminal.until('the end of the account', (screen) => screen.some((line) => line.startsWith('● compute')));
    await resizeInPeace(terminal, 120, 40);
    expect(await terminal.ended()).toBe(0);
    expectRecord(terminal, folder);
  });
});
