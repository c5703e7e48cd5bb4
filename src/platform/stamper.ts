import type { Clock } from '../engine/ports.ts';
import type { EngineEvent, StampedEvent } from '../model/event.ts';
import { eventSchema } from '../model/event.ts';
import { createKeptEvents } from './kept-events.ts';
import type { Redactor } from './redactor.ts';

/** Where stamped events go: views and the run's log. */
export type EventSink = (event: StampedEvent) => void;

/** The one place that redacts, numbers, times and freezes events before they fan out, so that every view and the log tell the same. */
export interface Stamper {
  emit(event: EngineEvent): void;
  add(sink: EventSink): void;
  /** Events so far, for the archive of the run; of a long one not each repeated request (`createKeptEvents`). */
  recorded(): readonly StampedEvent[];
}

/** Makes a stamper for one command. `run` is the id that the command works under. */
export function createStamper(options: { readonly clock: Clock; readonly run: string; readonly redactor: Redactor }): Stamper {
  const sinks: EventSink[] = [];
  const events = createKeptEvents();
  let seq = 0;
  return {
    emit: (event) => {
      seq += 1;
      const stamped = deepFreeze({ ...options.redactor.redact(event), schema: eventSchema, seq, at: options.clock.now(), run: options.run } as StampedEvent);
      events.add(stamped);
      for (const sink of sinks) {
        sink(stamped);
      }
    },
    add: (sink) => void sinks.push(sink),
    recorded: events.all,
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) {
      deepFreeze(item);
    }
  }
  return value;
}
