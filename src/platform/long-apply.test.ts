import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { emptyBoard, reduceBoard, writtenBoard } from '../ui/ink/board-state.ts';
import { createRecordWriter } from '../ui/ink/record-lines.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import { longApply } from '../ui/sample-hour.fake.ts';
import { createTerminalSignals } from '../ui/terminal-signals.ts';
import { createRedactor } from './redactor.ts';
import { createStamper } from './stamper.ts';

const startMs = Date.UTC(2026, 0, 15, 10);

/** Minutes of an apply, and what is held after each: the board's state in bytes, the events that are kept, lines written to the scrollback. */
function sizesOverTime(minutes: number) {
  let nowMs = 0;
  const clock = { now: () => new Date(startMs + nowMs).toISOString(), monotonicMs: () => nowMs, sleep: () => Promise.resolve() };
  const stamper = createStamper({ clock, run: 'synth-20260115-100000-0123abcd', redactor: createRedactor() });
  const record = createRecordWriter(createSurface({}));
  let board = emptyBoard;
  let lines = 0;
  let control = 0;
  const signals = createTerminalSignals({ write: (sequence) => (control += sequence.length), progress: true });
  stamper.add((event) => {
    board = reduceBoard(board, event);
    signals.onEvent(event);
    lines += board.unwritten.flatMap((entry) => record.lines(entry, 80)).length;
    board = writtenBoard(board);
  });
  const sizes: { readonly bytes: number; readonly events: number; readonly lines: number; readonly control: number }[] = [];
  for (const [afterMs, event] of longApply(minutes)) {
    nowMs = afterMs;
    while (sizes.length < Math.floor(afterMs / 60_000)) sizes.push({ bytes: serialize(board).length, events: stamper.recorded().length, lines, control });
    stamper.emit(event);
  }
  return { sizes, stamper, board };
}

test('an apply of an hour holds no more than one of half an hour, and keeps everything that became of something', () => {
  const { sizes, stamper, board } = sizesOverTime(60);
  const [half, hour] = [sizes[30], sizes[58]];
  // As many digits more as the times have.
  expect(hour?.bytes ?? 0).toBeLessThan((half?.bytes ?? 0) * 1.02);
  expect(Math.max(...sizes.map(({ events }) => events))).toBeLessThan(300 + 6 + 1 + 3_000 + 10);
  expect(hour?.events ?? 0).toBeLessThanOrEqual(Math.max(...sizes.slice(0, 31).map(({ events }) => events)));
  expect(hour?.control).toBe(half?.control);
  // Told once a minute for each request that is put off all the time, not once a second.
  expect((hour?.lines ?? 0) - (half?.lines ?? 0)).toBeLessThan(28 * 60 * 0.6);
  const kept = stamper.recorded();
  expect(kept.filter((event) => event.type === 'resource' && event.status === 'succeeded')).toHaveLength(300);
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map(({ seq }) => seq).toSorted((a, b) => a - b));
  expect(kept.at(-1)?.seq).toBeGreaterThan(7_000);
  expect(board.view.items.every(({ status }) => status === 'succeeded')).toBe(true);
});

test('a run of minutes is kept whole', () => {
  const { stamper } = sizesOverTime(10);
  const kept = stamper.recorded();
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
});
