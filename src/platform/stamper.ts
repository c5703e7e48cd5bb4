import type { Clock } from '../engine/ports.ts';
import type { EngineEvent, StampedEvent } from '../model/event.ts';
import { eventSchema } from '../model/event.ts';
import type { Redactor } from './redactor.ts';

/** Where stamped events go: views and the run's log. */
export type EventSink = (event: StampedEvent) => void;

/** The one place that redacts, numbers, times and freezes events before they fan out, so that every view and the log tell the same. */
export interface Stamper {
  emit(event: EngineEvent): void;
  add(sink: EventSink): void;
  /** Events so far, for the archive of the run. */
  recorded(): readonly StampedEvent[];
}

/** Makes a stamper for one command. `run` is the id that the command works under. */
export function createStamper(options: { readonly clock: Clock; readonly run: string; readonly redactor: Redactor }): Stamper {
  const sinks: EventSink[] = [];
  const events: StampedEvent[] = [];
  return {
    emit: (event) => {
      const stamped = deepFreeze({ ...options.redactor.redact(event), schema: eventSchema, seq: events.length + 1, at: options.clock.now(), run: options.run } as StampedEvent);
      events.push(stamped);
      for (const sink of sinks) {
        sink(stamped);
      }
    },
    add: (sink) => void sinks.push(sink),
    recorded: () => events,
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
