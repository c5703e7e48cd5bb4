import { describe, expect, test } from 'vitest';
import type { EngineEvent, StampedEvent } from '../../model/event.ts';
import { createSurface } from '../plain/text-surface.ts';
import { failedRun, sampleTime, stamp, succeededRun } from '../gallery/sample-run.ts';
import type { ScreenKey } from '../screen-key.ts';
import { displayWidth } from '../text/display-width.ts';
import { boardLines } from './board-lines.ts';
import type { BoardState } from './board-state.ts';
import { askOnBoard, emptyBoard, pressOnBoard, reduceBoard } from './board-state.ts';
import { createRecordWriter } from './record-lines.ts';

const failed = failedRun();
const isFailure = (event: StampedEvent): boolean => event.type === 'resource' && event.status === 'failed';

/** The run up to an event, without it. */
function before(test: (event: StampedEvent) => boolean, events: readonly StampedEvent[] = failed): readonly StampedEvent[] {
  return events.slice(0, events.findIndex(test));
}

function boardAfter(events: readonly StampedEvent[]): BoardState {
  return events.reduce(reduceBoard, emptyBoard);
}

const press = (board: BoardState, ...keys: readonly (string | ScreenKey['name'])[]): BoardState =>
  keys.reduce((state, key) => pressOnBoard(state, key.length === 1 ? { name: 'text', text: key } : ({ name: key } as ScreenKey)), board);

function draw(board: BoardState, columns: number, nowMs: number, rows = 22): readonly string[] {
  const surface = { ...createSurface({}), width: columns - 1 };
  const lines = boardLines(board.view, { surface, rows, nowMs, tick: 0, motion: true, pane: board.pane, ...(board.choice === undefined ? {} : { choice: board.choice }) });
  expect(lines.length).toBeLessThanOrEqual(rows);
  expect(Math.max(...lines.map(displayWidth))).toBeLessThan(columns);
  return lines;
}

const choices = {
  text: 'Nothing new is started; 2 run in Azure.',
  choices: [
    { value: 'watch', label: 'Keep watching: the apply goes on', detail: 'What was held back is started.' },
    { value: 'leave', label: 'Leave it running in Azure and exit', detail: 'Return with: atakora apply --attach --local' },
    { value: 'cancel', label: 'Cancel it in Azure', detail: 'What has begun is ended first; what is done stays.' },
  ],
  fallback: 'leave',
  escape: 'watch',
} as const;

/** Many requests of two kinds that Azure puts off. */
function throttled(): readonly StampedEvent[] {
  const retries = Array.from({ length: 30 }, (_, index): readonly [number, EngineEvent] => [20_000 + index * 2_000, { type: 'retry', what: index % 3 === 0 ? 'PUT deployment atakora-data' : 'GET main/cosmos.main/account', afterMs: 2000, because: 'Azure asked to slow down (429)' }]);
  return [...before((event) => event.type === 'retry'), ...stamp([...retries, [80_500, { type: 'log', level: 'warning', text: 'the lock was renewed late: the network was gone for 12 seconds' }]])];
}

/** The failure as a rule for it explains it. */
function advised(): readonly StampedEvent[] {
  const advice = { rule: 'capacity', code: 'ATK1812', sentence: 'The region has no capacity for this now.', hint: 'Choose another region for this environment, or ask for quota, then apply again.', retry: 'after minutes', fix: 'az quota request create --region westeurope' } as const;
  return before((event) => event.type === 'stack' && event.stack === 'data' && event.status === 'failed').map((event) => (event.type === 'resource' && event.failure !== undefined ? { ...event, failure: { ...event.failure, advice } } : event));
}

/** What a process sees that takes the run up. */
function attached(): readonly StampedEvent[] {
  const apply = failed.find((event) => event.type === 'apply');
  const resources = apply?.type === 'apply' ? apply.resources.filter(({ stack }) => stack !== 'compute') : [];
  const about = (address: string) => {
    const { usualMs: _usual, ...item } = resources.find((candidate) => candidate.address === address) ?? resources[0]!;
    return { type: 'resource' as const, ...item };
  };
  const at = (afterMs: number): string => new Date(sampleTime(afterMs)).toISOString();
  const done = resources.filter(({ address }) => !address.startsWith('main/cosmos'));
  return stamp([
    [300_000, { type: 'apply', status: 'started', kind: 'apply', resources, startedAt: at(920) }],
    ...['foundation', 'security', 'observability'].flatMap((stack): readonly (readonly [number, EngineEvent])[] => [
      [300_000, { type: 'stack', stack, status: 'started', startedAt: at(1000), earlier: true }],
      ...done.filter((item) => item.stack === stack).map((item): readonly [number, EngineEvent] => [300_000, { ...about(item.address), status: 'succeeded', earlier: true, elapsedMs: 1400 }]),
      [300_000, { type: 'stack', stack, status: 'succeeded', earlier: true, elapsedMs: 1700 }],
    ]),
    [300_010, { type: 'stack', stack: 'data', status: 'resumed', startedAt: at(9_000) }],
    ...done.filter((item) => item.stack === 'data').map((item): readonly [number, EngineEvent] => [300_010, { ...about(item.address), status: 'succeeded', earlier: true, elapsedMs: 1800 }]),
    [300_200, { ...about('main/cosmos.main/account'), status: 'started', startedAt: at(9_400) }],
  ]);
}

