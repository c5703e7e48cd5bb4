import { describe, expect, test } from 'vitest';
import type { StampedEvent } from '../../model/event.ts';
import { createSurface } from '../plain/text-surface.ts';
import { failedRun, sampleTime, succeededRun } from '../gallery/sample-run.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs, unicodeGlyphs } from '../text/glyphs.ts';
import type { BoardState } from './board-state.ts';
import { closeBoard, emptyBoard, reduceBoard } from './board-state.ts';
import { boardLines } from './board-lines.ts';
import type { ChoiceState } from './choice-state.ts';
import { beginChoice } from './choice-state.ts';
import { recordLines } from './record-lines.ts';

const question: ChoiceState['question'] = {
  text: 'Nothing new is started. What now?',
  choices: [
    { value: 'watch', label: 'Keep watching: the apply goes on' },
    { value: 'leave', label: 'Leave it running in Azure and exit' },
    { value: 'cancel', label: 'Cancel it in Azure' },
  ],
  fallback: 'leave',
  escape: 'watch',
};

function boardAfter(events: readonly StampedEvent[]): BoardState {
  return events.reduce(reduceBoard, emptyBoard);
}

function draw(board: BoardState, columns: number, rows: number, nowMs = board.view.lastMs ?? 0, more: { glyphs?: typeof asciiGlyphs; asks?: boolean } = {}): readonly string[] {
  const surface = { ...createSurface({ glyphs: more.glyphs ?? unicodeGlyphs }), width: columns };
  return boardLines(board.view, { surface, rows, nowMs, tick: 0, motion: true, ...(more.asks === true ? { choice: beginChoice(question) } : {}) });
}

const failed = failedRun();
const beforeFailure = failed.slice(0, failed.findIndex((event) => event.type === 'resource' && event.status === 'failed'));
const manyRunning = failed.slice(0, failed.findIndex((event) => event.type === 'resource' && event.stack === 'data' && event.status === 'succeeded'));
const afterFailure = failed.slice(0, failed.findIndex((event) => event.type === 'error'));

describe('the live part of the board', () => {
  test('never has more lines than the window less one nor a wider one, after any event, in any window', () => {
    let board = emptyBoard;
    for (const event of failed) {
      board = reduceBoard(board, event);
      for (const [columns, rows] of [[40, 9], [80, 23], [200, 49], [20, 1], [41, 3]] as const) {
        for (const asks of [false, true]) {
          const lines = draw(board, columns, rows, undefined, { asks });
          expect(lines.length).toBeLessThanOrEqual(rows);
          expect(Math.max(0, ...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
        }
      }
    }
  });

  test('counts what it does not show', () => {
    expect(draw(boardAfter(manyRunning), 80, 10).join('\n')).toMatch(/… \d+ more running/);
  });

  test('says the usual time of what is slow, and keeps a failure with its cause', () => {
    expect(draw(boardAfter(beforeFailure), 100, 20, sampleTime(90_000)).join('\n')).toContain('usually 40s');
    const text = draw(boardAfter(afterFailure), 100, 20).join('\n');
    expect(text).toContain('✗ main/cosmos.main/account failed after 1m 18s');
    expect(text).toContain('ServiceUnavailable');
  });

  test('ends with the elapsed time and the counts', () => {
    const board = boardAfter(beforeFailure);
    expect(draw(board, 100, 20, (board.view.apply?.startedMs ?? 0) + 64_000).at(-1)).toBe('1m 04s · 36/40 done · 2 running · 2 waiting · ? keys');
  });

  test('needs nothing but ASCII with the ASCII signs', () => {
    // oxlint-disable-next-line eslint/no-control-regex -- the whole of ASCII is meant
    expect(draw(boardAfter(afterFailure), 80, 20, undefined, { glyphs: asciiGlyphs }).join('')).toMatch(/^[\u0000-\u007F]*$/);
  });

  test('is empty before an apply and after its summary', () => {
    expect(draw(boardAfter(failed.slice(0, 5)), 80, 20)).toEqual([]);
    expect(draw(boardAfter(failed), 80, 20)).toEqual([]);
  });
});

describe('the record in the scrollback', () => {
  const textOf = (board: BoardState, columns: number): string => board.unwritten.flatMap((entry) => recordLines(entry, { ...createSurface({}), width: columns })).join('\n');

  test.each([40, 80, 120])('is as reviewed at %i columns', async (columns) => {
    await expect(`${textOf(boardAfter(failed), columns)}\n`).toMatchFileSnapshot(`../../../snapshots/ui/record/${columns}.txt`);
  });

  test('only ever grows, and names every resource exactly once', () => {
    let board = emptyBoard;
    for (const event of succeededRun()) {
      const next = reduceBoard(board, event);
      expect(next.unwritten.slice(0, board.unwritten.length)).toEqual(board.unwritten);
      board = next;
    }
    const lines = textOf(board, 120).split('\n');
    for (const item of board.view.items) {
      expect(lines.filter((line) => line.includes(`${item.address}  created`))).toHaveLength(1);
    }
  });

  test('keeps a failed stack on the board until the end', () => {
    const stacks = (board: BoardState): readonly string[] => board.unwritten.flatMap((entry) => (entry.kind === 'stack' ? [entry.stack] : []));
    expect(stacks(boardAfter(afterFailure))).toEqual(['foundation', 'security', 'observability', 'compute']);
    expect(stacks(boardAfter(failed))).toEqual(['foundation', 'security', 'observability', 'compute', 'data']);
  });

  test('holds the failed stack and the failure also when the board is taken down without a summary', () => {
    const closed = closeBoard(boardAfter(failed.slice(0, -1)));
    expect(textOf(closed, 100)).toContain('✗ data  failed  33 resources');
    expect(textOf(closed, 100)).toContain('error ATK1601');
    expect(closeBoard(boardAfter(failed)).unwritten).toEqual(boardAfter(failed).unwritten);
  });

  test('says of what never ended that it is not known', () => {
    const cut = [...manyRunning, failed.at(-1)].filter((event) => event !== undefined);
    const text = textOf(boardAfter(cut), 100);
    expect(text).toContain('not known to have ended');
    expect(text).toContain('compute  not started');
  });
});
