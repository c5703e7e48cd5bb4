import { expect, test } from 'vitest';
import type { ApplyItem } from '../../model/event.ts';
import { createFakeClock, createFakeHost } from '../ports.fake.ts';
import { addressOf } from './apply-world.fake.ts';
import { trackItems } from './run-progress.ts';

const item = (at: string, usualMs?: number): ApplyItem => ({ address: addressOf(at), resourceType: 'T', azureName: at, stack: 'data', action: 'create', ...(usualMs === undefined ? {} : { usualMs }) });

test('what takes longer than usual is told with its time, again each time that has doubled, and no more once it has ended', async () => {
  const clock = createFakeClock({ auto: false });
  const host = createFakeHost();
  const items = [item('a/slow', 20_000), item('a/new'), item('a/quick', 20_000), item('a/later', 1)];
  const progress = trackItems(items, host, clock);
  for (const { address } of items.slice(0, 3)) progress.started(address);
  const told = (): readonly string[] => host.eventsOf('resource').flatMap(({ status, address, because, elapsedMs }) => (status === 'progress' ? [`${address} ${(elapsedMs ?? 0) / 1_000}s: ${because ?? ''}`] : []));
  for (let second = 1; second <= 29; second += 1) {
    await clock.advance(1_000);
    progress.remind();
  }
  expect(told()).toEqual([]);
  progress.succeeded(addressOf('a/quick'));
  for (let second = 30; second <= 320; second += 1) {
    await clock.advance(1_000);
    progress.remind();
  }
  expect(told().filter((text) => text.startsWith('main/a/slow'))).toEqual([30, 60, 120, 240].map((seconds) => `main/a/slow ${seconds}s: it takes longer than usual`));
  expect(told().filter((text) => text.startsWith('main/a/new'))).toEqual(['main/a/new 300s: it takes long; no earlier run tells what is usual']);
  expect(told()).toHaveLength(5);
});