const frames: readonly (readonly [title: string, lines: (columns: number) => readonly string[]])[] = [
  ['Start', (columns) => draw(boardAfter(before((event) => event.type === 'stack')), columns, sampleTime(940))],
  ['Many running', (columns) => draw(boardAfter(before((event) => event.type === 'resource' && event.stack === 'data' && event.status === 'succeeded')), columns, sampleTime(10_900))],
  ['Running, with the usual time', (columns) => draw(boardAfter(before(isFailure)), columns, sampleTime(32_000))],
  ['Slow', (columns) => draw(boardAfter(before(isFailure)), columns, sampleTime(90_000))],
  ['Put off by Azure', (columns) => draw(boardAfter(throttled()), columns, sampleTime(79_000))],
  ['A failure, while something else runs', (columns) => draw(boardAfter([...before((event) => event.type === 'stack' && event.stack === 'data' && event.status === 'failed')]), columns, sampleTime(88_000))],
  ['A failure with what to do about it', (columns) => draw(boardAfter(advised()), columns, sampleTime(88_000))],
  ['The log', (columns) => draw(press(boardAfter(throttled()), 'l'), columns, sampleTime(81_000))],
  ['The log, further up', (columns) => draw(press(boardAfter(throttled()), 'l', 'page-up', 'up'), columns, sampleTime(81_000))],
  ['All changes', (columns) => draw(press(boardAfter(before(isFailure)), 'down', 'page-down'), columns, sampleTime(32_000))],
  ['Help', (columns) => draw(press(boardAfter(before(isFailure)), '?'), columns, sampleTime(32_000))],
  ['Ctrl-C', (columns) => draw(askOnBoard(boardAfter(before(isFailure)), choices), columns, sampleTime(32_000))],
  ['Ctrl-C in a window of 10 rows', (columns) => draw(askOnBoard(boardAfter(before(isFailure)), choices), columns, sampleTime(32_000), 9)],
  ['Taken up by another process', (columns) => draw(boardAfter(attached()), columns, sampleTime(300_500))],
];

describe('the board', () => {
  test.each([40, 80, 120])('is as reviewed at %i columns', async (columns) => {
    const text = frames.map(([title, lines]) => `--- ${title}\n${lines(columns).join('\n')}\n`).join('\n');
    await expect(text).toMatchFileSnapshot(`../../../snapshots/ui/board/${columns}.txt`);
  });

  test('has a run to its end in every window without a line too many or too wide', () => {
    for (const events of [succeededRun(), throttled(), attached()]) {
      let board = emptyBoard;
      for (const event of events) {
        board = reduceBoard(board, event);
        for (const columns of [40, 80, 200]) if (board.view.apply !== undefined && board.view.summary === undefined) draw(board, columns, board.view.lastMs ?? 0);
      }
    }
  });
});

describe('the record', () => {
  test('tells the first wait of each request, and what the others came to at the end', () => {
    const summary = failed.at(-1);
    const board = boardAfter([...throttled(), ...(summary === undefined ? [] : [summary])]);
    const writer = createRecordWriter(createSurface({}));
    const lines = board.unwritten.flatMap((entry) => writer.lines(entry, 120)).filter((line) => /again/.test(line));
    expect(lines).toEqual([
      'trying PUT deployment atakora-data again in 2.0s: Azure asked to slow down (429)',
      'trying GET main/cosmos.main/account again in 2.0s: Azure asked to slow down (429)',
      'tried PUT deployment atakora-data again 9 times more, 18s of waiting: Azure asked to slow down (429)',
      'tried GET main/cosmos.main/account again 19 times more, 38s of waiting: Azure asked to slow down (429)',
    ]);
  });

  test('has what was done before another process took it up', () => {
    const board = boardAfter(attached());
    const writer = createRecordWriter(createSurface({}));
    const lines = board.unwritten.flatMap((entry) => writer.lines(entry, 100));
    expect(lines[0]).toBe('✓ foundation  1 resource  1.7s');
    expect(lines.filter((line) => line.startsWith('✓'))).toHaveLength(3);
  });
});
