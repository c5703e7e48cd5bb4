import type { Address } from '../model/address.ts';
import type { ApplyItem, EngineEvent } from '../model/event.ts';

/** Resources of an apply that takes an hour. */
const resources = 300;
const stacks = 6;

/** An event with the milliseconds after the start at which it happens. */
export type HourEvent = readonly [afterMs: number, event: EngineEvent];

function itemOf(index: number): ApplyItem {
  const stack = `stack-${index % stacks}`;
  return { address: `main/owner-${index}/resource` as Address, resourceType: 'Microsoft.Storage/storageAccounts', azureName: `st${index}`, stack, action: 'create', usualMs: 30_000 };
}

/**
 * An apply of three hundred resources that takes the given time, by a clock that nobody waits for: all start in its first minute, none
 * ends before its last, and meanwhile Azure puts off two requests every second, something takes long, and notes are made.
 */
export function* longApply(minutes: number): Generator<HourEvent> {
  const items = Array.from({ length: resources }, (_, index) => itemOf(index));
  const about = ({ usualMs: _usual, ...item }: ApplyItem) => ({ type: 'resource' as const, ...item });
  yield [0, { type: 'apply', status: 'started', kind: 'apply', resources: items }];
  for (const stack of new Set(items.map((item) => item.stack))) yield [10, { type: 'stack', stack, status: 'started', deployment: `atakora-${stack}` }];
  for (const [index, item] of items.entries()) yield [100 + index * 190, { ...about(item), status: 'started' }];
  for (let second = 60; second < minutes * 60; second += 1) {
    const item = items[second % resources] ?? itemOf(0);
    yield [second * 1000, { type: 'retry', what: `GET ${item.address}`, afterMs: 2_000, because: `Azure asked to slow down (429), activity ${second}` }];
    yield [second * 1000 + 500, { type: 'retry', what: 'GET atakora-stack-1', afterMs: 10_000, because: 'Azure asked to slow down (429)' }];
    if (second % 30 === 0) yield [second * 1000 + 600, { ...about(item), status: 'progress', because: 'it takes longer than usual', elapsedMs: second * 1000 }];
    if (second % 60 === 0) yield [second * 1000 + 700, { type: 'log', level: 'info', text: `the lock was renewed, ${second} seconds in` }];
  }
  for (const [index, item] of items.entries()) yield [minutes * 60_000 + index, { ...about(item), status: 'succeeded', elapsedMs: minutes * 60_000 - 60_000 }];
  for (const stack of new Set(items.map((item) => item.stack))) yield [minutes * 60_000 + 400, { type: 'stack', stack, status: 'succeeded', elapsedMs: minutes * 60_000 }];
}
