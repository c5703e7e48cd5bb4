import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StampedEvent } from '../model/event.ts';
import { failedRun, sampleTime, stamp, succeededRun } from './gallery/sample-run.ts';
import { countItems, elapsedAt, isSlow } from './view-model-apply.ts';
import { parseInstant } from './view-model-instant.ts';
import type { View } from './view-model.ts';
import { emptyView, innermostFailure, reduce } from './view-model.ts';

function viewOf(events: readonly StampedEvent[]): View {
  return events.reduce(reduce, emptyView);
}

describe('the view of a run', () => {
  test('counts every resource of a failed apply', () => {
    const view = viewOf(failedRun());
    expect(countItems(view.items)).toEqual({ queued: 0, running: 0, succeeded: 36, failed: 1, skipped: 3, total: 40 });
    expect(view.stacks.map(({ stack, status }) => `${stack} ${status}`)).toEqual([
      'foundation succeeded',
      'security succeeded',
      'observability succeeded',
      'data failed',
      'compute skipped',
    ]);
    expect(view.errors.map(({ code }) => code)).toEqual(['ATK1601']);
    expect(view.summary?.exitCode).toBe(4);
  });

  test('takes elapsed times from the events, and from their clock where they carry none', () => {
    const view = viewOf(failedRun());
    const item = (address: string) => view.items.find((candidate) => candidate.address === address);
    expect(item('main/cosmos.main/account')?.elapsedMs).toBe(78_000);
    const container = item('main/storage.main/account.blob.uploads01');
    expect(container?.elapsedMs).toBeGreaterThan(0);
    expect(view.phases).toMatchObject([
      { phase: 'load', status: 'done', elapsedMs: 50 },
      { phase: 'plan', status: 'done', elapsedMs: 50 },
    ]);
  });

  test('a running item ticks by the time that it is given, an ended one does not', () => {
    const events = failedRun();
    const failure = events.findIndex((event) => event.type === 'resource' && event.status === 'failed');
    const running = viewOf(events.slice(0, failure));
    const account = running.items.find((item) => item.address === 'main/cosmos.main/account');
    const started = account?.startedMs ?? 0;
    expect(account?.status).toBe('running');
    expect(elapsedAt(account ?? {}, started + 1234)).toBe(1234);
    expect(elapsedAt({ startedMs: 1, elapsedMs: 7 }, 9999)).toBe(7);
    expect(elapsedAt({}, 9999)).toBeUndefined();
    expect(account !== undefined && isSlow(account, started + 59_000)).toBe(false);
    expect(account !== undefined && isSlow(account, started + 61_000)).toBe(true);
  });

  test('nothing ticks after the summary', () => {
    const events = succeededRun();
    const cut = [...events.slice(0, 15), ...events.slice(-1)];
    const view = viewOf(cut);
    const late = sampleTime(10_000_000);
    expect(view.stacks.map((stack) => elapsedAt(stack, late)).every((elapsed) => elapsed === undefined || elapsed < 1_000_000)).toBe(true);
  });

  test('takes in a resource that the apply event did not name', () => {
    const [first] = stamp([[0, { type: 'resource', address: 'main/x/y' as never, resourceType: 'A/b', azureName: 'n', stack: 'existing.mine', action: 'create', status: 'started' }]]);
    const view = viewOf(first === undefined ? [] : [first]);
    expect(view.items).toMatchObject([{ address: 'main/x/y', status: 'running' }]);
    expect(view.stacks).toMatchObject([{ stack: 'existing.mine', status: 'running' }]);
  });

  test('starts and ends a stack with its resources where no deployment announces it, as in a destroy', () => {
    const items = succeededRun().flatMap((event) => (event.type === 'apply' ? event.resources : [])).filter((item) => item.stack === 'security');
    const [identity, vault] = items.map((item) => ({ ...item, action: 'delete' as const, type: 'resource' as const }));
    if (identity === undefined || vault === undefined) {
      throw new Error('the sample has two resources in security');
    }
    const events = stamp([
      [0, { type: 'apply', status: 'started', kind: 'destroy', resources: [identity, vault] }],
      [100, { ...identity, status: 'started' }],
      [300, { ...identity, status: 'succeeded' }],
      [400, { ...vault, status: 'started' }],
      [900, { ...vault, status: 'succeeded' }],
    ]);
    expect(events.map((_, index) => viewOf(events.slice(0, index + 1)).stacks[0]?.status)).toEqual(['waiting', 'running', 'running', 'running', 'succeeded']);
    expect(viewOf(events).stacks[0]?.elapsedMs).toBe(800);
    const failed = [...events.slice(0, 4), ...stamp([[900, { ...vault, status: 'failed' }]])];
    expect(viewOf(failed).stacks[0]?.status).toBe('failed');
  });

  test('is the same whenever it is replayed, and never changes an earlier view', () => {
    const events = failedRun();
    const half = viewOf(events.slice(0, 40));
    const text = JSON.stringify(half);
    viewOf(events);
    events.slice(40).reduce(reduce, half);
    expect(JSON.stringify(half)).toBe(text);
    expect(viewOf(events)).toEqual(viewOf(failedRun()));
  });
});

test('instants are read as the calendar says', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2200-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime());
    }),
  );
  expect(parseInstant('soon')).toBe(0);
});

test('the innermost failure is the cause', () => {
  expect(innermostFailure({ code: 'A', message: '', details: [{ code: 'B', message: '', details: [{ code: 'C', message: '' }] }] }).code).toBe('C');
});
