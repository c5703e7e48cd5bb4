import type { StampedEvent } from '../../model/event.ts';
import type { Json } from '../../model/json.ts';
import type { RunView } from '../run-view.ts';
import { fallbackApproval } from '../run-view.ts';

/**
 * The view for programs: each stamped event on a line of its own, `schema`, `seq`, `at`, `run` and `type` first.
 * Nothing else is written, and nothing is asked.
 * @see docs/reference/events.schema.json
 */
export function createJsonView(options: { readonly write: (text: string) => void }): RunView {
  return {
    onEvent(event) {
      options.write(eventLine(event));
    },
    confirm: (question) => Promise.resolve(fallbackApproval(question)),
    choose: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

/** One event as a line of NDJSON. JSON escapes line breaks, so that one event is always one line. */
function eventLine(event: StampedEvent): string {
  const { schema, seq, at, run, type, ...rest } = event;
  return `${JSON.stringify({ schema, seq, at, run, type, ...rest })}\n`;
}

/** The answer of a command that prints one JSON document: indented, with a final line break. */
export function jsonDocument(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
