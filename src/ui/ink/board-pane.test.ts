import { describe, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import { failedRun } from '../gallery/sample-run.ts';
import type { ScreenKey } from '../screen-key.ts';
import { displayWidth } from '../text/display-width.ts';
import { boardKeys } from './board-keys.ts';
import { boardLines } from './board-lines.ts';
import type { BoardState } from './board-state.ts';
import { emptyBoard, pressOnBoard, reduceBoard } from './board-state.ts';

const events = failedRun();
const running = events.slice(0, events.findIndex((event) => event.type === 'resource' && event.status === 'failed')).reduce(reduceBoard, emptyBoard);
const type = (text: string): ScreenKey => ({ name: 'text', text });
const press = (...keys: readonly ScreenKey[]): BoardState => keys.reduce(pressOnBoard, running);
const draw = (board: BoardState, width = 80, rows = 20): readonly string[] => boardLines(board.view, { surface: { ...createSurface({}), width }, rows, nowMs: board.view.lastMs ?? 0, tick: 0, motion: false, pane: board.pane });

describe('what a person looks at on the board', () => {
  test('l shows what was said, and puts it away', () => {
    expect(draw(press(type('l'))).join('\n')).toContain('tried GET main/cosmos.main/account again');
    expect(draw(press(type('l'), type('l')))).toEqual(draw(running));
  });

  test('down looks at all changes from the first, f and Esc follow what runs', () => {
    const all = draw(press({ name: 'down' }));
    expect(all[0]).toMatch(/^changes 1 to \d+ of 40/);
    expect(all[1]).toContain('main/group.main/group  created');
    expect(draw(press({ name: 'down' }, { name: 'page-down' }))[0]).toMatch(/^changes 11 to/);
    expect(draw(press({ name: 'down' }, type('f')))).toEqual(draw(running));
    expect(draw(press({ name: 'down' }, type('?'), { name: 'escape' }))).toEqual(draw(press({ name: 'down' })));
    expect(draw(press({ name: 'down' }, type('?'), { name: 'escape' }, { name: 'escape' }))).toEqual(draw(running));
  });

  test('a command is found by its name, and does what its key does', () => {
    expect(draw(press(type(':'), type('log'), { name: 'enter' }))).toEqual(draw(press(type('l'))));
    expect(draw(press({ name: 'down' }, type(':'), type('follow'), { name: 'enter' }))).toEqual(draw(running));
    expect(draw(press(type(':'), type('stop'))).join('\n')).toContain('nothing is called that');
  });

  test('? names every key once', () => {
    const text = draw(press(type('?')), 120, 40).join('\n');
    for (const { help } of boardKeys) expect(text).toContain(help);
    const keys = boardKeys.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each([[40, 9], [80, 23], [20, 3], [200, 49]])('fits into %i by %i, whatever is looked at', (width, rows) => {
    for (const keys of [[type('l')], [type('?')], [type(':')], [type(':'), type('page')], [{ name: 'down' }], [{ name: 'page-down' }, { name: 'page-down' }, { name: 'page-down' }, { name: 'page-down' }, { name: 'page-down' }, type('l')]] as readonly (readonly ScreenKey[])[]) {
      const lines = draw(press(...keys), width, rows);
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
    }
  });
});
