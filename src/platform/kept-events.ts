import type { StampedEvent } from '../model/event.ts';

/** The events of a run that its archive and the report of a crash are made of. */
export interface KeptEvents {
  add(event: StampedEvent): void;
  all(): readonly StampedEvent[];
}

/** Of what repeats, as many are kept from the beginning, and as many of the latest. */
const mostRepeats = 1_000;

/**
 * Keeps every event that says what became of something. Of those that say only that it goes on (repeated requests, notes, progress) the
 * first and the latest stay, so that an apply of hours needs no more memory than one of minutes; the gap shows in the numbers.
 */
export function createKeptEvents(): KeptEvents {
  let events: StampedEvent[] = [];
  let repeats = 0;
  return {
    add: (event) => {
      events.push(event);
      if (!repeatsItself(event)) return;
      repeats += 1;
      if (repeats < mostRepeats * 3) return;
      events = withoutMiddle(events, repeats);
      repeats = mostRepeats * 2;
    },
    all: () => events,
  };
}

function repeatsItself(event: StampedEvent): boolean {
  return event.type === 'retry' || event.type === 'log' || (event.type === 'resource' && event.status === 'progress');
}

function withoutMiddle(events: readonly StampedEvent[], repeats: number): StampedEvent[] {
  let seen = 0;
  return events.filter((event) => {
    if (!repeatsItself(event)) return true;
    seen += 1;
    return seen <= mostRepeats || seen > repeats - mostRepeats;
  });
}
