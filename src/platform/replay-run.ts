import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../engine/ports.ts';
import type { StampedEvent } from '../model/event.ts';
import { eventSchema } from '../model/event.ts';
import { AtakoraError } from '../model/errors.ts';
import type { RunId } from '../model/run-id.ts';
import type { CommandContext } from './command-context.ts';
import { openView } from './open-view.ts';
import type { RunView } from '../ui/run-view.ts';

/** Longest pause between two events on the screen, in milliseconds: nobody watches a recording stand still. */
const longestPauseMs = 3_000;

/**
 * The events of an archived run, in their order.
 * @throws AtakoraError `ATK1607` for a line that is not one, or of a newer version.
 */
export function readEvents(text: string, run: RunId): readonly StampedEvent[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [readEvent(line, index + 1, run)]));
}

function readEvent(line: string, number: number, run: RunId): StampedEvent {
  let event: Partial<StampedEvent> | null;
  try {
    event = JSON.parse(line) as Partial<StampedEvent> | null;
  } catch (cause) {
    throw new AtakoraError('ATK1607', `line ${number} of the events of ${run} is not JSON`, { cause });
  }
  if (typeof event?.type !== 'string' || typeof event.at !== 'string' || Number.isNaN(Date.parse(event.at))) {
    throw new AtakoraError('ATK1607', `line ${number} of the events of ${run} is not an event`);
  }
  if (event.schema !== eventSchema) {
    throw new AtakoraError('ATK1607', `the events of ${run} have version ${String(event.schema)}; this version reads ${eventSchema}`);
  }
  return event as StampedEvent;
}

/**
 * Draws a recorded run again, in the view that fits flags and terminal. `speed`: times as fast as it was; 0: at once. Asks nothing and
 * does nothing.
 */
export async function replayRun(context: CommandContext, events: readonly StampedEvent[], speed: number): Promise<void> {
  const recorded = recordedClock(context.platform.clock, events, speed);
  const stop = new AbortController();
  const view = await viewOf(context, recorded, () => stop.abort());
  const signal = AbortSignal.any([context.signal, stop.signal]);
  let before = events[0]?.at;
  for (const event of events) {
    await pause(context, event, { before, speed, signal });
    before = event.at;
    if (signal.aborted) break;
    recorded.reach(event.at);
    view.onEvent(event);
    context.output.logEvent(event);
  }
  await view.close();
  if (signal.aborted) {
    throw new AtakoraError('ATK1006', 'interrupted; a recording changes nothing');
  }
}

async function viewOf({ platform, options }: CommandContext, clock: Clock, onInterrupt: () => void): Promise<RunView> {
  if (options.json) {
    const { createJsonView } = await import('../ui/json/json-view.ts');
    return createJsonView({ write: (text) => void platform.stdout.write(text) });
  }
  return openView({ ...platform, clock }, options, onInterrupt);
}

interface Pause {
  readonly before: string | undefined;
  readonly speed: number;
  readonly signal: AbortSignal;
}

async function pause({ platform }: CommandContext, event: StampedEvent, { before, speed, signal }: Pause): Promise<void> {
  const ms = speed === 0 || before === undefined ? 0 : Math.min(longestPauseMs, (Date.parse(event.at) - Date.parse(before)) / speed);
  // Views that draw by promises (task lists) get their turn between events, as they had it then.
  await setImmediate();
  if (ms > 0 && !signal.aborted) {
    await platform.clock.sleep(ms, signal).catch(() => undefined);
  }
}

/** A clock that stands at the last event and runs on from there at the speed of the recording: what the board counts with. */
function recordedClock(real: Clock, events: readonly StampedEvent[], speed: number): Clock & { reach(at: string): void } {
  let at = Date.parse(events[0]?.at ?? real.now());
  let since = real.monotonicMs();
  return {
    ...real,
    now: () => new Date(at + (real.monotonicMs() - since) * speed).toISOString(),
    reach: (time) => {
      at = Date.parse(time);
      since = real.monotonicMs();
    },
  };
}
