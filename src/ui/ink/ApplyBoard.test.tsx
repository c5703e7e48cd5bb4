import { cleanup, render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import { createSurface } from '../plain/text-surface.ts';
import { failedRun, sampleTime } from '../gallery/sample-run.ts';
import { ApplyBoard } from './ApplyBoard.tsx';
import { emptyBoard, reduceBoard } from './board-state.ts';

afterEach(cleanup);

test('the board shows what is going on, and counts each Ctrl-C', async () => {
  const events = failedRun();
  const data = events.findIndex((event) => event.type === 'stack' && event.stack === 'data');
  const board = events.slice(0, data + 4).reduce(reduceBoard, emptyBoard);
  const size = { columns: 100, rows: 30 };
  const place = { subscribe: () => () => undefined, size: () => size, refresh: () => undefined };
  let presses = 0;
  const keys: string[] = [];
  const screen = render(
    <ApplyBoard store={{ subscribe: () => () => undefined, current: () => board }} place={place} surface={createSurface({})} nowMs={() => sampleTime(14_000)} motion={false} keys onInterrupt={() => (presses += 1)} onKey={(key) => keys.push(key.name)} />,
  );
  const frame = screen.lastFrame() ?? '';
  expect(frame).toContain('● data');
  expect(frame).not.toContain('foundation');
  expect(frame).toContain('5/40 done');
  await new Promise((resolve) => setTimeout(resolve, 20));
  screen.stdin.write('\u0003');
  await expect.poll(() => presses).toBe(1);
  screen.stdin.write('\r');
  await expect.poll(() => keys).toEqual(['enter']);
});
